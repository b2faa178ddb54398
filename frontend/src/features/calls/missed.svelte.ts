/** Missed calls since one last looked at the calls, as the sidebar counts them. */
import { liveQuery } from '$lib/graphql/live.svelte';
import { formatCount } from '$lib/format/numbers';
import { m } from '$lib/paraglide/messages';
import { MissedCalls } from './queries';

const MOST = 20;

class Missed {
  #seen = $state('');
  #key = '';
  count = $state(0);

  /** What the sidebar says: “2 missed”, or nothing. */
  get badge(): string | undefined {
    if (!this.count) return undefined;
    return m.calls_badge({ count: formatCount(this.count, this.count < MOST) });
  }

  get seen() {
    return this.#seen;
  }

  /** Reads up to when this user has looked on this computer; at first, up to this midnight. */
  begin(user: string) {
    this.#key = `kith.calls.seen.${user}`;
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    this.#seen = stored(this.#key) ?? midnight.toISOString();
  }

  /** All that has been missed until now has been looked at. */
  look() {
    this.#seen = new Date().toISOString();
    try {
      localStorage.setItem(this.#key, this.#seen);
    } catch {
      // Without storage the count begins anew with the next window.
    }
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export const missed = new Missed();

/** Counts for as long as the component lives; `again` makes it count anew. */
export function countMissed(user: () => string, again: () => unknown) {
  const asked = liveQuery(() => ({ query: MissedCalls, variables: {} }));
  let before: unknown;
  $effect(() => missed.begin(user()));
  $effect(() => {
    const now = again();
    if (now !== before) asked.refetch();
    before = now;
  });
  $effect(() => {
    const nodes = asked.data?.calls.nodes ?? [];
    missed.count = nodes.filter(
      (call) => Date.parse(call.raisedAt) > Date.parse(missed.seen),
    ).length;
  });
}
