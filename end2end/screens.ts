// What people do at their screens, in the words that stand on them.

import { expect, type Locator, type Page } from '@playwright/test';

/** Opens a page and waits until its script answers taps. */
export async function open(page: Page, path: string) {
  await page.goto(path);
  await alive(page);
}

export async function alive(page: Page) {
  await expect(page.locator('html')).toHaveAttribute('data-alive', '');
}

// The customer

/** From the list of stores to a cart with one 칼국수. */
export async function putNoodlesIn(page: Page, store: string) {
  await open(page, '/');
  await page.getByRole('link', { name: store }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: store })).toBeVisible();
  await page.getByRole('link', { name: /^칼국수/ }).click();
  await page.getByRole('dialog', { name: '칼국수' }).getByRole('button', { name: /담기/ }).click();
  await isIn(page);
}

/** What was chosen is in the cart. The page says so in words too, but only for three seconds. */
export async function isIn(page: Page) {
  await expect(page).toHaveURL(/[?&]added=/);
}

/** From wherever one is, through the cart, to the page that pays. */
export async function goToCheckout(page: Page) {
  await open(page, '/cart');
  await page.getByRole('link', { name: /주문하기$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '결제하기' })).toBeVisible();
  await expect(payButton(page)).toBeEnabled();
}

export const payButton = (page: Page) => page.getByRole('button', { name: /결제하기$/ });

/** Pays with the card that is chosen, and gives the order's id. */
export async function pay(page: Page): Promise<string> {
  await payButton(page).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname.split('/').pop()!;
}

/** The order's number, such as `B-4821`, from the tracking page's head. */
export async function numberOn(page: Page): Promise<string> {
  const head = page.getByText(/주문 [A-Z]-\d{4}/).first();
  return (await head.innerText()).match(/[A-Z]-\d{4}/)![0];
}

/** The tracking page says what happens now. */
export async function said(page: Page, sentence: string) {
  await expect(page.getByRole('heading', { level: 1, name: sentence })).toBeVisible();
}

// The owner

/** The column of the board with this title. */
export const column = (page: Page, title: string): Locator => page.getByRole('region', { name: title });

export const ticket = (page: Page, number: string): Locator => page.getByRole('article', { name: number });

// The rider

/** Takes the delivery from this store, the nearest or not. */
export async function takeDelivery(page: Page, store: string) {
  const offer = page.getByRole('listitem').filter({ hasText: store });
  const take = offer.getByRole('button', { name: '이 배달 잡기' });
  await expect(offer).toBeVisible();
  // Only the nearest shows its button; the others open with a tap.
  if (!(await take.isVisible())) await offer.locator('summary').click();
  await take.click();
  await page.waitForURL('**/rider/current');
}
