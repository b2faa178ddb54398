/** Deleting and restoring a company. */
import { send } from '$lib/graphql/send';
import { deedsOf } from '../record/deeds';
import { CompanyDelete, CompanyRestore } from './queries';

export const { remove: deleteCompany, restore: restoreCompany } = deedsOf({
  remove: async (id) => (await send(CompanyDelete, { id }))?.companyDelete,
  restore: async (id) => (await send(CompanyRestore, { id }))?.companyRestore,
});
