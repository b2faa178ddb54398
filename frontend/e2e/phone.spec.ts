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
    ...['profile', 'keyboard', 'users', 'groups', 'fields', 'stores', 'lines', 'tokens'].map(
      (page) => `/settings/${page}`,
    ),
  ];
}

/** What sticks out of the window, unless it lies in something that scrolls. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (of: Element) => {
      for (let one = of.parentElement; one; one = one.parentElement)
        if (
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
