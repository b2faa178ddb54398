/** Deleting and restoring a contact. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../record/deeds';
import { ContactDelete, ContactRestore } from './queries';

export async function restoreContact(id: string): Promise<boolean> {
  return done((await send(ContactRestore, { id }))?.contactRestore);
}

/** Marks a contact as deleted; the toast takes it back. */
export async function deleteContact(id: string, name: string) {
  if (!done((await send(ContactDelete, { id }))?.contactDelete)) return;
  toasts.show({ text: m.record_deleted({ name }), undo: () => void restoreContact(id) });
}
