// Payment is down: the order is held, and paid a little later.

import { test, expect, PHONE, type Page } from '../fixtures';
import { withItsOwnProgram } from '../own';
import { chargesOf, ordersOf, payment } from '../rest';
import * as screens from '../screens';
import { open, payButton } from '../screens';

withItsOwnProgram();
test.describe.configure({ mode: 'serial' });
// What is refused for now travels as 503, which the browser reports.
test.use({ expectedErrors: [/503/] });
test.beforeEach(() => payment({ down: true }));

const busy = '결제가 잠시 밀려 있어요';

test('an order that cannot be paid is held, and a tap pays it once payment works again', async ({ town, at }) => {
  const customer = await at(town.customer, town.home, PHONE);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const id = await screens.pay(customer);
  await expect(customer.getByRole('heading', { name: busy })).toBeVisible();
  await expect(customer.getByText(/까지 메뉴를 맡아 둘게요/)).toBeVisible();
  expect(await ordersOf(town.customer)).toMatchObject([{ id, status: 'awaiting_payment', payment: { status: 'deferred' } }]);

  await test.step('the cart is still there', async () => {
    const other = await customer.context().newPage();
    await open(other, '/cart');
    await expect(other.getByText('칼국수')).toBeVisible();
    await other.close();
  });

  await test.step('a tap while it is still down changes nothing', async () => {
    await payButton(customer).click();
    await expect(payButton(customer)).toBeEnabled();
    await expect(customer.getByRole('heading', { name: busy })).toBeVisible();
  });

  await payment({});
  await tapUntilPaid(customer);
  expect(await chargesOf(id)).toMatchObject([{ amount: 11_500, refunded: 0 }]);
  await open(customer, '/cart');
  await expect(customer.getByText('아직 비어 있어요')).toBeVisible();
});

test('another card pays it as well, also after the first one was tried', async ({ town, at }) => {
  const customer = await at(town.customer, town.home, PHONE);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const id = await screens.pay(customer);
  await payButton(customer).click();
  await expect(payButton(customer)).toBeEnabled();
  await payment({});
  await customer.getByText('다른 카드로').click();
  await customer.locator('.pay-later input[value=tok_slow]').check({ force: true });
  await tapUntilPaid(customer);
  expect(await chargesOf(id)).toMatchObject([{ amount: 11_500, refunded: 0 }]);
});

test('it pays by itself as soon as payment works again, if the customer wants that', async ({ town, at }) => {
  const customer = await at(town.customer, town.home, PHONE);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const id = await screens.pay(customer);
  await customer.getByRole('switch', { name: '될 때 바로 결제하기' }).click();
  await expect(customer.getByText(/초 뒤에 다시 해 볼게요/)).toBeVisible();
  await payment({});
  await expect(customer.getByRole('heading', { level: 1, name: '가게가 주문을 보고 있어요' })).toBeVisible({ timeout: 120_000 });
  expect(await chargesOf(id)).toMatchObject([{ amount: 11_500, refunded: 0 }]);
});

test('without a script the form pays it as well', async ({ town, at }) => {
  const customer = await at(town.customer, town.home, { ...PHONE, javaScriptEnabled: false });
  await customer.goto(`/stores/${town.store.id}`);
  await customer.getByRole('link', { name: /^칼국수/ }).click();
  await customer.getByRole('button', { name: /담기/ }).click();
  await customer.goto('/cart');
  await customer.getByRole('link', { name: /주문하기$/ }).click();
  await payButton(customer).click();
  await expect(customer.getByRole('heading', { name: busy })).toBeVisible();
  await payment({});
  await tapUntilPaid(customer);
});

/** The gateway is asked again only from time to time, so a tap or two may come too early. */
async function tapUntilPaid(customer: Page) {
  const paid = customer.getByRole('heading', { level: 1, name: '가게가 주문을 보고 있어요' });
  await expect(async () => {
    // Gone once an earlier tap has paid, however long that took.
    if (await payButton(customer).isVisible()) await payButton(customer).click({ timeout: 5_000 });
    await expect(paid).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 120_000 });
}
