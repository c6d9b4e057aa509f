// Payment is down, and nobody comes back to pay.

import { test, expect, PHONE } from '../fixtures';
import { withItsOwnProgram } from '../own';
import { chargesOf, ordersOf, payment } from '../rest';
import * as screens from '../screens';

withItsOwnProgram(['--deadlines-payment-hold', '10']);
// What is refused for now travels as 503, which the browser reports.
test.use({ expectedErrors: [/503/] });

test('an order that nobody pays ends when its time is up, and nothing is charged', async ({ town, at }) => {
  await payment({ down: true });
  const customer = await at(town.customer, town.home, PHONE);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const id = await screens.pay(customer);
  await expect(customer.getByText('결제가 되지 않아 주문이 끝났어요')).toBeVisible({ timeout: 120_000 });
  await payment({});
  expect(await ordersOf(town.customer)).toMatchObject([{ id, status: 'expired', payment: { status: 'void' } }]);
  expect(await chargesOf(id)).toEqual([]);
});
