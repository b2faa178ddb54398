/** What the companies' screens ask, follow and send. */
import { ConflictParts, ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { OwnValues } from '../custom_fields/queries';
import { HistoryParts, TraceParts } from '../record/feed/queries';
import { AffiliationParts } from '../record/graph/queries';
import { ReachParts } from '../record/points/queries';

export const CompanyRow = graphql(`
  fragment CompanyRow on Company @_unmask {
    id
    name
    industry
    deletedAt
    version
    phones {
      id
      international
      extension
      main
    }
    addresses {
      id
      location {
        id
        city
        country
      }
    }
    people(first: 1) {
      totalCount
      totalCountIsExact
    }
  }
`);

export type Row = ResultOf<typeof CompanyRow>;

export const CompaniesPage = graphql(
  `
    query CompaniesPage($first: Int!, $offset: Int!, $filter: CompanyFilter) {
      companies(first: $first, offset: $offset, filter: $filter) {
        nodes {
          ...CompanyRow
        }
        totalCount
        totalCountIsExact
        seq
      }
    }
  `,
  [CompanyRow],
);

export const CompanyFields = graphql(
  `
    fragment CompanyFields on Company @_unmask {
      id
      name
      legalName
      registrationNumber
      vatNumber
      website
      industry
      notes
      version
      deletedAt
      viewerCanUpdate
      viewerCanDelete
      parent {
        id
        name
      }
      created {
        ...TraceParts
      }
      modified {
        ...TraceParts
      }
      ...OwnValues
    }
  `,
  [OwnValues, TraceParts],
);

export const CompanyRecord = graphql(
  `
    fragment CompanyRecord on Company @_unmask {
      ...CompanyFields
      ...ReachParts
      people(first: 100) {
        totalCount
        totalCountIsExact
        nodes {
          ...AffiliationParts
        }
      }
      projects(first: 50) {
        totalCount
        totalCountIsExact
        nodes {
          id
          name
          number
          stage
          endsOn
        }
      }
      history(first: 50) {
        ...HistoryParts
      }
    }
  `,
  [CompanyFields, ReachParts, AffiliationParts, HistoryParts],
);

export type Company = ResultOf<typeof CompanyRecord>;

export const CompanyQuery = graphql(
  `
    query CompanyRecord($id: ID!) {
      company(id: $id) {
        ...CompanyRecord
      }
    }
  `,
  [CompanyRecord],
);

/** What every change of a company answers when it is done. */
const CompanyAnswer = graphql(
  `
    fragment CompanyAnswer on CompanySaved @_unmask {
      company {
        ...CompanyFields
      }
    }
  `,
  [CompanyFields],
);

export const CompanyCreate = graphql(
  `
    mutation CompanyCreate($input: CompanyCreateInput!) {
      companyCreate(input: $input) {
        __typename
        ...CompanyAnswer
        ...ProblemParts
      }
    }
  `,
  [CompanyAnswer, ProblemParts],
);

export const CompanyUpdate = graphql(
  `
    mutation CompanyUpdate($id: ID!, $input: CompanyUpdateInput!) {
      companyUpdate(id: $id, input: $input) {
        __typename
        ...CompanyAnswer
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...CompanyFields
          }
        }
      }
    }
  `,
  [CompanyFields, CompanyAnswer, ConflictParts, ProblemParts],
);

export const CompanyDelete = graphql(
  `
    mutation CompanyDelete($id: ID!) {
      companyDelete(id: $id) {
        __typename
        ...CompanyAnswer
        ...ProblemParts
      }
    }
  `,
  [CompanyAnswer, ProblemParts],
);

export const CompanyRestore = graphql(
  `
    mutation CompanyRestore($id: ID!) {
      companyRestore(id: $id) {
        __typename
        ...CompanyAnswer
        ...ProblemParts
      }
    }
  `,
  [CompanyAnswer, ProblemParts],
);
