/** A consent being noted: what the form holds, and what is sent of it. */
import { byField } from '$lib/graphql/problems';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { ConsentRecord, type Consent } from './queries';

export type Draft = Pick<
  Consent,
  'purpose' | 'channel' | 'state' | 'how' | 'thirdParty' | 'wordingVersion' | 'proof'
> & {
  /** The day they said it, YYYY-MM-DD. */
  on: string;
};

/** The day it is here, YYYY-MM-DD. */
export const today = (now = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** A new word, or the opposite of the last one on the same matter. */
export function draftOf(last?: Consent): Draft {
  return {
    purpose: last?.purpose ?? 'MARKETING',
    channel: last?.channel ?? 'EMAIL',
    state: last?.state === 'GIVEN' ? 'WITHDRAWN' : 'GIVEN',
    how: 'PHONE',
    thirdParty: last?.thirdParty ?? '',
    wordingVersion: '',
    proof: '',
    on: today(),
  };
}

/** When they said it: now, or at noon of an earlier day, which nobody knows better. */
export const instantOf = (on: string, now = new Date()): string | null =>
  !on || on === today(now) ? null : new Date(`${on}T12:00`).toISOString();

/** Notes it; answers what is wrong by field, nothing once it is done. */
export async function note(party: string, { on, ...said }: Draft): Promise<Record<string, string>> {
  const input = { ...said, at: instantOf(on) };
  const result = (await send(ConsentRecord, { party, input }))?.consentRecord;
  if (!result) return { '': m.record_not_sent() };
  return result.__typename === 'ConsentSaved' ? {} : byField(result);
}
