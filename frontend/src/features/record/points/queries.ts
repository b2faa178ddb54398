/** What reaches a party, as documents: numbers, e-mails and addresses, each read and changed on its own (R003). */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const PhoneParts = graphql(`
  fragment PhoneParts on PhoneNumber @_unmask {
    id
    label
    typed
    extension
    region
    validity
    international
    main
    version
  }
`);

export const EmailParts = graphql(`
  fragment EmailParts on EmailAddress @_unmask {
    id
    label
    address
    href
    main
    locked
    version
  }
`);

export const AddressParts = graphql(`
  fragment AddressParts on Address @_unmask {
    id
    label
    lines
    sharedWith
    version
    location {
      id
      country
      recipient
      organisation
      street
      sublocality
      city
      region
      postalCode
      sortingCode
      notes
      version
      sharedBy {
        __typename
        id
        displayName
      }
    }
  }
`);

export type Phone = ResultOf<typeof PhoneParts>;
export type Email = ResultOf<typeof EmailParts>;
export type Address = ResultOf<typeof AddressParts>;

/** Everything that reaches one party, so that one answer brings all of its lists up to date. */
export const ReachParts = graphql(
  `
    fragment ReachParts on Party @_unmask {
      id
      phones {
        ...PhoneParts
      }
      emails {
        ...EmailParts
      }
      addresses {
        ...AddressParts
      }
    }
  `,
  [PhoneParts, EmailParts, AddressParts],
);

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

export const CountriesQuery = graphql(`
  query Countries {
    countries {
      code
      name
    }
  }
`);

export const RulesQuery = graphql(`
  query AddressRules($country: String!) {
    addressRules(country: $country) {
      country
      fields {
        name
        label
        required
        choices {
          value
          name
        }
      }
    }
  }
`);
