import { randomUUID } from 'node:crypto';
import { expect, expectAccessible } from './fixtures';
import { follow, newLine, post, ringing, test } from './telephone-system';

test('beside an open sheet the card covers nothing of it', async ({ page, signedIn }) => {
  void signedIn;
  await follow(page, '/calls');
  const line = await newLine(page);
  const past = randomUUID();
  await post(line, 'ringing', past, '+48601550003');
  await post(line, 'ended', past, '+48601550003');
  await page.getByRole('row').filter({ hasText: '550 003' }).first().click();
  const sheet = page.getByRole('dialog', { name: /^Call of/ });
  await expect(sheet).toBeVisible();
  await post(line, 'ringing', randomUUID(), '+48601550004');
  const card = page.getByRole('article', { name: /^Call: .*550 004/ });
  await expect(card).toBeVisible();
  const [over, beside] = [await card.boundingBox(), await sheet.boundingBox()];
  expect(over!.x + over!.width).toBeLessThanOrEqual(beside!.x);
});

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the card folds to a bar that covers nothing of the record', async ({ page, signedIn }) => {
    void signedIn;
    const { line, caller, call } = await ringing(page);
    const card = page.getByRole('article', { name: `Call: ${caller.name}` });
    await card.getByRole('button', { name: 'I have it' }).click();
    await post(line, 'answered', call, caller.number);
    // Whoever asks for the record sees the record.
    await card.getByRole('button', { name: 'Show' }).click();
    await expect(page).toHaveURL(/\/(customers|contacts|companies)\/[^/?]+/);
    const unfold = card.getByRole('button', { name: 'Unfold the card' });
    await expect(unfold).toContainText(caller.name);
    await expect(unfold).toContainText('Talking on');
    await expect(unfold).toContainText(/\d:\d\d/);
    const [bar, record] = [await card.boundingBox(), await page.locator('main').boundingBox()];
    expect(bar!.y).toBeGreaterThanOrEqual(record!.y + record!.height);
    await expectAccessible(page);

    await unfold.press('Enter');
    await expect(card.getByRole('button', { name: 'Fold the card to a bar' })).toBeFocused();
    await expect(card.getByLabel('Note')).toBeVisible();
    // The record is open already.
    await expect(card.getByRole('button', { name: 'Show' })).toHaveCount(0);
    await card.getByRole('button', { name: 'Fold the card to a bar' }).press('Enter');
    await expect(unfold).toBeFocused();
    await post(line, 'ended', call, caller.number);
    await card.getByRole('button', { name: 'Done' }).click();
    await expect(card).toHaveCount(0);
  });

  test('the card stands above the dock', async ({ page, signedIn }) => {
    void signedIn;
    await ringing(page);
    const card = page.getByRole('article', { name: /^Call: / });
    await expect(card).toBeVisible();
    const box = await card.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
    await card.getByRole('button', { name: 'Not me' }).click();
    await expect(card).toHaveCount(0);
  });
});
