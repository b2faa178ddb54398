/** Deleting, restoring and revealing a customer, from wherever that is offered. */
import { graphql } from '$lib/graphql/graphql';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';

const Delete = graphql(`
  mutation DeleteCustomer($id: ID!) {
    customerDelete(id: $id) {
      __typename
      ... on CustomerSaved {
        customer {
          id
          deletedAt
          version
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

const Restore = graphql(`
  mutation RestoreCustomer($id: ID!) {
    customerRestore(id: $id) {
      __typename
      ... on CustomerSaved {
        customer {
          id
          deletedAt
          version
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

const Reveal = graphql(`
  mutation RevealNumber($id: ID!, $field: String!) {
    customerReveal(id: $id, field: $field) {
      __typename
      ... on CustomerRevealed {
        value
      }
      ... on Problem {
        message
      }
    }
  }
`);

/** Says in a toast why something was refused; answers whether it was done. */
export function done(
  result: { __typename?: string; message?: string } | null | undefined,
): boolean {
  if (result?.message) toasts.show({ text: result.message, tone: 'bad' });
  return Boolean(result && !result.message);
}

export async function restoreCustomer(id: string): Promise<boolean> {
  return done((await send(Restore, { id }))?.customerRestore);
}

/** Marks a customer as deleted; the toast takes it back. */
export async function deleteCustomer(id: string, name: string): Promise<boolean> {
  if (!done((await send(Delete, { id }))?.customerDelete)) return false;
  toasts.show({ text: m.record_deleted({ name }), undo: () => void restoreCustomer(id) });
  return true;
}

/** The whole of a masked number, or null after saying why not. */
export async function reveal(id: string, field: string): Promise<string | null> {
  const result = (await send(Reveal, { id, field }))?.customerReveal;
  if (result?.__typename === 'CustomerRevealed') return result.value;
  done(result);
  return null;
}
