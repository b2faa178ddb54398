/** What the form for a new customer sends and asks. */
import { graphql } from '$lib/graphql/graphql';

export const CustomerCreate = graphql(`
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
`);

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
