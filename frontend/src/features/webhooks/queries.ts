/** Webhooks and what became of their deliveries. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const WebhookRow = graphql(`
  fragment WebhookRow on Webhook @_unmask {
    id
    name
    url
    types
    active
    allowPrivate
    cursor
    failingSince
    pausedAt
    pausedReason
    waiting
  }
`);

const WebhookAnswer = graphql(
  `
    fragment WebhookAnswer on WebhookResult @_unmask {
      __typename
      ... on WebhookSaved {
        secret
        webhook {
          ...WebhookRow
        }
      }
      ...ProblemParts
    }
  `,
  [WebhookRow, ProblemParts],
);

export const WebhooksQuery = graphql(
  `
    query Webhooks {
      webhooks {
        ...WebhookRow
      }
    }
  `,
  [WebhookRow],
);

export const WebhookTypesQuery = graphql(`
  query WebhookTypes {
    webhookEventTypes
  }
`);

export const DeliveriesQuery = graphql(`
  query WebhookDeliveries($filter: WebhookDeliveryFilter) {
    webhookDeliveries(first: 50, filter: $filter) {
      nodes {
        id
        seq
        type
        webhookId
        state
        attempts
        nextTryAt
        status
        answer
        error
        tookMs
        createdAt
        deliveredAt
        webhook {
          id
          name
        }
      }
    }
  }
`);

export const WebhookCreate = graphql(
  `
    mutation WebhookCreate($input: WebhookCreateInput!) {
      webhookCreate(input: $input) {
        ...WebhookAnswer
      }
    }
  `,
  [WebhookAnswer],
);

export const WebhookUpdate = graphql(
  `
    mutation WebhookUpdate($id: ID!, $input: WebhookUpdateInput!) {
      webhookUpdate(id: $id, input: $input) {
        ...WebhookAnswer
      }
    }
  `,
  [WebhookAnswer],
);

export const WebhookRotate = graphql(
  `
    mutation WebhookRotate($id: ID!) {
      webhookRotateSecret(id: $id) {
        ...WebhookAnswer
      }
    }
  `,
  [WebhookAnswer],
);

export const WebhookResume = graphql(
  `
    mutation WebhookResume($id: ID!) {
      webhookResume(id: $id) {
        ...WebhookAnswer
      }
    }
  `,
  [WebhookAnswer],
);

export const WebhookReplay = graphql(
  `
    mutation WebhookReplay($id: ID!, $after: Int!) {
      webhookReplay(id: $id, after: $after) {
        ...WebhookAnswer
      }
    }
  `,
  [WebhookAnswer],
);

export const WebhookTry = graphql(`
  mutation WebhookTry($id: ID!) {
    webhookTry(id: $id) {
      __typename
      ... on WebhookTried {
        accepted
        status
        error
        tookMs
      }
      ... on Problem {
        message
      }
    }
  }
`);

export const WebhookDelete = graphql(`
  mutation WebhookDelete($id: ID!) {
    webhookDelete(id: $id) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export const DeliveryRepeat = graphql(`
  mutation WebhookDeliveryRepeat($id: ID!) {
    webhookDeliveryRepeat(id: $id) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export type Webhook = ResultOf<typeof WebhooksQuery>['webhooks'][number];
export type Delivery = ResultOf<typeof DeliveriesQuery>['webhookDeliveries']['nodes'][number];
export type DeliveryState = Delivery['state'];
