/** What the contacts' screens ask, follow and send. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { OwnValues } from '../custom_fields/queries';
import { HistoryParts } from '../record/feed/queries';
import { AffiliationParts, ParticipationParts } from '../record/graph/queries';
import { ReachParts } from '../record/points/queries';

export const ContactRow = graphql(`
  fragment ContactRow on Contact @_unmask {
    id
    displayName
    nameParts {
      text
      family
    }
    jobTitle
    active
    doNotCall
    doNotEmail
    deletedAt
    version
    phones {
      id
      international
      extension
      main
    }
    emails {
      id
      address
      href
    }
    affiliations {
      id
      until
      company {
        id
        name
      }
    }
  }
`);

export type Row = ResultOf<typeof ContactRow>;

export const ContactsPage = graphql(
  `
    query ContactsPage($first: Int!, $offset: Int!, $filter: ContactFilter) {
      contacts(first: $first, offset: $offset, filter: $filter) {
        nodes {
          ...ContactRow
        }
        totalCount
        totalCountIsExact
        seq
      }
    }
  `,
  [ContactRow],
);

export const ContactFields = graphql(
  `
    fragment ContactFields on Contact @_unmask {
      ...ContactRow
      ...OwnValues
      firstName
      middleName
      lastName
      birthday
      certificate
      otherMeans
      contactPreference
      notes
      language
      timeZone
      viewerCanUpdate
      viewerCanDelete
      manager {
        id
        displayName
      }
      created {
        at
        via
        by {
          id
          name
        }
      }
      modified {
        at
        via
        by {
          id
          name
        }
      }
    }
  `,
  [ContactRow, OwnValues],
);

export const ContactRecord = graphql(
  `
    fragment ContactRecord on Contact @_unmask {
      ...ContactFields
      ...ReachParts
      affiliations {
        ...AffiliationParts
      }
      participations {
        ...ParticipationParts
      }
      history(first: 50) {
        ...HistoryParts
      }
    }
  `,
  [ContactFields, ReachParts, AffiliationParts, ParticipationParts, HistoryParts],
);

export type Contact = ResultOf<typeof ContactRecord>;

export const ContactQuery = graphql(
  `
    query ContactRecord($id: ID!) {
      contact(id: $id) {
        ...ContactRecord
      }
    }
  `,
  [ContactRecord],
);

export const ContactCreate = graphql(
  `
    mutation ContactCreate($input: ContactCreateInput!) {
      contactCreate(input: $input) {
        __typename
        ... on ContactSaved {
          contact {
            ...ContactFields
          }
        }
        ... on Problem {
          message
          path
        }
        ... on InvalidInput {
          fields {
            path
            message
          }
        }
      }
    }
  `,
  [ContactFields],
);

export const ContactUpdate = graphql(
  `
    mutation ContactUpdate($id: ID!, $input: ContactUpdateInput!) {
      contactUpdate(id: $id, input: $input) {
        __typename
        ... on ContactSaved {
          contact {
            ...ContactFields
          }
        }
        ... on Problem {
          message
          path
        }
        ... on InvalidInput {
          fields {
            path
            message
          }
        }
        ... on VersionConflict {
          conflicts {
            field
            yours
            theirs
            at
            by {
              id
              name
            }
          }
          current {
            ...ContactFields
          }
        }
      }
    }
  `,
  [ContactFields],
);

export const ContactDelete = graphql(
  `
    mutation ContactDelete($id: ID!) {
      contactDelete(id: $id) {
        __typename
        ... on ContactSaved {
          contact {
            ...ContactFields
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [ContactFields],
);

export const ContactRestore = graphql(
  `
    mutation ContactRestore($id: ID!) {
      contactRestore(id: $id) {
        __typename
        ... on ContactSaved {
          contact {
            ...ContactFields
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [ContactFields],
);
