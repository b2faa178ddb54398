/** Deleting and restoring a contact. */
import { send } from '$lib/graphql/send';
import { deedsOf } from '../record/deeds';
import { ContactDelete, ContactRestore } from './queries';

export const { remove: deleteContact, restore: restoreContact } = deedsOf({
  remove: async (id) => (await send(ContactDelete, { id }))?.contactDelete,
  restore: async (id) => (await send(ContactRestore, { id }))?.contactRestore,
});
