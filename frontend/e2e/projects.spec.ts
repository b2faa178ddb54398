import { api, expect, expectAccessible, test } from './fixtures';
import { makeCustomer, makeProject, newName, newNumber, pathOf } from './people';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/projects');
});

test('projects are listed by stage and made from a name', async ({ page }) => {
  await expect(page.getByRole('grid', { name: 'Projects' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('n');
  const name = newName();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByText('Nobody is on this project yet')).toBeVisible();
});

test('a list shorter than the window begins right below its heads', async ({ page }) => {
  await page.goto('/projects');
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.nth(1).getByRole('link')).toBeVisible();
  const [heads, first] = await Promise.all([rows.first().boundingBox(), rows.nth(1).boundingBox()]);
  expect((first?.y ?? 0) - (heads?.y ?? 0) - (heads?.height ?? 0)).toBeLessThan(2);
});

test('people are found or made, one after the other, edited and taken off (R050-R054)', async ({
  page,
}) => {
  const known = newName();
  await makeCustomer(page, { firstName: 'Katarzyna', lastName: known, mobilePhone: newNumber() });
  const id = await makeProject(page, newName());
  await page.goto(pathOf('projects', id) + '/manage');
  await page.getByRole('button', { name: /Add contact/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Add people' });
  await sheet.getByRole('combobox').fill(known);
  await expect(sheet.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('status').first()).toContainText(`Katarzyna ${known}`);
  await expect(page.getByRole('row', { name: new RegExp(known) })).toBeVisible();
  await expectAccessible(page);

  await sheet.getByText('New person', { exact: true }).click();
  const made = newName();
  const email = `${made}@aagaard.example`;
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill(`Nils ${made}`);
  await sheet.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await sheet.getByRole('textbox', { name: 'Part in the project' }).fill('supplier');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('2 added')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(made) })).toContainText('supplier');

  // The same person again: known, and offered instead (R056).
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill('Somebody else');
  await sheet.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await sheet.getByRole('textbox', { name: 'Phone' }).focus();
  await expect(sheet.getByText(/is known/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  const row = page.getByRole('row', { name: new RegExp(known) });
  await row.getByRole('button', { name: /^Part of/ }).click();
  await page.getByRole('textbox', { name: /^Part of/ }).fill('fitter');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('fitter');
  await row.getByRole('button', { name: /actions/ }).click();
  await page.getByRole('menuitem', { name: 'Edit the person' }).click();
  await expect(page.getByRole('dialog', { name: new RegExp(known) })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: /actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove from the project' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(row).toContainText('fitter');
});

test('somebody is remembered though their project was deleted, and offered instead (R056)', async ({
  page,
}) => {
  const former = newName();
  const first = await makeProject(page, former);
  const name = newName();
  const email = `${name}@aagaard.example`;
  await api(
    page,
    `mutation Join($project: ID!, $input: ProjectContactAddInput!) {
      projectContactAdd(project: $project, input: $input) { __typename }
    }`,
    {
      project: first,
      input: { new: { kind: 'CONTACT', firstName: 'Nils', lastName: name, email } },
    },
  );
  await api(page, 'mutation Gone($id: ID!) { projectDelete(id: $id) { __typename } }', {
    id: first,
  });
  const second = await makeProject(page, newName());
  await page.goto(pathOf('projects', second) + '/manage');
  await page.getByRole('button', { name: /Add contact/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Add people' });
  await sheet.getByText('New person', { exact: true }).click();
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill(`Nils ${name}`);
  await sheet.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await sheet.getByRole('textbox', { name: 'Phone' }).focus();
  await expect(sheet.getByText(`They were on “${former}”, a deleted project.`)).toBeVisible();
  await sheet.getByRole('button', { name: 'Add them' }).click();
  await expect(sheet.getByText('1 added')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();

  // A contact's first and last name are kept apart (R012).
  const next = newName();
  await sheet.getByText('A contact', { exact: true }).click();
  await sheet.getByRole('textbox', { name: 'First name' }).fill('Ewa');
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('A last name is needed.')).toBeVisible();
  await sheet.getByRole('textbox', { name: 'Last name' }).fill(next);
  await page.keyboard.press('Control+Enter');
  await expect(sheet.getByText('2 added')).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(next) })).toBeVisible();
});
