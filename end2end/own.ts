// A program of its own for tests that break what others need: its payment sandbox, say.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { program } from './rest';

/** For all tests of the file that calls it, everything in `rest` and `fixtures` is about that program. */
export function withItsOwnProgram(flags: string[] = []) {
  const shared = { port: process.env.HANSANG_END2END_PORT, sandbox: process.env.HANSANG_END2END_SANDBOX_PORT };
  let data: string;
  let child: ChildProcess | undefined;

  test.beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'hansang-own-'));
    const [port, sandbox] = await Promise.all([freePort(), freePort()]);
    process.env.HANSANG_END2END_PORT = String(port);
    process.env.HANSANG_END2END_SANDBOX_PORT = String(sandbox);
    const listen = ['--listen', `127.0.0.1:${port}`, '--sandbox-listen', `127.0.0.1:${sandbox}`, '--data', data];
    child = spawn(join(__dirname, '../target/release/hansang'), [...listen, ...flags], { stdio: 'ignore' });
    await ready();
  });

  test.afterAll(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    process.env.HANSANG_END2END_PORT = shared.port;
    process.env.HANSANG_END2END_SANDBOX_PORT = shared.sandbox;
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  });
}

async function ready() {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${program()}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(later => setTimeout(later, 100));
  }
  throw new Error('the program did not start');
}

/** Below the ports that outgoing connections are given, so that none of them takes it before the program does. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const free = await new Promise<boolean>(known => {
      server.once('error', () => known(false));
      server.listen(port, '127.0.0.1', () => known(true));
    });
    if (!free) continue;
    await new Promise(closed => server.close(closed));
    return port;
  }
}
