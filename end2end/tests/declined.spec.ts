// A card that is over its limit.

import { test, expect } from '../fixtures';
import { chargesOf, ordersOf } from '../rest';
import * as screens from '../screens';
import { open, payButton, said } from '../screens';

// The refusal travels as 402, which the browser reports.
test.use({ expectedErrors: [/402/] });

test('a declined card charges nothing and leaves the cart; another card pays the same cart', async ({ town, at }) => {
  const customer = await at(town.customer, town.home);
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  await customer.getByText('한도가 찬 시험 카드').click();
  await payButton(customer).click();

  const alert = customer.getByRole('alert').filter({ hasText: '카드가 승인되지 않았어요' });
  await expect(alert).toContainText('돈은 나가지 않았고, 담은 메뉴는 그대로예요');
  const [declined] = await ordersOf(town.customer);
  expect(declined).toMatchObject({ status: 'expired', payment: { status: 'declined', charged: 0 } });
  expect(await chargesOf(declined.id)).toEqual([]);

  // The form is another order's by then.
  await expect(customer.locator('input[name=key]')).not.toHaveValue(declined.id);
  await customer.getByText('한상 시험 카드').click();
  const id = await screens.pay(customer);
  await said(customer, '가게가 주문을 보고 있어요');
  expect(id).not.toBe(declined.id);
  expect(await chargesOf(id)).toMatchObject([{ amount: 11_500, refunded: 0 }]);

  await open(customer, '/cart');
  await expect(customer.getByText('아직 비어 있어요')).toBeVisible();
});
