import { expect, test } from 'vitest';
import { preferredPhone } from './preference';
import type { Phone } from './queries';

const phone = (id: string, changes: Partial<Phone> = {}) =>
  ({ id, label: '', type: 'FIXED_LINE', main: false, ...changes }) as Phone;
const desk = phone('desk', { label: 'work' });
const home = phone('home', { label: 'home', main: true });
const mobile = phone('mobile', { label: 'mobile', type: 'MOBILE' });

test('without a wish the main one of several is marked', () => {
  expect(preferredPhone([desk, home], 'ANY')).toBe('home');
  expect(preferredPhone([home], 'ANY')).toBeUndefined();
});

test('the number of the kind they wish for is marked, even the only one', () => {
  expect(preferredPhone([home, desk, mobile], 'MOBILE_PHONE')).toBe('mobile');
  expect(preferredPhone([home, desk, mobile], 'WORK_PHONE')).toBe('desk');
  expect(preferredPhone([mobile], 'MOBILE_PHONE')).toBe('mobile');
});

test('of several of that kind the main one is marked', () => {
  const other = phone('other', { type: 'MOBILE', main: true });
  expect(preferredPhone([mobile, other], 'MOBILE_PHONE')).toBe('other');
});

test('who wishes for mail has no number marked', () => {
  expect(preferredPhone([home, mobile], 'EMAIL')).toBeUndefined();
});
