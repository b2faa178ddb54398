/** Gateways: the ways out for mail and SMS. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const GatewayRow = graphql(`
  fragment GatewayRow on Gateway @_unmask {
    id
    name
    kind
    channel
    region
    active
    health
    healthNote
    healthAt
    secretsSet
    callbackUrl
    settings {
      name
      value
    }
  }
`);

export const GatewaysQuery = graphql(
  `
    query Gateways {
      account {
        id
        modules
      }
      instanceMailServer
      gatewayKinds {
        name
        channel
        secrets
      }
      gateways {
        ...GatewayRow
      }
    }
  `,
  [GatewayRow],
);

export const GatewayCreate = graphql(
  `
    mutation GatewayCreate($input: GatewayCreateInput!) {
      gatewayCreate(input: $input) {
        __typename
        ... on GatewaySaved {
          gateway {
            ...GatewayRow
          }
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
  [GatewayRow],
);

export const GatewayUpdate = graphql(
  `
    mutation GatewayUpdate($id: ID!, $input: GatewayUpdateInput!) {
      gatewayUpdate(id: $id, input: $input) {
        __typename
        ... on GatewaySaved {
          gateway {
            ...GatewayRow
          }
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
  [GatewayRow],
);

export const GatewayCheck = graphql(
  `
    mutation GatewayCheck($id: ID!) {
      gatewayCheck(id: $id) {
        __typename
        ... on GatewaySaved {
          gateway {
            ...GatewayRow
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [GatewayRow],
);

export const GatewayTry = graphql(`
  mutation GatewayTry($id: ID!, $address: String!) {
    gatewayTry(id: $id, address: $address) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export type Gateway = ResultOf<typeof GatewaysQuery>['gateways'][number];
export type GatewayKind = ResultOf<typeof GatewaysQuery>['gatewayKinds'][number];
