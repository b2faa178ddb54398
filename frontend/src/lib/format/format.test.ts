import { describe, expect, test } from 'vitest';
import { formatAgo, formatDuration, formatLength, formatRecent } from './dates';
import { countryName, countryOptions } from './names';
import { formatCount, formatMoney } from './numbers';
import { splitNumber } from './phone';

describe('times', () => {
  const now = new Date('2026-11-21T14:00:00');
  test.each([
    ['2026-11-21T13:48:00', '12 min'],
    ['2026-11-21T10:00:00', '4 h'],
    ['2026-11-20T23:00:00', 'yesterday'],
    ['2026-11-21T14:00:05', 'just now'],
  ])('%s is %s', (then, words) => {
    expect(formatAgo(then, now)).toBe(words);
  });

  test('yesterday has its hour where one comes back to it', () => {
    expect(formatRecent('2026-11-20T23:05:00', now)).toMatch(/^yesterday (23:05|11:05\sPM)$/);
    expect(formatRecent('2026-11-21T13:48:00', now)).toBe('12 min');
  });

  test('older times are days, with the year when it was another', () => {
    expect(formatAgo('2026-11-03T10:00:00', now)).toMatch(/^(3 Nov|Nov 3)$/);
    expect(formatAgo('2024-11-03T10:00:00', now)).toContain('2024');
  });

  test('how long a call took', () => {
    expect(formatDuration(247)).toBe('4:07');
    expect(formatDuration(3_753)).toBe('1:02:33');
    expect(formatDuration(5)).toBe('0:05');
  });

  test('how long it was, in words', () => {
    expect(formatLength(675)).toBe('11 min 15 sec');
    expect(formatLength(3_753)).toBe('1 hr 2 min');
    expect(formatLength(0)).toBe('0 sec');
  });
});

describe('numbers', () => {
  test('a capped count says so', () => {
    expect(formatCount(10_000, false)).toBe('10,000+');
    expect(formatCount(212)).toBe('212');
  });

  test('amounts are in minor units of their currency', () => {
    expect(formatMoney(123_456, 'EUR')).toContain('1,234.56');
    expect(formatMoney(1_234, 'JPY')).toContain('1,234');
  });

  test('a telephone number parts from its prefix', () => {
    expect(splitNumber('+48 601 412 233')).toEqual({ prefix: '+48', rest: '601 412 233' });
    expect(splitNumber('112')).toEqual({ prefix: '', rest: '112' });
  });
});

describe('countries', () => {
  test('are listed by name, without unions and tests', () => {
    const options = countryOptions();
    expect(options.length).toBeGreaterThan(230);
    expect(options.find((one) => one.value === 'PL')?.label).toBe('Poland');
    expect(options.some((one) => ['EU', 'UN', 'ZZ', 'UK'].includes(one.value))).toBe(false);
    expect(countryName('PL')).toBe('Poland');
  });
});
