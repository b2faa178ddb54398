/** What the contacts' screens ask, follow and send. */
import { ConflictParts, ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { OwnValues } from '../custom_fields/queries';
import { HistoryParts, TraceParts } from '../record/feed/queries';
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
        ...TraceParts
      }
      modified {
        ...TraceParts
      }
    }
  `,
  [ContactRow, OwnValues, TraceParts],
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

/** What every change of a contact answers when it is done. */
const ContactAnswer = graphql(
  `
    fragment ContactAnswer on ContactSaved @_unmask {
      contact {
        ...ContactFields
      }
    }
  `,
  [ContactFields],
);

export const ContactCreate = graphql(
  `
    mutation ContactCreate($input: ContactCreateInput!) {
      contactCreate(input: $input) {
        __typename
        ...ContactAnswer
        ...ProblemParts
      }
    }
  `,
  [ContactAnswer, ProblemParts],
);

export const ContactUpdate = graphql(
  `
    mutation ContactUpdate($id: ID!, $input: ContactUpdateInput!) {
      contactUpdate(id: $id, input: $input) {
        __typename
        ...ContactAnswer
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...ContactFields
          }
        }
      }
    }
  `,
  [ContactFields, ContactAnswer, ConflictParts, ProblemParts],
);

export const ContactDelete = graphql(
  `
    mutation ContactDelete($id: ID!) {
      contactDelete(id: $id) {
        __typename
        ...ContactAnswer
        ...ProblemParts
      }
    }
  `,
  [ContactAnswer, ProblemParts],
);

export const ContactRestore = graphql(
  `
    mutation ContactRestore($id: ID!) {
      contactRestore(id: $id) {
        __typename
        ...ContactAnswer
        ...ProblemParts
      }
    }
  `,
  [ContactAnswer, ProblemParts],
);
