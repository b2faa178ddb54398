/** How the contacts' screens follow what happens. */
import { graphql } from '$lib/graphql/graphql';
import { followRecord, followRows, type Followed } from '../record/following';
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

/** The list: rows change in their place; new ones wait. */
export const followContacts = (live: LiveList<Row>) =>
  followRows(live, ListFollowed, ({ contactChanged: { type, contact } }) => ({
    type,
    id: contact?.id,
  }));

/** One record, from the event it was read at. */
export const followContact = (
  id: Followed['id'],
  seq: Followed['seq'],
  refetch: Followed['refetch'],
) =>
  followRecord({ id, seq, refetch }, RecordFollowed, ({ contactChanged }) => contactChanged.type);
