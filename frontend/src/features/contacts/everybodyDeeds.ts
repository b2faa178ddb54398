/** Deleting and restoring a person, whichever kind they are. */
import { deleteCustomer, restoreCustomer } from '../record/deeds';
import { deleteContact, restoreContact } from './deeds';
import type { Somebody } from './everybodyQueries';

export function restorePerson({ __typename, id }: Somebody): Promise<boolean> {
  return __typename === 'Customer' ? restoreCustomer(id) : restoreContact(id);
}

/** Marks somebody as deleted; the toast takes it back and then calls `again`. */
export function deletePerson({ __typename, id, displayName }: Somebody, again: () => void) {
  const remove = __typename === 'Customer' ? deleteCustomer : deleteContact;
  return remove(id, displayName, again);
}
