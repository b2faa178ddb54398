import { describe, expect, it } from 'vitest';
import { inMajor, readMoney } from '../projects/money';
import { ageOf } from './age';
import { isOver, partWords } from './graph/period';
import { orNull, readDays, readPerCent } from './reading';

describe('what is typed into facts', () => {
  it('reads per cent with and without the sign', () => {
    expect(readPerCent('7.5 %')).toBe(7.5);
    expect(readPerCent(' 12 ')).toBe(12);
    expect(readPerCent('')).toBeNull();
    expect(() => readPerCent('much')).toThrow('A discount is a number of per cent.');
  });

  it('takes whole days only', () => {
    expect(readDays('14')).toBe(14);
    expect(() => readDays('1.5')).toThrow('Days are a whole number.');
    expect(() => readDays('-3')).toThrow('Days are a whole number.');
  });

  it('reads groups of thousands', () => {
    expect(readMoney('31,800.50', 'EUR')).toEqual({ minor: 3_180_050, currency: 'EUR' });
  });

  it('knows how many digits a currency has', () => {
    expect(readMoney('1200', 'JPY')).toEqual({ minor: 1_200, currency: 'JPY' });
    expect(inMajor({ minor: 1_200, currency: 'JPY' })).toBe('1200');
    expect(inMajor({ minor: 1_205, currency: 'PLN' })).toBe('12.05');
    expect(readMoney('', 'EUR')).toBeNull();
  });

  it('empties a field with null', () => {
    expect(orNull('')).toBeNull();
    expect(orNull('PL')).toBe('PL');
  });
});

describe('times', () => {
  it('counts a birthday only once it has come', () => {
    expect(ageOf('1984-06-14', new Date(2026, 5, 13))).toBe(41);
    expect(ageOf('1984-06-14', new Date(2026, 5, 14))).toBe(42);
  });

  it('says since when and until when somebody had a part', () => {
    expect(partWords({ role: 'owner', since: '2016-03-01', until: null })).toBe('owner since 2016');
    expect(partWords({ role: '', since: '2016-03-01', until: '2023-01-01' })).toBe('2016 to 2023');
    expect(partWords({ role: 'buyer', since: null, until: null })).toBe('buyer');
  });

  it('counts the last day of a part as part of it', () => {
    expect(isOver('2026-11-20', '2026-11-21')).toBe(true);
    expect(isOver('2026-11-21', '2026-11-21')).toBe(false);
    expect(isOver(null, '2026-11-21')).toBe(false);
  });
});
