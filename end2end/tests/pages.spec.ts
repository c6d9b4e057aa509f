// Every address comes alive in the browser without a word in the console, and brings only the code that it needs.

import { test, expect, type Page } from '../fixtures';

const pages = {
  customer: ['/', '/cart', '/checkout', '/orders', '/inbox', '/me', '/address'],
  owner: ['/store', '/store/menu', '/store/settings', '/store/new'],
  rider: ['/rider', '/rider/current', '/rider/earnings'],
};

for (const [name, addresses] of Object.entries(pages)) {
  test(`the pages of the ${name} come alive`, async ({ signedIn }) => {
    const page = await signedIn(name);
    for (const address of addresses) {
      await page.goto(address);
      await alive(page);
      await expect(page.locator('h1').first()).toBeVisible();
    }
  });
}

test('a visitor without an account can look around, sign up and sign in', async ({ visitor }) => {
  const page = await visitor();
  for (const address of ['/', '/sign-in', '/sign-up']) {
    await page.goto(address);
    await alive(page);
  }
});

test('a customer never downloads the code of the store or the rider', async ({ signedIn }) => {
  const page = await signedIn('customer');
  const chunks: string[] = [];
  page.on('request', request => {
    if (/\/split_(console|riding)_/.test(request.url())) chunks.push(request.url());
  });
  for (const address of pages.customer) {
    await page.goto(address);
    await alive(page);
  }
  expect(chunks).toEqual([]);
});

test('the language is switched by a plain form and kept', async ({ signedIn }) => {
  const page = await signedIn('customer', { javaScriptEnabled: false });
  await page.goto('/me');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.locator('form[action="/language"] button').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(new URL(page.url()).pathname).toBe('/me');
  await page.goto('/cart');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('an address that is not there', () => {
  test.use({ expectedErrors: [/404/] });

  test('says so with 404', async ({ visitor }) => {
    const page = await visitor();
    const answer = await page.goto('/no/such/page');
    expect(answer?.status()).toBe(404);
    await alive(page);
    await expect(page.locator('h1')).toBeVisible();
  });
});

async function alive(page: Page) {
  await expect(page.locator('html')).toHaveAttribute('data-alive', '');
}
