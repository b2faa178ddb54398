// A real browser among the windows of bench_calls.py: signs in, shows the customers, and notes how many calls the page
// tells of (cards, and those counted beside them) in the frame in which it does. Arguments: a package.json that has
// Playwright, the server's address, an e-mail, a password. Says by which subscription it follows calls, and at the end of
// stdin what it saw.
import { createRequire } from 'node:module';

const [manifest, base, email, password] = process.argv.slice(2);
const { chromium } = createRequire(manifest)('@playwright/test');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // The window somebody looks at: else its process would be a niced one of the background.
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-renderer-backgrounding'],
});
const page = await browser.newPage({ baseURL: base });
const answer = await page.request.post('/graphql', {
  headers: { origin: base, 'sec-fetch-site': 'same-origin' },
  data: {
    query: `mutation($email: String!, $password: String!) {
      signIn(email: $email, password: $password) { __typename } }`,
    variables: { email, password },
  },
});
if (!(await answer.text()).includes('"SignedIn"')) throw new Error(await answer.text());
const following = new Promise((done) => {
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('callEvents')) done(JSON.parse(payload).payload.query);
    }),
  );
});
await page.goto('/customers');
const follows = await following;
await page.evaluate(() => {
  const seen = (globalThis.seen = []);
  function look() {
    const cards = document.querySelectorAll('article[aria-label^="Call"]').length;
    const beside = document.querySelector('a.more')?.textContent.match(/\d+/);
    const calls = cards + Number(beside?.[0] ?? 0);
    if (calls > (seen.at(-1)?.[0] ?? 0)) seen.push([calls, Date.now()]);
    requestAnimationFrame(look);
  }
  look();
});
process.stdout.write(`${JSON.stringify({ follows })}\n`);
process.stdin.resume().on('end', async () => {
  process.stdout.write(`${JSON.stringify(await page.evaluate(() => globalThis.seen))}\n`);
  await browser.close();
});
