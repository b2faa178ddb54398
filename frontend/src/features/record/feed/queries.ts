/** The history of a record as its feed and its foot show it. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

/** When a record was made or changed, by whom and through what (R063). */
export const TraceParts = graphql(`
  fragment TraceParts on Trace @_unmask {
    at
    via
    by {
      id
      name
    }
  }
`);

export type Trace = ResultOf<typeof TraceParts>;

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
      call {
        id
        direction
        state
        outcome
        international
        answeredAt
        talkSeconds
        note
        disposition
        user {
          id
          name
        }
      }
      message {
        id
        channel
        direction
        state
        template
        spelled
        subject
        excerpt
        user {
          id
          name
        }
      }
    }
  }
`);

type Told = ResultOf<typeof HistoryParts>['nodes'][number];
export type ToldCall = NonNullable<Told['call']>;
export type ToldMessage = NonNullable<Told['message']>;

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
