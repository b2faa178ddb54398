/** Groups of customers and stores. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

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

export type Group = ResultOf<typeof GroupsAndStores>['groups'][number];
export type Store = ResultOf<typeof GroupsAndStores>['stores'][number];
