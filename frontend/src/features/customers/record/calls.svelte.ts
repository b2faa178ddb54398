/** The calls with a customer, read again whenever one of theirs begins or ends. */
import { liveEvents, liveQuery } from '$lib/graphql/live.svelte';
import { session } from '../../../app/session.svelte';
import { CallsFollowed, CallsOf, type Call } from './queries';

/** Reads and follows for as long as the component lives; nobody may see calls without the right to. */
export function callsOf(id: () => string): { readonly list: readonly Call[] } {
  const page = liveQuery(() => ({
    query: CallsOf,
    variables: { party: id() },
    pause: !session.can('call:read'),
  }));
  liveEvents(
    () => ({ query: CallsFollowed, variables: {}, pause: !session.can('call:take') }),
    ({ callEvents: event }) => {
      if (!event.call || event.call.parties.some((party) => party.id === id())) page.refetch();
    },
  );
  return {
    get list() {
      return page.data?.calls.nodes ?? [];
    },
  };
}
