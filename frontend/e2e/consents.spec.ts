/** What a customer said about being reached: noted, told, obeyed (R013, R072). */
import type { Page } from '@playwright/test';
import { api, expect, expectAccessible, test } from './fixtures';
import { makeCustomer, newName, newNumber, pathOf } from './people';

test.beforeEach(({ signedIn }) => void signedIn);

/** Notes what somebody said, in the editor that is open. */
async function fill(page: Page, purpose: string, channel: string, how: string, proof = '') {
  const form = page.getByRole('form', { name: 'Note a consent' });
  await form.getByLabel('What for').selectOption(purpose);
  await form.getByLabel('By what').selectOption(channel);
  await form.getByLabel('How they said it').selectOption(how);
  await form.getByLabel('Proof').fill(proof);
  return form;
}

test('a consent is noted with its proof, withdrawn later, and all of it stays (R013, R072)', async ({
  page,
}) => {
  const id = await makeCustomer(page, { firstName: 'Zofia', lastName: newName() });
  await page.goto(pathOf('customers', id));
  const tabs = page.getByRole('navigation', { name: 'Record' });
  await tabs.getByRole('link', { name: 'Consents' }).click();
  const now = page.getByRole('region', { name: 'Consents' });
  await expect(now).toContainText('Nothing noted yet.');

  await now.getByRole('button', { name: 'Note a consent' }).click();
  const form = await fill(page, 'Offers', 'E-mail', 'on the web', 'Form of 2 March');
  await form.getByLabel('Version of the wording').fill('7');
  await form.getByLabel('When').fill('2031-01-01');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toContainText('A consent was given or withdrawn in the past.');
  await form.getByLabel('When').fill('2026-03-02');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  const row = now.getByRole('listitem').filter({ hasText: 'Offers by e-mail' });
  await expect(row).toContainText(/Given.*on the web, 2 Mar(?: 2026)?, wording 7/);

  await row.getByRole('button', { name: 'Withdraw: Offers by e-mail' }).click();
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText(/Withdrawn.*by phone/);
  await expect(now.getByRole('listitem')).toHaveCount(1);
  const all = page.getByRole('table').getByRole('row');
  await expect(all).toHaveCount(3);
  await expect(all.nth(1)).toContainText('Withdrawn');
  await expect(all.nth(2)).toContainText('wording 7, Form of 2 March');
  await expectAccessible(page);

  await page.goto(pathOf('customers', id) + '/history');
  await expect(page.getByRole('row').filter({ hasText: 'Withdrawn, by phone' })).toContainText(
    'Offers by e-mail',
  );
});

test('the flags stand beside the consents; a withdrawn consent is obeyed, and says so (R013)', async ({
  page,
}) => {
  const name = newName();
  const email = `${name}@lis.example`;
  const id = await makeCustomer(page, {
    firstName: 'Ewa',
    lastName: name,
    email,
    suppressRegistrationEmail: true,
  });
  await page.goto(pathOf('customers', id) + '/consents');
  const flag = page.getByRole('switch', { name: 'Do not call' });
  await flag.click();
  await expect(page.getByRole('list', { name: 'What to know first' })).toContainText('Do not call');
  await page.getByRole('button', { name: 'Note a consent' }).click();
  const form = await fill(page, 'Service', 'E-mail', 'by letter');
  await form.getByText('Withdrawn', { exact: true }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);

  await page.getByRole('button', { name: 'Write an e-mail' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Subject').fill('Your order');
  await sheet.getByLabel('Text').fill('It is here.');
  await sheet.getByRole('button', { name: 'Send e-mail' }).click();
  await expect(sheet).toContainText(
    /Consent to being reached by e-mail is withdrawn\. Asked by letter on/,
  );
});

test('what one window notes, another that shows the consents shows too (R099)', async ({
  page,
}) => {
  const id = await makeCustomer(page, { firstName: 'Jan', mobilePhone: newNumber() });
  await page.goto(pathOf('customers', id) + '/consents');
  await expect(page.getByText('Nothing noted yet.')).toBeVisible();
  await api(
    page,
    `mutation Note($party: ID!) { consentRecord(party: $party, input: {
       purpose: RESEARCH, channel: SMS, state: GIVEN, how: IN_PERSON }) { __typename } }`,
    { party: id },
  );
  await expect(
    page
      .getByRole('region', { name: 'Consents' })
      .getByRole('listitem')
      .filter({ hasText: 'Surveys by SMS' }),
  ).toContainText('Given');
});

test('a contact’s consents are noted in the same way (R013)', async ({ page }) => {
  const { contactCreate } = await api<{ contactCreate: { contact: { id: string } } }>(
    page,
    `mutation Make($name: String!) { contactCreate(input: { firstName: "Ada", lastName: $name }) {
       ... on ContactSaved { contact { id } } } }`,
    { name: newName() },
  );
  await page.goto(pathOf('contacts', contactCreate.contact.id) + '/consents');
  await page.getByRole('button', { name: 'Note a consent' }).click();
  const form = await fill(page, 'Offers', 'SMS', 'by SMS');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Consents' })
      .getByRole('listitem')
      .filter({ hasText: 'Offers by SMS' }),
  ).toContainText('Given');
  await expectAccessible(page);
});
