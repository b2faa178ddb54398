/** The way of a client into their own record: logins, one-time links, resets, and being blocked (R020, R033, R038, R039, R049). */
import type { Browser, Page } from '@playwright/test';
import { api, expect, expectAccessible, test } from './fixtures';
import { makeCustomer, newName, pathOf } from './people';

const FIRST = 'seven quiet harbours';
const SECOND = 'eleven loud lighthouses';
// The browser’s driver runs scripts of its own in every frame; the message’s frame lets none run.
test.use({ expectedConsole: /Blocked script execution in .*\/outbox\/\d+\.html/ });

test.beforeEach(({ signedIn }) => void signedIn);

/** Reads the newest mail to somebody in the Outbox; answers the path of the one-time link in it. */
async function linkIn(page: Page, name: string): Promise<string> {
  await page.goto('/settings/outbox');
  await page
    .getByRole('button', { name: new RegExp(`message to ${name}$`) })
    .first()
    .click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('As text').click();
  await sheet.getByRole('button', { name: 'Show the link' }).click();
  const link = await sheet.getByText(/welcome#\S{43}/).innerText();
  return link.slice(link.indexOf('/welcome'));
}

/** A browser of the client's own. */
async function theirs(browser: Browser, baseURL?: string): Promise<Page> {
  return (await browser.newContext({ baseURL })).newPage();
}

async function setPassword(client: Page, link: string, password: string) {
  await client.goto(link);
  await client.getByLabel('New password').fill(password);
  await client.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(client).toHaveURL(/\/portal$/);
}

async function typeSignIn(client: Page, email: string, password: string) {
  await client.goto('/sign-in');
  await client.getByLabel('E-mail').fill(email);
  await client.getByLabel('Password', { exact: true }).fill(password);
  await client.getByRole('button', { name: 'Sign in' }).click();
}

test('a contact given a login sets a password by mail, and sees and changes their own record only (R020, R049)', async ({
  page,
  browser,
  baseURL,
}) => {
  const name = newName();
  const email = `${name}@reed.example`;
  const { contactCreate } = await api<{ contactCreate: { contact: { id: string } } }>(
    page,
    `mutation Make($name: String!) { contactCreate(input: { firstName: "Ada", lastName: $name }) {
       ... on ContactSaved { contact { id } } } }`,
    { name },
  );
  const record = pathOf('contacts', contactCreate.contact.id);
  await page.goto(record);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Generate login' }).click();
  const dialog = page.getByRole('dialog', { name: `A login for Ada ${name}` });
  await expectAccessible(page);
  await dialog.getByLabel('They sign in with').fill(email);
  await dialog.getByRole('button', { name: 'Make the login and send the invitation' }).click();
  await expect(page.getByText(/is kept in the outbox/)).toBeVisible();

  const client = await theirs(browser, baseURL);
  await setPassword(client, await linkIn(page, `Ada ${name}`), FIRST);
  await expect(client.getByRole('heading', { name: `Ada ${name}` })).toBeVisible();
  await expectAccessible(client);
  await client.getByRole('button', { name: 'Edit Name' }).click();
  await client.getByLabel('First name').fill('Adele');
  await client.getByRole('button', { name: 'Save' }).click();
  await expect(client.getByRole('heading', { name: `Adele ${name}` })).toBeVisible();
  await page.goto(record);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Adele ${name}`);

  await client.getByRole('button', { name: 'Add an address' }).last().click();
  await client.getByLabel('Country').selectOption('US');
  await client.getByRole('combobox', { name: 'State' }).selectOption('MA');
  await client.getByLabel('Country').selectOption('PL');
  await expect(client.getByRole('combobox', { name: 'State' })).toHaveCount(0);
  await client.getByRole('textbox', { name: 'Street' }).fill('ul. Szeroka 14/3');
  await client.getByRole('textbox', { name: 'City' }).fill('Gdańsk');
  await client.getByRole('textbox', { name: 'Postal code' }).fill('8');
  await client.getByRole('button', { name: 'Save' }).click();
  await expect(client.getByText(/look like/)).toBeVisible();
  await expectAccessible(client);
  await client.getByRole('textbox', { name: 'Postal code' }).fill('80-835');
  await client.getByRole('button', { name: 'Save' }).click();
  await expect(client.getByText('80-835 Gdańsk')).toBeVisible();

  await client.getByRole('button', { name: 'Change password' }).click();
  await client.getByLabel('Present password').fill(SECOND);
  await client.getByLabel('New password').fill(SECOND);
  await client.getByRole('button', { name: 'Change the password' }).click();
  await expect(client.getByText('This is not your present password.')).toBeVisible();
  await expectAccessible(client);
  await client.getByLabel('Present password').fill(FIRST);
  await client.getByRole('button', { name: 'Change the password' }).click();
  await expect(client.getByText(/^The password has changed/)).toBeVisible();
  await expect(client.getByText(`You sign in with ${email} and a password.`)).toBeVisible();

  const theirId = await makeCustomer(page, { firstName: 'Somebody', lastName: 'Else' });
  const answer = await client.request.post('/graphql', {
    headers: { origin: new URL(client.url()).origin, 'sec-fetch-site': 'same-origin' },
    data: { query: `query($id: ID!) { customer(id: $id) { id } }`, variables: { id: theirId } },
  });
  expect((await answer.json()).data?.customer ?? null).toBeNull();
  await client.goto(pathOf('customers', theirId));
  await expect(client).toHaveURL(/\/portal$/);
  await client.context().close();
});

test('without a registration e-mail a client signs in only after recovering the password (R039)', async ({
  page,
  browser,
  baseURL,
}) => {
  const name = newName();
  const email = `${name}@quiet.example`;
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: 'First name' }).fill('Nora');
  await page.getByRole('textbox', { name: 'Last name' }).fill(name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  const mailed = page.getByRole('switch', { name: 'Registration e-mail' });
  await expect(mailed).toBeChecked();
  await mailed.click();
  await page.getByRole('button', { name: 'Save and open Ctrl Enter' }).click();
  await expect(page.getByRole('heading', { name: 'New customer' })).toHaveCount(0);

  await page.goto('/settings/outbox');
  await expect(page.getByRole('heading', { name: 'Outbox' })).toBeVisible();
  const mails = page.getByRole('button', { name: new RegExp(`message to Nora ${name}$`) });
  await expect(mails).toHaveCount(0);

  const client = await theirs(browser, baseURL);
  await typeSignIn(client, email, FIRST);
  await expect(client.getByRole('alert')).toContainText('do not go together');
  await client.getByRole('button', { name: 'Forgotten your password?' }).click();
  await client.getByRole('button', { name: 'Send the link' }).click();
  await expect(client.getByText(`If somebody signs in with ${email}`)).toBeVisible();

  await setPassword(client, await linkIn(page, `Nora ${name}`), FIRST);
  await client.getByRole('button', { name: 'Sign out' }).click();
  await typeSignIn(client, email, FIRST);
  await expect(client.getByRole('heading', { name: `Nora ${name}` })).toBeVisible();
  await client.context().close();
});

test('a password reset from the record replaces the old one; blocking ends the session at once (R033, R038)', async ({
  page,
  browser,
  baseURL,
}) => {
  const name = newName();
  const email = `${name}@lock.example`;
  const id = await makeCustomer(page, { firstName: 'Olaf', lastName: name, email });
  const registration = await linkIn(page, `Olaf ${name}`);
  const client = await theirs(browser, baseURL);
  await setPassword(client, registration, FIRST);
  await client.getByRole('button', { name: `Change the label of ${email}` }).click();
  await client.getByRole('textbox', { name: 'Label' }).fill('work');
  await client.getByRole('button', { name: 'Save' }).click();
  await expect(client.getByRole('button', { name: `Remove ${email}` })).toHaveCount(0);

  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Reset password' }).click();
  await page.getByRole('button', { name: 'Send 1 mail' }).click();
  await expect(page.getByText(/is kept in the outbox/)).toBeVisible();
  await client.goto(registration);
  await client.reload();
  await expect(client.getByText(/This link does not work any more/)).toBeVisible();
  await setPassword(client, await linkIn(page, `Olaf ${name}`), SECOND);
  await client.getByRole('button', { name: 'Sign out' }).click();
  await typeSignIn(client, email, FIRST);
  await expect(client.getByRole('alert')).toContainText('do not go together');
  await typeSignIn(client, email, SECOND);
  await expect(client.getByRole('heading', { name: `Olaf ${name}` })).toBeVisible();

  await page.goto(pathOf('customers', id) + '/identity');
  const blocked = page.getByRole('switch', { name: 'Blocked' });
  await blocked.click();
  await expect(page.getByRole('list', { name: 'What to know first' })).toContainText('Blocked');
  await client.reload();
  await expect(client).toHaveURL(/\/sign-in/);
  await typeSignIn(client, email, SECOND);
  await expect(client.getByRole('alert')).toBeVisible();
  await expect(client).toHaveURL(/\/sign-in/);

  await blocked.click();
  await expect(page.getByText('Blocked.')).toHaveCount(0);
  await typeSignIn(client, email, SECOND);
  await expect(client.getByRole('heading', { name: `Olaf ${name}` })).toBeVisible();
  await client.context().close();
});
