// The owner keeps the menu; customers see it as it is.

import { test, expect } from '../fixtures';
import { open } from '../screens';

/** A red square, 8 by 8. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC',
  'base64',
);

// What is refused travels as 415 and 422, which the browser reports.
test.use({ expectedErrors: [/status of (415|422)/] });

test('an owner puts a dish on the menu, with a photo and a count, and a customer orders by it', async ({ town, at }) => {
  const [owner, customer] = await Promise.all([at(town.owner, town.home), at(town.customer, town.home)]);
  await open(owner, '/store/menu');

  await test.step('a form that is wrong says where, and keeps what was typed', async () => {
    await owner.getByRole('link', { name: '새 메뉴' }).click();
    await owner.getByLabel('이름', { exact: true }).fill('해물파전');
    await owner.getByRole('textbox', { name: '값(원)', exact: true }).fill('비싸요');
    await owner.getByRole('button', { name: '메뉴에 올리기' }).click();
    await expect(owner.getByText('값을 숫자로 적어 주세요.')).toBeVisible();
    await expect(owner.getByLabel('이름', { exact: true })).toHaveValue('해물파전');
  });

  await test.step('corrected, it is on the menu', async () => {
    await owner.getByRole('textbox', { name: '값(원)', exact: true }).fill('15,000');
    await owner.getByLabel('메뉴판 자리').fill('부침');
    // What somebody writes is text, whatever it looks like.
    await owner.getByLabel('설명').fill('겉은 바삭 </textarea><script>console.error("written")</script>');
    await owner.getByLabel('남은 수량', { exact: true }).fill('2');
    await owner.getByRole('button', { name: '메뉴에 올리기' }).click();
    await expect(owner.getByRole('heading', { name: '메뉴 고치기' })).toBeVisible();
    await expect(owner.getByRole('link', { name: '해물파전 고치기' })).toBeVisible();
  });

  await test.step('a photo is sent as soon as it is chosen', async () => {
    await owner.getByLabel('사진').setInputFiles({ name: 'pajeon.png', mimeType: 'image/png', buffer: PHOTO });
    await expect(owner.locator('.item-preview img')).toHaveAttribute('src', /^\/photos\//);
  });

  await test.step('what is no photo is refused in words', async () => {
    await owner.getByLabel('사진').setInputFiles({ name: 'pajeon.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
    await expect(owner.getByRole('complementary').getByRole('alert')).toContainText('사진');
    await expect(owner.locator('.item-preview img')).toHaveAttribute('src', /^\/photos\//);
  });

  await test.step('the page reads the same after a reload', async () => {
    await open(owner, owner.url().replace(/^https?:\/\/[^/]+/, ''));
    await expect(owner.getByLabel('설명')).toHaveValue('겉은 바삭 </textarea><script>console.error("written")</script>');
  });

  await test.step('the customer sees it', async () => {
    await open(customer, `/stores/${town.store.id}`);
    const dish = customer.getByRole('link', { name: /해물파전/ });
    await expect(dish).toContainText('15,000원');
    await expect(dish.locator('img')).toHaveAttribute('src', /^\/photos\//);
  });

  await test.step('changed in place, the count and the price follow', async () => {
    await owner.getByLabel('해물파전 남은 수량').fill('1');
    await owner.getByRole('button', { name: '수량 저장' }).click();
    await expect(owner.locator('.menu-line').filter({ hasText: '해물파전' })).toContainText('1개 남음');
    await owner.getByRole('textbox', { name: '값(원)', exact: true }).fill('16000');
    await owner.getByRole('button', { name: '저장', exact: true }).click();
    await expect(owner.getByText('저장했어요')).toBeVisible();
    await open(customer, `/stores/${town.store.id}`);
    await expect(customer.getByRole('link', { name: /해물파전/ })).toContainText('16,000원');
  });

  await test.step('sold out for an hour, it cannot be ordered until it is back', async () => {
    const line = owner.locator('.menu-line').filter({ hasText: '해물파전' });
    await line.getByRole('button', { name: '1시간' }).click();
    await expect(line.getByRole('button', { name: '다시 팔기' })).toBeVisible();
    await open(customer, `/stores/${town.store.id}`);
    await expect(customer.locator('.menu-item[data-off]').filter({ hasText: '해물파전' })).toContainText('품절');
    await line.getByRole('button', { name: '다시 팔기' }).click();
    await expect(line.getByRole('button', { name: '1시간' })).toBeVisible();
    await open(customer, `/stores/${town.store.id}`);
    await expect(customer.locator('.menu-item[data-off]')).toHaveCount(0);
  });
});

test('a photo, a price or a count that is too much is refused in words that help', async ({ town, at }) => {
  const owner = await at(town.owner, town.home);
  await open(owner, '/store/menu');
  await owner.getByRole('link', { name: '칼국수 고치기' }).click();
  const price = owner.getByRole('textbox', { name: '값(원)', exact: true });
  const stock = owner.getByLabel('남은 수량', { exact: true });
  const save = owner.getByRole('button', { name: '저장', exact: true });

  await test.step('a photo of more than 8 MB is not even sent', async () => {
    const photo = owner.getByLabel('사진', { exact: true });
    await photo.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(9 * 1024 * 1024) });
    await expect(owner.getByText(/사진이 너무 커요. 8MB까지/)).toBeVisible();
    await expect(photo).toHaveAttribute('aria-invalid', 'true');
  });

  await test.step('a price that is too much is told how much it may be', async () => {
    await price.fill('99999999999999');
    await save.click();
    await expect(owner.getByText('값은 1,000,000,000원까지 적을 수 있어요.')).toBeVisible();
  });

  await test.step('so is a count', async () => {
    await price.fill('12,000원');
    await stock.fill('99999999');
    await save.click();
    await expect(owner.getByText('0에서 100,000 사이의 숫자를 적거나 비워 두세요.')).toBeVisible();
    await expect(stock).toHaveAttribute('aria-invalid', 'true');
    await expect(price).not.toHaveAttribute('aria-invalid', 'true');
  });

  await test.step('corrected, both are kept', async () => {
    await stock.fill('100000');
    await save.click();
    await expect(owner.getByText('저장했어요')).toBeVisible();
    await expect(owner.locator('.menu-line').filter({ hasText: '칼국수' })).toContainText('12,000원');
  });
});

test('without scripts an item that is refused keeps what was typed', async ({ town, at }) => {
  const owner = await at(town.owner, town.home, { javaScriptEnabled: false });
  const price = owner.getByRole('textbox', { name: '값(원)', exact: true });

  await test.step('a new one', async () => {
    await owner.goto('/store/menu?item=new');
    await owner.getByLabel('이름', { exact: true }).fill('해물파전');
    await owner.getByLabel('설명').fill('겉은 바삭, 속은 촉촉; "제철" 해물');
    await price.fill('비싸요');
    await owner.getByRole('button', { name: '메뉴에 올리기' }).click();
    await expect(owner.getByText('값을 숫자로 적어 주세요.')).toBeVisible();
    await expect(owner.getByLabel('이름', { exact: true })).toHaveValue('해물파전');
    await expect(owner.getByLabel('설명')).toHaveValue('겉은 바삭, 속은 촉촉; "제철" 해물');
    await expect(price).toHaveValue('비싸요');
    await price.fill('15,000원');
    await owner.getByRole('button', { name: '메뉴에 올리기' }).click();
    await expect(owner.getByRole('heading', { name: '메뉴 고치기' })).toBeVisible();
    await expect(price).toHaveValue('15000');
  });

  await test.step('and one that changes, but no other', async () => {
    await owner.getByLabel('설명').fill('속은 더 촉촉');
    await price.fill('99999999999999');
    await owner.getByRole('button', { name: '저장', exact: true }).click();
    await expect(owner.getByText('값은 1,000,000,000원까지 적을 수 있어요.')).toBeVisible();
    await expect(owner.getByLabel('설명')).toHaveValue('속은 더 촉촉');
    await expect(price).toHaveValue('99999999999999');
    await owner.getByRole('link', { name: '칼국수 고치기' }).click();
    await expect(price).toHaveValue('10000');
  });
});
