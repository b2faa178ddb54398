/** Ends the session, forgets what was read, and goes to the sign-in page. */
import { resetClient } from '$lib/graphql/client';
import { graphql } from '$lib/graphql/graphql';
import { send } from '$lib/graphql/send';
import { route } from '$lib/route';
import { go } from '../router';
import { session } from './session.svelte';

const SignOut = graphql(`
  mutation SignOut {
    signOut {
      __typename
    }
  }
`);

export async function leave() {
  const done = await send(SignOut, {});
  if (!done) return;
  session.viewer = null;
  resetClient();
  await go(route.signIn());
}
