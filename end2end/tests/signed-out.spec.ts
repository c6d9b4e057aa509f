// Signed out in another tab.

import { test, expect } from '../fixtures';
import { open, ticket } from '../screens';
import { orderIn } from '../town';

// The stream of a session that has ended is refused with 401, which the browser reports.
test.use({ expectedErrors: [/401/] });

test('a board whose session has ended says so, and leads back to itself', async ({ town, at }) => {
  const board = await at(town.owner, town.home);
  await open(board, '/store');
  const other = await board.context().newPage();
  await open(other, '/store/settings');
  await other.getByRole('button', { name: '로그아웃' }).filter({ visible: true }).click();
  await expect(other).toHaveURL(/\/$/);

  // The stream ends with the next thing that it would have told.
  const order = await orderIn(town);
  const again = board.getByRole('link', { name: '다시 로그인' });
  await expect(again).toBeVisible();
  await expect(board.getByText('연결이 끊겼어요')).toHaveCount(0);
  await again.click();
  await board.locator('input[name=email]').fill(town.owner.email);
  await board.locator('input[name=password]').fill('hansang-demo');
  await board.locator('form:has(input[name=password]) button').first().click();
  await expect(ticket(board, order.number)).toBeVisible();
});
