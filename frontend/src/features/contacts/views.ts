/** The views of the list of contacts. */
import type { VariablesOf } from '$lib/graphql/graphql';
import { m } from '$lib/paraglide/messages';
import type { ContactsPage } from './queries';

type Filter = NonNullable<VariablesOf<typeof ContactsPage>['filter']>;

export const VIEWS = [
  { name: 'active', label: m.contacts_view_active },
  { name: 'former', label: m.contacts_view_former },
  { name: 'everybody', label: m.contacts_view_everybody },
  { name: 'deleted', label: m.contacts_view_deleted },
] as const;

export type View = (typeof VIEWS)[number]['name'];

/** The view a URL names; anything unknown is the active ones. */
export const viewOf = (text: unknown): View =>
  VIEWS.find(({ name }) => name === text)?.name ?? 'active';

const FILTERS: Record<View, Filter> = {
  active: {},
  former: { active: false },
  everybody: { active: null },
  deleted: { deleted: true, active: null },
};

export const filterOf = (view: View): Filter => FILTERS[view];
