/** Writing an e-mail to somebody on record. */
import { graphql } from '$lib/graphql/graphql';

export const EmailSend = graphql(`
  mutation EmailSend($input: EmailSendInput!) {
    emailSend(input: $input) {
      __typename
      ... on MessageSaved {
        node {
          id
          state
        }
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
