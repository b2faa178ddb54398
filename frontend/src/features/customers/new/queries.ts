/** What the form for a new customer sends and asks. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql } from '$lib/graphql/graphql';

export const CustomerCreate = graphql(
  `
    mutation CustomerCreate($input: CustomerCreateInput!) {
      customerCreate(input: $input) {
        __typename
        ... on CustomerSaved {
          customer {
            id
            displayName
            number
          }
        }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

/** Others of the same name, so that nobody is made twice. */
export const Namesakes = graphql(`
  query Namesakes($text: String!) {
    search(text: $text, kinds: [CUSTOMER], first: 5) {
      totalCount
      totalCountIsExact
      hits {
        node {
          __typename
          id
          ... on Customer {
            displayName
            number
            addresses {
              id
              location {
                id
                city
              }
            }
          }
        }
        matched {
          field
          how
        }
      }
    }
  }
`);
