/** Messages as documents: a thread, the conversations, what happens to either, and writing. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const MessageParts = graphql(`
  fragment MessageParts on Message @_unmask {
    id
    channel
    direction
    state
    stateReason
    template
    address
    spelled
    subject
    body
    segments
    createdAt
    readAt
    viewerCanAnswer
    user {
      id
      name
    }
    party {
      __typename
      id
      displayName
    }
  }
`);

export type Message = ResultOf<typeof MessageParts>;

export const Thread = graphql(
  `
    query MessageThread($first: Int!, $filter: MessageFilter!) {
      messages(first: $first, filter: $filter) {
        totalCount
        nodes {
          ...MessageParts
        }
      }
    }
  `,
  [MessageParts],
);

export const Conversations = graphql(
  `
    query Conversations($first: Int!, $offset: Int, $filter: MessageFilter) {
      conversations(first: $first, offset: $offset, filter: $filter) {
        totalCount
        totalCountIsExact
        nodes {
          ...MessageParts
          unreadInThread
        }
      }
    }
  `,
  [MessageParts],
);

export type Conversation = ResultOf<typeof Conversations>['conversations']['nodes'][number];

export const Unread = graphql(`
  query UnreadMessages {
    unreadMessages
    messages(first: 0) {
      seq
    }
  }
`);

export const MessageEvents = graphql(
  `
    subscription MessageEvents($after: Int) {
      messageEvents(after: $after) {
        seq
        type
        message {
          ...MessageParts
          unreadInThread
        }
      }
    }
  `,
  [MessageParts],
);

export const ConversationRead = graphql(`
  mutation ConversationRead($upTo: ID!) {
    conversationRead(upTo: $upTo) {
      __typename
      ... on MessageSaved {
        node {
          id
          readAt
          unreadInThread
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

/** Where a party can be written to, as far as the viewer may. */
export const WaysToWrite = graphql(`
  query WaysToWrite($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Party {
        phones {
          id
          label
          international
          main
          viewerCanText
        }
        emails {
          id
          label
          address
          main
        }
      }
    }
  }
`);

export const SmsSend = graphql(
  `
    mutation SmsSend($input: SmsSendInput!) {
      smsSend(input: $input) {
        __typename
        ... on MessageSaved {
          node {
            ...MessageParts
          }
        }
        ... on DoNotContact {
          mayOverride
        }
        ... on InvalidInput {
          fields {
            path
            message
          }
        }
        ... on Problem {
          message
          path
        }
      }
    }
  `,
  [MessageParts],
);

export const EmailSend = graphql(
  `
    mutation EmailSend($input: EmailSendInput!) {
      emailSend(input: $input) {
        __typename
        ... on MessageSaved {
          node {
            ...MessageParts
          }
        }
        ... on DoNotContact {
          mayOverride
        }
        ... on InvalidInput {
          fields {
            path
            message
          }
        }
        ... on Problem {
          message
          path
        }
      }
    }
  `,
  [MessageParts],
);
