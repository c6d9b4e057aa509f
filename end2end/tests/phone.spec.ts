// The customer's whole way with one thumb: on every screen nothing is too wide, and what comes next is in reach.

import { test, expect, PHONE } from '../fixtures';
import { bike, kitchen } from '../rest';
import { atThumb, fits } from '../layout';
import { alive, numberOn, open, payButton, said } from '../screens';

test('a customer orders, follows and confirms on a phone', async ({ town, at }) => {
  const phone = await at(town.customer, town.home, PHONE);

  await test.step('the list of stores', async () => {
    await open(phone, '/');
    await fits(phone);
    await phone.getByRole('link', { name: town.store.name }).first().tap();
  });

  await test.step('the menu and an item with its options', async () => {
    await said(phone, town.store.name);
    await fits(phone);
    await phone.getByRole('link', { name: /^들기름 막국수/ }).tap();
    const sheet = phone.getByRole('dialog', { name: '들기름 막국수' });
    await sheet.getByText('곱빼기').tap();
    await sheet.getByRole('button', { name: '하나 더하기' }).tap();
    await fits(phone);
    await atThumb(phone, '26,000원 담기');
    await phone.getByRole('button', { name: '26,000원 담기' }).tap();
    await expect(phone.getByText('들기름 막국수 담았어요')).toBeVisible();
  });

  await test.step('the cart', async () => {
    await atThumb(phone, /장바구니 보기/, 'link');
    await phone.getByRole('link', { name: /장바구니 보기/ }).tap();
    await phone.getByRole('button', { name: '들기름 막국수 하나 빼기' }).tap();
    await expect(phone.getByRole('link', { name: '14,500원 주문하기' })).toBeVisible();
    await fits(phone);
    await atThumb(phone, /주문하기$/, 'link');
    await phone.getByRole('link', { name: /주문하기$/ }).tap();
  });

  await test.step('the address', async () => {
    await phone.getByRole('link', { name: '바꾸기' }).tap();
    await said(phone, '어디로 갈까요?');
    await fits(phone);
    await phone.getByRole('link', { name: '뒤로' }).tap();
  });

  await test.step('the checkout', async () => {
    await said(phone, '결제하기');
    await fits(phone);
    await atThumb(phone, /결제하기$/);
    await payButton(phone).tap();
  });

  const number = await test.step('the tracking page, at every step', async () => {
    await said(phone, '가게가 주문을 보고 있어요');
    await fits(phone);
    const id = phone.url().split('/').pop()!;
    const number = await numberOn(phone);
    const [cook, rider] = [kitchen(town.owner), bike(town.rider)];
    const steps: [() => Promise<unknown>, string][] = [
      [() => cook.accept(id), '곧 조리를 시작해요'],
      [() => cook.start(id), '맛있게 만들고 있어요'],
      [() => cook.finish(id), '다 됐어요, 라이더를 찾고 있어요'],
      [() => rider.claim(id), '라이더가 가게로 가고 있어요'],
      [() => rider.pickUp(id, number), '라이더가 오고 있어요'],
      [() => rider.dropOff(id), '도착했어요'],
    ];
    for (const [step, sentence] of steps) {
      await step();
      await said(phone, sentence);
      await fits(phone);
    }
    await atThumb(phone, '잘 받았어요');
    await phone.getByRole('button', { name: '잘 받았어요' }).tap();
    await said(phone, '맛있게 드셨나요?');
    await fits(phone);
    return number;
  });

  await test.step('the places of the tab bar', async () => {
    await open(phone, '/');
    for (const [tab, title] of [['주문', '주문 내역'], ['알림', '알림'], ['마이', '마이']]) {
      await phone.getByRole('navigation').getByRole('link', { name: tab, exact: true }).tap();
      await said(phone, title);
      await fits(phone);
    }
    await open(phone, '/inbox');
    await expect(phone.getByText(new RegExp(number)).first()).toBeVisible();
  });
});

test('signing up and in fits a phone', async ({ visitor }) => {
  const phone = await visitor(PHONE);
  for (const [address, button] of [['/sign-in', '로그인'], ['/sign-up', '가입하기']]) {
    await phone.goto(address);
    await alive(phone);
    await fits(phone);
    await expect(phone.getByRole('button', { name: button })).toBeVisible();
  }
});
