/** How the companies' screens follow what happens. */
import { graphql } from '$lib/graphql/graphql';
import { liveEvents } from '$lib/graphql/live.svelte';
import { firstOf } from '../record/first.svelte';
import type { LiveList } from '../record/list/live.svelte';
import { CompanyRecord, CompanyRow, type Row } from './queries';

const ListFollowed = graphql(
  `
    subscription CompaniesFollowed($after: Int) {
      companyChanged(after: $after) {
        seq
        type
        company {
          ...CompanyRow
        }
      }
    }
  `,
  [CompanyRow],
);

const RecordFollowed = graphql(
  `
    subscription CompanyFollowed($after: Int, $ids: [ID!]) {
      companyChanged(after: $after, ids: $ids) {
        seq
        type
        company {
          ...CompanyRecord
        }
      }
    }
  `,
  [CompanyRecord],
);

/** Rows change in their place; new ones wait. */
export function followCompanies(live: LiveList<Row>) {
  liveEvents(
    () => ({
      query: ListFollowed,
      variables: { after: live.list.seq ?? null },
      pause: live.list.seq === undefined,
    }),
    ({ companyChanged: event }) => live.met(event.type, event.company?.id),
  );
}

/** One record, from the event it was read at. */
export function followCompany(
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
    ({ companyChanged: event }) => event.type === 'RESYNC' && refetch(),
  );
}
