/** Groups of customers and stores. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const GroupRow = graphql(`
  fragment GroupRow on Group @_unmask {
    id
    name
    discount
    customerCount
  }
`);

const StoreRow = graphql(`
  fragment StoreRow on Store @_unmask {
    id
    name
    isDefault
    active
  }
`);

export const GroupsAndStores = graphql(
  `
    query GroupsAndStores {
      groups {
        ...GroupRow
      }
      stores {
        ...StoreRow
      }
    }
  `,
  [GroupRow, StoreRow],
);

const GroupAnswer = graphql(
  `
    fragment GroupAnswer on GroupSaved @_unmask {
      group {
        ...GroupRow
      }
    }
  `,
  [GroupRow],
);

export const GroupCreate = graphql(
  `
    mutation GroupCreate($input: GroupInput!) {
      groupCreate(input: $input) {
        __typename
        ...GroupAnswer
        ...ProblemParts
      }
    }
  `,
  [GroupAnswer, ProblemParts],
);

export const GroupUpdate = graphql(
  `
    mutation GroupUpdate($id: ID!, $input: GroupInput!) {
      groupUpdate(id: $id, input: $input) {
        __typename
        ...GroupAnswer
        ...ProblemParts
      }
    }
  `,
  [GroupAnswer, ProblemParts],
);

export const GroupDelete = graphql(
  `
    mutation GroupDelete($id: ID!, $moveTo: ID) {
      groupDelete(id: $id, moveTo: $moveTo) {
        __typename
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

const StoreAnswer = graphql(
  `
    fragment StoreAnswer on StoreSaved @_unmask {
      store {
        ...StoreRow
      }
    }
  `,
  [StoreRow],
);

export const StoreCreate = graphql(
  `
    mutation StoreCreate($input: StoreInput!) {
      storeCreate(input: $input) {
        __typename
        ...StoreAnswer
        ...ProblemParts
      }
    }
  `,
  [StoreAnswer, ProblemParts],
);

export const StoreUpdate = graphql(
  `
    mutation StoreUpdate($id: ID!, $input: StoreInput!) {
      storeUpdate(id: $id, input: $input) {
        __typename
        ...StoreAnswer
        ...ProblemParts
      }
    }
  `,
  [StoreAnswer, ProblemParts],
);

export type Group = ResultOf<typeof GroupRow>;
export type Store = ResultOf<typeof StoreRow>;
