/** A telephone system that tells of its calls, and a page that follows them. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { api, expect, test as base } from './fixtures';
import { origin } from './servers';

export interface Line {
  hook: string;
  secret: string;
}

/** Calls that go on, each with what ends it. */
const going = new Map<string, () => Promise<void>>();

/** Ends what a test left ringing, so that no other test has its card on the screen. */
export const test = base.extend<{ hungUp: void }>({
  hungUp: [
    async ({}, use) => {
      await use();
      for (const end of [...going.values()]) await end();
    },
    { auto: true },
  ],
});

/** A line of its own, so that its events can be signed. */
export async function newLine(page: Page): Promise<Line> {
  const made = await api<{ lineCreate: { secret: string; line: { hook: string } } }>(
    page,
    `mutation($name: String!) { lineCreate(input: { name: $name, region: "PL" }) {
       ... on LineSaved { secret line { hook } } } }`,
    { name: `E2E line ${Date.now() % 100000}` },
  );
  return { hook: made.lineCreate.line.hook, secret: made.lineCreate.secret };
}

/** Posts an event as a telephone system does (Standard Webhooks 1.0). */
export async function post(
  line: Line,
  type: string,
  call: string,
  from: string,
  { when = new Date(), ...more }: { when?: Date; cause?: string } = {},
) {
  const id = `msg_${randomUUID()}`;
  const at = Math.floor(Date.now() / 1000);
  const data = { call_id: call, direction: 'incoming', from, to: '200', ...more };
  const body = JSON.stringify({ type: `call.${type}`, timestamp: when.toISOString(), data });
  const key = Buffer.from(line.secret.replace(/^whsec_/, ''), 'base64');
  const sign = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  // Not through a page: its cookie would make the event look like a browser's.
  const answer = await fetch(new URL(line.hook, origin), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${sign}`,
    },
    body,
  });
  expect(answer.status).toBe(202);
  if (type === 'ended') going.delete(call);
  else going.set(call, () => post(line, 'ended', call, from));
}

/** Somebody with a number of their own. */
export async function somebody(page: Page) {
  const found = await api<{
    customers: { nodes: { displayName: string; phones: { e164: string }[] }[] };
  }>(page, '{ customers(first: 30) { nodes { displayName phones { e164 } } } }');
  const one = found.customers.nodes.find((customer) => customer.phones.length);
  if (!one) throw new Error('nobody in the demo account has a number');
  return { name: one.displayName, number: one.phones[0]?.e164 ?? '' };
}

/** Opens a screen, and is back once it follows calls: its subscription has left over the socket. */
export async function follow(page: Page, path: string) {
  const following = new Promise<void>((done) => {
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => String(payload).includes('callEvents') && done()),
    );
  });
  await page.goto(path);
  await following;
}

/** Follows calls on the customers, and lets somebody known ring there over a line of its own. */
export async function ringing(page: Page) {
  await follow(page, '/customers');
  const line = await newLine(page);
  const caller = await somebody(page);
  const call = randomUUID();
  await post(line, 'ringing', call, caller.number);
  return { line, caller, call };
}
