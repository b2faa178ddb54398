import { EMAIL, api, expect, expectAccessible, signIn, test } from './fixtures';

const PASSWORD = process.env.KITH_E2E_PASSWORD ?? '';

test('signing in leads to where one wanted to go; the page is accessible', async ({ page }) => {
  await page.goto('/calls?view=missed');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expectAccessible(page);

  await page.keyboard.press('Enter');
  await expect(page.getByText('The e-mail is missing.')).toBeVisible();
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill('not this one, surely');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('do not go together');

  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Show the password' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text');
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await expect(page).toHaveURL(/\/calls\?view=missed/);
});

test('an address of another host is not followed', async ({ page }) => {
  await page.goto('/sign-in?next=https://elsewhere.example/');
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers$/);
});

test('signing out leads back to the sign-in page', async ({ page, signedIn }) => {
  void signedIn;
  await page.goto('/customers');
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/customers');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a link sets a password once, and signs in', async ({ page, browser, baseURL }) => {
  await signIn(page);
  await page.goto('/settings/users');
  const email = `link-${Date.now()}@demo.example`;
  const made = await api<{ userCreate: { link: string } }>(
    page,
    `mutation($email: String!) { userCreate(input: { name: "Ada Link", email: $email, roles: [CRM_SALES] }) {
       ... on UserCreated { link } } }`,
    { email },
  );
  const path = new URL(made.userCreate.link).pathname + new URL(made.userCreate.link).hash;

  const other = await (await browser.newContext({ baseURL })).newPage();
  await other.goto(path);
  await expect(other.getByRole('heading', { name: 'Set your password' })).toBeVisible();
  await expectAccessible(other);
  await other.getByLabel(/New password/).fill('short');
  await other.keyboard.press('Enter');
  await expect(other.getByText('A password has at least 10 characters.')).toBeVisible();
  await other.getByLabel(/New password/).fill('a password for the link test');
  await other.keyboard.press('Enter');
  await expect(other).toHaveURL(/\/customers$/);
  // Sales neither import nor administer: what they may not is not offered.
  await other.goto('/settings/profile');
  await expect(other.getByRole('link', { name: 'Users and roles' })).toHaveCount(0);

  await other.goto(path);
  await other.reload();
  await expect(other.getByText(/This link does not work any more/)).toBeVisible();
  await other.context().close();
});
