/** What reaches a party, as documents: numbers, e-mails and addresses, each read and changed on its own (R003). */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const PhoneParts = graphql(`
  fragment PhoneParts on PhoneNumber @_unmask {
    id
    label
    typed
    extension
    region
    type
    validity
    international
    main
    viewerCanText
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
