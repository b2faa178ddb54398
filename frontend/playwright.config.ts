import { defineConfig } from '@playwright/test';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { origin, portOf, workers } from './e2e/servers';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

// Workers read this file too, and inherit what the first reading has set. By its exit the servers have stopped.
if (!process.env.KITH_E2E_DATA) {
  const data = mkdtempSync(join(tmpdir(), 'kith-e2e-'));
  process.env.KITH_E2E_DATA = data;
  process.on('exit', () => rmSync(data, { recursive: true, force: true }));
}
process.env.KITH_E2E_PASSWORD ??= 'one for the browser tests';

/** A server with an account of its own. */
const server = (worker: number) => ({
  command: [
    `../.venv/bin/kith demo --customers 200 --port ${portOf(worker)}`,
    `--data-dir ${join(process.env.KITH_E2E_DATA ?? '', String(worker))}`,
  ].join(' '),
  env: { KITH_DEMO_PASSWORD: process.env.KITH_E2E_PASSWORD ?? '' },
  url: `http://127.0.0.1:${portOf(worker)}/readyz`,
  timeout: 120_000,
  // Killed sooner, a server would leave its PostgreSQL behind.
  gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 } as const,
});

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Generous, as the machines that run this are shared and axe reads every element.
  timeout: 90_000,
  // A shared machine may stall for seconds; what fails once more is a fault.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  workers,
  reporter: [['list']],
  use: {
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Warsaw',
    // What is never there ends with its name, not with the test's time.
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(chromium) ? chromium : undefined,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  webServer: process.env.KITH_E2E_URL
    ? undefined
    : Array.from({ length: workers }, (_, worker) => server(worker)),
});
