/** How a visible list follows the world: rows in sight change in their place, new ones wait until they are taken in. */
import { SvelteSet } from 'svelte/reactivity';
import { liveEvents } from '$lib/graphql/live.svelte';
import { CustomerChanged } from './queries';

const SETTLES_MS = 1_600;

export interface Followed {
  /** The event the list was read at; nothing is followed before it is known. */
  seq: () => number | undefined;
  /** Whether new rows may come in by themselves: at the top, with nothing focused or selected. */
  atRest: () => boolean;
  /** Reads the list again. */
  refresh: () => void;
  /** Whether the list shows own fields. */
  own: () => boolean;
}

/** Follows for as long as the component lives. */
export function followCustomers(followed: Followed) {
  const changed = new SvelteSet<string>();
  let news = $state(0);

  function flash(id: string) {
    changed.add(id);
    setTimeout(() => changed.delete(id), SETTLES_MS);
  }

  function take() {
    news = 0;
    followed.refresh();
  }

  liveEvents(
    () => ({
      query: CustomerChanged,
      variables: { after: followed.seq() ?? null, own: followed.own() },
      pause: followed.seq() === undefined,
    }),
    ({ customerChanged: event }) => {
      if (event.type === 'RESYNC') return take();
      if (event.type === 'customer.created') {
        if (followed.atRest()) take();
        else news += 1;
      } else if (event.customer) flash(event.customer.id);
    },
  );

  return {
    /** How many new rows wait. */
    get news() {
      return news;
    },
    changed,
    take,
  };
}
