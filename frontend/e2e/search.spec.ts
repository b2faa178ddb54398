import { api, expect, expectAccessible, test } from './fixtures';

interface Somebody {
  id: string;
  number: number;
  displayName: string;
  lastName: string;
  firstName: string;
  phones: { national: string }[];
  emails: { address: string }[];
}

let somebody: Somebody;

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/customers');
  await expect(page.getByRole('grid')).toBeVisible();
  const { customers } = await api<{ customers: { nodes: Somebody[] } }>(
    page,
    `{ customers(first: 50) { nodes { id number displayName firstName lastName phones { national } emails { address } } } }`,
  );
  const found = customers.nodes.find(
    (one) => one.phones[0] && one.emails[0] && one.lastName.length > 4,
  );
  if (!found) throw new Error('nobody to look for');
  somebody = found;
});

test('Ctrl K finds by part of a name, says what matched, and Enter opens (R030)', async ({
  page,
}) => {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox');
  await expect(box).toBeFocused();
  await box.fill(`${somebody.lastName} ${somebody.firstName.slice(0, 2)}`);
  const option = page.getByRole('option').filter({ hasText: somebody.displayName }).first();
  await expect(option).toBeVisible();
  await expect(option.locator('mark').first()).toBeVisible();
  await expectAccessible(page);
  await option.click();
  await expect(page).toHaveURL(/\/customers\/[\w-]+$/);
});

test('letters typed before the box has come are in it, and are no keys of the list (R030)', async ({
  page,
}) => {
  await page.route(/Palette.*\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.reload();
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kox', { delay: 20 });
  await page.keyboard.press('Backspace');
  const box = page.getByRole('combobox');
  await expect(box).toHaveValue('ko');
  await expect(box).toBeFocused();
  await page.keyboard.type('w');
  await expect(box).toHaveValue('kow');
  await expect(page.getByText(/selected/)).toBeHidden();
});

test('Enter pressed before the answer opens what is found, not what stood there before', async ({
  page,
}) => {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.insertText(String(somebody.number));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\/[\w-]{8,}$/);
});

test('a number in any spelling, an e-mail and a client number find the same person (R030)', async ({
  page,
}) => {
  await page.keyboard.press('/');
  const box = page.getByRole('combobox');
  const digits = somebody.phones[0]?.national.replace(/\D/g, '') ?? '';
  for (const words of [
    digits,
    digits.slice(-6),
    somebody.emails[0]?.address ?? '',
    String(somebody.number),
  ]) {
    await box.fill(words);
    await expect(
      page.getByRole('option').filter({ hasText: somebody.displayName }).first(),
    ).toBeVisible();
  }
});

test('the focus stays in the box while options are chosen, and is said aloud', async ({ page }) => {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox');
  await box.fill(somebody.lastName);
  await expect(
    page.getByRole('option').filter({ hasText: somebody.lastName }).first(),
  ).toBeVisible();
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  // The first option may be a command, there before anybody is found: only with two is there a next.
  await expect(page.getByRole('option').nth(1)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(box).toBeFocused();
  await expect(box).toHaveAttribute('aria-activedescendant', /-1$/);
  await expect(page.getByRole('status').filter({ hasText: /^.*2 of \d+/ })).toBeAttached();
});

test('Tab narrows to one kind', async ({ page }) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(somebody.lastName);
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Customers/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('nothing found offers a new customer with what was typed', async ({ page }) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('zzqx vwxyz');
  await expect(page.getByText('Nobody and nothing is found for “zzqx vwxyz”.')).toBeVisible();
  await expect(page.getByRole('option', { name: 'New customer “zzqx vwxyz”' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\/new\?name=zzqx\+vwxyz/);
});

test('> lists commands only, and one runs', async ({ page }) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? 'system');
  const before = await theme();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('>light and dark');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox')).toBeHidden();
  const order = ['light', 'dark', 'system'];
  expect(await theme()).toBe(order[(order.indexOf(before) + 1) % order.length]);
});

test('? lists every key, and Esc closes it (R100)', async ({ page }) => {
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await expect(dialog.getByText('Take in new rows')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the chosen theme is there at the next start, without a script in the page', async ({
  page,
}) => {
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await page.locator('script:not([src])').count()).toBe(0);
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});
