/** What ties people to companies and projects, read from either end and changed on its own. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const PersonParts = graphql(`
  fragment PersonParts on Person @_unmask {
    __typename
    ... on Customer {
      id
      displayName
      nameParts {
        text
        family
      }
    }
    ... on Contact {
      id
      displayName
      nameParts {
        text
        family
      }
    }
  }
`);

export const AffiliationParts = graphql(
  `
    fragment AffiliationParts on Affiliation @_unmask {
      id
      role
      since
      until
      main
      company {
        id
        name
      }
      person {
        ...PersonParts
      }
    }
  `,
  [PersonParts],
);

export const ParticipationParts = graphql(
  `
    fragment ParticipationParts on Participation @_unmask {
      id
      role
      project {
        id
        name
        number
        stage
        endsOn
      }
      person {
        ...PersonParts
      }
    }
  `,
  [PersonParts],
);

export type Person = ResultOf<typeof PersonParts>;
export type Affiliation = ResultOf<typeof AffiliationParts>;
export type Participation = ResultOf<typeof ParticipationParts>;
