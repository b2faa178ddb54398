import { describe, expect, test } from 'vitest';
import { isAtWork, secondsLeft, stepOf } from './steps';

describe('where an import stands', () => {
  test('follows its state', () => {
    expect(stepOf('MAPPING')).toBe('columns');
    expect(stepOf('CHECKED')).toBe('trial');
    expect(stepOf('IMPORTING')).toBe('import');
    expect(stepOf('UNDONE')).toBe('report');
  });

  test('lets the columns be looked at again until something is written', () => {
    expect(stepOf('CHECKED', 'columns')).toBe('columns');
    expect(stepOf('IMPORTING', 'columns')).toBe('import');
  });

  test('knows when the server is at work', () => {
    expect(isAtWork('UNDOING')).toBe(true);
    expect(isAtWork('DONE')).toBe(false);
  });
});

describe('the time that is left', () => {
  const began = '2026-11-21T10:00:00Z';
  const after = (seconds: number) => Date.parse(began) + seconds * 1000;

  test('is what the pace so far says', () => {
    expect(secondsLeft(100, 400, began, after(10))).toBe(30);
  });

  test('is not said before there is a pace, or at the end', () => {
    expect(secondsLeft(0, 400, began, after(10))).toBeNull();
    expect(secondsLeft(100, 400, began, after(0.5))).toBeNull();
    expect(secondsLeft(400, 400, began, after(10))).toBeNull();
    expect(secondsLeft(10, 400, null, after(10))).toBeNull();
  });
});
