// A café's order: no rider, collected at the counter.

import { test, expect } from '../fixtures';
import { call, signUp, type Store } from '../rest';
import * as screens from '../screens';
import { column, open, said, ticket } from '../screens';

test('a café makes it, and the customer collects it at the counter', async ({ town, at }) => {
  const barista = await signUp('owner', '한봄');
  const { home } = town;
  const { id } = await call<Store>(barista, 'POST', '/stores', {
    name: `달맞이커피 ${Math.floor(Math.random() * 10_000)}호점`,
    kind: 'cafe',
    address: { line: '달맞이길 7', lat: home.lat + 0.001, lng: home.lng + 0.001 },
    radius_m: 3_000,
    min_order: 0,
    delivery_fee: 0,
  });
  await call(barista, 'POST', `/stores/${id}/menu-items`, { name: '플랫 화이트', price: 5_000 });
  const store = await call<Store & { name: string }>(null, 'GET', `/stores/${id}`);
  const [customer, owner] = await Promise.all([at(town.customer, home), at(barista, home)]);
  await open(owner, '/store');

  await open(customer, `/stores/${id}`);
  await customer.getByRole('link', { name: /플랫 화이트/ }).click();
  await customer.getByRole('dialog', { name: '플랫 화이트' }).getByRole('button', { name: /담기/ }).click();
  await screens.isIn(customer);
  await screens.goToCheckout(customer);
  await screens.pay(customer);
  await expect(customer.getByText(store.name).first()).toBeVisible();

  const number = await screens.numberOn(customer);
  const order = ticket(owner, number);
  await order.getByRole('button', { name: /수락$/ }).click();
  await order.getByRole('button', { name: '만들기 시작' }).click();
  await order.getByRole('button', { name: '다 만들었어요' }).click();
  await expect(column(owner, '가져갈 차례').getByRole('article', { name: number })).toBeVisible();
  await order.getByRole('button', { name: '손님이 가져갔어요' }).click();
  await expect(order).toHaveCount(0);
  await customer.getByRole('button', { name: '잘 받았어요' }).click();
  await said(customer, '맛있게 드셨나요?');
});
