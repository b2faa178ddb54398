/** How the screens of a room follow what happens: its list from the event it was read at, a record likewise. */
import type { TypedDocumentNode } from '@urql/core';
import { liveEvents } from '$lib/graphql/live.svelte';
import { firstOf } from './first.svelte';
import type { LiveList } from './list/live.svelte';

/** Rows change in their place; new ones wait. `told` finds in an answer what happened, and to whom. */
export function followRows<Data>(
  live: LiveList<unknown>,
  query: TypedDocumentNode<Data, { after?: number | null }>,
  told: (data: Data) => { type: string; id: string | undefined },
) {
  liveEvents(
    () => ({
      query,
      variables: { after: live.list.seq ?? null },
      pause: live.list.seq === undefined,
    }),
    (data) => {
      const { type, id } = told(data);
      live.met(type, id);
    },
  );
}

/** One record and the event it was read at. */
export interface Followed {
  id: () => string;
  seq: () => number | undefined;
  /** Reads it again: events were missed. */
  refetch: () => void;
}

/** One record changes by itself, as the events carry it; `told` finds in an answer what happened. */
export function followRecord<Data>(
  { id, seq, refetch }: Followed,
  query: TypedDocumentNode<Data, { after?: number | null; ids?: string[] | null }>,
  told: (data: Data) => string,
) {
  const from = firstOf(id, seq);
  liveEvents(
    () => ({
      query,
      variables: { after: from.value ?? null, ids: [id()] },
      pause: from.value === undefined,
    }),
    (data) => {
      if (told(data) === 'RESYNC') refetch();
    },
  );
}
