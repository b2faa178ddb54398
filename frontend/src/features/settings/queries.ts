/** What the settings read and change. */
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

export const PasswordChange = graphql(`
  mutation PasswordChange($current: String!, $password: String!) {
    passwordChange(current: $current, password: $password) {
      __typename
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
    }
  }
`);

export const AccountUpdate = graphql(`
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
`);

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
  [UserRow],
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
        ... on InvalidInput {
          fields {
            path
            message
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
        ... on Problem {
          message
          path
        }
      }
    }
  `,
  [UserRow],
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

export const GroupsAndStores = graphql(`
  query GroupsAndStores {
    groups {
      id
      name
      discount
      customerCount
    }
    stores {
      id
      name
      isDefault
      active
    }
  }
`);

export const GroupCreate = graphql(`
  mutation GroupCreate($input: GroupInput!) {
    groupCreate(input: $input) {
      __typename
      ... on GroupSaved {
        group {
          id
          name
          discount
          customerCount
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
`);

export const GroupUpdate = graphql(`
  mutation GroupUpdate($id: ID!, $input: GroupInput!) {
    groupUpdate(id: $id, input: $input) {
      __typename
      ... on GroupSaved {
        group {
          id
          name
          discount
          customerCount
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
`);

export const GroupDelete = graphql(`
  mutation GroupDelete($id: ID!, $moveTo: ID) {
    groupDelete(id: $id, moveTo: $moveTo) {
      __typename
      ... on Problem {
        message
        path
      }
    }
  }
`);

export const StoreCreate = graphql(`
  mutation StoreCreate($input: StoreInput!) {
    storeCreate(input: $input) {
      __typename
      ... on StoreSaved {
        store {
          id
          name
          isDefault
          active
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
`);

export const StoreUpdate = graphql(`
  mutation StoreUpdate($id: ID!, $input: StoreInput!) {
    storeUpdate(id: $id, input: $input) {
      __typename
      ... on StoreSaved {
        store {
          id
          name
          isDefault
          active
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
`);

export type UserRow = ResultOf<typeof UsersQuery>['users']['nodes'][number];
export type Group = ResultOf<typeof GroupsAndStores>['groups'][number];
export type Store = ResultOf<typeof GroupsAndStores>['stores'][number];
