/** What somebody said about being reached: the present state, all of it, and noting it down (R013, R072). */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const ConsentParts = graphql(`
  fragment ConsentParts on Consent @_unmask {
    id
    purpose
    channel
    state
    how
    at
    thirdParty
    wordingVersion
    proof
    recorded {
      at
      by {
        id
        name
      }
    }
  }
`);

export type Consent = ResultOf<typeof ConsentParts>;

export const ConsentsOf = graphql(
  `
    query ConsentsOf($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on Customer {
          consents {
            ...ConsentParts
          }
          consentHistory {
            ...ConsentParts
          }
        }
        ... on Contact {
          consents {
            ...ConsentParts
          }
          consentHistory {
            ...ConsentParts
          }
        }
        ... on Company {
          consents {
            ...ConsentParts
          }
          consentHistory {
            ...ConsentParts
          }
        }
      }
    }
  `,
  [ConsentParts],
);

export const ConsentRecord = graphql(
  `
    mutation ConsentRecord($party: ID!, $input: ConsentRecordInput!) {
      consentRecord(party: $party, input: $input) {
        __typename
        ... on ConsentSaved {
          consent {
            ...ConsentParts
          }
        }
        ...ProblemParts
      }
    }
  `,
  [ConsentParts, ProblemParts],
);
