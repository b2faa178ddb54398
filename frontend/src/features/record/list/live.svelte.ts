/** A list that starts again when what it asks for changes, and marks rows that have just changed. */
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { pagedList, type PagedList, type PagedQuery } from '$lib/graphql/paged-list.svelte';

const SETTLES_MS = 1_600;

export interface LiveList<Row> {
  readonly list: PagedList<Row>;
  /** Ids of rows that have just changed. */
  readonly changed: SvelteSet<string>;
  /** New rows that wait. */
  readonly news: number;
  /** Meets an event: a new row waits, a changed one flashes. */
  met(type: string, id: string | undefined): void;
  /** Takes the waiting rows in. */
  take(): void;
}

/** Runs for as long as the component lives; `asked` is read anew whenever something in it changes. */
export function liveList<Row, Data, Variables extends object>(
  asked: () => PagedQuery<Row, Data, Variables>,
): LiveList<Row> {
  let list = $state.raw(untrack(() => pagedList(asked())));
  let news = $state(0);
  const changed = new SvelteSet<string>();
  let first = true;

  $effect(() => {
    const next = asked();
    if (!first) list = untrack(() => pagedList(next));
    first = false;
    news = 0;
    const mine = untrack(() => list);
    return () => mine.stop();
  });

  function flash(id: string) {
    changed.add(id);
    setTimeout(() => changed.delete(id), SETTLES_MS);
  }

  function take() {
    news = 0;
    list.refresh();
  }

  return {
    get list() {
      return list;
    },
    changed,
    get news() {
      return news;
    },
    met(type, id) {
      if (type === 'RESYNC') take();
      else if (type.endsWith('.created') || type.endsWith('.restored')) news += 1;
      else if (id) flash(id);
    },
    take,
  };
}
