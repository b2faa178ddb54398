import { expect, test } from './fixtures';

test.beforeEach(async ({ signedIn }) => void signedIn);

test('GraphiQL works without the internet: explorer, history, examples, cost', async ({
  page,
  baseURL,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL ?? '').origin)
      elsewhere.push(request.url());
  });
  await page.goto('/graphiql');
  await expect(page.locator('.graphiql-query-editor .view-line').first()).toContainText(/./, {
    timeout: 60_000,
  });
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show GraphiQL Explorer' })).toBeVisible();
  await expect(page.getByRole('button', { name: /History/ }).first()).toBeVisible();

  await page.getByRole('button', { name: /Execute query/ }).click();
  const result = page.locator('.graphiql-response');
  await expect(result).toContainText('customers', { timeout: 60_000 });
  await page.locator('.graphiql-response .monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+End');
  await expect(result).toContainText('sqlStatements');
  await expect(result).toContainText('remaining');

  await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
  await expect(page.locator('.graphiql-explorer-root')).toBeVisible();
  expect(elsewhere).toEqual([]);
});

test('a subscription to call events runs', async ({ page }) => {
  const query = 'subscription { callEvents(after: 0) { seq type call { state } } }';
  await page.goto(`/graphiql?query=${encodeURIComponent(query)}`);
  await expect(page.locator('.graphiql-query-editor .view-line').first()).toContainText(
    'subscription',
    { timeout: 60_000 },
  );
  await page.getByRole('button', { name: /Execute query/ }).click();
  await expect(page.locator('.graphiql-response')).toContainText('callEvents', { timeout: 60_000 });
  await expect(page.locator('.graphiql-response')).toContainText('seq');
});
