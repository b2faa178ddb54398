import { expect, test } from 'vitest';
import { standing } from './line-standing';

const line = { active: true, health: 'UP', lastEventAt: null } as const;

test('a line with a connection stands as that does', () => {
  expect(standing(line, { connects: true }).tone).toBe('good');
  expect(standing({ ...line, health: 'DOWN' }, { connects: true }).tone).toBe('bad');
  expect(standing({ ...line, health: 'UNKNOWN' }, { connects: true }).tone).toBe('warn');
});

test('of a line without one it is said when it was heard', () => {
  expect(standing(line, { connects: false }).tone).toBe('warn');
  const heard = { ...line, lastEventAt: '2026-11-03T10:00:00Z' };
  expect(standing(heard, { connects: false }).tone).toBe('good');
});

test('a line that is switched off is off, whatever it was', () => {
  expect(standing({ ...line, active: false, health: 'DOWN' }, { connects: true }).tone).toBe('off');
});
