import { api, expect, expectAccessible, test } from './fixtures';

test.beforeEach(async ({ signedIn }) => void signedIn);

/** Each page, and what stands there once it has read what it shows. */
const PAGES = [
  ['profile', 'Profile', 'li'],
  ['preferences', 'Preferences', '[role=radiogroup]'],
  ['keyboard', 'Keyboard', 'dl'],
  ['account', 'Organisation', 'dl'],
  ['users', 'Users and roles', 'tbody tr'],
  ['groups', 'Groups', 'tbody tr'],
  ['stores', 'Stores', 'tbody tr'],
  ['lines', 'Telephone lines', 'li'],
  ['tokens', 'API tokens', 'tbody tr, .nothing'],
  ['webhooks', 'Webhooks', 'li, .nothing'],
  ['export', 'Export', 'li'],
] as const;

for (const [name, title, content] of PAGES) {
  test(`settings: ${title} is accessible`, async ({ page }) => {
    await page.goto(`/settings/${name}`);
    const shown = page.getByRole('region', { name: title, exact: true });
    await expect(shown.getByRole('heading', { level: 2, name: title, exact: true })).toBeVisible();
    await expect(shown.locator(content).first()).toBeVisible();
    await expectAccessible(page);
  });
}

test('a line is added; its secret and a script are shown once', async ({ page }) => {
  await page.goto('/settings/lines');
  await page.getByRole('button', { name: 'Add line' }).click();
  const name = `Lisbon ${Date.now() % 100000}`;
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name of the line').fill(name);
  await sheet.getByLabel('Country').selectOption('PT');
  await sheet.getByRole('button', { name: 'Add line' }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await page.getByText('Try it from a shell').click();
  await expect(page.getByText('openssl dgst')).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText(name)).toBeVisible();
  await expect(page.getByText(/^whsec_/)).toHaveCount(0);
});

test('a hosted line tells the addresses to set up at the provider', async ({ page, baseURL }) => {
  await page.goto('/settings/lines');
  await page.getByRole('button', { name: 'Add line' }).click();
  const name = `Hosted ${Date.now() % 100000}`;
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Kind').selectOption('TWILIO');
  await sheet.getByLabel('Name of the line').fill(name);
  await sheet.getByLabel('Account SID').fill('AC0123456789');
  await sheet.getByLabel('Auth token').fill('not one of anybody');
  await sheet.getByLabel('Number', { exact: true }).fill('+48 58 555 01 40');
  await sheet.getByRole('button', { name: 'Add line' }).click();
  const row = page.getByRole('listitem').filter({ hasText: name });
  await row.getByText('Set up at the provider').click();
  const hook = `${baseURL}/hooks/voice/`;
  await expect(row.getByText(hook)).toHaveText([/\/incoming$/, /\/status$/]);
  await expectAccessible(page);
  const { lines } = await api<{ lines: { id: string; name: string }[] }>(
    page,
    '{ lines { id name } }',
  );
  await api(
    page,
    'mutation ($id: ID!) { lineUpdate(id: $id, input: { active: false }) { __typename } }',
    { id: lines.find((one) => one.name === name)?.id },
  );
});

test('a token may only what was chosen, and ends when it is revoked', async ({
  page,
  playwright,
  baseURL,
}) => {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const name = `Bakery ${Date.now() % 100000}`;
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Make the token' }).click();
  await expect(sheet.getByText('Type a name.')).toBeVisible();
  await expect(sheet.getByText('Choose at least one thing it may do.')).toBeVisible();
  await sheet.getByLabel('Whom or what it is for').fill(name);
  await sheet.getByLabel('customer:read').check();
  await sheet.getByRole('button', { name: 'Make the token' }).click();
  const secret = await page.locator('code', { hasText: /^kith_[\w-]{20,}/ }).innerText();

  const program = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  const ask = async () => {
    const answer = await program.post('/graphql', {
      data: { query: '{ viewer { permissions } }' },
    });
    return JSON.stringify(await answer.json());
  };
  expect(await ask()).toContain('["CUSTOMER_READ"]');

  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  await page.getByRole('button', { name: 'Revoke 1 token' }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('revoked');
  expect(await ask()).not.toContain('CUSTOMER_READ');
  await program.dispose();
});

test('a group is made, given a discount and deleted', async ({ page }) => {
  await page.goto('/settings/groups');
  const name = `Cafés ${Date.now() % 100000}`;
  await page.getByRole('button', { name: 'Add group' }).click();
  await page.getByRole('textbox', { name: 'Name of the group' }).fill(name);
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: /Discount/ }).click();
  await page.keyboard.type('7,5');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('7.5 %');
  await row.getByRole('button', { name: `Delete ${name}` }).click();
  await expect(row).toHaveCount(0);
});

test('preferences are kept by the server; single keys can be switched off', async ({ page }) => {
  await page.goto('/settings/preferences');
  await page.getByRole('radiogroup').getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/settings/keyboard');
  await page.getByRole('switch').click();
  await expect
    .poll(async () =>
      JSON.stringify(await api(page, '{ viewer { preferences { theme keyboardShortcuts } } }')),
    )
    .toContain('{"theme":"DARK","keyboardShortcuts":false}');
  await page.evaluate(() => localStorage.clear());
  await page.goto('/customers');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await api(
    page,
    'mutation { preferencesUpdate(input: { theme: SYSTEM, keyboardShortcuts: true }) { __typename } }',
  );
});
