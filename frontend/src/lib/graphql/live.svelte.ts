/** Runes over the client: a query that follows the cache, and a subscription that lives as long as its component. */
import type { CombinedError, DocumentInput, TypedDocumentNode } from '@urql/core';
import { untrack } from 'svelte';
import { client } from './client';
import { network } from './network.svelte';

export interface Asked<Data, Variables> {
  query: TypedDocumentNode<Data, Variables> | DocumentInput<Data, Variables>;
  variables: Variables;
  /** Nothing is asked while this is true. */
  pause?: boolean;
}

export interface Live<Data> {
  /** The newest answer; the former one stays while another is under way. */
  readonly data: Data | undefined;
  readonly error: CombinedError | undefined;
  /** True until the first answer of these variables. */
  readonly fetching: boolean;
  /** Asks the server again. */
  refetch(): void;
}

/**
 * Runs a query for as long as the component lives, again whenever what it reads changes.
 * Call it while the component is set up: `const page = liveQuery(() => ({ query, variables: { id } }))`.
 */
export function liveQuery<Data, Variables extends object>(
  asked: () => Asked<Data, Variables>,
): Live<Data> {
  let data = $state.raw<Data>();
  let error = $state.raw<CombinedError>();
  let fetching = $state(true);
  let round = $state(0);

  $effect(() => {
    const { query, variables, pause } = asked();
    void round;
    void network.epoch;
    if (pause) {
      fetching = false;
      return;
    }
    fetching = true;
    const source = client().query(query as never, variables as never, {
      requestPolicy: 'cache-and-network',
    });
    const { unsubscribe } = source.subscribe((result) => {
      if (result.data !== undefined) data = result.data as Data;
      error = result.error;
      fetching = result.data === undefined && !result.error;
    });
    return unsubscribe;
  });

  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get fetching() {
      return fetching;
    },
    refetch: () => untrack(() => (round += 1)),
  };
}

/**
 * Listens for as long as the component lives. Give `after` as a variable, and events missed while
 * the connection was away arrive when it is back.
 */
export function liveEvents<Data, Variables extends object>(
  asked: () => Asked<Data, Variables>,
  onEvent: (data: Data) => void,
) {
  $effect(() => {
    const { query, variables, pause } = asked();
    if (pause) return;
    const source = client().subscription(query as never, variables as never);
    const { unsubscribe } = source.subscribe((result) => {
      if (result.data) untrack(() => onEvent(result.data as Data));
    });
    return unsubscribe;
  });
}
