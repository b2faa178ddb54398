import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { api, expect, expectAccessible } from './fixtures';
import { follow, newLine, post, ringing, somebody, test } from './telephone-system';

/** A customer and a contact who share a number; the customer has a mobile of their own. */
async function twoAtADesk(page: Page) {
  const tail = String(Date.now()).slice(-6);
  const numbers = { desk: `+4858${tail}1`, mobile: `+44 7400 ${tail}` };
  await api(
    page,
    `mutation($one: CustomerCreateInput!, $other: ContactCreateInput!) {
       contactCreate(input: $other) { __typename } customerCreate(input: $one) { __typename } }`,
    {
      one: {
        firstName: 'Marta',
        lastName: `Desk ${tail}`,
        mobilePhone: numbers.mobile,
        fixedPhone: numbers.desk,
      },
      other: { firstName: 'Jan', lastName: `Rybak ${tail}`, workPhone: numbers.desk },
    },
  );
  return { ...numbers, first: `Marta Desk ${tail}`, second: `Jan Rybak ${tail}` };
}

/** A Polish number as it is shown: “601 550 123”. */
const spoken = (e164: string) => e164.slice(3).replace(/(...)(...)(...)/, '$1 $2 $3');

test('a call shows in every window, is taken, noted and ends', async ({
  page,
  context,
  signedIn,
}) => {
  void signedIn;
  await follow(page, '/customers');
  const line = await newLine(page);
  const caller = await somebody(page);
  const second = await context.newPage();
  await follow(second, '/companies');
  await expect(second.getByRole('heading', { level: 1 })).toBeVisible();
  const before = await page.evaluate(() => document.activeElement?.tagName);

  const call = randomUUID();
  await post(line, 'ringing', call, caller.number);
  const card = page.getByRole('article', { name: /^Call: / });
  await expect(card).toBeVisible();
  await expect(second.getByRole('article', { name: /^Call: / })).toBeVisible();
  await expect(card).toContainText(caller.name);
  await expect(page.getByRole('alert')).toContainText(caller.name);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe(before);
  await expectAccessible(page);

  await page.keyboard.press('a');
  await expect(card).toContainText('You have it');
  await post(line, 'answered', call, caller.number);
  await expect(card).toContainText('Talking on');
  await card.getByRole('button', { name: 'Call back' }).click();
  await expect(card.getByRole('button', { name: 'Call back' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await card.getByLabel('Note').fill('Ring back about the grinder');
  await expect(card.getByText('Saved')).toBeVisible();
  await post(line, 'ended', call, caller.number, { cause: 'q850:16' });
  await expect(card).toContainText('Ended');
  const other = second.getByRole('article', { name: /^Call: / });
  await expect(other).toContainText('Ended');
  await card.getByRole('button', { name: 'Done' }).click();
  await expect(card).toHaveCount(0);
  await expect(other).toHaveCount(0);

  await page.goto('/calls');
  const row = page.getByRole('row').nth(1);
  await expect(row).toContainText('Ring back about the grinder');
  await expectAccessible(page);
  await row.click();
  await expect(page.getByRole('dialog')).toContainText('answered');
  await expectAccessible(page);
});

test('S opens the record of whoever calls', async ({ page, signedIn }) => {
  void signedIn;
  await ringing(page);
  await expect(page.getByRole('article', { name: /^Call: / })).toBeVisible();
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/(customers|contacts|companies)\/[^/?]+/);
  // There it stands at the head of Activity, and floats no more.
  const docked = page
    .getByRole('region', { name: 'Activity' })
    .getByRole('article', { name: /^Call: / });
  await expect(docked).toBeVisible();
  await expect(page.getByRole('article', { name: /^Call: / })).toHaveCount(1);
  await expectAccessible(page);
});

test('of several who share a number, whoever was spoken with last is first and marked', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await follow(page, '/customers');
  const line = await newLine(page);
  const who = await twoAtADesk(page);
  const spoken = randomUUID();
  const when = new Date(Date.now() - 24 * 3_600_000);
  for (const type of ['ringing', 'answered', 'ended'])
    await post(line, type, spoken, who.mobile, { when });
  await post(line, 'ringing', randomUUID(), who.desk);
  const cards = page.getByRole('article', { name: `Call: ${who.first}` });
  const card = cards.filter({ hasText: 'Incoming on' });
  await expect(card).toContainText('2 people can be reached here. Who is it?');
  const picks = card.getByRole('listitem');
  await expect(picks.first()).toContainText(who.first);
  await expect(picks.first()).toContainText('most likely');
  await expect(picks.first()).toContainText('called yesterday');
  await expect(picks.last()).toContainText(who.second);
  await expect(picks.last()).not.toContainText('most likely');
  await expectAccessible(page);
});

test('an unknown number offers a new customer with the number filled in; a missed call is counted until it was called back', async ({
  page,
  signedIn,
}) => {
  void signedIn;
  await follow(page, '/customers');
  const line = await newLine(page);
  const number = `+4860155${String(Date.now() % 10000).padStart(4, '0')}`;
  const call = randomUUID();
  await post(line, 'ringing', call, number);
  const card = page.getByRole('article', { name: /^Call: / });
  await expect(card).toContainText('Nobody has this number.');
  await expect(card.getByRole('link', { name: /New customer with this number/ })).toHaveAttribute(
    'href',
    /\/customers\/new\?phone=%2B48/,
  );
  await post(line, 'ended', call, number);
  await expect(card).toContainText('Missed on');
  await expect(page.getByRole('link', { name: /Calls/ })).toContainText(/to call back/);

  await page.goto('/calls?view=missed');
  await expect(page.getByRole('row').nth(1)).toContainText('missed');

  // The badge, the tab and the rows say the same number.
  await page.getByRole('link', { name: /^To call back/ }).click();
  const mine = page.getByRole('row').filter({ hasText: spoken(number) });
  await expect(mine).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: 'test-results/to-call-back.png' });
  const waiting = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
  const badge = page.getByRole('link', { name: /^Calls/ });
  await expect(badge).toHaveText(`Calls${waiting} to call back`);
  await mine.getByRole('button', { name: /^Called back/ }).click();
  await expect(mine).toHaveCount(0);
  await expect(page.getByRole('row')).toHaveCount(waiting);
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(mine).toBeVisible();
  await mine.getByRole('button', { name: /^Called back/ }).click();
  await expect(mine).toHaveCount(0);
  await expect(badge).toHaveText(waiting > 1 ? `Calls${waiting - 1} to call back` : 'Calls');
});

