/** Adding, changing and taking away a number, an e-mail address or an address, each on its own (R003, R007, R062). */
import { ConflictParts, ProblemParts } from '$lib/graphql/answers';
import { graphql } from '$lib/graphql/graphql';
import { AddressParts, EmailParts, PhoneParts, ReachParts } from './queries';

/** All that is left to reach them by. */
const PointRemoved = graphql(
  `
    fragment PointRemoved on ContactPointRemoved @_unmask {
      id
      party {
        ...ReachParts
      }
    }
  `,
  [ReachParts],
);

const PhoneAnswer = graphql(
  `
    fragment PhoneAnswer on PhoneSaved @_unmask {
      phone {
        ...PhoneParts
        owner {
          ...ReachParts
        }
      }
    }
  `,
  [PhoneParts, ReachParts],
);

export const PhoneAdd = graphql(
  `
    mutation AddPhone($party: ID!, $input: PhoneAddInput!) {
      phoneAdd(party: $party, input: $input) {
        __typename
        ...PhoneAnswer
        ...ProblemParts
      }
    }
  `,
  [PhoneAnswer, ProblemParts],
);

export const PhoneUpdate = graphql(
  `
    mutation UpdatePhone($id: ID!, $input: PhoneUpdateInput!) {
      phoneUpdate(id: $id, input: $input) {
        __typename
        ...PhoneAnswer
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...PhoneParts
          }
        }
      }
    }
  `,
  [PhoneAnswer, PhoneParts, ConflictParts, ProblemParts],
);

export const PhoneRemove = graphql(
  `
    mutation RemovePhone($id: ID!) {
      phoneRemove(id: $id) {
        __typename
        ...PointRemoved
        ...ProblemParts
      }
    }
  `,
  [PointRemoved, ProblemParts],
);

const EmailAnswer = graphql(
  `
    fragment EmailAnswer on EmailSaved @_unmask {
      email {
        ...EmailParts
        owner {
          ...ReachParts
        }
      }
    }
  `,
  [EmailParts, ReachParts],
);

export const EmailAdd = graphql(
  `
    mutation AddEmail($party: ID!, $input: EmailAddInput!) {
      emailAdd(party: $party, input: $input) {
        __typename
        ...EmailAnswer
        ...ProblemParts
      }
    }
  `,
  [EmailAnswer, ProblemParts],
);

export const EmailUpdate = graphql(
  `
    mutation UpdateEmail($id: ID!, $input: EmailUpdateInput!) {
      emailUpdate(id: $id, input: $input) {
        __typename
        ...EmailAnswer
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...EmailParts
          }
        }
      }
    }
  `,
  [EmailAnswer, EmailParts, ConflictParts, ProblemParts],
);

export const EmailRemove = graphql(
  `
    mutation RemoveEmail($id: ID!) {
      emailRemove(id: $id) {
        __typename
        ...PointRemoved
        ...ProblemParts
      }
    }
  `,
  [PointRemoved, ProblemParts],
);

const AddressAnswer = graphql(
  `
    fragment AddressAnswer on AddressSaved @_unmask {
      address {
        ...AddressParts
        owner {
          ...ReachParts
        }
      }
    }
  `,
  [AddressParts, ReachParts],
);

export const AddressAdd = graphql(
  `
    mutation AddAddress($party: ID!, $input: AddressAddInput!) {
      addressAdd(party: $party, input: $input) {
        __typename
        ...AddressAnswer
        ...ProblemParts
      }
    }
  `,
  [AddressAnswer, ProblemParts],
);

export const AddressUpdate = graphql(
  `
    mutation UpdateAddress($id: ID!, $input: AddressUpdateInput!) {
      addressUpdate(id: $id, input: $input) {
        __typename
        ...AddressAnswer
        ...ProblemParts
        ... on VersionConflict {
          ...ConflictParts
          current {
            ...AddressParts
          }
        }
      }
    }
  `,
  [AddressAnswer, AddressParts, ConflictParts, ProblemParts],
);

export const AddressRemove = graphql(
  `
    mutation RemoveAddress($id: ID!) {
      addressRemove(id: $id) {
        __typename
        ...PointRemoved
        ...ProblemParts
      }
    }
  `,
  [PointRemoved, ProblemParts],
);
