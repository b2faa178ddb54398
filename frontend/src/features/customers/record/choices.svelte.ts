/** Groups, operators and stores to choose from, and the names behind their keys in the log. */
import { liveQuery } from '$lib/graphql/live.svelte';
import type { ResultOf } from '$lib/graphql/graphql';
import type { NameOf } from '../../record/feed/describe';
import { Choices } from './queries';

type Lists = ResultOf<typeof Choices>;
type Named = { id: string; name: string };

export interface ChoiceLists {
  readonly groups: Lists['groups'];
  readonly stores: Lists['stores'];
  readonly users: Lists['users']['nodes'];
  /** The name behind a key such as the log holds for `groupId`. */
  readonly nameOf: NameOf;
}

export const asOptions = (list: readonly Named[]) =>
  list.map(({ id, name }) => ({ value: id, label: name }));

/** Reads the lists for as long as the component lives. */
export function choices(): ChoiceLists {
  const asked = liveQuery(() => ({ query: Choices, variables: {} }));
  const lists = {
    get groups() {
      return asked.data?.groups ?? [];
    },
    get stores() {
      return asked.data?.stores ?? [];
    },
    get users() {
      return asked.data?.users.nodes ?? [];
    },
  };
  const nameOf: NameOf = (field, value) => {
    const list = LIST_OF[field.replace(/Id$/, '')];
    return (list && lists[list].find((one) => keyOf(one.id) === value)?.name) ?? null;
  };
  return Object.assign(lists, { nameOf });
}

const LIST_OF: Record<string, 'groups' | 'users' | 'stores'> = {
  group: 'groups',
  operator: 'users',
  store: 'stores',
};

/** The number inside a global id; the log names references by it. */
const keyOf = (id: string) => atob(id).split(':')[1];
