/** Signing in, and what a one-time link is for. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql } from '$lib/graphql/graphql';

export const SignIn = graphql(`
  mutation SignIn($email: String!, $password: String!, $remember: Boolean!) {
    signIn(email: $email, password: $password, remember: $remember) {
      __typename
      ... on SignedIn {
        viewer {
          user {
            id
          }
        }
      }
      ... on Problem {
        message
        code
      }
    }
  }
`);

export const WelcomeQuery = graphql(`
  query Welcome($token: String!) {
    welcome(token: $token) {
      purpose
      account
      name
      email
    }
  }
`);

export const PasswordSet = graphql(
  `
    mutation PasswordSet($token: String!, $password: String!, $name: String!, $email: String!) {
      passwordSet(token: $token, password: $password, name: $name, email: $email) {
        __typename
        ... on SignedIn {
          viewer {
            user {
              id
            }
          }
        }
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);

export const PasswordChange = graphql(
  `
    mutation PasswordChange($current: String!, $password: String!) {
      passwordChange(current: $current, password: $password) {
        __typename
        ...ProblemParts
      }
    }
  `,
  [ProblemParts],
);
