/** What a conversation is called in an address: whom it is with, or the number or name of a stranger. */
import { idOf, slug } from '$lib/route';
import type { Message } from './queries';

export type Key = { party: string } | { address: string };

/** Before an address, so that neither a number nor a word is taken for anything else. */
const ADDRESS = '~';

/** The word of a conversation's key in a query string. */
export function wordOf(message: Pick<Message, 'party' | 'address'>): string {
  return message.party ? slug(message.party.id) : ADDRESS + message.address;
}

/** The key that a word of the query string names. */
export function keyOf(word: unknown): Key | undefined {
  if (typeof word !== 'string' || !word) return undefined;
  return word.startsWith(ADDRESS) ? { address: word.slice(1) } : { party: idOf(word) };
}
