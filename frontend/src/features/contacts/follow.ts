/** How the contacts' screens follow what happens. */
import { graphql } from '$lib/graphql/graphql';
import { liveEvents } from '$lib/graphql/live.svelte';
import { firstOf } from '../record/first.svelte';
import type { LiveList } from '../record/list/live.svelte';
import { ContactRecord, ContactRow, type Row } from './queries';

const ListFollowed = graphql(
  `
    subscription ContactsFollowed($after: Int) {
      contactChanged(after: $after) {
        seq
        type
        contact {
          ...ContactRow
        }
      }
    }
  `,
  [ContactRow],
);

const RecordFollowed = graphql(
  `
    subscription ContactFollowed($after: Int, $ids: [ID!]) {
      contactChanged(after: $after, ids: $ids) {
        seq
        type
        contact {
          ...ContactRecord
        }
      }
    }
  `,
  [ContactRecord],
);

/** Rows change in their place; new ones wait. */
export function followContacts(live: LiveList<Row>) {
  liveEvents(
    () => ({
      query: ListFollowed,
      variables: { after: live.list.seq ?? null },
      pause: live.list.seq === undefined,
    }),
    ({ contactChanged: event }) => live.met(event.type, event.contact?.id),
  );
}

/** One record, from the event it was read at. */
export function followContact(
  id: () => string,
  seq: () => number | undefined,
  refetch: () => void,
) {
  const from = firstOf(id, seq);
  liveEvents(
    () => ({
      query: RecordFollowed,
      variables: { after: from.value ?? null, ids: [id()] },
      pause: from.value === undefined,
    }),
    ({ contactChanged: event }) => event.type === 'RESYNC' && refetch(),
  );
}
