/** Deleting and restoring a person, whichever kind they are. */
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { send } from '$lib/graphql/send';
import { deleteCustomer, done, restoreCustomer } from '../record/deeds';
import { restoreContact } from './deeds';
import type { Somebody } from './everybodyQueries';
import { ContactDelete } from './queries';

export function restorePerson({ __typename, id }: Somebody): Promise<boolean> {
  return __typename === 'Customer' ? restoreCustomer(id) : restoreContact(id);
}

/** Marks somebody as deleted; the toast takes it back and then calls `again`. */
export async function deletePerson(person: Somebody, again: () => void) {
  if (person.__typename === 'Customer') return deleteCustomer(person.id, person.displayName);
  if (!done((await send(ContactDelete, { id: person.id }))?.contactDelete)) return false;
  toasts.show({
    text: m.record_deleted({ name: person.displayName }),
    undo: () => void restorePerson(person).then(again),
  });
  return true;
}
