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
  // The pages go first: left standing, they would ask again as a stranger when their socket ends.
  const from = location.pathname + location.search;
  await go(route.signIn());
  const done = await send(SignOut, {});
  // Without an answer one is still signed in, and should see that.
  if (!done) return go(from, { replace: true });
  session.viewer = null;
  resetClient();
}
