import { expect, test } from 'vitest';
import { draftOf, instantOf, today } from './noting';
import type { Consent } from './queries';

const GIVEN: Consent = {
  id: 'c1',
  purpose: 'MARKETING',
  channel: 'SMS',
  state: 'GIVEN',
  how: 'WEB',
  at: '2026-01-02T10:00:00Z',
  thirdParty: 'Partner Ltd',
  wordingVersion: '3',
  proof: 'Form 12',
  recorded: { at: '2026-01-02T10:00:00Z', by: null },
};

test('the next word on a matter is its opposite, with no proof borrowed from the last', () => {
  expect(draftOf(GIVEN)).toMatchObject({
    channel: 'SMS',
    state: 'WITHDRAWN',
    thirdParty: 'Partner Ltd',
    wordingVersion: '',
    proof: '',
  });
  expect(draftOf({ ...GIVEN, state: 'WITHDRAWN' }).state).toBe('GIVEN');
});

test('said today is said now; an earlier day is meant as that day wherever one is', () => {
  const now = new Date(2026, 2, 9, 8, 30);
  expect(today(now)).toBe('2026-03-09');
  expect(instantOf('2026-03-09', now)).toBeNull();
  expect(new Date(instantOf('2026-03-01', now)!).getDate()).toBe(1);
});
