import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = Number(process.env.KITH_E2E_PORT ?? 8437);
const data = process.env.KITH_E2E_DATA ?? mkdtempSync(join(tmpdir(), 'kith-e2e-'));
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

// A server already running can be named instead of starting one.
const given = process.env.KITH_E2E_URL;
export const password = 'one for the browser tests';
process.env.KITH_E2E_PASSWORD ??= password;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Generous, as the machines that run this are shared and axe reads every element.
  timeout: 150_000,
  // A shared machine may stall for seconds; what fails twice more is a fault.
  retries: process.env.CI ? 2 : 0,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: given ?? `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Warsaw',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: existsSync(chromium) ? chromium : undefined,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  webServer: given
    ? undefined
    : {
        command: `../.venv/bin/kith demo --customers 200 --port ${port} --data-dir ${data}`,
        env: { ...process.env, KITH_DEMO_PASSWORD: process.env.KITH_E2E_PASSWORD } as Record<
          string,
          string
        >,
        url: `http://127.0.0.1:${port}/readyz`,
        timeout: 120_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
      },
});
