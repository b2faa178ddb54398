import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { flagsOf } from './flags';
import { initials, tintOf } from './shape';
import { toasts } from './toasts.svelte';
import { rowsInSight } from './window';

describe('signs of the graph', () => {
  const given = (text: string) => ({ text, family: false });
  const family = (text: string) => ({ text, family: true });

  test.each([
    [[given('zofia'), family('Wiśniewska-Krall')], 'zofia Wiśniewska-Krall', 'ZW'],
    [[given('Kwame'), family('Okoro Adams')], 'Kwame Okoro Adams', 'KA'],
    [[family('Nagy'), given('Éva'), given('Mária')], 'Nagy Éva Mária', 'NM'],
    [[family('山田'), given('太郎')], '山田太郎', '山'],
  ])('initials of a name are the same from its parts and as a whole', (parts, text, letters) => {
    expect(initials(parts)).toBe(letters);
    expect(initials(text)).toBe(letters);
  });

  test('a company has one, and a name of one word too', () => {
    expect(initials('Kowalsky Rösterei', 'company')).toBe('K');
    expect(initials('Sukarno')).toBe('S');
  });

  test('the tint of a node never changes and is one of six', () => {
    expect(tintOf('Q3VzdG9tZXI6MTI=')).toBe(tintOf('Q3VzdG9tZXI6MTI='));
    for (let n = 0; n < 50; n += 1) expect([1, 2, 3, 4, 5, 6]).toContain(tintOf(`id${n}`));
  });
});

describe('flags', () => {
  test('the gravest comes first', () => {
    expect(flagsOf({ blocked: true, doNotCall: true, doNotEmail: true })).toEqual([
      'doNotCall',
      'blocked',
      'doNotEmail',
    ]);
    expect(flagsOf({ deletedAt: '2026-10-02', blocked: true })[0]).toBe('deleted');
    expect(flagsOf({})).toEqual([]);
  });
});

describe('the window of a long list', () => {
  test('rows in sight with a few ahead, never past the ends', () => {
    expect(rowsInSight(0, 360, 36, 100_000)).toEqual({ first: 0, last: 18 });
    expect(rowsInSight(36 * 50_000, 360, 36, 100_000)).toEqual({ first: 49_992, last: 50_018 });
    expect(rowsInSight(0, 360, 36, 3)).toEqual({ first: 0, last: 3 });
    expect(rowsInSight(5_000, 360, 36, 3)).toEqual({ first: 3, last: 3 });
  });
});

describe('toasts (R100)', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('one stands for eight seconds', () => {
    toasts.show({ text: 'One' });
    toasts.show({ text: 'Two' });
    vi.advanceTimersByTime(7_900);
    expect(toasts.current?.text).toBe('Two');
    vi.advanceTimersByTime(200);
    expect(toasts.current).toBeNull();
  });

  test('it is held while pointed at', () => {
    toasts.show({ text: 'Held' });
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(toasts.current?.text).toBe('Held');
    toasts.release();
    vi.advanceTimersByTime(8_100);
    expect(toasts.current).toBeNull();
  });

  test('Undo takes the deed back once', async () => {
    const undo = vi.fn();
    toasts.show({ text: 'Deleted', undo });
    await toasts.undo();
    await toasts.undo();
    expect(undo).toHaveBeenCalledOnce();
  });
});
