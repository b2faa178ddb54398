import { beforeEach, describe, expect, test, vi } from 'vitest';
import { putAway } from './put-away';

const KEY = 'kith.calls.put-away.VXNlcjox';
const elsewhere = (ids: string[]) => {
  localStorage.setItem(KEY, JSON.stringify(ids));
  dispatchEvent(new StorageEvent('storage', { key: KEY }));
};

beforeEach(() => localStorage.clear());

describe('calls put away', () => {
  test('are so after a reload, for this user and no other', () => {
    putAway.begin('VXNlcjox', () => undefined)();
    putAway.add('a');
    putAway.begin('VXNlcjoy', () => undefined)();
    expect(putAway.has('a')).toBe(false);
    putAway.begin('VXNlcjox', () => undefined)();
    expect(putAway.has('a')).toBe(true);
  });

  test('in another window are gone here, each told once', () => {
    const gone = vi.fn();
    const stop = putAway.begin('VXNlcjox', gone);
    putAway.add('mine');
    elsewhere(['mine', 'theirs']);
    elsewhere(['mine', 'theirs', 'next']);
    expect(gone.mock.calls).toEqual([['theirs'], ['next']]);
    stop();
    elsewhere(['late']);
    expect(gone).toHaveBeenCalledTimes(2);
  });

  test('are forgotten in the order in which they were put away', () => {
    putAway.begin('VXNlcjox', () => undefined)();
    for (let n = 0; n <= 100; n += 1) putAway.add(String(n));
    expect(putAway.has('0')).toBe(false);
    expect(putAway.has('1')).toBe(true);
  });

  test('begin anew where what was kept is broken', () => {
    localStorage.setItem(KEY, '{broken');
    putAway.begin('VXNlcjox', () => undefined)();
    expect(putAway.has('a')).toBe(false);
  });
});
