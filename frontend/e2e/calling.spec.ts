/** Calling from Kith with this computer's telephone program, and what is missed meanwhile (R005, R013, R015, R082). */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { api, expect, expectAccessible } from './fixtures';
import { newLine, post, test } from './telephone-system';

/** Keeps the browser from asking what opens a tel: link, which would cover the page; notes what was dialled. */
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener(
      'click',
      (event) => {
        const link = (event.target as Element).closest?.('a[href^="tel:"]');
        if (!link) return;
        event.preventDefault();
        document.documentElement.dataset.dialled = link.getAttribute('href') ?? '';
      },
      true,
    );
  });
});

/** A customer of the test's own, with a mobile number; its page. */
async function somebody(page: Page, fields: Record<string, unknown> = {}) {
  const tail = String(Date.now()).slice(-6);
  const made = await api<{ customerCreate: { customer: { id: string } } }>(
    page,
    `mutation($input: CustomerCreateInput!) { customerCreate(input: $input) {
       ... on CustomerSaved { customer { id } } } }`,
    {
      input: {
        firstName: 'Maja',
        lastName: `Ring ${tail}`,
        mobilePhone: `+44 7400 ${tail}`,
        ...fields,
      },
    },
  );
  const id = made.customerCreate.customer.id;
  const slug = id.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return {
    id,
    path: `/customers/${slug}`,
    name: `Maja Ring ${tail}`,
    number: `+447400${tail}`,
    dialled: `tel:+44-7400-${tail}`,
  };
}

async function noPhone(page: Page) {
  const { viewer } = await api<{ viewer: { phoneDevices: { id: string }[] } }>(
    page,
    '{ viewer { phoneDevices { id } } }',
  );
  for (const { id } of viewer.phoneDevices)
    await api(page, 'mutation($id: ID!) { phoneDeviceRemove(id: $id) { __typename } }', { id });
}

async function telPhone(page: Page) {
  await noPhone(page);
  await api(
    page,
    `mutation { phoneDeviceCreate(input: { kind: TEL_LINK, label: "This computer" }) { __typename } }`,
  );
}

test('a telephone chosen in one window is there in another that comes back into view', async ({
  page,
  context,
  signedIn,
}) => {
  void signedIn;
  await page.goto('/settings/phone');
  await noPhone(page);
  const who = await somebody(page);
  const other = await context.newPage();
  await other.goto(who.path);
  await expect(
    other.getByRole('link', { name: 'Choose your phone to call from here' }),
  ).toBeVisible();
  await telPhone(page);
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(other.getByRole('button', { name: /^Call .*7400/ }).first()).toBeVisible();
});

test('Call shows once a telephone is chosen, and the call and its note land on the record', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await page.goto('/settings/phone');
  await noPhone(page);
  await page.reload();
  const who = await somebody(page, { contactPreference: 'MOBILE_PHONE' });
  await page.goto(who.path);
  const mobile = page.getByRole('button', { name: /7400/ }).first();
  await expect(mobile).toContainText('preferred');
  await expect(page.getByRole('button', { name: /^Call / })).toHaveCount(0);

  // The record says why, once, and leads to where one is chosen.
  await page.getByRole('link', { name: 'Choose your phone to call from here' }).click();
  await expect(page).toHaveURL(/\/settings\/phone$/);
  await page.getByRole('button', { name: 'Add a phone' }).click();
  const sheet = page.getByRole('dialog', { name: 'Add a phone' });
  await expect(sheet.getByLabel('Name')).toHaveValue('This computer’s telephone program');
  await sheet.getByRole('button', { name: 'Add a phone' }).click();
  await expect(page.getByRole('radio', { name: /telephone program/ })).toBeChecked();
  await expectAccessible(page);

  await page.goto(who.path);
  await page
    .getByRole('button', { name: /^Call .*7400/ })
    .first()
    .click();
  await expect(page.getByRole('link', { name: /Choose your phone/ })).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('data-dialled', /^tel:\+44-7400-/);
  const card = page.getByRole('article', { name: `Call: ${who.name}` });
  await expect(card).toContainText('Handed to this computer’s telephone program');
  await card.getByRole('button', { name: 'Left message' }).click();
  await card.getByLabel('Note').fill('On her machine');
  await expect(card).toContainText('Saved');
  await expectAccessible(page);
  await card.getByRole('button', { name: 'Done' }).click();
  await expect(card).toHaveCount(0);

  await page.goto(`${who.path}/calls`);
  const row = page.getByRole('listitem').filter({ hasText: 'On her machine' });
  await row.getByRole('button').click();
  const call = page.getByRole('dialog', { name: /Call of/ });
  await call.getByRole('button', { name: 'Call back', exact: true }).click();
  await expect(row).toContainText('Call back');
});

