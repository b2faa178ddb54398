/** Every screen on a telephone, and on a narrow screen with large text: nothing runs out at the side, no name is cut. */
import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';

const slug = (id: string) => id.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

interface Ids {
  [room: string]: { nodes: { id: string }[] };
}

async function screens(page: Page): Promise<string[]> {
  const rooms = ['customers', 'contacts', 'companies', 'projects'];
  const ids = await api<Ids>(
    page,
    `{ ${rooms.map((room) => `${room}(first: 1) { nodes { id } }`).join(' ')} }`,
  );
  const records = rooms.map((room) => `/${room}/${slug(ids[room]?.nodes[0]?.id ?? '')}`);
  return [
    ...rooms.map((room) => `/${room}`),
    ...records,
    ...['identity', 'addresses', 'companies', 'consents', 'history'].map(
      (tab) => `${records[0]}/${tab}`,
    ),
    `${records[3]}/manage`,
    '/customers/new',
    '/contacts/new',
    '/companies/new',
    '/control/people',
    '/calls',
    '/messages',
    '/import',
    ...[
      'profile',
      'keyboard',
      'users',
      'groups',
      'fields',
      'stores',
      'lines',
      'gateways',
      'outbox',
      'tokens',
      'webhooks',
    ].map((page) => `/settings/${page}`),
  ];
}

