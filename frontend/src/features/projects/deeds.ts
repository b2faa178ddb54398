/** Deleting and restoring a project; its people stay. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { deedsOf } from '../record/deeds';
import { ProjectDelete, ProjectRestore } from './queries';

export const { remove: deleteProject, restore: restoreProject } = deedsOf({
  remove: async (id) => (await send(ProjectDelete, { id }))?.projectDelete,
  restore: async (id) => (await send(ProjectRestore, { id }))?.projectRestore,
  deleted: m.projects_deleted,
});
