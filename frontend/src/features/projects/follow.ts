/** How the projects' screens follow what happens. */
import { graphql } from '$lib/graphql/graphql';
import { liveEvents } from '$lib/graphql/live.svelte';
import { firstOf } from '../record/first.svelte';
import type { LiveList } from '../record/list/live.svelte';
import { ProjectRecord, ProjectRow, type Row } from './queries';

const ListFollowed = graphql(
  `
    subscription ProjectsFollowed($after: Int) {
      projectChanged(after: $after) {
        seq
        type
        project {
          ...ProjectRow
        }
      }
    }
  `,
  [ProjectRow],
);

const RecordFollowed = graphql(
  `
    subscription ProjectFollowed($after: Int, $ids: [ID!]) {
      projectChanged(after: $after, ids: $ids) {
        seq
        type
        project {
          ...ProjectRecord
        }
      }
    }
  `,
  [ProjectRecord],
);

/** Rows change in their place; new ones wait. */
export function followProjects(live: LiveList<Row>) {
  liveEvents(
    () => ({
      query: ListFollowed,
      variables: { after: live.list.seq ?? null },
      pause: live.list.seq === undefined,
    }),
    ({ projectChanged: event }) => live.met(event.type, event.project?.id),
  );
}

/** One record, from the event it was read at. */
export function followProject(
  id: () => string,
  seq: () => number | undefined,
  refetch: () => void,
) {
  const from = firstOf(id, seq);
  liveEvents(
    () => ({
      query: RecordFollowed,
      variables: { after: from.value ?? null, ids: [id()] },
      pause: from.value === undefined,
    }),
    ({ projectChanged: event }) => event.type === 'RESYNC' && refetch(),
  );
}
