/** Mail: kept without a server, sent with one; written from the record; a client's way to their own record. */
import { api, expect, expectAccessible, test } from './fixtures';
import { mailServer } from './mail-server';
import { makeCustomer, newName, pathOf } from './people';

const PASSWORD = 'seven quiet harbours';

// The browser's driver runs scripts of its own in every frame; the message's frame lets none run.
test.use({ expectedConsole: /Blocked script execution in .*\/outbox\/\d+\.html/ });

test.describe('without a mail server', () => {
  test.beforeEach(({ signedIn }) => void signedIn);

  test('a new client’s mail is kept, its link opens their own record and nothing else', async ({
    page,
  }) => {
    const name = newName();
    await makeCustomer(page, {
      firstName: 'Zofia',
      lastName: name,
      email: `${name}@lis.example`,
      mobilePhone: `601 ${String(Date.now()).slice(-6)}`,
    });
    await page.goto('/settings/outbox');
    await expect(page.getByText(/not been sent/)).toBeVisible();
    await page.getByRole('button', { name: new RegExp(`message to Zofia ${name}`) }).click();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText('kept, not sent')).toBeVisible();
    const frame = sheet.frameLocator('iframe');
    await expect(frame.getByText(`Hello Zofia ${name}`)).toBeVisible();
    await sheet.getByText('As text').click();
    await expectAccessible(page);
    await expect(sheet.getByText(/welcome#…/)).toBeVisible();
    await sheet.getByRole('button', { name: 'Show the link' }).click();
    const link = await sheet.getByText(/welcome#\S{43}/).innerText();
    await sheet.getByRole('button', { name: 'Copy' }).click();
    await expect(sheet.getByText(/stands in its place/)).toHaveCount(0);
    await page.context().clearCookies();

    await page.goto(link.slice(link.indexOf('/welcome')));
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: /Set the password/ }).click();
    await expect(page.getByRole('heading', { name: `Zofia ${name}` })).toBeVisible();
    await expect(page).toHaveURL(/\/portal$/);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Add a number' }).click();
    await page.getByLabel('Number', { exact: true }).fill('12');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/more digits for/)).toBeVisible();
    await page
      .getByLabel('Number', { exact: true })
      .fill(`+48 602 ${String(Date.now() + 1).slice(-6)}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/^\+48 602/)).toBeVisible();

    await page.goto('/customers');
    await expect(page).toHaveURL(/\/portal$/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  test('what is kept is read to its end, page by page', async ({ page }) => {
    const name = newName();
    for (const batch of [0, 1, 2])
      await api(
        page,
        `mutation {
          ${Array.from({ length: 35 }, (_, at) => {
            const email = `${name}${batch}-${at}@many.example`;
            return `c${at}: customerCreate(input: { firstName: "Many", lastName: "${name}", email: "${email}" }) { __typename }`;
          }).join('\n')}
        }`,
      );
    await page.goto('/settings/outbox');
    const entries = page.getByRole('button', { name: /^Look at the message/ });
    await expect(entries).toHaveCount(50);
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await expect(pages).toContainText('1–50 of ');
    await pages.getByRole('button', { name: 'Older' }).click();
    await expect(pages).toContainText('51–100 of ');
    await pages.getByRole('button', { name: 'Older' }).click();
    await expect(pages).toContainText('101–');
    await expect(entries.first()).toBeVisible();
    await expectAccessible(page);
    await pages.getByRole('button', { name: 'Newer' }).click();
    await expect(pages).toContainText('51–100 of ');
  });

  test('an e-mail is written from the record; a wish against it asks for a reason', async ({
    page,
  }) => {
    const name = newName();
    const id = await makeCustomer(page, {
      firstName: 'Piotr',
      lastName: name,
      email: `${name}@nowak.example`,
      doNotEmail: true,
    });
    await page.goto(pathOf('customers', id));
    await page.getByRole('button', { name: 'Write an e-mail' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Send e-mail' }).click();
    await expect(sheet.getByText('Say what it is about.')).toBeVisible();
    await expect(sheet.getByText('Write something first.')).toBeVisible();
    await sheet.getByLabel('Subject').fill('Your order');
    await sheet.getByRole('button', { name: 'Send e-mail' }).click();
    await expect(sheet.getByText('Write something first.')).toBeVisible();
    await sheet.getByLabel('Text').fill('It is here.');
    // Closing is no decision: what was written is there again.
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await page.getByRole('button', { name: 'Write an e-mail' }).click();
    await expect(sheet.getByLabel('Subject')).toHaveValue('Your order');
    await expect(sheet.getByLabel('Text')).toHaveValue('It is here.');
    await sheet.getByRole('button', { name: 'Send e-mail' }).click();
    await expect(sheet.getByText(/Do not send e-mails/)).toBeVisible();
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Send e-mail' }).click();
    await expect(sheet.getByText('A reason is needed.')).toBeVisible();
    await sheet.getByLabel(/Why it is sent/).fill('He asked on the phone');
    await sheet.getByRole('button', { name: 'Send e-mail' }).click();
    await expect(page.getByText(`The e-mail to Piotr ${name} is in the outbox.`)).toBeVisible();
    const { messages } = await api<{ messages: { nodes: { overrideReason: string }[] } }>(
      page,
      'query ($id: ID!) { messages(filter: { party: $id }) { nodes { overrideReason } } }',
      { id },
    );
    expect(messages.nodes[0]?.overrideReason).toBe('He asked on the phone');
  });

  test('a password is reset from the record', async ({ page }) => {
    const name = newName();
    const id = await makeCustomer(page, {
      firstName: 'Ewa',
      lastName: name,
      email: `${name}@ewa.example`,
      suppressRegistrationEmail: true,
    });
    await page.goto(pathOf('customers', id));
    await page.getByRole('button', { name: 'More' }).last().click();
    await page.getByRole('menuitem', { name: 'Reset password' }).click();
    await expect(page.getByRole('dialog')).toContainText(`Reset the password of Ewa ${name}?`);
    await page.getByRole('button', { name: 'Send 1 mail' }).click();
    await expect(page.getByText(/is kept in the outbox/)).toBeVisible();
  });
});

test('a mail server is added, checked, and carries what was kept', async ({ page, signedIn }) => {
  void signedIn;
  const server = await mailServer();
  const name = newName();
  const made = `Our server ${name}`;
  try {
    await makeCustomer(page, { firstName: 'Jan', lastName: name, email: `${name}@jan.example` });
    await page.goto('/settings/gateways');
    await page.getByRole('button', { name: 'Add gateway' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('What you call it').fill(made);
    await sheet.getByLabel('Server', { exact: true }).fill('127.0.0.1');
    await sheet.getByLabel('Port').fill(String(server.port));
    await sheet.getByLabel('Encryption').selectOption('none');
    await sheet.getByRole('button', { name: 'Add gateway' }).click();
    await expect(sheet.getByText('This is not an e-mail address.')).toBeVisible();
    await expectAccessible(page);
    await sheet.getByLabel('Mail is from the address').fill('office@alder.example');
    await sheet.getByRole('button', { name: 'Add gateway' }).click();
    const row = page.getByRole('listitem').filter({ hasText: made });
    await expect(row).toContainText('Not tried');
    await row.getByRole('button', { name: 'Check' }).click();
    await expect(row).toContainText('Well at');
    await row.getByRole('button', { name: /More for/ }).click();
    await page.getByRole('menuitem', { name: /test message/ }).click();
    await page.getByLabel('To the e-mail address').fill('me@alder.example');
    await page.getByRole('button', { name: 'Send 1 test message' }).click();
    await expect.poll(() => server.mails.length).toBeGreaterThan(0);
    expect(server.mails[0]).toContain('To: me@alder.example');

    await page.goto('/settings/outbox');
    await page.getByRole('button', { name: 'Send what was kept' }).click();
    await expect
      .poll(() => server.mails.some((mail) => mail.includes(`${name}@jan.example`)))
      .toBe(true);
  } finally {
    const { gateways } = await api<{ gateways: { id: string; name: string }[] }>(
      page,
      '{ gateways { id name } }',
    );
    for (const { id } of gateways.filter((one) => one.name === made))
      await api(
        page,
        'mutation ($id: ID!) { gatewayUpdate(id: $id, input: { active: false }) { __typename } }',
        { id },
      );
    await server.close();
  }
});

test('a forgotten password is answered alike for everybody', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('nobody@nowhere.example');
  await page.getByRole('button', { name: 'Forgotten your password?' }).click();
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText(/If somebody signs in with nobody@nowhere.example/)).toBeVisible();
  await expectAccessible(page);
});
