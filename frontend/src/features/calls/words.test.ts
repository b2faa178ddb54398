import { describe, expect, test } from 'vitest';
import type { LiveCall } from './queries';
import { headline, isRinging, lastContact, seconds, sinceThen, staysFor, went } from './words';

const ringing = {
  id: 'Q2FsbDox',
  direction: 'INCOMING',
  state: 'RINGING',
  outcome: null,
  raisedAt: '2026-11-21T10:00:00Z',
  answeredAt: null,
  endedAt: null,
  line: { id: 'TGluZTox', name: 'Gdynia line', kind: 'WEBHOOK', simulator: false },
  user: null,
  parties: [],
} as unknown as LiveCall;
const me = 'VXNlcjox';
const tomek = { id: 'VXNlcjoy', name: 'Tomek Zając' };
const call = (changes: Partial<LiveCall>): LiveCall => ({ ...ringing, ...changes });

describe('how long a card stands', () => {
  test('until somebody answers, while it rings', () => {
    expect(staysFor(ringing, me)).toBeNull();
  });

  test('until one closes it, when it is one’s own, even after its end', () => {
    const mine = call({ state: 'ENDED', outcome: 'COMPLETED', user: { id: me, name: 'Inès' } });
    expect(staysFor(mine, me)).toBeNull();
  });

  test('a moment when somebody else has it, longer when it was missed', () => {
    const theirs = staysFor(call({ state: 'ANSWERED', user: tomek }), me) ?? 0;
    const missed = staysFor(call({ state: 'ENDED', outcome: 'MISSED' }), me) ?? 0;
    expect(theirs).toBeGreaterThan(0);
    expect(missed).toBeGreaterThan(theirs);
  });

  test('an outgoing call is its caller’s alone', () => {
    expect(staysFor(call({ direction: 'OUTGOING' }), me)).toBeGreaterThan(0);
  });
});

describe('what a card says', () => {
  test('whose the call is', () => {
    expect(headline(ringing, me)).toBe('Incoming on Gdynia line');
    expect(headline(call({ state: 'ANSWERED', user: tomek }), me)).toBe('Tomek Zając has it');
    expect(headline(call({ state: 'ENDED', outcome: 'MISSED' }), me)).toBe('Missed on Gdynia line');
  });

  test('how long it rings, is talked, or lasted', () => {
    const at = (seconds: number) => Date.parse(ringing.raisedAt) + seconds * 1000;
    expect(seconds(ringing, at(6))).toBe(6);
    expect(seconds(call({ answeredAt: '2026-11-21T10:00:10Z' }), at(70))).toBe(60);
    expect(seconds(call({ endedAt: '2026-11-21T10:00:04Z' }), at(70))).toBe(4);
    expect(seconds(ringing, at(-3))).toBe(0);
  });
});

test('only an incoming call that nobody answered rings', () => {
  expect(isRinging(ringing)).toBe(true);
  expect(isRinging(call({ state: 'ANSWERED' }))).toBe(false);
  expect(isRinging(call({ direction: 'OUTGOING' }))).toBe(false);
});

test.each([
  ['RINGING', null, 'ringing'],
  ['ANSWERED', null, 'talking'],
  ['ENDED', 'MISSED', 'missed'],
  ['ENDED', 'BUSY', 'busy'],
  ['ENDED', 'UNKNOWN', 'not known'],
] as const)('a call in %s with outcome %s is “%s”', (state, outcome, word) => {
  expect(went(call({ state, outcome }))).toBe(word);
});

describe('when one last spoke', () => {
  const now = new Date('2026-11-21T15:00:00');
  const at = (text: string) => sinceThen(new Date(text).toISOString(), now);

  test('is counted with “ago” where minutes and hours are, and nowhere else', () => {
    expect(at('2026-11-21T14:59:30')).toBe('just now');
    expect(at('2026-11-21T14:48:00')).toBe('12 min ago');
    expect(at('2026-11-21T11:00:00')).toBe('4 h ago');
    expect(at('2026-11-20T11:00:00')).toBe('yesterday');
  });

  test('says who called', () => {
    const raisedAt = new Date(Date.now() - 24 * 3_600_000).toISOString();
    expect(lastContact({ direction: 'INCOMING', raisedAt })).toBe('called yesterday');
    expect(lastContact({ direction: 'OUTGOING', raisedAt })).toBe('we called yesterday');
  });
});
