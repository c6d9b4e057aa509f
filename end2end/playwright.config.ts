import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

// bin/test chooses free ports and removes the data; run by hand, these do. The workers inherit all of it.
const port = Number((process.env.HANSANG_END2END_PORT ??= '18088'));
const sandboxPort = Number((process.env.HANSANG_END2END_SANDBOX_PORT ??= String(port + 1)));
const data = (process.env.HANSANG_END2END_DATA ??= mkdtempSync(join(tmpdir(), 'hansang-end2end-')));
const address = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: process.env.CI ? 'dot' : 'list',
  fullyParallel: true,
  workers: 2,
  // Nothing here is about speed: what is slow is waited for, however slow the machine.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // The pictures of the README are taken when somebody asks for them: npm run pictures.
  projects: [
    { name: 'journeys', grepInvert: /@pictures/ },
    { name: 'pictures', grep: /@pictures/ },
  ],
  webServer: {
    command: [
      '../target/release/hansang --demo',
      `--listen 127.0.0.1:${port} --sandbox-listen 127.0.0.1:${sandboxPort} --data ${data}`,
    ].join(' '),
    url: `${address}/health/ready`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
  use: {
    baseURL: address,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Debian's Chromium; no browser is ever downloaded.
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
