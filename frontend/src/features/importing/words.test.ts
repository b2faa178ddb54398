import { expect, test } from 'vitest';
import { isMendable, leftBehind, undoneText, verdictName } from './words';

test('what undo took back and what it kept are counted apart', () => {
  expect(undoneText({ undone: 9, kept: 0 })).toBe('9 rows were taken back.');
  expect(undoneText({ undone: 1, kept: 2 })).toBe(
    '1 row was taken back. 2 were kept in whole or in part, because somebody has changed them since.',
  );
});

test('a row says that it was taken back', () => {
  expect(verdictName('CREATE', true)).toBe('created');
  expect(verdictName('CREATE', true, true)).toBe('taken back');
});

test('what undo says of a row is nothing that it arrived without', () => {
  expect(leftBehind({ verdict: 'CREATE', reasons: [{ field: 'phone' }, { field: '' }] })).toBe(1);
  expect(leftBehind({ verdict: 'REFUSED', reasons: [{ field: '' }] })).toBe(0);
});

test('a number that may be misread can be put right though nothing is refused', () => {
  expect(isMendable({ reasons: [], unusualPhones: [] })).toBe(false);
  expect(isMendable({ reasons: [], unusualPhones: ['+44 512345391'] })).toBe(true);
});
