import { expect, api, expectAccessible, test } from './fixtures';
import { makeCustomer, newName, newNumber, pathOf } from './people';
import type { Page } from '@playwright/test';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await modules(page, ['SMS']);
});

/** What the account has switched on. */
async function modules(page: Page, on: string[]) {
  await api(
    page,
    `mutation Modules($modules: [AccountModule!]!) {
      accountUpdate(input: { modules: $modules }) { __typename }
    }`,
    { modules: on },
  );
}

/** A gateway that hands in SMS; answers how. Nothing is sent through it: it is off again at once. */
async function handIn(page: Page, from: string, text: string) {
  const { gatewayCreate } = await api<{
    gatewayCreate: { gateway: { id: string; callbackUrl: string } };
  }>(
    page,
    `mutation Gateway($name: String!) {
      gatewayCreate(input: { kind: "kannel", name: $name, region: "PL",
        settings: [{ name: "url", value: "http://127.0.0.1:9/sendsms" },
          { name: "username", value: "kith" }, { name: "sender", value: "Alder" }] }) {
        ... on GatewaySaved { gateway { id callbackUrl } }
      }
    }`,
    { name: newName() },
  );
  const { id, callbackUrl } = gatewayCreate.gateway;
  const secret = new URL(callbackUrl).searchParams.get('secret') ?? '';
  const query = new URLSearchParams({ secret, from, to: '48600100200', text });
  const answer = await page.request.get(`${new URL(callbackUrl).pathname}?${query}`);
  expect(answer.status()).toBe(200);
  await api(
    page,
    `mutation Off($id: ID!) { gatewayUpdate(id: $id, input: { active: false }) { __typename } }`,
    { id },
  );
}

test('an SMS is written at a number, counted while it is typed, and stored where there is no gateway (R006, R084)', async ({
  page,
}) => {
  const id = await makeCustomer(page, {
    firstName: 'Zofia',
    lastName: newName(),
    mobilePhone: newNumber(),
  });
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: /mobile/i }).click();
  await page.getByRole('button', { name: 'SMS', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Messages' });
  const text = sheet.getByRole('textbox', { name: 'Text' });
  await expect(text).toBeFocused();
  await text.fill('Your machine is ready.');
  await expect(sheet).toContainText('138 left · 1 SMS');
  await text.fill('Twoja maszyna już czeka.');
  await expect(sheet).toContainText(
    '46 left · 1 SMS · because of ż an SMS holds 70 characters, not 160',
  );
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  const thread = sheet.getByRole('log');
  await expect(thread.getByText('Twoja maszyna już czeka.')).toBeVisible();
  await expect(thread).toContainText('kept, not sent: nothing sends it yet');
  await expect(text).toHaveValue('');
  await expect(text).toBeFocused();
  await page.keyboard.press('Escape');
  const told = page.getByRole('region', { name: 'Activity' }).first();
  await expect(told).toContainText(/SMS to \+48 \d{3} \d{3} \d{3} \(/);
  await expect(told).toContainText('Twoja maszyna już czeka.');
});

test('a text of too many parts says so, and what was typed stays (R084)', async ({ page }) => {
  const id = await makeCustomer(page, { firstName: 'Adam', mobilePhone: newNumber() });
  await page.goto(pathOf('customers', id) + '/messages');
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.fill('a'.repeat(1531));
  await expect(page.getByText('an SMS has up to 10 parts')).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText(/This text makes 11 SMS/)).toBeVisible();
  await expect(text).toHaveValue('a'.repeat(1531));
});

test('whoever must not be called is written to only with a reason (R013)', async ({ page }) => {
  const id = await makeCustomer(page, {
    firstName: 'Ewa',
    mobilePhone: newNumber(),
    doNotCall: true,
  });
  await page.goto(pathOf('customers', id) + '/messages');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Write something first.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Text' }).fill('The part you asked for is here.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Do not call' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send anyway' }).click();
  await expect(page.getByText('A reason is needed.')).toBeVisible();
  await page.getByRole('textbox', { name: /Why it is sent/ }).fill('She asked to be told.');
  await page.getByRole('button', { name: 'Send anyway' }).click();
  await expect(page.getByRole('log').getByText('The part you asked for is here.')).toBeVisible();
});

