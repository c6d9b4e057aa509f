// The browser's way back shows how things are, and to whom they belong.

import { test, expect, PHONE } from '../fixtures';
import { open } from '../screens';
import { orderIn } from '../town';

test('after signing out it shows nothing of what was there', async ({ town, at }) => {
  const order = await orderIn(town);
  const customer = await at(town.customer, town.home);
  await open(customer, `/orders/${order.id}`);
  await open(customer, '/me');
  await customer.getByRole('button', { name: '로그아웃' }).filter({ visible: true }).click();
  await expect(customer).toHaveURL(/\/$/);

  await customer.goBack();
  await expect(customer.getByRole('heading', { name: '로그인' })).toBeVisible();
  await customer.goBack();
  await expect(customer.getByRole('heading', { level: 1, name: '반가워요' })).toBeVisible();
  await expect(customer.getByText(order.number)).toHaveCount(0);
});

test('a rider who has gone offline reads so on the way back', async ({ town, at }) => {
  const rider = await at(town.rider, town.home, PHONE);
  await open(rider, '/rider');
  await rider.getByRole('switch').click();
  await expect(rider.getByRole('switch')).not.toBeChecked();
  await open(rider, '/rider/earnings');
  await rider.goBack();
  await expect(rider.getByRole('switch')).not.toBeChecked();
});
