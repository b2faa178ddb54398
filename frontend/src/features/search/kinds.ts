/** The kinds of things one can find, in the order of their tabs; null is all of them. */
import { m } from '$lib/paraglide/messages';
import type { Kind } from './finder.svelte';

export const KINDS: readonly [Kind | null, () => string][] = [
  [null, m.search_kind_all],
  ['CUSTOMER', m.search_kind_customers],
  ['CONTACT', m.search_kind_contacts],
  ['COMPANY', m.search_kind_companies],
  ['PROJECT', m.search_kind_projects],
];

/** The kind so many tabs further on, and round again. */
export function beside(kind: Kind | null, step: number): Kind | null {
  const now = KINDS.findIndex(([one]) => one === kind);
  return KINDS[(now + step + KINDS.length) % KINDS.length]?.[0] ?? null;
}
