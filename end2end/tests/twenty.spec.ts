// A full house: twenty people press the button at the same moment.

import { test, expect } from '../fixtures';
import { chargesOf, ordersOf, program, signUp } from '../rest';
import { column, open, pay, payButton, said } from '../screens';

const TWENTY = [...Array(20).keys()];

test('twenty customers order at once; the board shows all of them, and each is charged once', async ({ town, at }) => {
  test.slow();
  const owner = await at(town.owner, town.home);
  await open(owner, '/store');

  const noodles = town.store.menu.find(item => item.name === '칼국수')!;
  const guests = await Promise.all(TWENTY.map(async n => {
    const person = await signUp('customer', `손님 ${n + 1}`);
    const page = await at(person, town.home);
    await page.request.post('/api/screens/customer/cart/addition', {
      form: { store: town.store.id, item: noodles.id, quantity: 1 },
      headers: { accept: 'text/html', origin: program() },
      maxRedirects: 0,
    });
    return { person, page };
  }));
  await Promise.all(guests.map(async ({ page }) => {
    await page.goto('/checkout');
    await expect(payButton(page)).toBeEnabled();
  }));

  const orders = await Promise.all(guests.map(({ page }) => pay(page)));
  expect(new Set(orders).size).toBe(20);

  await expect(column(owner, '새 주문').getByRole('article')).toHaveCount(20);
  await expect(owner).toHaveTitle(/^\(20\) 새 주문/);
  for (const { page } of guests) await said(page, '가게가 주문을 보고 있어요');
  for (const [n, { person }] of guests.entries()) {
    expect(await ordersOf(person)).toMatchObject([{ id: orders[n], status: 'placed' }]);
    expect(await chargesOf(orders[n])).toMatchObject([{ amount: 11_500, refunded: 0 }]);
  }
});
