/** What is written to somebody and not sent: closing a sheet, or looking elsewhere, throws nothing away. */
import { session } from '../../app/session.svelte';

export interface Draft {
  subject: string;
  body: string;
}

const NOTHING: Draft = { subject: '', body: '' };
/** As long as the page stands; never on the device, which others use too. */
const kept = new Map<string, Draft>();

/** One's own alone: somebody else may sign in on the same page. */
const mine = (about: string) => `${session.viewer?.user.id ?? ''} ${about}`;

/** What was written so far about a conversation, or to an address. */
export const draftOf = (about: string): Draft => kept.get(mine(about)) ?? NOTHING;

/** Keeps what is written by now; nothing where it is nothing. */
export function keepDraft(about: string, { subject, body }: Draft) {
  if (subject || body) kept.set(mine(about), { subject, body });
  else kept.delete(mine(about));
}
