/** How the projects' screens follow what happens. */
import { graphql } from '$lib/graphql/graphql';
import { followRecord, followRows, type Followed } from '../record/following';
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

/** The list: rows change in their place; new ones wait. */
export const followProjects = (live: LiveList<Row>) =>
  followRows(live, ListFollowed, ({ projectChanged: { type, project } }) => ({
    type,
    id: project?.id,
  }));

/** One record, from the event it was read at. */
export const followProject = (
  id: Followed['id'],
  seq: Followed['seq'],
  refetch: Followed['refetch'],
) =>
  followRecord({ id, seq, refetch }, RecordFollowed, ({ projectChanged }) => projectChanged.type);
