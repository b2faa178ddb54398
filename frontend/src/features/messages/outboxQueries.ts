/** What has not left, what it says, and sending it again. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const OutboxQuery = graphql(`
  query Outbox($first: Int!, $offset: Int!, $states: [MessageState!]) {
    outbox(first: $first, offset: $offset, states: $states) {
      totalCount
      nodes {
        id
        page
        canBeSent
        sending {
          attempts
          nextTryAt
          lastError
        }
        message {
          id
          channel
          state
          stateReason
          template
          spelled
          subject
          body
          createdAt
          party {
            __typename
            id
            displayName
          }
        }
      }
    }
  }
`);

export const PreviewQuery = graphql(`
  query MessagePreview($id: ID!) {
    messagePreview(id: $id) {
      subject
      text
      hasLink
    }
  }
`);

export const MessageReveal = graphql(`
  mutation MessageReveal($id: ID!) {
    messageReveal(id: $id) {
      __typename
      ... on MessageRevealed {
        link
      }
      ... on Problem {
        message
      }
    }
  }
`);

export const MessageRetry = graphql(`
  mutation MessageRetry($id: ID!) {
    messageRetry(id: $id) {
      __typename
      ... on MessageSaved {
        node {
          id
          state
          stateReason
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

export const StoredSend = graphql(`
  mutation StoredSend {
    storedSend {
      __typename
      ... on StoredQueued {
        count
      }
      ... on Problem {
        message
      }
    }
  }
`);

export type Entry = ResultOf<typeof OutboxQuery>['outbox']['nodes'][number];
export type MessageState = Entry['message']['state'];