test('a call that is not mine is put away in all my windows, and stays away after a reload', async ({
  page,
  context,
  signedIn,
}) => {
  void signedIn;
  await follow(page, '/customers');
  const line = await newLine(page);
  const second = await context.newPage();
  await follow(second, '/customers');
  await post(line, 'ringing', randomUUID(), '+48601550001');
  const card = page.getByRole('article', { name: /^Call: / });
  const other = second.getByRole('article', { name: /^Call: / });
  await expect(card).toBeVisible();
  await expect(other).toBeVisible();
  await card.getByRole('button', { name: 'Not me' }).click();
  await expect(card).toHaveCount(0);
  await expect(other).toHaveCount(0);
  // It still rings, which the bar at the top says; the card does not come back.
  await follow(second, '/customers');
  await post(line, 'ringing', randomUUID(), '+48601550002');
  await expect(other).toHaveCount(1);
  await expect(other).toContainText('550 002');
});

test('a caller is on the screen within a second, each time', async ({ page, signedIn }) => {
  void signedIn;
  await follow(page, '/customers');
  const line = await newLine(page);
  const caller = await somebody(page);
  // When each card was there, by the clock that also says when its event was posted.
  await page.evaluate(() => {
    const came: number[] = [];
    const seen = new WeakSet();
    Object.assign(globalThis, { came });
    new MutationObserver(() => {
      for (const card of document.querySelectorAll('article[aria-label^="Call: "]')) {
        if (!seen.has(card)) came.push(Date.now());
        seen.add(card);
      }
    }).observe(document.body, { subtree: true, childList: true });
  });
  const waits: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    const call = randomUUID();
    const posted = Date.now();
    await post(line, 'ringing', call, caller.number);
    await page.waitForFunction(
      (count) => (globalThis as { came?: number[] }).came?.length === count,
      n + 1,
    );
    const came = await page.evaluate(() => (globalThis as { came?: number[] }).came?.at(-1) ?? 0);
    waits.push(came - posted);
    await page.getByRole('button', { name: 'Not me' }).click();
    await post(line, 'ended', call, caller.number);
  }
  waits.sort((a, b) => a - b);
  console.log(`from the post to the card: ${waits.join(', ')} ms`);
  expect(waits.at(-1)).toBeLessThan(1_000);
});
