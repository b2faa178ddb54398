/** Mutations, and one-off questions, with one way to meet what went wrong outside the schema. */
import type { CombinedError, DocumentInput } from '@urql/core';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { client } from './client';

/** What a person is told when an answer did not come or is no answer. */
export function explain(error: CombinedError): string {
  if (error.networkError) return m.error_unreachable();
  const first = error.graphQLErrors[0];
  const number = first?.extensions?.number;
  if (typeof number === 'string') return m.error_ours({ id: number });
  return first?.message ?? m.error_unreachable();
}

/** Whether an answer did not come because nobody is signed in, or no longer. */
export const needsSignIn = (error: CombinedError | undefined): boolean =>
  error?.graphQLErrors.some((one) => one.extensions.code === 'SIGN_IN_NEEDED') ?? false;

/** Whether what was asked for is nothing of ours by its very id, which another try does not change. */
export const namesNothing = (error: CombinedError): boolean =>
  error.graphQLErrors.some(
    ({ extensions: { code, path } }) =>
      code === 'INVALID_INPUT' && Array.isArray(path) && path[0] === 'id',
  );

/**
 * Sends a mutation. Answers its data, or `null` after telling the person why there is none.
 * Problems a person can act on are in the data: `switch (data.phoneAdd.__typename)`.
 */
export async function send<Data, Variables extends object>(
  mutation: DocumentInput<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const result = await client()
    .mutation(mutation as never, variables as never)
    .toPromise();
  if (result.data) return result.data as Data;
  if (result.error) toasts.show({ text: explain(result.error), tone: 'bad' });
  return null;
}

/** Asks once, past the cache, and says nothing when it fails: for checks while somebody types. */
export async function ask<Data, Variables extends object>(
  query: DocumentInput<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const result = await client()
    .query(query as never, variables as never, { requestPolicy: 'network-only' })
    .toPromise();
  return (result.data as Data | undefined) ?? null;
}
