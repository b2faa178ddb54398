/** Calling and being called over real SIP, with the two phones of the demo exchange (R005, R080, R082, R083). */
import type { Page } from '@playwright/test';
import { api, expect, expectAccessible, test } from './fixtures';

const DEVICE = 'Desk phone (demo exchange)';

/** The desk phone is offered and not chosen, as on a fresh machine; no call goes on. */
async function freshPhone(page: Page) {
  const { viewer, lines } = await api<{
    viewer: { phoneDevices: { id: string }[] };
    lines: { id: string; name: string }[];
  }>(page, '{ viewer { phoneDevices { id } } lines { id name } }');
  for (const { id } of viewer.phoneDevices)
    await api(page, 'mutation($id: ID!) { phoneDeviceRemove(id: $id) { __typename } }', { id });
  const line = lines.find((one) => one.name === 'Demo exchange')?.id;
  const made = await api<{ phoneDeviceCreate: { device: { id: string } } }>(
    page,
    `mutation($input: DeviceCreateInput!) { phoneDeviceCreate(input: $input) {
       ... on DeviceSaved { device { id } } } }`,
    { input: { kind: 'SIP_PHONE', label: DEVICE, line, address: 'desk' } },
  );
  await api(
    page,
    'mutation($id: ID!) { phoneDeviceUpdate(id: $id, input: { active: false }) { __typename } }',
    { id: made.phoneDeviceCreate.device.id },
  );
}

// The phone chosen here is the user's everywhere: other tests find the account as it was.
test.afterEach(({ page }) => freshPhone(page));

/** A customer with a number of their own; the address of their record. */
async function somebody(page: Page) {
  const tail = String(Date.now()).slice(-6);
  const made = await api<{ customerCreate: { customer: { id: string } } }>(
    page,
    `mutation($input: CustomerCreateInput!) { customerCreate(input: $input) {
       ... on CustomerSaved { customer { id } } } }`,
    { input: { firstName: 'Jonna', lastName: `Bell ${tail}`, mobilePhone: `+44 7400 ${tail}` } },
  );
  const id = made.customerCreate.customer.id;
  const slug = id.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return { path: `/customers/${slug}`, name: `Jonna Bell ${tail}` };
}

test('one calls a customer and is called, on phones of this machine', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  test.setTimeout(180_000);
  await page.goto('/settings/demo-phones');
  await freshPhone(page);
  await expect(page.getByRole('group', { name: 'Desk phone' })).toContainText('Idle');
  await expectAccessible(page);

  await page.goto('/settings/phone');
  await expect(page.getByRole('region', { name: 'Demo exchange' })).toHaveCount(0);
  await page.getByRole('radio', { name: DEVICE }).check();
  const phones = page.getByRole('region', { name: 'Demo exchange' });
  await expect(phones).toContainText('Nobody outside is called.');

  const who = await somebody(page);
  await page.goto(who.path);
  await page
    .getByRole('button', { name: /^Call .*7400/ })
    .first()
    .click();
  const card = page.getByRole('article', { name: `Call: ${who.name}` });
  await expect(phones.getByRole('group', { name: 'Desk phone' })).toContainText(
    `Calling ${who.name}`,
  );
  await expectAccessible(page);
  await phones.getByRole('button', { name: 'Answer: Desk phone' }).click();
  await phones.getByRole('button', { name: 'Answer: A customer' }).click();
  await expect(card).toContainText('Talking on Demo exchange');
  await expect(card).toContainText('two SIP phones on this machine');
  await page.screenshot({ path: 'test-results/demo-exchange.png' });
  await phones.getByRole('button', { name: 'Hang up: A customer' }).click();
  await expect(card).toContainText('Ended');
  await card.getByRole('button', { name: 'Call back' }).click();
  await card.getByRole('button', { name: 'Done' }).click();
  // What was promised is on the list.
  await page.goto('/calls?view=waiting');
  await expect(page.getByRole('row').filter({ hasText: who.name })).toBeVisible();

  await phones.getByRole('button', { name: 'Call me' }).click();
  const caller = page.getByRole('article', { name: /^Call: / });
  await expect(caller).toContainText('Incoming on Demo exchange');
  await phones.getByRole('button', { name: 'Answer: Desk phone' }).click();
  await expect(phones.getByRole('group', { name: 'A customer' })).toContainText('Talking');
  // Whoever has the telephone that was answered has the call.
  await expect(caller).toContainText('Talking on Demo exchange');
  await phones.getByRole('button', { name: 'Hang up: Desk phone' }).click();
  await expect(phones.getByRole('group', { name: 'A customer' })).toContainText('Idle');
  await caller.getByRole('button', { name: 'Done' }).click();
  await expect(caller).toHaveCount(0);

  const { calls } = await api<{ calls: { nodes: Record<string, string>[] } }>(
    page,
    '{ calls(first: 2) { nodes { direction outcome hungUpBy disposition } } }',
  );
  expect(calls.nodes).toEqual([
    { direction: 'INCOMING', outcome: 'COMPLETED', hungUpBy: 'USER', disposition: null },
    { direction: 'OUTGOING', outcome: 'COMPLETED', hungUpBy: 'OTHER', disposition: 'CALL_BACK' },
  ]);
  await phones.getByRole('button', { name: 'Hide the demo phones' }).click();
  await expect(phones).toHaveCount(0);
});

test('a customer who is busy is told so, and the phones at the foot cover nothing', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await page.goto('/settings/phone');
  await freshPhone(page);
  await page.reload();
  await page.getByRole('radio', { name: DEVICE }).check();
  const phones = page.getByRole('region', { name: 'Demo exchange' });
  await expect(phones).toContainText('A simulation:');
  const who = await somebody(page);
  await page.goto(who.path);
  await page
    .getByRole('button', { name: /^Call .*7400/ })
    .first()
    .click();
  await phones.getByRole('button', { name: 'Answer: Desk phone' }).click();
  await phones.getByRole('button', { name: 'Busy: A customer' }).click();
  const card = page.getByRole('article', { name: `Call: ${who.name}` });
  await expect(card).toContainText('Ended: busy');
  await expect(phones.getByRole('group', { name: 'Desk phone' })).toContainText('Idle');
  await card.getByRole('button', { name: 'Done' }).click();
  const { calls } = await api<{ calls: { nodes: Record<string, string>[] } }>(
    page,
    '{ calls(first: 1) { nodes { direction outcome } } }',
  );
  expect(calls.nodes).toEqual([{ direction: 'OUTGOING', outcome: 'BUSY' }]);

  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const foot = async () => (await phones.boundingBox())!;
    const sheet = (await page.getByRole('main').boundingBox())!;
    expect(sheet.y + sheet.height).toBeLessThanOrEqual((await foot()).y);
    const open = (await foot()).height;
    await phones.getByRole('button', { name: 'Fold the demo phones' }).click();
    await expect(phones.getByRole('button', { name: 'Call me' })).toHaveCount(0);
    expect((await foot()).height).toBeLessThan(open);
    await page.reload();
    await expectAccessible(page);
    await phones.getByRole('button', { name: 'Unfold the demo phones' }).click();
    await expect(phones.getByRole('button', { name: 'Call me' })).toBeVisible();
    await expectAccessible(page);
  }
});
