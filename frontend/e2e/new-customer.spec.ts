import { expect, expectAccessible, test } from './fixtures';
import { makeCustomer, newName, newNumber } from './people';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/customers');
});

test('what somebody has already is said beside the field, deleted ones too (R035)', async ({
  page,
}) => {
  const owner = newName();
  const number = newNumber();
  const email = `${owner}@poczta.example`;
  await makeCustomer(page, { firstName: 'Piotr', lastName: owner, mobilePhone: number, email });
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email.toUpperCase());
  await page.getByRole('textbox', { name: 'Mobile phone' }).fill(number);
  await page.getByRole('textbox', { name: 'Fixed phone' }).fill('12');
  await page.getByRole('textbox', { name: 'Last name' }).focus();
  await expect(page.getByText(`Piotr ${owner} has this address.`)).toBeVisible();
  await expect(page.getByText(`Piotr ${owner} has this number.`)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('4 things to settle:')).toBeVisible();
  await expect(page.getByText('A first name is needed.')).toBeVisible();
  await page.getByRole('button', { name: 'Mobile phone' }).click();
  await expect(page.getByRole('textbox', { name: 'Mobile phone' })).toBeFocused();
  await expectAccessible(page);
});

test('the draft outlives the page, and saving opens the record (R034)', async ({ page }) => {
  const name = newName();
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: 'First name' }).fill('Agnieszka');
  await page.getByRole('textbox', { name: 'Last name' }).fill(name);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Last name' })).toHaveValue(name);
  await page.getByRole('textbox', { name: 'Mobile phone' }).fill(newNumber());
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/customers\/(?!new)/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Agnieszka ${name}`);
  await page.goto('/customers/new');
  await expect(page.getByRole('textbox', { name: 'First name' })).toHaveValue('');
});

test('the next one can be added without leaving, with the same terms', async ({ page }) => {
  await page.goto('/customers/new');
  await page.getByRole('combobox', { name: 'Group' }).selectOption({ index: 1 });
  const group = await page.getByRole('combobox', { name: 'Group' }).inputValue();
  await page.getByRole('textbox', { name: 'First name' }).fill('Jan');
  await page.getByRole('textbox', { name: 'Last name' }).fill(newName());
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByText(/is a customer now/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'First name' })).toHaveValue('');
  await expect(page.getByRole('textbox', { name: 'First name' })).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Group' })).toHaveValue(group);
});

test('others of the same name are pointed out', async ({ page }) => {
  const name = newName();
  await makeCustomer(page, { firstName: 'Maria', lastName: name });
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: 'First name' }).fill('Maria');
  await page.getByRole('textbox', { name: 'Last name' }).fill(name);
  await expect(page.getByText(/People of this name: 1/)).toBeVisible();
});
