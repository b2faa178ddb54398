import { expect, test } from 'vitest';
import { m } from '$lib/paraglide/messages';
import { isMendable, leftBehind, rowCount, undoneText, verdictName } from './words';

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

test('one row is one row, wherever rows are counted', () => {
  const brief = (count: number) =>
    m.importing_when_by({ when: 'Today', who: 'Ewa', rows: rowCount(count) });
  expect(brief(1)).toBe('Today, by Ewa, 1 row');
  expect(brief(12)).toBe('Today, by Ewa, 12 rows');
  expect(m.importing_joined({ count: 1, shown: '1' })).toBe('1 row of other files went into these');
});
