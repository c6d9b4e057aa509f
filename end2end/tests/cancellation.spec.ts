// The customer has changed their mind.

import { test, expect } from '../fixtures';
import { chargesOf, kitchen } from '../rest';
import { orderIn } from '../town';
import { open, said, ticket } from '../screens';

test('before cooking starts the customer cancels, the board stops and the money comes back', async ({ town, at }) => {
  const order = await orderIn(town);
  const [customer, owner] = await Promise.all([at(town.customer, town.home), at(town.owner, town.home)]);
  await Promise.all([open(customer, `/orders/${order.id}`), open(owner, '/store')]);
  await expect(ticket(owner, order.number)).toBeVisible();

  await customer.getByRole('link', { name: '주문 취소하기' }).click();
  const sheet = customer.getByRole('dialog', { name: '주문 취소' });
  await sheet.getByText('메뉴를 잘못 골랐어요').click();
  await sheet.getByRole('button', { name: '취소할게요' }).click();

  await said(customer, '주문이 취소됐어요');
  await expect(sheet).toHaveCount(0);
  await expect(customer.getByText('11,500원 환불했어요').first()).toBeVisible();
  await expect(ticket(owner, order.number)).toHaveCount(0);
  await expect(owner.getByText('손님이 취소했어요. 만들지 않아도 돼요.')).toBeVisible();
  expect(await chargesOf(order.id)).toMatchObject([{ amount: 11_500, refunded: 11_500 }]);
});

test('an order that is accepted, but not on the stove, can still be cancelled', async ({ town, at }) => {
  const order = await orderIn(town);
  await kitchen(town.owner).accept(order.id);
  const customer = await at(town.customer, town.home);
  await open(customer, `/orders/${order.id}?cancel=1`);
  await customer.getByRole('button', { name: '취소할게요' }).click();
  await said(customer, '주문이 취소됐어요');
});

test.describe('once it is on the stove', () => {
  test.use({ expectedErrors: [/409|net::ERR_/] });

  test('the button goes away, and the money stays where it is', async ({ town, at }) => {
    const order = await orderIn(town);
    await kitchen(town.owner).accept(order.id);
    const customer = await at(town.customer, town.home);
    await open(customer, `/orders/${order.id}`);
    await expect(customer.getByRole('link', { name: '주문 취소하기' })).toBeVisible();

    await kitchen(town.owner).start(order.id);
    await said(customer, '맛있게 만들고 있어요');
    await expect(customer.getByRole('link', { name: '주문 취소하기' })).toHaveCount(0);
    expect(await chargesOf(order.id)).toMatchObject([{ refunded: 0 }]);
  });

  test('a tap on a page that has not heard of it is refused with the reason', async ({ town, at }) => {
    const order = await orderIn(town);
    await kitchen(town.owner).accept(order.id);
    const customer = await at(town.customer, town.home);
    // This page never hears that cooking has begun.
    await customer.route('**/live*', route => route.abort());
    await open(customer, `/orders/${order.id}?cancel=1`);
    const yes = customer.getByRole('button', { name: '취소할게요' });
    await expect(yes).toBeVisible();

    await kitchen(town.owner).start(order.id);
    await yes.click();
    await expect(customer.getByRole('alert').getByText(/이미 다음 단계로 넘어갔어요.*조리 중/).first()).toBeVisible();
    expect(await chargesOf(order.id)).toMatchObject([{ refunded: 0 }]);
  });
});
