/** A page that is signed in and fails its test on any word in the console, and what every screen is checked for. */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { origin } from './servers';

export { expect };

export const EMAIL = process.env.KITH_E2E_EMAIL ?? 'admin@demo.example';
const PASSWORD = process.env.KITH_E2E_PASSWORD ?? '';

interface Fixtures {
  /** Console lines a test expects, such as the failed request it provokes itself. */
  expectedConsole: RegExp | RegExp[];
  /** Signs in through the API before the test. */
  signedIn: void;
}

export const test = base.extend<Fixtures>({
  expectedConsole: [[], { option: true }],
  page: async ({ page, expectedConsole }, use) => {
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
    await use(page);
    const unexpected = said.filter(
      (line) => ![expectedConsole].flat().some((known) => known.test(line)),
    );
    expect(unexpected, 'the console stays silent').toEqual([]);
  },
  signedIn: [
    async ({ page }, use) => {
      await signIn(page);
      await use();
    },
    { auto: false },
  ],
});

/** Signs in by the mutation; the session's cookie lands in the page's context. */
export async function signIn(page: Page, email = EMAIL, password = PASSWORD) {
  const response = await page.request.post('/graphql', {
    headers: { origin, 'sec-fetch-site': 'same-origin' },
    data: {
      query: `mutation SignIn($email: String!, $password: String!) {
        signIn(email: $email, password: $password) { __typename }
      }`,
      variables: { email, password },
    },
  });
  const body = await response.json();
  expect(JSON.stringify(body)).toContain('"SignedIn"');
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme can change: it sets colours, and nothing else. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** No violations of WCAG 2.2 AA, in light and in dark. */
export async function expectAccessible(page: Page) {
  // In legacy mode it opens no page of its own; no rule of ours needs style sheets fetched again.
  const axe = () => new AxeBuilder({ page }).setLegacyMode().options({ preload: false });
  await inTheme(page, 'light', axe().withTags(RULES));
  await inTheme(page, 'dark', axe().withRules(COLOURS));
  await page.evaluate(() => delete document.documentElement.dataset.theme);
}

async function inTheme(page: Page, theme: string, axe: AxeBuilder) {
  await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
  const { violations } = await axe.analyze();
  const found = violations.map((one) => ({
    rule: one.id,
    in: theme,
    at: one.nodes
      .slice(0, 5)
      .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
  }));
  expect(found).toEqual([]);
}

/** Asks the API as the signed-in user; answers its data. */
export async function api<Data = Record<string, unknown>>(
  page: Page,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const response = await page.request.post('/graphql', {
    headers: { origin, 'sec-fetch-site': 'same-origin' },
    data: { query, variables },
  });
  const body = (await response.json()) as { data?: Data; errors?: unknown };
  expect(body.errors).toBeUndefined();
  return body.data as Data;
}
