import { gzipSync } from 'node:zlib';
import { api, expect, expectAccessible, test } from './fixtures';

const rows = 'role=grid >> role=row';

test.beforeEach(async ({ page, signedIn: _ }) => {
  await page.goto('/customers');
  await expect(page.getByRole('grid', { name: 'Customers' })).toBeVisible();
  await expect(page.locator('[role=gridcell] a').first()).toBeVisible();
});

test('everybody is listed with name, number and telephone, and the counts stand on the tabs (R030)', async ({
  page,
}) => {
  const { customers } = await api<{ customers: { totalCount: number } }>(
    page,
    '{ customers(first: 1) { totalCount } }',
  );
  await expect(page.getByRole('link', { name: `All ${customers.totalCount}` })).toBeVisible();
  const row = page.locator(rows).nth(1);
  await expect(row.getByRole('gridcell').nth(1)).not.toBeEmpty();
  await expect(row.getByRole('gridcell').nth(2)).toHaveText(/^\d+$/);
  await expectAccessible(page);
});

test('the first list needs no more than 110 KB of JavaScript', async ({ page }) => {
  const scripts: Promise<Buffer>[] = [];
  // What the page before has still on its way is none of this one's.
  await page.goto('about:blank');
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body());
  });
  await page.goto('/customers');
  await page.locator('[role=gridcell] a').first().waitFor();
  await page.waitForLoadState('networkidle');
  const bytes = (await Promise.all(scripts)).reduce(
    (sum, script) => sum + gzipSync(script, { level: 9 }).length,
    0,
  );
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(110 * 1024);
});

test('J, K, Enter and coming back find the same row', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const grid = page.getByRole('grid');
  await expect(grid).toBeFocused();
  const active = await grid.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-rowindex', '4');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\/[\w-]+$/);
  await page.goBack();
  await expect(grid).toHaveAttribute('aria-activedescendant', /-2$/);
});

test('the end of the list is one key away, and only what is in sight is drawn', async ({
  page,
}) => {
  await page.keyboard.press('j');
  await page.keyboard.press('End');
  const total = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  const last = page.locator(`[role=row][aria-rowindex="${total}"]`);
  await expect(last.locator('a').first()).toBeVisible();
  expect(await page.locator(rows).count()).toBeLessThan(60);
});

test('sorting by client number turns the list round', async ({ page }) => {
  const head = page.getByRole('columnheader', { name: 'Client no.' });
  const number = async () =>
    Number(await page.locator(rows).nth(1).getByRole('gridcell').nth(2).textContent());
  await head.getByRole('button').click();
  await expect(page).toHaveURL(/order=number$/);
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(number).toBeGreaterThan(0);
  const low = await number();
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(number).toBeGreaterThan(low);
});

test('a filter by country can be set and taken away', async ({ page }) => {
  await page.keyboard.press('f');
  await page.getByLabel('Country').selectOption('PL');
  await expect(page).toHaveURL(/country=PL/);
  await page.keyboard.press('Escape');
  const remove = page.getByRole('button', { name: 'Take the filter “Country Poland” away' });
  await remove.click();
  await expect(page).not.toHaveURL(/country/);
});

test('nobody in a country without customers, and what to take away', async ({ page }) => {
  await page.goto('/customers?country=AQ&email=allowed');
  await expect(page.getByRole('heading', { name: 'Nobody matches both filters' })).toBeVisible();
  await expect(page.getByText(/Without “Country Antarctica” there would be \d/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take that filter away' }).click();
  await expect(page).toHaveURL(/\/customers\?email=allowed$/);
});

test('selected rows are deleted with a way back (R033)', async ({ page }) => {
  const all = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^All/ });
  await expect(all).toHaveText(/\d/);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('toolbar', { name: '2 selected' });
  await expectAccessible(page);
  const before = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('2 customers deleted.')).toBeVisible();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(before - 2));
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(before));
});

test('another window’s change shows in its row, and a new customer waits until R (R099)', async ({
  page,
}) => {
  const first = page.locator(rows).nth(1).locator('a').first();
  const { customers } = await api<{ customers: { nodes: { id: string; version: number }[] } }>(
    page,
    '{ customers(first: 1) { nodes { id version } } }',
  );
  await page.keyboard.press('j');
  const update =
    'mutation U($id: ID!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, input: $input) { __typename } }';
  const stamp = `Live${Date.now() % 10_000}`;
  await api(page, update, { id: customers.nodes[0]?.id, input: { middleName: stamp } });
  await expect(first).toContainText(stamp, { timeout: 5_000 });
  const create =
    'mutation C($input: CustomerCreateInput!) { customerCreate(input: $input) { __typename ... on CustomerSaved { customer { id } } } }';
  const made = await api<{ customerCreate: { customer: { id: string } } }>(page, create, {
    input: { firstName: 'Aaaa', lastName: stamp },
  });
  const news = page.getByRole('button', { name: /1 new customer/ });
  await expect(news).toBeVisible();
  await page.keyboard.press('r');
  await expect(news).toBeHidden();
  const drop = 'mutation D($id: ID!) { customerDelete(id: $id) { __typename } }';
  await api(page, drop, { id: made.customerCreate.customer.id });
});

