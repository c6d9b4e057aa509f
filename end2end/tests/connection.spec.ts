// A live page says when it is not live, and catches up by itself.

import { test, expect, PHONE, type Page } from '../fixtures';
import { cuttable } from '../cuttable';
import { bike, call, kitchen, signUp } from '../rest';
import { orderIn } from '../town';
import { open, said, ticket } from '../screens';

const LOST = '연결이 끊겼어요. 다시 잇는 중이에요.';

// What the browser says about requests that found no network.
test.use({ expectedErrors: [/net::ERR_/] });

test('a phone that was in a tunnel shows it, and then where the order is now', async ({ town, at }) => {
  const order = await orderIn(town);
  const customer = await at(town.customer, town.home, PHONE);
  // Cut off before it is connected, it would be connected all the same: an emulated tunnel stops nothing that is on its way.
  const connected = customer.waitForResponse(/\/live/);
  await open(customer, `/orders/${order.id}`);
  await said(customer, '가게가 주문을 보고 있어요');
  await connected;
  // The page may hear of it a little later than the test.
  await customer.evaluate(() => new Promise(requestAnimationFrame));

  await customer.context().setOffline(true);
  await expect(customer.getByText(LOST)).toBeVisible();
  const cook = kitchen(town.owner);
  await cook.accept(order.id);
  await cook.start(order.id);
  await customer.context().setOffline(false);

  await said(customer, '맛있게 만들고 있어요');
  await expect(customer.getByText(LOST)).toHaveCount(0);
});

test('what happens between a page and its stream is on the board', async ({ town, at }) => {
  const order = await orderIn(town);
  const owner = await at(town.owner, town.home);
  const letGo = await keepBackTheStream(owner);
  await open(owner, '/store');
  await expect(ticket(owner, order.number)).toBeVisible();

  await call(town.customer, 'POST', `/orders/${order.id}/cancellation`, { reason: '다음에 먹을게요' });
  const second = await orderIn(town);
  letGo();
  await expect(ticket(owner, second.number)).toBeVisible();
  await expect(ticket(owner, order.number)).toHaveCount(0);
  await expect(owner.getByText('손님이 취소했어요. 만들지 않아도 돼요.')).toBeVisible();
});

test('what somebody else took meanwhile is not offered to a rider', async ({ town, at }) => {
  const [order, cook] = [await orderIn(town), kitchen(town.owner)];
  for (const step of [cook.accept, cook.start, cook.finish]) await step(order.id);
  const rider = await at(town.rider, town.home, PHONE);
  const letGo = await keepBackTheStream(rider);
  await open(rider, '/rider');
  await expect(rider.getByRole('button', { name: '이 배달 잡기' })).toBeVisible();

  await bike(await signUp('rider', '서연')).claim(order.id);
  letGo();
  await expect(rider.getByText('지금은 조용해요')).toBeVisible();
});

test('a board whose stream was cut has afterwards what came and what went meanwhile', async ({ town, at }) => {
  const wire = await cuttable();
  const [first, second] = [await orderIn(town), await orderIn(town)];
  const owner = await at(town.owner, town.home, { baseURL: wire.address });
  await open(owner, '/store');
  await expect(ticket(owner, first.number)).toBeVisible();

  wire.cut();
  await expect(owner.getByText(LOST)).toBeVisible();
  const [cook, rider] = [kitchen(town.owner), bike(town.rider)];
  for (const step of [cook.accept, cook.start, cook.finish, rider.claim]) await step(first.id);
  await rider.pickUp(first.id, first.number);
  await rider.dropOff(first.id);
  const third = await orderIn(town);
  wire.mend();

  await expect(ticket(owner, third.number)).toBeVisible();
  await expect(ticket(owner, second.number)).toBeVisible();
  await expect(ticket(owner, first.number)).toHaveCount(0);
  await expect(owner.getByText(LOST)).toHaveCount(0);
  wire.close();
});

test("a rider's tap in a cellar is sent when the connection is back", async ({ town, at }) => {
  const order = await orderIn(town);
  const [cook, by] = [kitchen(town.owner), bike(town.rider)];
  for (const step of [cook.accept, cook.start, cook.finish, by.claim]) await step(order.id);
  await by.pickUp(order.id, order.number);
  const [customer, rider] = await Promise.all([
    at(town.customer, town.home, PHONE),
    at(town.rider, town.home, PHONE),
  ]);
  await Promise.all([open(customer, `/orders/${order.id}`), open(rider, '/rider/current')]);

  await rider.context().setOffline(true);
  await rider.getByRole('button', { name: '전달했어요' }).tap();
  await expect(rider.getByText(/전송 대기 중 1/)).toBeVisible();
  await expect(rider.getByRole('heading', { name: '잘 전달했어요' })).toBeVisible();
  await rider.context().setOffline(false);

  await said(customer, '도착했어요');
  await expect(rider.getByText(/전송 대기 중/)).toHaveCount(0);
});

test("a rider's tap that has arrived counts, though the stream has not said so yet", async ({ town, at }) => {
  const order = await orderIn(town);
  const [cook, by] = [kitchen(town.owner), bike(town.rider)];
  for (const step of [cook.accept, cook.start, cook.finish, by.claim]) await step(order.id);
  const rider = await at(town.rider, town.home, PHONE);
  await keepBackTheStream(rider);
  await open(rider, '/rider/current');

  await rider.getByLabel('봉투의 주문 번호를 적어 주세요').fill(order.number.slice(2));
  const answered = rider.waitForResponse(/rider\/pickup/);
  await rider.getByRole('button', { name: '픽업했어요' }).tap();
  await answered;
  await expect(rider.getByText(/전송 대기 중/)).toHaveCount(0);
  await expect(rider.getByRole('button', { name: '전달했어요' })).toBeVisible();
});

async function keepBackTheStream(page: Page): Promise<() => void> {
  let letGo = () => {};
  const free = new Promise<void>(resolve => (letGo = resolve));
  await page.route('**/live*', async route => {
    await free;
    await route.continue();
  });
  return letGo;
}
