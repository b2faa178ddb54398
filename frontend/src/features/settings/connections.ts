/** Lines and tokens, whose secrets are told once. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const LineRow = graphql(`
  fragment LineRow on Line @_unmask {
    id
    name
    kind
    region
    hook
    active
    simulator
    lastEventAt
    health
    healthNote
    countries
    callerIds
    callbacks {
      label
      url
    }
    settings {
      name
      value
    }
    can {
      originate
      hangUp
      incoming
      tellsTheEnd
    }
  }
`);

const LineAnswer = graphql(
  `
    fragment LineAnswer on LineResult @_unmask {
      __typename
      ... on LineSaved {
        secret
        line {
          ...LineRow
        }
      }
      ...ProblemParts
    }
  `,
  [LineRow, ProblemParts],
);

export const LinesQuery = graphql(
  `
    query Lines {
      lines {
        ...LineRow
      }
      lineKinds {
        kind
        label
        connects
        can {
          incoming
        }
        settings {
          name
          label
          form
          needed
          default
          choices
          help
        }
      }
    }
  `,
  [LineRow],
);

export const LineCreate = graphql(
  `
    mutation LineCreate($input: LineCreateInput!) {
      lineCreate(input: $input) {
        ...LineAnswer
      }
    }
  `,
  [LineAnswer],
);

export const LineUpdate = graphql(
  `
    mutation LineUpdate($id: ID!, $input: LineUpdateInput!) {
      lineUpdate(id: $id, input: $input) {
        ...LineAnswer
      }
    }
  `,
  [LineAnswer],
);

export const LineRotate = graphql(
  `
    mutation LineRotate($id: ID!) {
      lineRotateSecret(id: $id) {
        ...LineAnswer
      }
    }
  `,
  [LineAnswer],
);

const TokenRow = graphql(`
  fragment TokenRow on ApiToken @_unmask {
    id
    name
    prefix
    scopes
    createdAt
    expiresAt
    lastUsedAt
    revokedAt
    user {
      id
      name
    }
  }
`);

export const TokensQuery = graphql(
  `
    query Tokens {
      apiTokens {
        ...TokenRow
      }
    }
  `,
  [TokenRow],
);

export const TokenCreate = graphql(
  `
    mutation TokenCreate($input: ApiTokenCreateInput!) {
      apiTokenCreate(input: $input) {
        __typename
        ... on ApiTokenCreated {
          secret
          token {
            ...TokenRow
          }
        }
        ...ProblemParts
      }
    }
  `,
  [TokenRow, ProblemParts],
);

export const TokenRevoke = graphql(
  `
    mutation TokenRevoke($id: ID!) {
      apiTokenRevoke(id: $id) {
        __typename
        ... on ApiTokenRevoked {
          token {
            ...TokenRow
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [TokenRow],
);

/** How the lines stand: told by the log, so that the page follows. */
export const LinesChanged = graphql(
  `
    subscription LinesChanged($ids: [ID!]!) {
      recordChanged(ids: $ids) {
        seq
        type
        node {
          __typename
          ... on Line {
            ...LineRow
          }
        }
      }
    }
  `,
  [LineRow],
);

export type LineKindInfo = ResultOf<typeof LinesQuery>['lineKinds'][number];
export type SettingField = LineKindInfo['settings'][number];
export type Line = ResultOf<typeof LinesQuery>['lines'][number];
export type Token = ResultOf<typeof TokensQuery>['apiTokens'][number];
export type Scope = Token['scopes'][number];
