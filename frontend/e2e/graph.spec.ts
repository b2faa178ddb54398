import { expect, expectAccessible, test } from './fixtures';
import { makeCustomer, newName, pathOf } from './people';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/contacts');
});

test('Save keeps the form of a contact open, Save and exit goes back to the list (R011, R012)', async ({
  page,
}) => {
  await expect(page.getByRole('grid', { name: 'Contacts' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: /^First name/ }).fill('Ewa');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('A last name is needed.')).toBeVisible();
  await page.getByRole('textbox', { name: /^Last name/ }).fill(newName());
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByText(/is a contact now/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^First name/ })).toHaveValue('');
  await page.getByRole('textbox', { name: /^First name/ }).fill('Adam');
  await page.getByRole('textbox', { name: /^Last name/ }).fill(newName());
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/contacts$/);
});

test('a company is made, and a person joined to it from either end (R016)', async ({ page }) => {
  const name = newName();
  await page.goto('/companies/new');
  await page.getByRole('textbox', { name: /^Name/ }).fill(`Krall ${name}`);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Krall ${name}`);
  await expectAccessible(page);
  const company = page.url();

  const person = newName();
  const id = await makeCustomer(page, { firstName: 'Zofia', lastName: person });
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: 'Add a company' }).click();
  await page.getByRole('combobox', { name: 'Company' }).fill(name);
  await page.getByRole('option', { name: `Krall ${name}` }).click();
  await page.getByRole('textbox', { name: 'Role' }).fill('owner');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: `Krall ${name}` })).toBeVisible();
  await page.goto(company);
  await expect(page.getByRole('link', { name: `Zofia ${person}` })).toBeVisible();
});

test('everybody is listed with their projects, and found as in the search box (R057)', async ({
  page,
}) => {
  const name = newName();
  await makeCustomer(page, { firstName: 'Nils', lastName: name });
  await page.goto('/control/people');
  await expect(page.getByRole('grid', { name: 'Everybody' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('searchbox').fill(name);
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: /actions/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: /^Undo/ }).click();
});
