/** The views of the list of projects. */
import type { VariablesOf } from '$lib/graphql/graphql';
import { m } from '$lib/paraglide/messages';
import type { ProjectsPage } from './queries';

type Filter = NonNullable<VariablesOf<typeof ProjectsPage>['filter']>;

export const VIEWS = [
  { name: 'all', label: m.projects_view_all },
  { name: 'running', label: m.projects_view_running },
  { name: 'planned', label: m.projects_view_planned },
  { name: 'over', label: m.projects_view_over },
  { name: 'deleted', label: m.projects_view_deleted },
] as const;

export type View = (typeof VIEWS)[number]['name'];

/** The view a URL names; anything unknown is all. */
export const viewOf = (text: unknown): View =>
  VIEWS.find(({ name }) => name === text)?.name ?? 'all';

const FILTERS: Record<View, Filter> = {
  all: {},
  running: { stages: ['ACTIVE', 'PAUSED'] },
  planned: { stages: ['PLANNED'] },
  over: { stages: ['DONE', 'CANCELLED'] },
  deleted: { deleted: true },
};

export const filterOf = (view: View): Filter => FILTERS[view];
