/** Everybody, customers and contacts alike, with their projects (R057). */
import { graphql, type ResultOf } from '$lib/graphql/graphql';

export const PeoplePage = graphql(`
  query PeoplePage($first: Int!, $offset: Int!, $filter: PersonFilter) {
    people(first: $first, offset: $offset, filter: $filter) {
      nodes {
        __typename
        ... on Customer {
          id
          displayName
          nameParts {
            text
            family
          }
          deletedAt
          viewerCanDelete
          phones {
            id
            international
            extension
            main
          }
          emails {
            id
            address
          }
          participations {
            id
            project {
              id
              name
            }
          }
        }
        ... on Contact {
          id
          displayName
          nameParts {
            text
            family
          }
          deletedAt
          viewerCanDelete
          phones {
            id
            international
            extension
            main
          }
          emails {
            id
            address
          }
          participations {
            id
            project {
              id
              name
            }
          }
        }
      }
      totalCount
      totalCountIsExact
      seq
    }
  }
`);

export type Somebody = ResultOf<typeof PeoplePage>['people']['nodes'][number];
