/** Fresh people for the tests, so that none leans on what another has changed. */
import { expect, type Page } from '@playwright/test';
import { api } from './fixtures';

let count = 0;

/** A Polish mobile number nobody has yet. */
export const newNumber = () =>
  `+48601${String((Date.now() + count++ * 7_919) % 1_000_000).padStart(6, '0')}`;

/** A name nobody has, nor one so like it that a search which forgives slips would find both. */
export const newName = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    String.fromCharCode(97 + (byte % 26)),
  ).join('');

/** The path of a record. */
export const pathOf = (room: string, id: string) =>
  `/${room}/${id.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;

/** A customer made through the API; answers the id. */
export async function makeCustomer(page: Page, input: Record<string, unknown>): Promise<string> {
  const { customerCreate } = await api<{ customerCreate: { customer?: { id: string } } }>(
    page,
    `mutation Make($input: CustomerCreateInput!) {
      customerCreate(input: $input) { ... on CustomerSaved { customer { id } } }
    }`,
    { input },
  );
  expect(customerCreate.customer).toBeDefined();
  return customerCreate.customer!.id;
}

/** A project made through the API; answers the id. */
export async function makeProject(page: Page, name: string): Promise<string> {
  const { projectCreate } = await api<{ projectCreate: { project: { id: string } } }>(
    page,
    `mutation Make($input: ProjectCreateInput!) {
      projectCreate(input: $input) { ... on ProjectSaved { project { id } } }
    }`,
    { input: { name } },
  );
  return projectCreate.project.id;
}
