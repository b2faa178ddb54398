import { expect, expectAccessible, test } from './fixtures';

test.beforeEach(async ({ signedIn }) => void signedIn);

/** Rows that are new by a number of this very run: fine, without a name, with a number that is none. */
function people(stamp: string): string {
  return [
    'Vorname;Nachname;E-Mail;Telefon',
    `Ilse;van den Broek ${stamp};ilse.${stamp}@import.example;+31 20 555 0148`,
    `;;nobody.${stamp}@import.example;`,
    `Barbara;Nowik ${stamp};barbara.${stamp}@import.example;58 555 1`,
  ].join('\r\n');
}

test('a file is read, tried out, mended, imported and undone', async ({ page }) => {
  const stamp = String(Date.now() % 1_000_000);
  await page.goto('/import');
  await expectAccessible(page);
  await page.setInputFiles('input[type=file]', {
    name: 'kunden.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(people(stamp)),
  });
  await expect(page.getByText(/3 rows, semicolons, names in row 1/)).toBeVisible();
  await expect(page.getByLabel('Telefon becomes')).toHaveValue('phone');
  const choice = page.getByRole('radiogroup', { name: 'Two rows of one name and phone number:' });
  await expect(choice).toContainText('the second arrives without the number');
  await expectAccessible(page);

  await page.getByRole('button', { name: /Trial run/ }).click();
  const grid = page.getByRole('grid', { name: 'Rows' });
  await expect(grid).toContainText(`Nowik ${stamp}`, { timeout: 20_000 });
  await expect(page.getByText('Nothing is written yet.')).toBeVisible();
  await expectAccessible(page);

  const row = grid.getByRole('row', { name: new RegExp(`Nowik ${stamp}`) });
  await row.getByRole('button', { name: /Mend/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Telefon').fill('');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Try the row again' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(row).toContainText('New');

  await page.getByRole('button', { name: /^Import \d+ rows/ }).click();
  await expect(page.getByRole('button', { name: 'Undo this import' })).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole('row', { name: /Rows in all/ })).toContainText('3');
  await expect(page.getByText(/, by .+, 3 rows · took .+ s · done/)).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Rows' })).toContainText('+31 20 555 0148');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('button', { name: /^Undo \d+ rows?$/ }).click();
  await expect(page.getByText('2 rows were taken back.')).toBeVisible({ timeout: 20_000 });
  await expect(row).toContainText('taken back');
  await expect(grid.getByText('refused')).toHaveCount(1);
});

test('a number that its plan does not assign is called unusual, and can be mended', async ({
  page,
}) => {
  await page.goto('/import');
  await page.setInputFiles('input[type=file]', {
    name: 'guessed.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('First name,Phone\r\nGuessed,+44 512 345 391\r\nKnown,+48 512 345 391\r\n'),
  });
  await page.getByRole('button', { name: /Trial run/ }).click();
  const row = page.getByRole('row', { name: /Guessed/ });
  await expect(row).toContainText(/unusual\s*\+44 512345391.*New/, { timeout: 20_000 });
  await expect(page.getByRole('grid').getByText('unusual')).toHaveCount(1);
  await expectAccessible(page);

  await row.getByRole('button', { name: /Mend/ }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('+44 512345391: The numbering plan has no such number.');
  await expectAccessible(page);
  await sheet.getByLabel('Phone').fill('+48 512 345 392');
  await sheet.getByRole('button', { name: 'Try the row again' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(row).not.toContainText('unusual');
});

test('other cells make other columns, at once', async ({ page }) => {
  await page.goto('/import');
  await page.setInputFiles('input[type=file]', {
    name: 'kunden.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(people('cells')),
  });
  await page.getByLabel('What parts the cells of kunden.csv').selectOption('commas');
  await expect(page.getByLabel('Vorname;Nachname;E-Mail;Telefon becomes')).toBeVisible();
  await expect(page.getByText(/3 rows, commas, names in row 1/)).toBeVisible();
  await expectAccessible(page);
});

test.describe('a file that is none', () => {
  test.use({ expectedConsole: [/400/] });

  test('is refused in plain words', async ({ page }) => {
    await page.goto('/import');
    await page.setInputFiles('input[type=file]', {
      name: 'empty.csv',
      mimeType: 'text/csv',
      buffer: Buffer.alloc(0),
    });
    await expect(page.getByRole('alert').filter({ hasText: 'empty' })).toBeVisible();
  });
});

test('lists go out as files', async ({ page }) => {
  await page.goto('/settings/export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Customers as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('customers.csv');
});

test("an address that is no import's says so, and leads to the imports", async ({ page }) => {
  await page.goto('/import/nonsense');
  await expect(page.getByText('There is no such import')).toBeVisible();
  await page.getByRole('link', { name: 'Import' }).last().click();
  await expect(page).toHaveURL(/\/import$/);
});
