// The whole way of an order, on three screens at once.

import { test, expect, PHONE } from '../fixtures';
import * as screens from '../screens';
import { column, open, said, ticket } from '../screens';

test('an order goes from the customer to the kitchen to the rider and back, and everybody sees it at once', async ({
  signedIn,
}) => {
  const [customer, owner, rider] = await Promise.all([
    signedIn('customer', PHONE),
    signedIn('owner'),
    signedIn('rider', PHONE),
  ]);
  await Promise.all([open(owner, '/store'), open(rider, '/rider')]);

  const online = rider.getByRole('switch');
  if (await online.getByText('쉬는 중').isVisible()) await online.click();
  await expect(online).toBeChecked();

  await test.step('the customer orders and pays', async () => {
    await screens.putNoodlesIn(customer, '봄날국수');
    await screens.goToCheckout(customer);
    await expect(customer.getByRole('radio', { name: /한상 시험 카드/ })).toBeChecked();
    await screens.pay(customer);
    await said(customer, '가게가 주문을 보고 있어요');
    await expect(customer.getByText('11,500원 결제했어요')).toBeVisible();
  });
  const number = await screens.numberOn(customer);
  const order = ticket(owner, number);

  await test.step('the board has it without a reload, in its title as well', async () => {
    await expect(column(owner, '새 주문').getByRole('article', { name: number })).toBeVisible();
    await expect(order).toContainText('칼국수');
    await expect(owner).toHaveTitle(/^\(1\) 새 주문/);
  });

  await test.step('the store takes it for in 15 minutes', async () => {
    await order.getByText('15분', { exact: true }).click();
    await order.getByRole('button', { name: '15분 뒤로 수락' }).click();
    await expect(column(owner, '조리 대기').getByRole('article', { name: number })).toBeVisible();
    await expect(owner).toHaveTitle(/^주문 보드/);
    await said(customer, '곧 조리를 시작해요');
    await expect(customer.getByText(/쯤 도착 · 늦어도/)).toBeVisible();
  });

  await test.step('the kitchen begins and finishes', async () => {
    await order.getByRole('button', { name: '조리 시작' }).click();
    await expect(column(owner, '조리 중').getByRole('article', { name: number })).toBeVisible();
    await said(customer, '맛있게 만들고 있어요');
    await order.getByRole('button', { name: '조리 완료' }).click();
    await expect(column(owner, '나갈 차례').getByRole('article', { name: number })).toBeVisible();
    await said(customer, '다 됐어요, 라이더를 찾고 있어요');
  });

  await test.step('the rider sees it and takes it', async () => {
    await screens.takeDelivery(rider, '봄날국수');
    await expect(rider.getByRole('heading', { level: 1, name: number })).toBeVisible();
    await said(customer, '라이더가 가게로 가고 있어요');
    await expect(customer.getByText('정우 라이더', { exact: true })).toBeVisible();
    await expect(order).toContainText('정우 라이더가 오고 있어요');
  });

  await test.step('another number is not this order', async () => {
    const digits = rider.getByLabel('봉투의 주문 번호를 적어 주세요');
    await digits.fill(number.endsWith('0000') ? '1111' : '0000');
    await rider.getByRole('button', { name: '픽업했어요' }).click();
    await expect(rider.getByRole('alert').getByText('번호가 달라요. 봉투의 번호를 다시 봐 주세요.')).toBeVisible();
    await expect(digits).toHaveAttribute('aria-invalid', 'true');
    await said(customer, '라이더가 가게로 가고 있어요');
  });

  await test.step('the rider picks it up and brings it', async () => {
    await rider.getByLabel('봉투의 주문 번호를 적어 주세요').fill(number.slice(2));
    await rider.getByRole('button', { name: '픽업했어요' }).click();
    await said(customer, '라이더가 오고 있어요');
    await expect(order).toContainText('정우 라이더가 배달하고 있어요');
    await rider.getByRole('button', { name: '전달했어요' }).click();
    await expect(rider.getByRole('heading', { name: '잘 전달했어요' })).toBeVisible();
    await said(customer, '도착했어요');
    await expect(order).toHaveCount(0);
  });

  await test.step('the customer has it', async () => {
    await customer.getByRole('button', { name: '잘 받았어요' }).click();
    await said(customer, '맛있게 드셨나요?');
    await expect(customer.getByRole('button', { name: '다시 담기' })).toBeVisible();
  });

  await test.step('the rider has earned it', async () => {
    await rider.getByRole('link', { name: '다음 배달 보기' }).click();
    await open(rider, '/rider/earnings');
    await expect(rider.getByRole('listitem').filter({ hasText: number })).toContainText('봄날국수');
  });

  await test.step('the inbox tells the whole story', async () => {
    await open(customer, '/inbox');
    const told = ['주문 완료', '주문 수락', '조리 시작', '조리 완료', '라이더 배정', '배달 출발', '도착'];
    for (const news of told) await expect(customer.getByRole('link', { name: news }).first()).toBeVisible();
    await customer.getByRole('link', { name: `주문 ${number}` }).first().click();
    await said(customer, '맛있게 드셨나요?');
  });
});
