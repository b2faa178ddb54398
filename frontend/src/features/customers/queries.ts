/** What the list of customers asks, follows and sends. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const CustomerRow = graphql(`
  fragment CustomerRow on Customer @_unmask {
    id
    number
    displayName
    nameParts {
      text
      family
    }
    doNotCall
    doNotEmail
    blocked
    deletedAt
    version
    phones {
      id
      international
      href
      main
    }
    emails {
      id
      address
      href
    }
    addresses {
      id
      location {
        id
        city
        country
      }
    }
    affiliations {
      id
      until
      company {
        id
        name
      }
    }
    participations {
      id
      project {
        id
        name
      }
    }
    lastCall {
      id
      direction
      outcome
      raisedAt
    }
    customFields @include(if: $own) {
      value
      field {
        id
        key
      }
    }
  }
`);

export type Row = ResultOf<typeof CustomerRow>;

export const CustomersPage = graphql(
  `
    query CustomersPage(
      $first: Int!
      $offset: Int!
      $filter: CustomerFilter
      $order: CustomerOrder
      $own: Boolean!
    ) {
      customers(first: $first, offset: $offset, filter: $filter, order: $order) {
        nodes {
          ...CustomerRow
        }
        totalCount
        totalCountIsExact
        seq
      }
    }
  `,
  [CustomerRow],
);

/** How many a filter would find; nothing else is read. */
export const CustomerCount = graphql(`
  query CustomerCount($filter: CustomerFilter) {
    customers(first: 1, filter: $filter) {
      totalCount
      totalCountIsExact
    }
  }
`);

/** The counts on the tabs. They follow the list and nothing waits for them. */
export const ViewCounts = graphql(`
  query ViewCounts($me: ID!) {
    all: customers(first: 1) {
      totalCount
      totalCountIsExact
    }
    mine: customers(first: 1, filter: { operator: $me }) {
      totalCount
      totalCountIsExact
    }
    doNotCall: customers(first: 1, filter: { doNotCall: true }) {
      totalCount
      totalCountIsExact
    }
    blocked: customers(first: 1, filter: { blocked: true }) {
      totalCount
      totalCountIsExact
    }
    deleted: customers(first: 1, filter: { deleted: true }) {
      totalCount
      totalCountIsExact
    }
  }
`);

/** Ids alone, for selecting what is not loaded. */
export const CustomerIds = graphql(`
  query CustomerIds($first: Int!, $offset: Int!, $filter: CustomerFilter, $order: CustomerOrder) {
    customers(first: $first, offset: $offset, filter: $filter, order: $order) {
      nodes {
        id
      }
    }
  }
`);

export const FilterChoices = graphql(`
  query FilterChoices {
    groups {
      id
      name
    }
    users(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

export const CustomerChanged = graphql(
  `
    subscription CustomerChanged($after: Int, $own: Boolean!) {
      customerChanged(after: $after) {
        seq
        type
        customer {
          ...CustomerRow
        }
      }
    }
  `,
  [CustomerRow],
);
