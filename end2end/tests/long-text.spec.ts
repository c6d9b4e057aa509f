// People write without spaces. However long it is, what they wrote breaks where it stands, and pushes nothing off the screen.

import { test, expect, PHONE, type Page } from '../fixtures';
import { bike, call, kitchen, type Order, type Store } from '../rest';
import { atThumb, fits } from '../layout';
import { column, open, ticket } from '../screens';
import type { Town } from '../town';

const NAME = '할머니손칼국수'.repeat(9).slice(0, 60);
const ABOUT = '바지락이넉넉해요'.repeat(63).slice(0, 500);
const NOTE = '현관문앞에두고벨은누르지말고문자만남겨주세요'.repeat(10).slice(0, 200);

test('a customer reads and orders a dish with a long name on a phone', async ({ town, at }) => {
  const { store, dish } = await longDish(town);
  const phone = await at(town.customer, town.home, PHONE);

  await test.step('the menu', async () => {
    await open(phone, `/stores/${store.id}`);
    await expect(phone.getByText(NAME)).toBeVisible();
    await fits(phone);
  });

  await test.step('the item', async () => {
    await phone.getByRole('link', { name: NAME }).tap();
    await expect(phone.getByRole('dialog', { name: NAME })).toBeVisible();
    await fits(phone);
    await atThumb(phone, '12,000원 담기');
    await phone.getByRole('button', { name: '12,000원 담기' }).tap();
    await expect(phone.getByText(`${NAME} 담았어요`)).toBeVisible();
    await fits(phone);
  });

  await test.step('the cart', async () => {
    await open(phone, '/cart');
    await expect(phone.getByText(NAME)).toBeVisible();
    await fits(phone);
    await atThumb(phone, /주문하기$/, 'link');
  });

  await test.step('the order', async () => {
    const order = await longOrder(town, dish);
    await open(phone, `/orders/${order.id}`);
    await expect(phone.getByText(NOTE)).toBeVisible();
    await fits(phone);
  });
});

test("an owner's board and menu keep their columns", async ({ town, at }) => {
  const { dish } = await longDish(town);
  const order = await longOrder(town, dish);
  const [phone, desk] = await Promise.all([at(town.owner, town.home, PHONE), at(town.owner, town.home)]);

  await test.step('the board', async () => {
    for (const page of [phone, desk]) {
      await open(page, '/store');
      await expect(ticket(page, order.number)).toContainText(NOTE);
      await fits(page);
      await acceptIsInItsColumn(page, order);
    }
  });

  await test.step('the menu, and the item in its form', async () => {
    for (const page of [phone, desk]) {
      await open(page, '/store/menu');
      await expect(page.getByText(NAME)).toBeVisible();
      await fits(page);
      await open(page, `/store/menu?item=${dish}`);
      await expect(page.locator('.item-preview')).toContainText(NAME);
      await fits(page);
    }
  });
});

test('a rider reads a long note above the one button', async ({ town, at }) => {
  const { dish } = await longDish(town);
  const order = await longOrder(town, dish);
  const [cook, rider] = [kitchen(town.owner), bike(town.rider)];
  for (const step of [cook.accept, cook.start, cook.finish, rider.claim]) await step(order.id);
  await rider.pickUp(order.id, order.number);

  const phone = await at(town.rider, town.home, PHONE);
  await open(phone, '/rider/current');
  await expect(phone.getByText(NOTE)).toBeVisible();
  await fits(phone);
  await atThumb(phone, '전달했어요');
});

/** A dish that is as long as it may be, on the town's menu. */
async function longDish({ owner, store }: Town): Promise<{ store: Store; dish: string }> {
  const item = { section: '국수', name: NAME, description: ABOUT, price: 12_000, illustration: 'bowl' };
  const { id } = await call<{ id: string }>(owner, 'POST', `/stores/${store.id}/menu-items`, item);
  return { store, dish: id };
}

/** One of it, paid, with a note that is as long as it may be. */
function longOrder({ customer, store, home }: Town, dish: string): Promise<Order> {
  return call<Order>(customer, 'POST', '/orders', {
    store_id: store.id,
    lines: [{ menu_item_id: dish, quantity: 1, choice_ids: [] }],
    address: home,
    note: NOTE,
    payment: { method: 'card', token: 'tok_ok' },
  });
}

/** The button stands where its column does, and nothing lies over it: a click without its effect reaches it. */
async function acceptIsInItsColumn(page: Page, order: Order) {
  const accept = ticket(page, order.number).getByRole('button', { name: /수락/ });
  await accept.scrollIntoViewIfNeeded();
  const [button, place] = [(await accept.boundingBox())!, (await column(page, '새 주문').boundingBox())!];
  expect(button.x).toBeGreaterThanOrEqual(place.x);
  expect(button.x + button.width).toBeLessThanOrEqual(place.x + place.width);
  await accept.click({ trial: true });
}
