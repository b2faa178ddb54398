/** Deleting and restoring a project. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../record/deeds';
import { ProjectDelete, ProjectRestore } from './queries';

export async function restoreProject(id: string): Promise<boolean> {
  return done((await send(ProjectRestore, { id }))?.projectRestore);
}

/** Marks a project as deleted; its people stay, and the toast takes it back. */
export async function deleteProject(id: string, name: string) {
  if (!done((await send(ProjectDelete, { id }))?.projectDelete)) return;
  toasts.show({ text: m.projects_deleted({ name }), undo: () => void restoreProject(id) });
}
