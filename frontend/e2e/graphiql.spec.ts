import { expect, test } from './fixtures';

test('GraphiQL runs an example without a request to another host (R093)', async ({
  page,
  baseURL,
  signedIn: _,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL ?? '') && !/^(data|blob):/.test(url)) elsewhere.push(url);
  });
  await page.goto('/graphiql');
  await page.locator('.view-line').first().waitFor();
  await page.getByRole('button', { name: 'Customers (the list)' }).click();
  await page.getByRole('button', { name: /Execute/ }).click();
  await expect(page.locator('.graphiql-response')).toContainText('totalCount');
  await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
  await expect(page.getByText('customers', { exact: true }).first()).toBeVisible();
  expect(elsewhere).toEqual([]);
});
