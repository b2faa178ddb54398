import { describe, expect, test } from 'vitest';
import { seedOf } from './commands';

describe('what typed words begin a new customer with', () => {
  test.each([
    ['kowalsky', { name: 'kowalsky' }],
    ['0601 412-233', { phone: '0601 412-233' }],
    ['+48 (58) 555.01.12', { phone: '+48 (58) 555.01.12' }],
    ['j@reuss.example', { email: 'j@reuss.example' }],
    ['1234', { name: '1234' }],
    ['  ', {}],
  ])('%s', (text, seed) => {
    expect(seedOf(text)).toEqual(seed);
  });
});
