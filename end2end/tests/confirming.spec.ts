// The card was charged and the answer was lost.

import { test, expect, PHONE } from '../fixtures';
import { chargesOf } from '../rest';
import * as screens from '../screens';
import { said } from '../screens';

test('a lost answer is looked up: the customer waits without a second pay button, and pays once', async ({ town, at }) => {
  const customer = await at(town.customer, town.home, PHONE);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  await customer.getByText('답이 없는 시험 카드').click();
  const id = await screens.pay(customer);
  await expect(customer.getByRole('button', { name: /결제하기$/ })).toHaveCount(0);
  await said(customer, '가게가 주문을 보고 있어요');
  expect(await chargesOf(id)).toMatchObject([{ amount: 11_500, refunded: 0 }]);
});