test('where nobody is yet there are two ways to begin, and nothing to filter', async ({ page }) => {
  await page.route('**/graphql', async (route) => {
    const body = route.request().postDataJSON() as { query?: string } | null;
    if (!body?.query?.includes('CustomersPage')) return route.fallback();
    const response = await route.fetch();
    const json = (await response.json()) as { data: { customers: Record<string, unknown> } };
    Object.assign(json.data.customers, { nodes: [], totalCount: 0, totalCountIsExact: true });
    await route.fulfill({ response, json });
  });
  await page.goto('/customers');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'No customers yet' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Import CSV or vCard' })).toBeVisible();
  await expect(main.getByRole('button', { name: 'Filter' })).toHaveCount(0);
  await expectAccessible(page);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto('/customers?view=blocked');
  await expect(main.getByRole('button', { name: 'Filter' })).toBeVisible();
});

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('rows are two lines, rooms lie below, and nothing scrolls sideways', async ({ page }) => {
    await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
    const box = await page.locator(rows).nth(1).boundingBox();
    expect(box?.height).toBeGreaterThan(50);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });

  test('every filter can be reached, however many there are', async ({ page }) => {
    await page.getByRole('button', { name: 'Filter' }).first().click();
    const panel = page.getByRole('dialog', { name: 'Filter' });
    const box = (await panel.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(844);
    const last = panel.locator('select, input, button').last();
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport({ ratio: 1 });
    await expectAccessible(page);
  });

  test('whoever has chosen a phone calls from the row, with a thumb (R005)', async ({ page }) => {
    const made = await api<{ phoneDeviceCreate: { device: { id: string } } }>(
      page,
      `mutation { phoneDeviceCreate(input: { kind: TEL_LINK, label: "Thumb", active: true }) {
         ... on DeviceSaved { device { id } } } }`,
    );
    await page.reload();
    const call = page.locator(rows).nth(1).getByRole('button', { name: /^Call/ });
    await expect(call).toBeInViewport({ ratio: 1 });
    const box = (await call.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    await expectAccessible(page);
    const { id } = made.phoneDeviceCreate.device;
    await api(page, 'mutation($id: ID!) { phoneDeviceRemove(id: $id) { __typename } }', { id });
  });
});

test.describe('when the server fails', () => {
  test.use({
    expectedConsole: /Failed to load resource|ERR_INTERNET_DISCONNECTED/,
  });

  test('the list says whose fault it is and reads again on request', async ({ page }) => {
    let failing = true;
    await page.route('**/graphql', async (route) => {
      const body = route.request().postDataJSON() as { query?: string } | null;
      if (!failing || !body?.query?.includes('CustomersPage')) return route.fallback();
      await route.fulfill({
        json: { data: null, errors: [{ message: 'hidden', extensions: { number: 'E-7F3K-22' } }] },
      });
    });
    await page.goto('/customers?view=blocked');
    await expect(page.getByRole('alert').filter({ hasText: 'customers' })).toContainText(
      'The customers could not be read.',
    );
    await expect(page.getByRole('alert').filter({ hasText: 'customers' })).toContainText(
      'E-7F3K-22',
    );
    await expectAccessible(page);
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'customers' })).toBeHidden();
  });

  test('without a connection the page says since when, and keeps what is shown', async ({
    page,
  }) => {
    await page.context().setOffline(true);
    await expect(page.getByRole('status').filter({ hasText: 'No connection since' })).toBeVisible();
    await expect(page.locator('[role=gridcell] a').first()).toBeVisible();
    await expectAccessible(page);
    await page.context().setOffline(false);
    await expect(page.getByText('No connection since')).toBeHidden();
  });

  test('one may ask at once whether the connection is back', async ({ page }) => {
    await page.route('**/healthz', (route) => route.abort());
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    const notice = page.getByRole('status').filter({ hasText: 'No connection since' });
    await expect(notice).toBeVisible();
    await page.unroute('**/healthz');
    await notice.getByRole('button', { name: 'Try now' }).click();
    await expect(notice).toBeHidden();
  });
});
