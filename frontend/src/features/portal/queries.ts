/** One's own record, the way into it, and the passwords of those who go it. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

const PortalParts = graphql(`
  fragment PortalParts on PortalRecord @_unmask {
    id
    displayName
    firstName
    middleName
    lastName
    version
    phones {
      id
      label
      typed
      international
      main
      version
    }
    emails {
      id
      label
      address
      main
      locked
      version
    }
    addresses {
      id
      label
      lines
      country
      street
      city
      region
      postalCode
      sublocality
      sortingCode
      recipient
      organisation
      version
    }
  }
`);

export const PortalQuery = graphql(
  `
    query Portal {
      viewer {
        user {
          id
          email
        }
        account {
          id
          name
          region
        }
        permissions
      }
      portal {
        ...PortalParts
      }
    }
  `,
  [PortalParts],
);

const PortalAnswer = graphql(
  `
    fragment PortalAnswer on PortalResult @_unmask {
      __typename
      ... on PortalSaved {
        record {
          ...PortalParts
        }
      }
      ... on InvalidInput {
        fields {
          path
          message
        }
      }
      ... on Problem {
        message
        path
      }
    }
  `,
  [PortalParts],
);

export const NamesUpdate = graphql(
  `
    mutation PortalNamesUpdate($input: PortalUpdateInput!) {
      done: portalUpdate(input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const PhoneAdd = graphql(
  `
    mutation PortalPhoneAdd($input: PhoneAddInput!) {
      done: portalPhoneAdd(input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const PhoneUpdate = graphql(
  `
    mutation PortalPhoneUpdate($id: ID!, $input: PhoneUpdateInput!) {
      done: portalPhoneUpdate(id: $id, input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const PhoneRemove = graphql(
  `
    mutation PortalPhoneRemove($id: ID!) {
      done: portalPhoneRemove(id: $id) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const EmailAdd = graphql(
  `
    mutation PortalEmailAdd($input: EmailAddInput!) {
      done: portalEmailAdd(input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const EmailUpdate = graphql(
  `
    mutation PortalEmailUpdate($id: ID!, $input: EmailUpdateInput!) {
      done: portalEmailUpdate(id: $id, input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const EmailRemove = graphql(
  `
    mutation PortalEmailRemove($id: ID!) {
      done: portalEmailRemove(id: $id) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const AddressAdd = graphql(
  `
    mutation PortalAddressAdd($input: PortalAddressInput!) {
      done: portalAddressAdd(input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const AddressUpdate = graphql(
  `
    mutation PortalAddressUpdate($id: ID!, $input: PortalAddressInput!) {
      done: portalAddressUpdate(id: $id, input: $input) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);
export const AddressRemove = graphql(
  `
    mutation PortalAddressRemove($id: ID!) {
      done: portalAddressRemove(id: $id) {
        ...PortalAnswer
      }
    }
  `,
  [PortalAnswer],
);

export const PasswordForgotten = graphql(`
  mutation PasswordForgotten($email: String!) {
    passwordForgotten(email: $email) {
      __typename
      ... on Problem {
        message
      }
    }
  }
`);

export const PasswordReset = graphql(`
  mutation CustomerPasswordReset($id: ID!, $reason: String!) {
    customerPasswordReset(id: $id, overrideReason: $reason) {
      __typename
      ... on PasswordMailQueued {
        leaves
      }
      ... on DoNotContact {
        mayOverride
      }
      ... on Problem {
        message
      }
    }
  }
`);

export const LoginCreate = graphql(`
  mutation ContactLoginCreate($id: ID!, $email: String!, $reason: String!) {
    contactLoginCreate(id: $id, email: $email, overrideReason: $reason) {
      __typename
      ... on ContactLoginCreated {
        leaves
      }
      ... on InvalidInput {
        fields {
          path
          message
        }
      }
      ... on DoNotContact {
        mayOverride
      }
      ... on Problem {
        message
        path
      }
    }
  }
`);

export type Record = NonNullable<ResultOf<typeof PortalQuery>['portal']>;
export type Done = ResultOf<typeof NamesUpdate>['done'];
