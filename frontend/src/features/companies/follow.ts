/** How the companies' screens follow what happens. */
import { graphql } from '$lib/graphql/graphql';
import { followRecord, followRows, type Followed } from '../record/following';
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

/** The list: rows change in their place; new ones wait. */
export const followCompanies = (live: LiveList<Row>) =>
  followRows(live, ListFollowed, ({ companyChanged: { type, company } }) => ({
    type,
    id: company?.id,
  }));

/** One record, from the event it was read at. */
export const followCompany = (
  id: Followed['id'],
  seq: Followed['seq'],
  refetch: Followed['refetch'],
) =>
  followRecord({ id, seq, refetch }, RecordFollowed, ({ companyChanged }) => companyChanged.type);
