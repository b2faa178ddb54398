/** Deleting and restoring a record, and revealing a customer's numbers, from wherever that is offered. */
import { ProblemParts } from '$lib/graphql/answers';
import { graphql } from '$lib/graphql/graphql';
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';

const CustomerStanding = graphql(`
  fragment CustomerStanding on CustomerSaved @_unmask {
    customer {
      id
      deletedAt
      version
    }
  }
`);

export const CustomerDelete = graphql(
  `
    mutation CustomerDelete($id: ID!) {
      customerDelete(id: $id) {
        __typename
        ...CustomerStanding
        ...ProblemParts
      }
    }
  `,
  [CustomerStanding, ProblemParts],
);

export const CustomerRestore = graphql(
  `
    mutation CustomerRestore($id: ID!) {
      customerRestore(id: $id) {
        __typename
        ...CustomerStanding
        ...ProblemParts
      }
    }
  `,
  [CustomerStanding, ProblemParts],
);

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

type Answer = { __typename?: string; message?: string } | null | undefined;

/** Says in a toast why something was refused; answers whether it was done. */
export function done(result: Answer): boolean {
  if (result?.message) toasts.show({ text: result.message, tone: 'bad' });
  return Boolean(result && !result.message);
}

interface Deeds {
  remove: (id: string) => Promise<Answer>;
  restore: (id: string) => Promise<Answer>;
  /** What the toast says of one that was deleted. */
  deleted?: (of: { name: string }) => string;
}

/** What a room does with a record: restores it, or marks it as deleted with a toast that takes it back. */
export function deedsOf({ remove, restore, deleted = m.record_deleted }: Deeds) {
  const back = async (id: string) => done(await restore(id));
  return {
    restore: back,
    /** Answers whether it was done; `again` is called once the toast has taken it back. */
    async remove(id: string, name: string, again?: () => void): Promise<boolean> {
      if (!done(await remove(id))) return false;
      toasts.show({ text: deleted({ name }), undo: () => void back(id).then(again) });
      return true;
    },
  };
}

export const { remove: deleteCustomer, restore: restoreCustomer } = deedsOf({
  remove: async (id) => (await send(CustomerDelete, { id }))?.customerDelete,
  restore: async (id) => (await send(CustomerRestore, { id }))?.customerRestore,
});

/** The whole of a masked number, or null after saying why not. */
export async function reveal(id: string, field: string): Promise<string | null> {
  const result = (await send(Reveal, { id, field }))?.customerReveal;
  if (result?.__typename === 'CustomerRevealed') return result.value;
  done(result);
  return null;
}
