// Ordering works by plain links and forms, from signing in to having eaten.

import { test, expect, PHONE } from '../fixtures';
import { PASSWORD } from '../rest';
import { numberOn, payButton, said, ticket } from '../screens';

test('a customer, a store and a rider need no script to bring an order home', async ({ town, visitor, at }) => {
  const plain = { javaScriptEnabled: false };
  const customer = await visitor({ ...plain, ...PHONE });

  await test.step('the customer signs in', async () => {
    await customer.goto('/me');
    await customer.getByRole('link', { name: '로그인' }).click();
    await customer.getByLabel('이메일').fill(town.customer.email);
    await customer.getByLabel('비밀번호').fill('not-the-password');
    await customer.getByRole('button', { name: '로그인' }).click();
    await expect(customer.getByText('이메일이나 비밀번호가 맞지 않아요.')).toBeVisible();
    await customer.getByLabel('이메일').fill(town.customer.email);
    await customer.getByLabel('비밀번호').fill(PASSWORD);
    await customer.getByRole('button', { name: '로그인' }).click();
    await expect(customer.getByText(town.customer.email)).toBeVisible();
  });

  await test.step('finds the store and chooses noodles with extras', async () => {
    await customer.context().addCookies([
      { name: 'address', value: encodeURIComponent(JSON.stringify(town.home)), url: customer.url(), httpOnly: true },
    ]);
    await customer.goto('/');
    await customer.getByRole('link', { name: '찾기' }).click();
    await customer.getByRole('searchbox').fill('막국수');
    await customer.getByRole('searchbox').press('Enter');
    await customer.getByRole('link', { name: town.store.name }).first().click();
    await customer.getByRole('link', { name: /^들기름 막국수/ }).click();
    const sheet = customer.getByRole('dialog', { name: '들기름 막국수' });
    await sheet.getByText('곱빼기').click();
    await sheet.getByText('삶은 달걀').click();
    await sheet.getByRole('spinbutton', { name: '수량' }).fill('2');
    await sheet.getByRole('button', { name: /담기/ }).click();
    await expect(customer.getByText('들기름 막국수 담았어요')).toBeVisible();
  });

  await test.step('pays', async () => {
    await customer.getByRole('link', { name: /장바구니 보기/ }).click();
    await expect(customer.getByText('곱빼기 · 삶은 달걀')).toBeVisible();
    await customer.getByRole('link', { name: '29,500원 주문하기' }).click();
    await customer.getByLabel('상세 주소').fill('302호');
    await payButton(customer).click();
    await said(customer, '가게가 주문을 보고 있어요');
    await expect(customer.getByText('29,500원 결제했어요')).toBeVisible();
  });
  const number = await numberOn(customer);
  /** Asks until it is so: the page of somebody without scripts stays as it was. */
  const sees = (sentence: string) =>
    expect(async () => {
      await customer.getByRole('link', { name: '새로고침' }).click();
      await expect(customer.getByRole('heading', { level: 1, name: sentence })).toBeVisible({ timeout: 1_000 });
    }).toPass();

  await test.step('the store takes and makes it, by plain forms as well', async () => {
    const owner = await at(town.owner, town.home, plain);
    const order = ticket(owner, number);
    await owner.goto('/store');
    await expect(order).toContainText('곱빼기, 삶은 달걀');
    await order.getByRole('button', { name: /수락/ }).click();
    await sees('곧 조리를 시작해요');
    await order.getByRole('button', { name: '조리 시작' }).click();
    await sees('맛있게 만들고 있어요');
    await order.getByRole('button', { name: '조리 완료' }).click();
    await sees('다 됐어요, 라이더를 찾고 있어요');
  });

  await test.step('the rider brings it', async () => {
    const rider = await at(town.rider, town.home, { ...plain, ...PHONE });
    await rider.goto('/rider');
    await rider.getByRole('button', { name: '이 배달 잡기' }).click();
    await expect(rider.getByRole('heading', { level: 1, name: number })).toBeVisible();
    await rider.getByLabel('봉투의 주문 번호를 적어 주세요').fill('12');
    await rider.getByRole('button', { name: '픽업했어요' }).click();
    await expect(rider.getByText('번호가 달라요. 봉투의 번호를 다시 봐 주세요.')).toBeVisible();
    await rider.getByLabel('봉투의 주문 번호를 적어 주세요').fill(number.slice(2));
    await rider.getByRole('button', { name: '픽업했어요' }).click();
    await sees('라이더가 오고 있어요');
    await rider.getByRole('button', { name: '전달했어요' }).click();
    await sees('도착했어요');
  });

  await test.step('the customer has it, and could have it again', async () => {
    await customer.getByRole('button', { name: '잘 받았어요' }).click();
    await said(customer, '맛있게 드셨나요?');
    await customer.getByRole('button', { name: '다시 담기' }).click();
    await expect(customer.getByText('곱빼기 · 삶은 달걀')).toBeVisible();
  });
});
