/** Adding, changing and taking away an address (R007, R062). */
import { graphql } from '$lib/graphql/graphql';
import { AddressParts, ReachParts } from './queries';

export const AddressAdd = graphql(
  `
    mutation AddAddress($party: ID!, $input: AddressAddInput!) {
      addressAdd(party: $party, input: $input) {
        __typename
        ... on AddressSaved {
          address {
            ...AddressParts
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
  [AddressParts, ReachParts],
);

export const AddressUpdate = graphql(
  `
    mutation UpdateAddress($id: ID!, $input: AddressUpdateInput!) {
      addressUpdate(id: $id, input: $input) {
        __typename
        ... on AddressSaved {
          address {
            ...AddressParts
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
            ...AddressParts
          }
        }
      }
    }
  `,
  [AddressParts, ReachParts],
);

export const AddressRemove = graphql(
  `
    mutation RemoveAddress($id: ID!) {
      addressRemove(id: $id) {
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
