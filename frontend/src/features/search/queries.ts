/** What the palette asks. */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const Find = graphql(`
  query Find($text: String!, $first: Int!, $kinds: [SearchKind!]) {
    search(text: $text, first: $first, kinds: $kinds) {
      totalCount
      totalCountIsExact
      kinds {
        kind
        count
      }
      hits {
        matched {
          field
          text
          label
          how
          ranges {
            start
            end
          }
          slips {
            start
            end
          }
        }
        node {
          __typename
          id
          ... on Customer {
            phones {
              id
              international
              e164
              main
            }
            number
            displayName
            nameParts {
              text
              family
            }
            doNotCall
            blocked
            deletedAt
            addresses {
              id
              location {
                id
                city
              }
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
          ... on Contact {
            phones {
              id
              international
              e164
              main
            }
            displayName
            nameParts {
              text
              family
            }
            doNotCall
            deletedAt
            affiliations {
              id
              until
              company {
                id
                name
              }
            }
          }
          ... on Company {
            phones {
              id
              international
              e164
              main
            }
            name
            deletedAt
            addresses {
              id
              location {
                id
                city
              }
            }
          }
          ... on Project {
            number
            name
            deletedAt
          }
        }
      }
    }
  }
`);

export type Found = NonNullable<ResultOf<typeof Find>>['search'];
export type Hit = Found['hits'][number];
export type Match = Hit['matched'][number];
