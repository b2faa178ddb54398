/** What is asked and sent about the account's own fields (R058). */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const CustomFieldParts = graphql(`
  fragment CustomFieldParts on CustomField @_unmask {
    id
    kind
    key
    label
    type
    choices
    mandatory
    position
    active
  }
`);

/** Own fields of a record with what it says in them. */
export const OwnValues = graphql(
  `
    fragment OwnValues on CustomFieldHolder @_unmask {
      customFields {
        value
        field {
          ...CustomFieldParts
        }
      }
    }
  `,
  [CustomFieldParts],
);

/** Every definition, the retired ones too: the log may speak of them. */
export const CustomFields = graphql(
  `
    query CustomFields {
      customFields(retired: true) {
        ...CustomFieldParts
      }
    }
  `,
  [CustomFieldParts],
);

export const CustomFieldCreate = graphql(
  `
    mutation CustomFieldCreate($input: CustomFieldCreateInput!) {
      customFieldCreate(input: $input) {
        __typename
        ... on CustomFieldSaved {
          customField {
            ...CustomFieldParts
          }
        }
        ...ProblemParts
      }
    }
  `,
  [CustomFieldParts, ProblemParts],
);

export const CustomFieldUpdate = graphql(
  `
    mutation CustomFieldUpdate($id: ID!, $input: CustomFieldUpdateInput!) {
      customFieldUpdate(id: $id, input: $input) {
        __typename
        ... on CustomFieldSaved {
          customField {
            ...CustomFieldParts
          }
        }
        ...ProblemParts
      }
    }
  `,
  [CustomFieldParts, ProblemParts],
);

export const CustomFieldArchive = graphql(
  `
    mutation CustomFieldArchive($id: ID!) {
      customFieldArchive(id: $id) {
        __typename
        ... on CustomFieldSaved {
          customField {
            ...CustomFieldParts
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [CustomFieldParts],
);

export const CustomFieldRestore = graphql(
  `
    mutation CustomFieldRestore($id: ID!) {
      customFieldRestore(id: $id) {
        __typename
        ... on CustomFieldSaved {
          customField {
            ...CustomFieldParts
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [CustomFieldParts],
);

export type OwnField = ResultOf<typeof CustomFieldParts>;
export type OwnValue = ResultOf<typeof OwnValues>['customFields'][number];
export type OwnKind = OwnField['kind'];
