/** The history of a record as its feed shows it. */
import { graphql } from '$lib/graphql/graphql';

export const HistoryParts = graphql(`
  fragment HistoryParts on EventConnection @_unmask {
    seq
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      seq
      type
      at
      via
      partId
      actor {
        id
        name
      }
      changes {
        field
        from
        to
      }
    }
  }
`);

/** An older page of a record's history. */
export const HistoryOf = graphql(
  `
    query HistoryOf($id: ID!, $after: String) {
      node(id: $id) {
        __typename
        id
        ... on Customer {
          history(first: 50, after: $after) {
            ...HistoryParts
          }
        }
        ... on Contact {
          history(first: 50, after: $after) {
            ...HistoryParts
          }
        }
        ... on Company {
          history(first: 50, after: $after) {
            ...HistoryParts
          }
        }
        ... on Project {
          history(first: 50, after: $after) {
            ...HistoryParts
          }
        }
      }
    }
  `,
  [HistoryParts],
);
