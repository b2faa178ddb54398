/** Deleting and restoring a company. */
import { send } from '$lib/graphql/send';
import { m } from '$lib/paraglide/messages';
import { toasts } from '$lib/ui/toasts.svelte';
import { done } from '../record/deeds';
import { CompanyDelete, CompanyRestore } from './queries';

export async function restoreCompany(id: string): Promise<boolean> {
  return done((await send(CompanyRestore, { id }))?.companyRestore);
}

/** Marks a company as deleted; the toast takes it back. */
export async function deleteCompany(id: string, name: string) {
  if (!done((await send(CompanyDelete, { id }))?.companyDelete)) return;
  toasts.show({ text: m.record_deleted({ name }), undo: () => void restoreCompany(id) });
}
