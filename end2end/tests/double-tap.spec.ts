// People tap twice, go back and send again. It stays one order and one charge.

import { randomUUID } from 'node:crypto';
import { test, expect, type Page } from '../fixtures';
import { PASSWORD, chargesOf, ordersOf, type Person } from '../rest';
import * as screens from '../screens';
import { payButton } from '../screens';

test.describe('a double tap', () => {
  test('on the button that pays', async ({ town, at }) => {
    const customer = await at(town.customer, town.home);
    await screens.putNoodlesIn(customer, town.store.name);
    await screens.goToCheckout(customer);
    await payButton(customer).dblclick();
    await expectOne(customer, town.customer);
  });

  test('on it before any script has loaded', async ({ town, at }) => {
    const customer = await at(town.customer, town.home, { javaScriptEnabled: false });
    await customer.goto(`/stores/${town.store.id}`);
    await customer.getByRole('link', { name: /^칼국수/ }).click();
    await customer.getByRole('button', { name: /담기/ }).click();
    await customer.goto('/cart');
    await customer.getByRole('link', { name: /주문하기$/ }).click();
    await payButton(customer).dblclick();
    await expectOne(customer, town.customer);
  });

  test('on a form that signs up makes one account and signs in', async ({ visitor }) => {
    const email = `twice-${randomUUID()}@hansang.test`;
    const page = await visitor({ javaScriptEnabled: false });
    await page.goto('/sign-up');
    await page.getByLabel('이름').fill('두번');
    await page.getByLabel('이메일').fill(email);
    await page.getByLabel('전화번호').fill('010-2222-3333');
    await page.getByLabel('비밀번호').fill(PASSWORD);
    await page.getByRole('button', { name: '가입하기' }).dblclick();
    await expect(page).toHaveURL(/\/$/);
    await page.goto('/me');
    await expect(page.getByText(email)).toBeVisible();
  });
});

test('back to the checkout, and pay again', async ({ town, at }) => {
  const customer = await at(town.customer, town.home);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const checkout = customer.url();
  const sent = customer.waitForRequest(request => request.method() === 'POST' && request.url().includes('/checkout/order'));
  const id = await screens.pay(customer);

  await customer.goBack();
  await expect(payButton(customer)).toHaveCount(0);
  await customer.goto(checkout);
  await expect(payButton(customer)).toHaveCount(0);
  expect(customer.url()).toContain(`/orders/${id}`);

  // What a browser does when it is asked to send a form again.
  const first = await sent;
  const again = await customer.request.post(first.url(), {
    headers: { 'content-type': first.headers()['content-type'], accept: 'text/html', origin: new URL(first.url()).origin },
    data: first.postData()!,
  });
  expect(again.url()).toContain(`/orders/${id}`);
  await expectOne(customer, town.customer);
});

test('the form of an order that is placed, with something else in it', async ({ town, at }) => {
  const customer = await at(town.customer, town.home);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const sent = customer.waitForRequest(request => request.method() === 'POST' && request.url().includes('/checkout/order'));
  await screens.pay(customer);
  const first = await sent;
  const form = new URLSearchParams(first.postData()!);
  form.set('note', '아니면 문 앞에 두세요');
  const again = await customer.request.post(first.url(), {
    headers: { 'content-type': first.headers()['content-type'], origin: new URL(first.url()).origin },
    data: form.toString(),
  });
  expect(again.status()).toBe(422);
  expect(await again.text()).toContain('idempotency_key_reused');
  await expectOne(customer, town.customer);
});

test.describe('an answer is lost on its way', () => {
  // The lost answer and the refusal are reported by the browser.
  test.use({ expectedErrors: [/ERR_FAILED|422/] });

  test('and the customer pays again with another note: it was placed, and here it is', async ({ town, at }) => {
    const customer = await at(town.customer, town.home);
    await payAndHearNothing(customer, town.store.name);
    await customer.getByLabel('가게와 라이더에게').fill('아니면 문 앞에 두세요');
    await payButton(customer).click();
    await expectOne(customer, town.customer);
    await screens.open(customer, '/cart');
    await expect(customer.getByText('아직 비어 있어요')).toBeVisible();
  });

  test('and the customer goes back to the cart to order from there: it leads to the order', async ({ town, at }) => {
    const customer = await at(town.customer, town.home);
    await payAndHearNothing(customer, town.store.name);
    await customer.getByRole('link', { name: '뒤로' }).first().click();
    await customer.getByRole('link', { name: /주문하기$/ }).click();
    await expectOne(customer, town.customer);

    await test.step('and the same dish again is another order', async () => {
      await screens.open(customer, `/stores/${town.store.id}`);
      await customer.getByRole('link', { name: /^칼국수/ }).click();
      await customer.getByRole('dialog', { name: '칼국수' }).getByRole('button', { name: /담기/ }).click();
      await screens.isIn(customer);
      await screens.goToCheckout(customer);
      await screens.pay(customer);
      expect(await ordersOf(town.customer)).toHaveLength(2);
    });
  });

  test('and the customer looks again: the cart that was ordered is not ordered twice', async ({ town, at }) => {
    const customer = await at(town.customer, town.home);
    await payAndHearNothing(customer, town.store.name);
    await customer.reload();
    await expectOne(customer, town.customer);
    await screens.open(customer, '/cart');
    await expect(customer.getByText('아직 비어 있어요')).toBeVisible();
  });
});

/** The order is placed, and its answer, cookies and all, never arrives. */
async function payAndHearNothing(customer: Page, store: string) {
  await screens.putNoodlesIn(customer, store);
  await screens.goToCheckout(customer);
  const cookies = await customer.context().cookies();
  await customer.route('**/checkout/order*', async route => {
    await route.fetch();
    // Playwright has kept what the answer brought.
    await customer.context().clearCookies();
    await customer.context().addCookies(cookies);
    await route.abort();
  }, { times: 1 });
  await payButton(customer).click();
  await expect(customer.getByText('주문이 됐는지 아직 몰라요')).toBeVisible();
}

async function expectOne(page: Page, customer: Person) {
  // Looked at until it is so: the second of two taps breaks off where the first was going, and `waitForURL` would take that for the end.
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}$/);
  const orders = await ordersOf(customer);
  expect(orders).toMatchObject([{ status: 'placed', payment: { status: 'paid', charged: 11_500 } }]);
  expect(page.url()).toContain(orders[0].id);
  expect(await chargesOf(orders[0].id)).toMatchObject([{ amount: 11_500, refunded: 0 }]);
}
