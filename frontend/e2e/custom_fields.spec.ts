import { expect, expectAccessible, test } from './fixtures';
import { makeCustomer, makeProject, newName, newNumber, pathOf } from './people';

test.beforeEach(async ({ signedIn }) => void signedIn);

test('a field is defined, filled in beside a project, edited in place and filtered by (R051, R058)', async ({
  page,
}) => {
  const label = `Boots ${newName()}`;
  await page.goto('/settings/fields');
  await expect(page.getByRole('heading', { level: 2, name: 'Fields', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Add field' }).click();
  const sheet = page.getByRole('dialog', { name: 'New field' });
  await sheet.getByLabel('Name of the field').fill(label);
  await sheet.getByLabel('Type').selectOption('Choice');
  await sheet.getByRole('button', { name: 'Add field' }).click();
  await expect(sheet.getByText('A choice needs at least one entry.')).toBeVisible();
  await sheet.getByLabel('Entries, one a line').fill('Rubber\nLeather');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Add field' }).click();
  await expect(page.getByRole('row', { name: new RegExp(label) })).toContainText('Rubber, Leather');
  await expectAccessible(page);

  // In the window of a project (R051).
  const id = await makeProject(page, newName());
  await page.goto(pathOf('projects', id) + '/manage');
  await page.getByRole('button', { name: /Add contact/ }).click();
  const add = page.getByRole('dialog', { name: 'Add people' });
  await add.getByText('New person', { exact: true }).click();
  const made = newName();
  await add.getByRole('textbox', { name: 'Name', exact: true }).fill(`Nils ${made}`);
  await add.getByRole('button', { name: 'View more details' }).click();
  await add.getByLabel(label).selectOption('Leather');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(add.getByText('1 added')).toBeVisible();
  await page.keyboard.press('Escape');

  // On the record, edited where it stands, and in its history.
  await page
    .getByRole('link', { name: new RegExp(made) })
    .first()
    .click();
  await page.getByRole('link', { name: 'Identity', exact: true }).click();
  const information = page.getByRole('region', { name: 'Customer information' });
  await information.getByRole('button', { name: new RegExp(`${label}.*Leather`) }).click();
  await information.getByRole('combobox', { name: label }).selectOption('Rubber');
  await page.keyboard.press('Enter');
  await expect(
    information.getByRole('button', { name: new RegExp(`${label}.*Rubber`) }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByRole('row', { name: new RegExp(label) }).first()).toContainText('Rubber');

  // As a filter of the list.
  await page.goto('/customers');
  await page
    .getByRole('button', { name: /^Filter/ })
    .first()
    .click();
  await page.getByLabel(label).selectOption('Rubber');
  await expect(page.getByRole('link', { name: new RegExp(made) })).toBeVisible();
  await expect(page.getByRole('grid').getByRole('link')).toHaveCount(1);
});

test('what is not of the type stands beside its field, and nothing typed is lost', async ({
  page,
}) => {
  const label = `Size ${newName()}`;
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Add field' }).click();
  const sheet = page.getByRole('dialog', { name: 'New field' });
  await sheet.getByLabel('Name of the field').fill(label);
  await sheet.getByLabel('Type').selectOption('Number');
  await sheet.getByRole('button', { name: 'Add field' }).click();
  await expect(page.getByRole('row', { name: new RegExp(label) })).toBeVisible();

  await page.goto('/customers/new');
  const name = newName();
  await page.getByLabel('First name').fill(name);
  await page.getByLabel(label).fill('large');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('“large” is not a number.').first()).toBeVisible();
  await expect(page.getByLabel(label)).toHaveValue('large');
  await page.getByLabel(label).fill('42,5');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
});

test('a retired field leaves the record and comes back with its values', async ({ page }) => {
  const label = `Locker ${newName()}`;
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: 'Add field' }).click();
  const sheet = page.getByRole('dialog', { name: 'New field' });
  await sheet.getByLabel('Name of the field').fill(label);
  await sheet.getByRole('button', { name: 'Add field' }).click();
  const id = await makeCustomer(page, { firstName: newName(), mobilePhone: newNumber() });
  await page.goto(pathOf('customers', id) + '/identity');
  const fact = page.getByRole('button', { name: new RegExp(label) });
  await fact.click();
  await page.getByRole('textbox', { name: label }).fill('B 12');
  await page.keyboard.press('Enter');
  await expect(fact).toContainText('B 12');

  await page.goto('/settings/fields');
  await page.getByRole('button', { name: `Retire ${label}` }).click();
  await expect(page.getByRole('row', { name: new RegExp(label) })).toContainText('values kept');
  await page.goto(pathOf('customers', id) + '/identity');
  await expect(page.getByRole('button', { name: /First name/ })).toBeVisible();
  await expect(fact).toHaveCount(0);
  await page.goto('/settings/fields');
  await page.getByRole('button', { name: `Take up ${label} again` }).click();
  await page.goto(pathOf('customers', id) + '/identity');
  await expect(fact).toContainText('B 12');
});