test('whoever must not be called is called for a written reason only', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await page.goto('/customers');
  await telPhone(page);
  const who = await somebody(page, { doNotCall: true });
  await page.goto(who.path);
  await page
    .getByRole('button', { name: /^Call… / })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Do not contact' });
  await expect(dialog).toContainText('Do not call. Since ');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Call anyway' }).click();
  await expect(dialog).toContainText('A reason is needed.');
  await dialog.getByLabel('Why are you calling?').fill('Her delivery waits');
  await dialog.getByRole('button', { name: 'Call anyway' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('article', { name: `Call: ${who.name}` })).toBeVisible();
  await page.goto(`${who.path}/calls`);
  await page.getByRole('list', { name: 'Calls' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog', { name: /Call of/ })).toContainText('Her delivery waits');
  await page.goto(`${who.path}/history`);
  const told = page.getByRole('row').filter({ hasText: 'Rule set aside' });
  await expect(told).toContainText('Do not call');
  await expect(told).toContainText('Her delivery waits');
});

test('what was missed in a window nobody saw is there on return, and can be called back', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await page.goto('/customers');
  await telPhone(page);
  const who = await somebody(page, {
    fixedPhone: `+44 20 7946 0${String(Date.now()).slice(-3)}`,
    contactPreference: 'WORK_PHONE',
  });
  const line = await newLine(page);
  await page.goto('/calls?view=waiting');
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  const call = randomUUID();
  for (const type of ['ringing', 'ended']) await post(line, type, call, who.number);
  const card = page.getByRole('article', { name: /missed while you were away/ });
  await expect(card).toContainText(who.name);
  await expect(page.getByRole('grid').getByRole('link', { name: who.name })).toBeVisible();
  await expectAccessible(page);
  // The number that was missed is rung, not the preferred one.
  const row = page.getByRole('row').filter({ hasText: who.name });
  await row.getByRole('button', { name: `Call ${who.name}` }).click();
  await expect(page.locator('html')).toHaveAttribute('data-dialled', who.dialled);
  // Where the window followed after all, the missed call has a card of its own beside it.
  const cards = page.getByRole('article', { name: `Call: ${who.name}` });
  await expect(cards.filter({ hasText: 'Handed to' })).toBeVisible();
  // Whether it was answered is not known: they wait until somebody says so.
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: `Called back ${who.name}` }).click();
  await expect(row).toHaveCount(0);
  await card.getByRole('button', { name: 'Seen' }).click();
  await expect(card).toHaveCount(0);
});

test('a line is set up by what its kind asks for, and its password is never shown again', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await page.goto('/settings/lines');
  const name = `Trunk ${Date.now() % 100000}`;
  await page.getByRole('button', { name: 'Add line' }).click();
  const sheet = page.getByRole('dialog').filter({ hasText: 'Kind' });
  await sheet.getByLabel('Kind').selectOption('SIP');
  await sheet.getByLabel('Name of the line').fill(name);
  await sheet.getByRole('button', { name: 'Add line' }).click();
  await expect(sheet).toContainText('Server is needed.');
  await sheet.getByLabel('Server').fill('127.0.0.1:5999');
  await sheet.getByLabel('Password').fill('geheim');
  await sheet.getByLabel('May call').selectOption('DE');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Add line' }).click();
  await expect(sheet).toHaveCount(0);
  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: `Change ${name}` });
  await expect(change.getByLabel('Password')).toHaveValue('');
  await expect(change).toContainText('Germany');
  await change.getByRole('button', { name: 'Cancel' }).click();
  await api(
    page,
    `mutation($id: ID!) { lineUpdate(id: $id, input: { active: false }) { __typename } }`,
    { id: await lineId(page, name) },
  );
});

async function lineId(page: Page, name: string): Promise<string> {
  const { lines } = await api<{ lines: { id: string; name: string }[] }>(
    page,
    '{ lines { id name } }',
  );
  return lines.find((line) => line.name === name)?.id ?? '';
}