test('what is written and not sent is there when one comes back (R043)', async ({ page }) => {
  const id = await makeCustomer(page, {
    firstName: 'Zofia',
    lastName: newName(),
    mobilePhone: newNumber(),
  });
  await page.goto(`${pathOf('customers', id)}/messages`);
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.fill('Half a thought');
  await page.getByRole('link', { name: 'Contacts', exact: true }).click();
  await page.getByRole('heading', { name: 'Contacts' }).waitFor();
  await page.goBack();
  await expect(text).toHaveValue('Half a thought');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(text).toHaveValue('');
});

test('while SMS are off there is no button (R006)', async ({ page }) => {
  const id = await makeCustomer(page, { firstName: 'Piotr', mobilePhone: newNumber() });
  await page.goto('/settings/account');
  const box = page.getByRole('switch', { name: 'SMS' });
  await expect(box).toBeChecked();
  await box.click();
  await expect(box).not.toBeChecked();
  await page.goto(pathOf('customers', id));
  await page.getByRole('button', { name: /mobile/i }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'SMS', exact: true })).toHaveCount(0);
});

test('an answer is in every open window at once, and read when it was seen (R043, R099)', async ({
  page,
}) => {
  const number = newNumber();
  const name = newName();
  const id = await makeCustomer(page, { firstName: 'Zofia', lastName: name, mobilePhone: number });
  await page.goto('/messages');
  const other = await page.context().newPage();
  await other.goto(pathOf('customers', id) + '/messages');
  await expect(other.getByText('No messages yet.')).toBeVisible();
  await page.bringToFront();
  await handIn(page, number, 'Réponse: à bientôt 👍');
  const row = page.getByRole('link', { name: new RegExp(name) });
  await expect(row).toContainText('Réponse: à bientôt 👍');
  await expect(other.getByRole('log').getByText('Réponse: à bientôt 👍')).toBeVisible();
  await row.click();
  await expect(page.getByRole('heading', { level: 2, name: `Zofia ${name}` })).toBeVisible();
  await expect(page.getByRole('log').getByText('Réponse: à bientôt 👍')).toBeVisible();
  await expect(row).not.toContainText('unread');
  await expectAccessible(page);
});

test('a stranger is kept, answered, and can become a customer (R043, R084)', async ({ page }) => {
  const number = newNumber();
  await page.goto('/customers');
  await handIn(page, number, 'Is it open on Saturday?');
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page
    .getByRole('link', { name: /Is it open on Saturday/ })
    .first()
    .click();
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.fill('Yes, until noon.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('log').getByText('Yes, until noon.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'New customer' })).toBeVisible();
});

test('an e-mail and an SMS are one thread (R043)', async ({ page }) => {
  const id = await makeCustomer(page, {
    firstName: 'Inès',
    mobilePhone: newNumber(),
    email: `${newName()}@example.com`,
    suppressRegistrationEmail: true,
  });
  await page.goto(pathOf('customers', id) + '/messages');
  const write = page.getByRole('form', { name: 'Write a message' });
  await write.getByRole('textbox', { name: 'Text' }).fill('A word by SMS.');
  await write.getByRole('button', { name: 'Send' }).click();
  const thread = page.getByRole('log');
  await expect(thread.getByText('A word by SMS.')).toBeVisible();
  await write.getByText('E-mail', { exact: true }).click();
  await write.getByRole('textbox', { name: 'Subject' }).fill('Your offer');
  await write.getByRole('textbox', { name: 'Text' }).fill('Here it is.');
  await write.getByRole('button', { name: 'Send' }).click();
  await expect(thread.getByText('Your offer')).toBeVisible();
  await expect(thread.getByRole('listitem')).toHaveCount(2);
});