/** What sticks out of the window, unless it lies in something that scrolls or is there for the ear alone. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (of: Element) => {
      for (let one = of.parentElement; one; one = one.parentElement)
        if (getComputedStyle(one).clipPath !== 'none') return true;
        else if (
          /auto|scroll/.test(getComputedStyle(one).overflowX) &&
          one.scrollWidth > one.clientWidth
        )
          return one.matches('[role=tablist], nav, [role=region]');
      return false;
    };
    return [...document.querySelectorAll('main *, header *, nav *')]
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 2 && (right > innerWidth + 1 || left < -1) && !scrolls(one);
      })
      .map((one) => `${one.tagName} “${one.textContent?.trim().slice(0, 40)}”`);
  });
}

test.beforeEach(async ({ signedIn: _ }) => {});

for (const [name, width, enlarged] of [
  ['390 px', 390, false],
  ['320 px', 320, false],
  ['200 % text at 640 px', 640, true],
] as const) {
  test(`at ${name} no screen runs out at the side (R100)`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 844 });
    const found: Record<string, string[]> = {};
    for (const path of await screens(page)) {
      await page.goto(path);
      await page.locator('main h1, main h2').first().waitFor();
      if (enlarged)
        await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await page.waitForTimeout(300);
      const out = await sticksOut(page);
      if (out.length) found[path] = out.slice(0, 4);
    }
    expect(found).toEqual({});
  });
}

test('at 390 px a webhook that nobody answers is told in full, and no key is named (R086, R100)', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { webhookCreate } = await api<{ webhookCreate: { webhook: { id: string } } }>(
    page,
    `mutation ($input: WebhookCreateInput!) {
      webhookCreate(input: $input) { ... on WebhookSaved { webhook { id } } } }`,
    { input: { name: 'Far away', url: 'https://127.0.0.1:9/a/long/way', allowPrivate: true } },
  );
  try {
    await api(page, 'mutation { customerCreate(input: { firstName: "Far" }) { __typename } }');
    await page.goto('/settings/webhooks');
    await expect(async () => {
      await page.reload();
      await expect(page.getByText(/Accepts nothing since/)).toBeVisible({ timeout: 2_000 });
    }).toPass();
    expect(await sticksOut(page)).toEqual([]);
  } finally {
    await api(
      page,
      'mutation ($id: ID!) { webhookDelete(id: $id) { __typename } }',
      webhookCreate.webhook,
    );
  }
  await page.goto('/customers/new');
  await page.getByRole('textbox', { name: 'First name' }).waitFor();
  await expect(page.locator('kbd').filter({ visible: true })).toHaveCount(0);
});

test('at 390 px the number of a call is never cut (R048)', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/calls');
  const numbers = page.getByRole('gridcell').filter({ hasText: /^\+\d/ });
  await numbers.first().waitFor();
  const cut = await numbers.evaluateAll((cells) =>
    cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
  );
  expect(cut).toEqual([]);
});

test('at 390 px the number an SMS goes to is never cut (R006)', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await api(page, 'mutation { accountUpdate(input: { modules: [SMS] }) { __typename } }');
  const { customerCreate } = await api<{ customerCreate: { customer: { id: string } } }>(
    page,
    `mutation ($phone: String!, $email: String!) {
      customerCreate(input: { firstName: "Jan", mobilePhone: $phone, email: $email }) {
        ... on CustomerSaved { customer { id } } } }`,
    {
      phone: `+49 151 1${String(Date.now()).slice(-7)}`,
      email: `jan${Date.now()}@long.example`,
    },
  );
  await page.goto(`/customers/${slug(customerCreate.customer.id)}/messages`);
  const room = await page.getByRole('combobox', { name: 'To' }).evaluate((select) => {
    const style = getComputedStyle(select);
    const pen = document.createElement('canvas').getContext('2d')!;
    pen.font = style.font;
    const text = (select as HTMLSelectElement).selectedOptions[0]?.text ?? '';
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    return select.clientWidth - padding - pen.measureText(text).width;
  });
  expect(room).toBeGreaterThanOrEqual(0);
});

test('beside a sheet a table of the settings is not cut (R100)', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 844 });
  await page.goto('/settings/users');
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await page.getByRole('dialog').waitFor();
  const cut = await page
    .getByRole('region', { name: 'Users and roles' })
    .last()
    .evaluate((frame) => frame.scrollWidth - frame.clientWidth);
  expect(cut).toBe(0);
});

test('at 390 px a pressed tab shows what it holds, and still whose record it is (R100)', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { customers } = await api<Ids>(page, '{ customers(first: 1) { nodes { id } } }');
  await page.goto(`/customers/${slug(customers?.nodes[0]?.id ?? '')}`);
  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const tabs = page.getByRole('navigation', { name: 'Record', exact: true });
  const inHead = page.locator('header').filter({ hasText: 'Customers' }).getByText(name);
  await expect(inHead).toHaveCount(0);
  for (const [tab, first] of [
    ['Identity', page.getByText('First name', { exact: true })],
    ['Consents', page.getByText('Promotional SMS', { exact: true })],
    ['Activity', page.getByRole('heading', { name: 'Activity' })],
  ] as const) {
    await tabs.getByRole('link', { name: tab }).click();
    await expect(first).toBeInViewport({ ratio: 1 });
    expect((await first.boundingBox())!.y).toBeLessThan(300);
    await expect(inHead).toBeVisible();
  }
});

/** Walks the page by Tab; answers what has no ring, or one that is cut off. */
async function cutRings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab');
    found.push(
      ...(await page.evaluate(() => {
        const one = document.activeElement;
        // A list shows the ring on its row.
        if (!one || one === document.body || one.matches('[role=grid]')) return [];
        const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(one);
        const out = Math.max(0, parseFloat(outlineWidth) + parseFloat(outlineOffset));
        const box = one.getBoundingClientRect();
        const within = [document.documentElement, ...document.querySelectorAll('#sheet-slot')];
        const cut = within
          .filter((area) => area.contains(one))
          .some((area) => {
            const { top, bottom, left, right } = area.getBoundingClientRect();
            return (
              box.top - out < top - 1 ||
              Math.min(innerHeight, bottom) + 1 < box.bottom + out ||
              (!one.closest('nav[aria-label]:has([aria-current])') &&
                (box.left - out < left - 1 || box.right + out > right + 1))
            );
          });
        const name = `${one.tagName} “${one.textContent?.trim().slice(0, 30)}”`;
        return outlineStyle === 'none' ? [`no ring: ${name}`] : cut ? [`cut: ${name}`] : [];
      })),
    );
  }
  return [...new Set(found)];
}

test('at 390 px, in dark, the ring of the focus is seen whole (R100)', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const paths = await screens(page);
  for (const path of ['/customers', paths[4] ?? '', '/messages']) {
    await page.goto(path);
    await page.locator('main h1, main h2').first().waitFor();
    expect(await cutRings(page), path).toEqual([]);
  }
});
