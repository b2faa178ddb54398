import { describe, expect, test } from 'vitest';
import { discountOf, reasonFor } from './reasons';

describe('what stands beside a field', () => {
  test('nothing when it was saved', () => {
    expect(reasonFor({ __typename: 'GroupSaved' }, 'GroupSaved', 'name')).toBeNull();
  });

  test('the reason of the field before the general one', () => {
    const problem = {
      __typename: 'InvalidInput',
      message: 'Look again.',
      path: [],
      fields: [{ path: ['input', 'name'], message: 'The name is missing.' }],
    };
    expect(reasonFor(problem, 'GroupSaved', 'name')).toBe('The name is missing.');
  });

  test('the general one where there is no other', () => {
    const problem = { __typename: 'Refused', message: 'There must be one.', path: [] };
    expect(reasonFor(problem, 'StoreSaved', 'name')).toBe('There must be one.');
  });

  test('words when nothing came back', () => {
    expect(reasonFor(null, 'StoreSaved', 'name')).not.toBe('');
  });
});

test.each([
  ['7,5', 7.5],
  ['7.5 %', 7.5],
  ['', null],
  ['seven', NaN],
])('a discount typed as “%s” is %s', (typed, value) => {
  expect(discountOf(typed)).toEqual(value);
});
