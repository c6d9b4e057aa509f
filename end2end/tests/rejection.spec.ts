// The store cannot make it.

import { test, expect } from '../fixtures';
import { chargesOf, ordersOf } from '../rest';
import * as screens from '../screens';
import { open, said, ticket } from '../screens';

test('the customer of a declined order learns why and has the money back', async ({ town, at }) => {
  const [customer, owner] = await Promise.all([at(town.customer, town.home), at(town.owner, town.home)]);
  await open(owner, '/store');
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  const id = await screens.pay(customer);
  const order = ticket(owner, await screens.numberOn(customer));

  await order.getByRole('button', { name: '거절' }).click();
  const sheet = owner.getByRole('dialog', { name: /주문을 거절할까요/ });
  await sheet.getByText('재료가 떨어졌어요').click();
  await sheet.getByLabel('손님에게 한마디').fill('바지락이 오늘은 안 들어왔어요');
  await sheet.getByRole('button', { name: '거절하기' }).click();
  await expect(order).toHaveCount(0);

  await said(customer, '가게가 주문을 받지 못했어요');
  await expect(customer.getByText('바지락이 오늘은 안 들어왔어요')).toBeVisible();
  await expect(customer.getByText('11,500원 환불했어요').first()).toBeVisible();

  expect(await chargesOf(id)).toMatchObject([{ amount: 11_500, refunded: 11_500 }]);
  expect(await ordersOf(town.customer)).toMatchObject([{ id, status: 'rejected', payment: { status: 'refunded' } }]);

  await open(customer, '/inbox');
  for (const news of ['주문 거절', '환불 완료']) await expect(customer.getByRole('link', { name: news })).toBeVisible();
});

test('without a word of its own, the customer reads the reason that the store chose', async ({ town, at }) => {
  const [customer, owner] = await Promise.all([at(town.customer, town.home), at(town.owner, town.home)]);
  await open(owner, '/store');
  await screens.putNoodlesIn(customer, town.store.name);
  await screens.goToCheckout(customer);
  await screens.pay(customer);

  await ticket(owner, await screens.numberOn(customer)).getByRole('button', { name: '거절' }).click();
  const sheet = owner.getByRole('dialog', { name: /주문을 거절할까요/ });
  await sheet.getByText('주문이 너무 밀렸어요').click();
  await sheet.getByRole('button', { name: '거절하기' }).click();
  await expect(customer.getByText('지금 주문이 너무 많대요')).toBeVisible();
});
