/** One customer with everything the record shows, read once and then followed (R060, R099). */
import { ConflictParts, ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';
import { OwnValues } from '../../custom_fields/queries';
import { HistoryParts, TraceParts } from '../../record/feed/queries';
import { AffiliationParts, ParticipationParts } from '../../record/graph/queries';
import { ReachParts } from '../../record/points/queries';

export const CustomerFields = graphql(
  `
    fragment CustomerFields on Customer @_unmask {
      id
      number
      displayName
      nameParts {
        text
        family
      }
      firstName
      middleName
      lastName
      birthday
      sex
      citizenship
      idNumber {
        masked
        known
      }
      idIssuedBy
      passportNumber {
        masked
        known
      }
      licenceNumber {
        masked
        known
      }
      source
      group {
        id
        name
      }
      operator {
        id
        name
      }
      store {
        id
        name
      }
      discount
      paymentDays
      newsletter
      promotionalSms
      doNotEmail
      doNotCall
      contactPreference
      blocked
      targetInformation
      role
      notes
      language
      timeZone
      version
      deletedAt
      viewerCanUpdate
      viewerCanDelete
      viewerCanReveal
      created {
        ...TraceParts
      }
      modified {
        ...TraceParts
      }
      ...OwnValues
    }
  `,
  [OwnValues, TraceParts],
);

export const CustomerRecord = graphql(
  `
    fragment CustomerRecord on Customer @_unmask {
      ...CustomerFields
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
  [CustomerFields, ReachParts, AffiliationParts, ParticipationParts, HistoryParts],
);

export const CustomerQuery = graphql(
  `
    query CustomerRecord($id: ID!) {
      customer(id: $id) {
        ...CustomerRecord
      }
    }
  `,
  [CustomerRecord],
);

export const CustomerFollowed = graphql(
  `
    subscription CustomerFollowed($after: Int, $ids: [ID!]) {
      customerChanged(after: $after, ids: $ids) {
        seq
        type
        customer {
          ...CustomerRecord
        }
      }
    }
  `,
  [CustomerRecord],
);

export const CustomerUpdate = graphql(
  `
    mutation CustomerUpdate($id: ID!, $input: CustomerUpdateInput!) {
      customerUpdate(id: $id, input: $input) {
        __typename
        ... on CustomerSaved {
          customer {
            ...CustomerFields
          }
        }
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...CustomerFields
          }
        }
      }
    }
  `,
  [CustomerFields, ConflictParts, ProblemParts],
);

/** The newest calls with a customer. */
export const CallsOf = graphql(`
  query CallsOf($party: ID!) {
    calls(first: 50, filter: { party: $party }) {
      nodes {
        id
        direction
        state
        outcome
        international
        raisedAt
        talkSeconds
        note
        disposition
        user {
          id
          name
        }
      }
    }
  }
`);

export const CallsFollowed = graphql(`
  subscription CallsFollowed($after: Int) {
    callEvents(after: $after) {
      seq
      type
      call {
        id
        parties {
          __typename
          id
        }
      }
    }
  }
`);

/** What the lists of the record's fields offer. */
export const Choices = graphql(`
  query RecordChoices {
    groups {
      id
      name
      discount
    }
    stores {
      id
      name
      isDefault
    }
    users(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

export type Customer = ResultOf<typeof CustomerRecord>;
export type Call = ResultOf<typeof CallsOf>['calls']['nodes'][number];
