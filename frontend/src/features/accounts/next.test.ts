import { describe, expect, test } from 'vitest';
import { safeNext } from './next';

describe('where one goes on after signing in', () => {
  test.each([
    ['/customers?view=blocked', '/customers?view=blocked'],
    ['/graphiql', '/graphiql'],
    [null, '/'],
    ['', '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/sign-in', '/'],
    ['/welcome', '/'],
  ])('%s leads to %s', (asked, expected) => {
    expect(safeNext(asked)).toBe(expected);
  });
});
