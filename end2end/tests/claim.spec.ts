// Two riders, one delivery.

import { test, expect, PHONE } from '../fixtures';
import { call, kitchen, signUp } from '../rest';
import { open } from '../screens';
import { orderIn } from '../town';

// The refusal travels as 409, which the browser reports.
test.use({ expectedErrors: [/409/] });

test('of two riders who tap at once one has the delivery, and the other is told kindly', async ({ town, at }) => {
  const other = await signUp('rider', '서연');
  await call(other, 'PUT', '/rider/position', { lat: town.home.lat + 0.003, lng: town.home.lng + 0.004 });
  await call(other, 'PUT', '/rider/availability', { online: true });
  const riders = await Promise.all([at(town.rider, town.home, PHONE), at(other, town.home, PHONE)]);
  await Promise.all(riders.map(rider => open(rider, '/rider')));

  const order = await orderIn(town);
  const cook = kitchen(town.owner);
  await cook.accept(order.id);
  await cook.start(order.id);
  await cook.finish(order.id);

  // It comes to both screens by itself.
  const takes = riders.map(rider => rider.getByRole('button', { name: '이 배달 잡기' }));
  for (const take of takes) await expect(take).toBeVisible();
  // Neither tap is heard before both are made: the winner's claim would take the button from under the other's thumb.
  let tapped = 0;
  let go = () => {};
  const both = new Promise<void>(resolve => (go = resolve));
  for (const rider of riders) {
    await rider.route('**/rider/claim*', async route => {
      if (++tapped === riders.length) go();
      await both;
      await route.continue();
    });
  }
  await Promise.all(takes.map(take => take.click()));

  const outcomes = await Promise.all(
    riders.map(rider =>
      Promise.race([
        rider.waitForURL('**/rider/current').then(() => 'won'),
        rider.getByRole('alert').getByText('한발 늦었어요.').waitFor().then(() => 'lost'),
      ]),
    ),
  );
  expect(outcomes.sort()).toEqual(['lost', 'won']);
});
