/** Calls as cards, rows and sheets show them. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const CallRow = graphql(`
  fragment CallRow on Call @_unmask {
    id
    direction
    state
    outcome
    number
    international
    raisedAt
    answeredAt
    endedAt
    talkSeconds
    ringSeconds
    cause
    note
    disposition
    calledBackAt
    hungUpBy
    failure
    overrideReason
    viewerCanAnnotate
    line {
      id
      name
      kind
      simulator
    }
    user {
      id
      name
    }
    parties {
      __typename
      id
      displayName
    }
  }
`);

export const CallCard = graphql(
  `
    fragment CallCard on Call @_unmask {
      ...CallRow
      viewerCanHangUp
      parties {
        phones {
          id
          e164
          label
          region
        }
        ... on Customer {
          number
          nameParts {
            text
            family
          }
          doNotCall
          blocked
          deletedAt
          companies(first: 1) {
            totalCount
            nodes {
              id
              name
            }
          }
          projects(first: 1) {
            totalCount
            nodes {
              id
              name
            }
          }
        }
        ... on Contact {
          nameParts {
            text
            family
          }
          doNotCall
          deletedAt
          companies(first: 1) {
            totalCount
            nodes {
              id
              name
            }
          }
          projects(first: 1) {
            totalCount
            nodes {
              id
              name
            }
          }
        }
        ... on Company {
          deletedAt
        }
      }
    }
  `,
  [CallRow],
);

/** Where the log stands: ask this before the calls going on, then follow from here. */
export const CallsCursor = graphql(`
  query CallsCursor {
    calls(first: 1) {
      seq
    }
  }
`);

export const ActiveCalls = graphql(
  `
    query ActiveCalls {
      activeCalls {
        ...CallCard
      }
    }
  `,
  [CallCard],
);

export const CallEvents = graphql(
  `
    subscription CallEvents($after: Int) {
      callEvents(after: $after) {
        seq
        type
        call {
          ...CallCard
        }
      }
    }
  `,
  [CallCard],
);

export const CallsPage = graphql(
  `
    query CallsPage($first: Int!, $offset: Int!, $filter: CallFilter) {
      calls(first: $first, offset: $offset, filter: $filter) {
        totalCount
        totalCountIsExact
        seq
        nodes {
          ...CallRow
        }
      }
    }
  `,
  [CallRow],
);

export const CallsOfParty = graphql(
  `
    query CallsOfParty($party: ID!, $first: Int!) {
      calls(first: $first, filter: { party: $party }) {
        totalCount
        nodes {
          ...CallRow
        }
      }
    }
  `,
  [CallRow],
);

/** How many wait to be called back. */
export const WaitingCalls = graphql(`
  query WaitingCalls {
    calls(first: 1, filter: { waiting: true }) {
      totalCount
      totalCountIsExact
    }
  }
`);

/** When one last spoke with each of those whose number a call has. */
export const CallerTimes = graphql(`
  query CallerTimes($call: ID!) {
    node(id: $call) {
      __typename
      id
      ... on Call {
        parties {
          __typename
          id
          ... on Customer {
            lastSpoken {
              id
              direction
              raisedAt
            }
          }
          ... on Contact {
            lastSpoken {
              id
              direction
              raisedAt
            }
          }
          ... on Company {
            lastSpoken {
              id
              direction
              raisedAt
            }
          }
        }
      }
    }
  }
`);

/** What was missed while this window followed nothing. */
export const NewlyMissed = graphql(
  `
    query NewlyMissed {
      calls(first: 20, filter: { missed: true }) {
        nodes {
          ...CallCard
        }
      }
    }
  `,
  [CallCard],
);

export type LiveCall = ResultOf<typeof ActiveCalls>['activeCalls'][number];
export type Caller = LiveCall['parties'][number];
export type Row = ResultOf<typeof CallsPage>['calls']['nodes'][number];
export type EventType = ResultOf<typeof CallEvents>['callEvents']['type'];
