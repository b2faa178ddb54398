import { api, expect, expectAccessible, test } from './fixtures';
import { makeCustomer, newName, newNumber, pathOf } from './people';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/customers');
});

test('the record opens on what one must know, and passes for everybody (R060, R063)', async ({
  page,
}) => {
  const name = newName();
  const id = await makeCustomer(page, {
    firstName: 'Zofia',
    lastName: name,
    mobilePhone: newNumber(),
    targetInformation: 'At the ovens until 10.',
    doNotCall: true,
  });
  await page.goto(pathOf('customers', id));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Zofia ${name}`);
  await expect(page.getByText('At the ovens until 10.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'What to know first' })).toContainText('Do not call');
  await expect(page.getByText(/^Created/).filter({ visible: true })).toHaveCount(1);
  await expect(page.getByText('Version 1').filter({ visible: true })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Target information/ }).click();
  await page.getByRole('textbox', { name: 'Target information' }).fill('At the ovens until 11.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /At the ovens until 11/ })).toBeVisible();
  for (const tab of ['Identity', 'Companies', 'Projects', 'Calls', 'History']) {
    const tabs = page.getByRole('navigation', { name: 'Record' });
    await tabs.getByRole('link', { name: tab, exact: true }).click();
    await expectAccessible(page);
  }
});

test('a name changed in place is in another window within a second (R001, R099)', async ({
  page,
}) => {
  const id = await makeCustomer(page, { firstName: 'Adam', lastName: newName() });
  await page.goto(pathOf('customers', id) + '/identity');
  const other = await page.context().newPage();
  await other.goto(pathOf('customers', id));
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Adam');
  const named = newName();
  await page.getByRole('button', { name: /^Last name/ }).click();
  await page.getByRole('textbox', { name: 'Last name' }).fill(named);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Adam ${named}`);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(`Adam ${named}`, {
    timeout: 2_000,
  });
});

test('a number somebody else has is refused while it is typed, in any spelling (R003, R004)', async ({
  page,
}) => {
  const owner = newName();
  const taken = newNumber();
  await makeCustomer(page, { firstName: 'Piotr', lastName: owner, mobilePhone: taken });
  const id = await makeCustomer(page, { firstName: 'Ewa', lastName: newName() });
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: 'Add a number' }).click();
  const field = page.getByRole('textbox', { name: 'Number' });
  await field.fill(taken.replace('+48', '0048 ').replace(/(\d{3})$/, '-$1'));
  await expect(page.getByText(`Piotr ${owner} has this number.`)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  // Until the refusal has come nothing else is sent.
  const saving = page.getByRole('form', { name: 'Add a number' }).locator('[aria-busy]');
  await expect(saving).toHaveCount(0);
  await expect(field).toBeVisible();
  const own = newNumber();
  await field.fill(own);
  await page.getByRole('combobox', { name: 'Name' }).fill('summer');
  await page.keyboard.press('Enter');
  const point = page.getByRole('button', { name: /^summer/ });
  await expect(point).toContainText(own.slice(-3));

  await point.click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('combobox', { name: 'Name' }).fill('winter');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^winter/ }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No number yet.')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('button', { name: /^winter/ })).toBeVisible();
});

test('the first e-mail opens the mail program and never changes; others can be added (R002, R055)', async ({
  page,
}) => {
  const address = `${newName()}@krall.example`;
  const id = await makeCustomer(page, { firstName: 'Zofia', lastName: 'Krall', email: address });
  await page.goto(pathOf('customers', id));
  await expect(page.getByRole('link', { name: address })).toHaveAttribute(
    'href',
    `mailto:${address}`,
  );
  await page.getByRole('button', { name: 'main', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Delete', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add an e-mail address' }).click();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(`2${address}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: `2${address}` })).toBeVisible();
});

test('an address has the fields and the words of its country (R007)', async ({ page }) => {
  const id = await makeCustomer(page, { firstName: 'Ken', lastName: newName() });
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: 'Add an address' }).click();
  await page.getByRole('combobox', { name: 'Country' }).selectOption('US');
  await expect(page.getByRole('combobox', { name: 'State' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Country' }).selectOption('PL');
  await expect(page.getByRole('combobox', { name: 'State' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Name' }).fill('delivery');
  await page.getByRole('textbox', { name: 'Street' }).fill('ul. Szeroka 14/3');
  await page.getByRole('textbox', { name: 'City' }).fill('Gdańsk');
  await page.getByRole('textbox', { name: 'Postal code' }).fill('8');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/look like/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Postal code' }).fill('80-835');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: /^delivery/ })).toContainText('80-835 Gdańsk');
});

test('two who change one field see both values side by side; nothing typed is lost (R098)', async ({
  page,
}) => {
  const id = await makeCustomer(page, { firstName: 'Inès', lastName: newName(), discount: 5 });
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: /^Discount/ }).click();
  await api(
    page,
    `mutation Other($id: ID!) { customerUpdate(id: $id, input: { discount: 7.5 }) { __typename } }`,
    { id },
  );
  await page.getByRole('textbox', { name: 'Discount' }).fill('10');
  await page.keyboard.press('Enter');
  const clash = page.getByRole('group', { name: /Discount was changed by/ });
  await expect(clash).toContainText('10 %');
  await expect(clash).toContainText('7.5 %');
  await page.setViewportSize({ width: 1440, height: 560 });
  const cut = await clash.evaluate((box) => box.scrollHeight - box.clientHeight);
  expect(cut).toBe(0);
  await clash.getByRole('button', { name: 'Keep mine' }).click();
  await expect(clash).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Discount/ })).toContainText('10');
});

test('deleting can be taken back at once, and later from the record (R033)', async ({ page }) => {
  const id = await makeCustomer(page, { firstName: 'Leon', lastName: newName() });
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete this customer' }).click();
  const strip = page.getByRole('list', { name: 'What to know first' });
  await expect(strip).toContainText('Deleted.');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(strip).toHaveCount(0);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete this customer' }).click();
  await strip.getByRole('button', { name: 'Restore' }).click();
  await expect(strip).toHaveCount(0);
});

test('papers are masked until somebody looks, and that is on record', async ({ page }) => {
  const id = await makeCustomer(page, {
    firstName: 'Ola',
    lastName: newName(),
    idNumber: 'DBX402118',
  });
  await page.goto(pathOf('customers', id) + '/identity');
  await expect(page.getByText('DBX402118')).toHaveCount(0);
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Reveal ID number/ })
    .last()
    .click();
  await expect(page.getByText('DBX402118')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Activity' }).first()).toContainText(
    'Papers looked at',
  );
});

test('J and K walk on through the list the record was opened from', async ({ page }) => {
  await page.locator('role=grid >> role=row').nth(3).getByRole('link').first().click();
  await expect(page.getByText(/^3 of /)).toBeVisible();
  const name = page.getByRole('heading', { level: 1 });
  const first = await name.textContent();
  await page.keyboard.press('j');
  await expect(page.getByText(/^4 of /)).toBeVisible();
  await expect(name).not.toHaveText(first ?? '');
  await page.keyboard.press('k');
  await expect(name).toHaveText(first ?? '');
});

for (const room of ['customers', 'contacts', 'companies', 'projects']) {
  test(`an address of ${room} that is nobody's says so, and leads back (R060)`, async ({
    page,
  }) => {
    await page.goto(`/${room}/nonsense`);
    await expect(page.getByRole('heading', { name: 'There is no such record' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go back' }).click();
    await expect(page).toHaveURL(/\/customers$/);
  });
}
