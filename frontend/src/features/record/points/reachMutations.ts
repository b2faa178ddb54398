/** Adding, changing and taking away a number or an e-mail address, each on its own (R003). */
import { graphql } from '$lib/graphql/graphql';
import { EmailParts, PhoneParts, ReachParts } from './queries';

export const PhoneAdd = graphql(
  `
    mutation AddPhone($party: ID!, $input: PhoneAddInput!) {
      phoneAdd(party: $party, input: $input) {
        __typename
        ... on PhoneSaved {
          phone {
            ...PhoneParts
            owner {
              ...ReachParts
            }
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
  [PhoneParts, ReachParts],
);

export const PhoneUpdate = graphql(
  `
    mutation UpdatePhone($id: ID!, $input: PhoneUpdateInput!) {
      phoneUpdate(id: $id, input: $input) {
        __typename
        ... on PhoneSaved {
          phone {
            ...PhoneParts
            owner {
              ...ReachParts
            }
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
            theirs
            by {
              id
              name
            }
          }
          current {
            ...PhoneParts
          }
        }
      }
    }
  `,
  [PhoneParts, ReachParts],
);

export const PhoneRemove = graphql(
  `
    mutation RemovePhone($id: ID!) {
      phoneRemove(id: $id) {
        __typename
        ... on ContactPointRemoved {
          id
          party {
            ...ReachParts
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [ReachParts],
);

export const EmailAdd = graphql(
  `
    mutation AddEmail($party: ID!, $input: EmailAddInput!) {
      emailAdd(party: $party, input: $input) {
        __typename
        ... on EmailSaved {
          email {
            ...EmailParts
            owner {
              ...ReachParts
            }
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
  [EmailParts, ReachParts],
);

export const EmailUpdate = graphql(
  `
    mutation UpdateEmail($id: ID!, $input: EmailUpdateInput!) {
      emailUpdate(id: $id, input: $input) {
        __typename
        ... on EmailSaved {
          email {
            ...EmailParts
            owner {
              ...ReachParts
            }
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
            theirs
            by {
              id
              name
            }
          }
          current {
            ...EmailParts
          }
        }
      }
    }
  `,
  [EmailParts, ReachParts],
);

export const EmailRemove = graphql(
  `
    mutation RemoveEmail($id: ID!) {
      emailRemove(id: $id) {
        __typename
        ... on ContactPointRemoved {
          id
          party {
            ...ReachParts
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `,
  [ReachParts],
);
