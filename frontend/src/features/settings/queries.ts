/** What the settings read and change. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const SessionsQuery = graphql(`
  query Sessions {
    sessions {
      id
      client
      address
      app
      createdAt
      lastUsedAt
      expiresAt
      current
    }
  }
`);

export const SessionRevoke = graphql(`
  mutation SessionRevoke($id: ID!) {
    sessionRevoke(id: $id) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export const SessionsRevokeOthers = graphql(`
  mutation SessionsRevokeOthers {
    sessionsRevokeOthers {
      __typename
      ... on SessionsRevoked {
        count
      }
      ... on Problem {
        message
      }
    }
  }
`);

export const AccountQuery = graphql(`
  query AccountSettings {
    account {
      id
      name
      region
      language
      currency
      timeZone
      lockFirstEmail
      modules
    }
  }
`);

export const AccountUpdate = graphql(
  `
    mutation AccountUpdate($input: AccountUpdateInput!) {
      accountUpdate(input: $input) {
        __typename
        ... on AccountUpdated {
          account {
            id
            name
            region
            language
            currency
            timeZone
            lockFirstEmail
            modules
          }
        }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

const UserRow = graphql(`
  fragment UserRow on User @_unmask {
    id
    name
    email
    roles
    active
    version
    hasPassword
    createdAt
  }
`);

export const UsersQuery = graphql(
  `
    query UsersSettings($first: Int!) {
      users(first: $first, active: null) {
        totalCount
        nodes {
          ...UserRow
        }
      }
    }
  `,
  [UserRow],
);

export const UserCreate = graphql(
  `
    mutation UserCreate($input: UserCreateInput!) {
      userCreate(input: $input) {
        __typename
        ... on UserCreated {
          link
          user {
            ...UserRow
          }
        }
        ...ProblemParts
      }
    }
  `,
  [UserRow, ProblemParts],
);

export const UserUpdate = graphql(
  `
    mutation UserUpdate($id: ID!, $input: UserUpdateInput!) {
      userUpdate(id: $id, input: $input) {
        __typename
        ... on UserUpdated {
          user {
            ...UserRow
          }
        }
        ... on VersionConflict {
          current {
            id
            ... on User {
              ...UserRow
            }
          }
        }
        ...ProblemParts
      }
    }
  `,
  [UserRow, ProblemParts],
);

export const PasswordLink = graphql(`
  mutation PasswordLink($id: ID!) {
    passwordLinkCreate(id: $id) {
      __typename
      ... on PasswordLinkCreated {
        link
      }
      ... on Problem {
        message
      }
    }
  }
`);

export type UserRow = ResultOf<typeof UsersQuery>['users']['nodes'][number];
