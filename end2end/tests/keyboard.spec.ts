// Without a mouse.

import { test, expect } from '../fixtures';
import { open } from '../screens';

test('a sheet keeps the focus while it is open, and gives it back to the dish that opened it', async ({ town, at }) => {
  const customer = await at(town.customer, town.home);
  await open(customer, `/stores/${town.store.id}`);
  const dish = customer.getByRole('link', { name: /^들기름 막국수/ });
  const sheet = customer.getByRole('dialog', { name: '들기름 막국수' });
  const isInside = () => sheet.evaluate(sheet => sheet.contains(document.activeElement));

  for (const close of ['Escape', 'Enter']) {
    await dish.focus();
    await customer.keyboard.press('Enter');
    await expect(sheet).toBeFocused();
    for (const key of ['Shift+Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab']) {
      await customer.keyboard.press(key);
      expect(await isInside(), key).toBe(true);
    }
    // All the way round.
    for (let presses = 0; presses < 20; presses += 1) {
      await customer.keyboard.press('Tab');
      expect(await isInside()).toBe(true);
    }
    if (close === 'Enter') await sheet.getByRole('link', { name: '닫기' }).focus();
    await customer.keyboard.press(close);
    await expect(sheet).toHaveCount(0);
    await expect(dish).toBeFocused();
  }
});
