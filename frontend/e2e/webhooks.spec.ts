/** A partner's program is told what happens: its secret once, each delivery with its answer, all of it again (R086). */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { api, expect, expectAccessible, test } from './fixtures';

let partner: Server;
let address: string;
let told: { id: string; type: string; signed: boolean }[];
let status: number;

test.beforeEach(async ({ signedIn }) => {
  void signedIn;
  told = [];
  status = 204;
  partner = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const signature = String(request.headers['webhook-signature']);
      told.push({
        id: String(request.headers['webhook-id']),
        type: JSON.parse(body).type,
        signed: signature.startsWith('v1,'),
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((ready) => partner.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${(partner.address() as AddressInfo).port}/in`;
});

test.afterEach(() => partner.close());

test('a program is told of new customers, and told again when asked', async ({ page }) => {
  const name = `Bakery shop ${Date.now() % 100000}`;
  await page.goto('/settings/webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('What you call it').fill(name);
  await sheet.getByLabel('Address').fill(address);
  await sheet.getByRole('button', { name: 'Add webhook' }).click();
  await expect(sheet.getByText(/Use https/)).toBeVisible();
  await sheet.getByLabel('It stands inside our own network').check();
  await sheet.getByText('Only what is chosen').click();
  await sheet.getByRole('button', { name: 'Add webhook' }).click();
  await expect(sheet.getByText(/Choose at least one/)).toBeVisible();
  await sheet.getByLabel('customer.*').check();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Add webhook' }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();

  await api(page, 'mutation { customerCreate(input: { firstName: "Hannah" }) { __typename } }');
  await expect.poll(() => told.length).toBeGreaterThan(0);
  expect(told[0]).toMatchObject({ type: 'customer.created', signed: true });
  const row = page.getByRole('row', { name: /customer\.created/ }).first();
  await expect(row).toContainText('delivered');
  await expectAccessible(page);

  const before = told.length;
  await row.getByRole('button', { name: /again$/ }).click();
  await expect.poll(() => told.length).toBeGreaterThan(before);
  expect(told.at(-1)?.id).toBe(told[0]?.id);

  status = 410;
  await api(page, 'mutation { customerCreate(input: { firstName: "Otto" }) { __typename } }');
  const item = page.getByRole('listitem').filter({ hasText: name });
  await expect(item).toContainText('Paused.');
  status = 204;
  await item.getByRole('button', { name: 'Go on' }).click();
  await expect(item).not.toContainText('Paused.');

  await item.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete 1 webhook' }).click();
  await expect(item).toHaveCount(0);
});
