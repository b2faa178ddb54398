/** What one does to a call, and the call as it stands then. */
import { graphql } from '$lib/graphql/graphql';
import { CallCard, CallRow } from './queries';

export const CallTake = graphql(
  `
    mutation CallTake($id: ID!) {
      callTake(id: $id) {
        __typename
        ... on CallSaved {
          call {
            ...CallCard
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [CallCard],
);

export const CallAnnotate = graphql(
  `
    mutation CallAnnotate($id: ID!, $input: CallAnnotateInput!) {
      callAnnotate(id: $id, input: $input) {
        __typename
        ... on CallSaved {
          call {
            ...CallRow
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [CallRow],
);

export const CallStart = graphql(
  `
    mutation CallStart($input: CallStartInput!) {
      callStart(input: $input) {
        __typename
        ... on CallStarted {
          href
          call {
            ...CallCard
          }
        }
        ... on DoNotContact {
          mayOverride
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [CallCard],
);

export const CallHangUp = graphql(
  `
    mutation CallHangUp($id: ID!) {
      callHangUp(id: $id) {
        __typename
        ... on CallSaved {
          call {
            ...CallCard
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [CallCard],
);
