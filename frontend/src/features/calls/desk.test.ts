import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { desk } from './desk.svelte';
import type { LiveCall } from './queries';

const me = 'VXNlcjox';
const party = { __typename: 'Customer', id: 'Q3VzdG9tZXI6MQ==' };
const call = (id: string, changes: Partial<LiveCall> = {}) =>
  ({
    id,
    direction: 'INCOMING',
    state: 'RINGING',
    outcome: null,
    user: null,
    parties: [],
    ...changes,
  }) as unknown as LiveCall;
const shown = () => desk.calls.map((one) => one.id);

beforeEach(() => {
  vi.useFakeTimers();
  desk.me = me;
});
afterEach(() => {
  desk.reset([]);
  for (const id of shown()) desk.hide(id);
  desk.docked = null;
  vi.useRealTimers();
});

describe('the calls with a card', () => {
  test('stand in the order in which they came, each once', () => {
    desk.put(call('a1'));
    desk.put(call('a2'));
    desk.put(call('a1', { state: 'ANSWERED' }));
    expect(shown()).toEqual(['a1', 'a2']);
    expect(desk.ringing).toBe(true);
    expect(desk.current?.id).toBe('a2');
  });

  test('go by themselves when somebody else has them', () => {
    desk.put(call('b1'));
    desk.put(call('b1', { user: { id: 'VXNlcjoy', name: 'Tomek' } }));
    expect(shown()).toEqual(['b1']);
    vi.advanceTimersByTime(60_000);
    expect(shown()).toEqual([]);
  });

  test('stay when they are one’s own and have ended', () => {
    const mine = { user: { id: me, name: 'Inès' } };
    desk.put(call('c1', mine));
    desk.put(call('c1', { ...mine, state: 'ENDED', outcome: 'COMPLETED' }));
    vi.advanceTimersByTime(600_000);
    expect(shown()).toEqual(['c1']);
    desk.reset([]);
    expect(shown()).toEqual(['c1']);
  });

  test('do not come back once they were closed', () => {
    desk.put(call('d1'));
    desk.hide('d1');
    desk.put(call('d1', { state: 'ANSWERED' }));
    expect(shown()).toEqual([]);
  });

  test('do not go back where an answer to a press comes after a later event', () => {
    const mine = { user: { id: me, name: 'Inès' } };
    desk.put(call('i1'));
    desk.put(call('i1', { state: 'ANSWERED', answeredAt: '2026-03-02T12:00:00Z' }));
    desk.put(call('i1', mine));
    expect(desk.talking?.id).toBe('i1');
    expect(desk.talking?.answeredAt).toBe('2026-03-02T12:00:00Z');
  });

  test('are folded by hand, and forgotten with their call', () => {
    desk.put(call('h1'));
    desk.fold('h1');
    expect(desk.folded.has('h1')).toBe(true);
    desk.drop('h1');
    expect(desk.folded.has('h1')).toBe(false);
  });

  test('are not made for what was over before this window knew of it', () => {
    desk.put(call('e1', { state: 'ENDED', outcome: 'MISSED' }));
    expect(shown()).toEqual([]);
  });

  test('are those going on after a gap, and no others', () => {
    desk.put(call('f1'));
    desk.reset([call('f2')]);
    expect(shown()).toEqual(['f2']);
  });

  test('stay where they began to ring while those going on were asked for', () => {
    desk.put(call('j1'));
    vi.advanceTimersByTime(1);
    const asked = performance.now();
    vi.advanceTimersByTime(20);
    desk.put(call('j2'));
    vi.advanceTimersByTime(20);
    desk.reset([], asked);
    expect(shown()).toEqual(['j2']);
  });

  test('do not float where the record of whoever calls is open', () => {
    desk.put(call('g1', { parties: [party] as never }));
    desk.put(call('g2'));
    desk.docked = party.id;
    expect(desk.floating.map((one) => one.id)).toEqual(['g2']);
  });
});
