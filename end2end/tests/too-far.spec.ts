// A store that does not deliver to where one is.

import { test, expect } from '../fixtures';
import { program } from '../rest';
import * as screens from '../screens';
import { open } from '../screens';

test('a customer who has moved away learns it before paying', async ({ town, at }) => {
  const there = await at(town.customer, town.home);
  await screens.putNoodlesIn(there, town.store.name);

  const away = { line: '바닷길 1', lat: town.home.lat + 0.05, lng: town.home.lng };
  await there.context().addCookies([
    { name: 'address', value: encodeURIComponent(JSON.stringify(away)), url: program(), httpOnly: true },
  ]);
  await open(there, `/stores/${town.store.id}`);
  await expect(there.getByText('지금 주소로는 배달하지 않는 가게예요.')).toBeVisible();
  await open(there, '/cart');
  await expect(there.getByText('이 가게는 지금 주소로 배달하지 않아요.')).toBeVisible();
  await expect(there.getByRole('button', { name: '이 주소로는 배달하지 않아요' })).toBeDisabled();
  await expect(there.getByRole('link', { name: '주소 바꾸기' })).toHaveAttribute('href', '/address?next=/cart');
});
