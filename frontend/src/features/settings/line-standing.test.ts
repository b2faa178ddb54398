import { expect, test } from 'vitest';
import { standing } from './line-standing';

const own = { connects: true, can: { incoming: true } };
const hook = { connects: false, can: { incoming: true } };
const line = { active: true, health: 'UP', lastEventAt: null } as const;

test('a line with a connection stands as that does', () => {
  expect(standing(line, own).tone).toBe('good');
  expect(standing({ ...line, health: 'DOWN' }, own).tone).toBe('bad');
  expect(standing({ ...line, health: 'UNKNOWN' }, own).tone).toBe('warn');
});

test('of a line without one it is said when it was heard', () => {
  expect(standing(line, hook).tone).toBe('warn');
  const heard = { ...line, lastEventAt: '2026-11-03T10:00:00Z' };
  expect(standing(heard, hook).tone).toBe('good');
});

test('a line that is switched off is off, whatever it was', () => {
  expect(standing({ ...line, active: false, health: 'DOWN' }, own).tone).toBe('off');
});

test('a line that hears of no calls has nothing to wait for', () => {
  expect(standing(line, { connects: false, can: { incoming: false } }).tone).toBe('good');
});
