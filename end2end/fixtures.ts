// People at their browsers. Every page is watched: a console error or an uncaught exception fails its test.
//
//   import { test, expect } from '../fixtures';
//   test('the store sees a new order', async ({ customer, owner }) => { … });

import { test as base, expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { PASSWORD, program, type Person } from './rest';
import { foundTown, type Address, type Town } from './town';

export { expect };
export type { Page };

/** A phone as the customer and the rider hold it. */
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Where one page fades over to the next: a tap, or a slow machine, cut it short, and the browser says so. Nobody misses anything. */
const FADED = /^(AbortError|InvalidStateError|TimeoutError): Transition was (skipped|aborted)/;

type People = {
  /** Console errors that this test expects, as for a request that is meant to be refused. */
  expectedErrors: RegExp[];
  /** A browser of its own for someone who is not signed in. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>;
  /** A browser of its own, signed in: `signedIn('customer2')` is customer2@hansang.test. */
  signedIn: (name: string, options?: BrowserContextOptions) => Promise<Page>;
  /** A browser of its own for a person of a town, with their address. */
  at: (person: Person, home: Address, options?: BrowserContextOptions) => Promise<Page>;
  /** A corner of the map that this test has for itself. */
  town: Town;
  customer: Page;
  owner: Page;
  rider: Page;
};

export const test = base.extend<People>({
  expectedErrors: [[], { option: true }],

  visitor: async ({ browser, expectedErrors }, use) => {
    const contexts: Awaited<ReturnType<Browser['newContext']>>[] = [];
    const errors: string[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: program(), ...options });
      contexts.push(context);
      context.on('console', message => {
        if (message.type() === 'error') errors.push(`${message.text()} (${JSON.stringify(message.location())})`);
      });
      context.on('weberror', error => errors.push(error.error().stack || String(error.error())));
      return context.newPage();
    });
    await Promise.all(contexts.map(context => context.close()));
    const unexpected = errors.filter(error => ![FADED, ...expectedErrors].some(expected => expected.test(error)));
    expect(unexpected, 'errors in the browser').toEqual([]);
  },

  signedIn: async ({ visitor, browser }, use) => {
    await use(async (name, options = {}) => visitor({ ...options, storageState: await session(browser, name) }));
  },

  at: async ({ visitor }, use) => {
    await use((person, home, options = {}) =>
      visitor({ ...options, storageState: { cookies: [...cookiesOf(person), addressCookie(home)], origins: [] } }),
    );
  },

  town: async ({}, use) => use(await foundTown()),

  customer: async ({ signedIn }, use) => use(await signedIn('customer')),
  owner: async ({ signedIn }, use) => use(await signedIn('owner')),
  rider: async ({ signedIn }, use) => use(await signedIn('rider')),
});

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;
type Cookie = StorageState['cookies'][number];

function cookie(name: string, value: string): Cookie {
  const { hostname } = new URL(program());
  return { name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' };
}

const cookiesOf = (person: Person) => [cookie('hansang_session', person.token)];
const addressCookie = (home: Address) => cookie('address', encodeURIComponent(JSON.stringify(home)));

// Each demo account signs in once a worker, by the real form.
const sessions = new Map<string, Promise<StorageState>>();

function session(browser: Browser, name: string): Promise<StorageState> {
  if (!sessions.has(name)) sessions.set(name, signIn(browser, `${name}@hansang.test`));
  return sessions.get(name)!;
}

async function signIn(browser: Browser, email: string): Promise<StorageState> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form:has(input[name=password]) button').first().click();
  await page.waitForURL(url => url.pathname !== '/sign-in');
  const state = await context.storageState();
  await context.close();
  return state;
}
