// The README's pictures: `npm run pictures` writes docs/pictures/*.webp. Taken on a lunch hour that looks like one.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect, PHONE, type Page } from '../fixtures';
import { bike, call, kitchen, payment, signIn, type Order, type Person, type Store } from '../rest';
import { open } from '../screens';

const FOLDER = join(__dirname, '../../docs/pictures');
const HOME = { line: '연희로 12길 8', detail: '302호', lat: 37.5667, lng: 126.929 };
const DESKTOP = { viewport: { width: 1280, height: 800 } };
// Sharp enough on a dense screen, and small enough for a page with thirty of them.
const DENSITY = 1.5;

// That payment is down for the picture of a held order travels as 503, which the browser reports.
test.use({ expectedErrors: [/503/] });
test.describe.configure({ mode: 'serial' });

let tracked: Order;
let turnedDown: Order;

test('@pictures a lunch hour begins', async () => {
  const [hayun, dohyeon, owner, jeongu, seoyeon] = await Promise.all(
    ['customer', 'customer2', 'owner', 'rider', 'rider2'].map(name => signIn(`${name}@hansang.test`)),
  );
  const { items } = await call<{ items: Store[] }>(null, 'GET', `/stores?lat=${HOME.lat}&lng=${HOME.lng}&limit=100`);
  const bomnal = await call<Store>(null, 'GET', `/stores/${items.find(store => store.name === '봄날국수')!.id}`);
  const order = (who: Person, dishes: string[], note?: string) => place(who, bomnal, dishes, note);
  const cook = kitchen(owner);
  await call(jeongu, 'PUT', '/rider/availability', { online: true });

  // What went before, for the lists of favourites, past orders and earnings.
  for (const dishes of [['칼국수'], ['잔치국수', '만두 반 접시'], ['들기름 막국수', '식혜'], ['칼국수', '김치전'], ['들기름 막국수']]) {
    const done = await order(hayun, dishes);
    for (const step of [cook.accept, cook.start, cook.finish]) await step(done.id);
    const by = bike(jeongu);
    await by.claim(done.id);
    await by.pickUp(done.id, done.number);
    await by.dropOff(done.id);
    await call(hayun, 'POST', `/orders/${done.id}/receipt`, {});
  }
  turnedDown = await order(hayun, ['서리태 콩국수']);
  await call(owner, 'POST', `/orders/${turnedDown.id}/rejection`, { reason: 'sold_out', text: '콩물이 막 떨어졌어요' });

  // What hangs on the board now.
  const onTheWay = await order(dohyeon, ['비빔국수', '식혜']);
  const ready = [await order(dohyeon, ['칼국수', '칼국수', '꼬마 주먹밥']), await order(dohyeon, ['얼큰 칼국수'])];
  tracked = await order(hayun, ['들기름 막국수', '만두 반 접시'], '문 앞에 두고 벨 눌러 주세요');
  const cooking = await order(dohyeon, ['칼국수', '김치전']);
  const waiting = await order(dohyeon, ['잔치국수', '잔치국수']);
  for (const { id } of [onTheWay, ...ready, tracked]) for (const step of [cook.accept, cook.start, cook.finish]) await step(id);
  await cook.accept(cooking.id, 20);
  await cook.start(cooking.id);
  await cook.accept(waiting.id, 30);
  const [second, first] = [bike(seoyeon), bike(jeongu)];
  await second.claim(onTheWay.id);
  await second.pickUp(onTheWay.id, onTheWay.number);
  await first.claim(tracked.id);
  await order(dohyeon, ['들기름 막국수', '들기름 막국수', '식혜'], '국물 넉넉히 부탁드려요');
  await order(dohyeon, ['만두 한 접시', '칼국수']);
});

for (const [size, device] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const look = { ...device, colorScheme, deviceScaleFactor: DENSITY };
    const shot = (page: Page, name: string) => save(page, `${name}-${size}${colorScheme === 'dark' ? '-dark' : ''}`);

    test(`@pictures a customer's screens on a ${size}, ${colorScheme}`, async ({ signedIn, visitor }) => {
      const page = await signedIn('customer', look);
      await open(page, '/');
      await shot(page, 'home');
      await page.getByRole('link', { name: '봄날국수' }).filter({ hasText: '최소' }).click();
      await expect(page.getByRole('heading', { level: 1, name: '봄날국수' })).toBeVisible();
      const store = page.url();
      await shot(page, 'store');
      await page.getByRole('link', { name: /^들기름 막국수/ }).click();
      const sheet = page.getByRole('dialog', { name: '들기름 막국수' });
      await sheet.getByText('곱빼기').click();
      await sheet.getByText('삶은 달걀').click();
      await shot(page, 'item');
      await sheet.getByRole('button', { name: /담기/ }).click();
      await expect(page.getByText('들기름 막국수 담았어요')).toBeVisible();
      await open(page, store);
      await page.getByRole('link', { name: /^식혜/ }).click();
      await page.getByRole('dialog', { name: '식혜' }).getByRole('button', { name: /담기/ }).click();
      await expect(page.getByText('식혜 담았어요')).toBeVisible();
      await open(page, '/cart');
      await shot(page, 'cart');
      await open(page, '/checkout');
      await shot(page, 'checkout');
      await open(page, `/orders/${tracked.id}`);
      await shot(page, 'tracking');
      await open(page, `/orders/${turnedDown.id}`);
      await shot(page, 'turned-down');
      await open(page, '/orders');
      await shot(page, 'orders');
      await open(page, '/inbox');
      await shot(page, 'inbox');
      await open(page, '/me');
      await shot(page, 'me');
      await shot(await held(signedIn, look, store), 'held');
      const nobody = await visitor(look);
      await open(nobody, '/sign-in');
      await shot(nobody, 'sign-in');
      await open(nobody, '/sign-up');
      await shot(nobody, 'sign-up');
      await open(nobody, '/address');
      await shot(nobody, 'address');
    });

    test(`@pictures a store's screens on a ${size}, ${colorScheme}`, async ({ signedIn }) => {
      const page = await signedIn('owner', look);
      await open(page, '/store');
      await shot(page, 'board');
      await open(page, '/store/menu');
      await shot(page, 'menu');
      await page.getByRole('link', { name: '들기름 막국수 고치기' }).click();
      await expect(page.getByLabel('이름').first()).toHaveValue('들기름 막국수');
      await shot(page, 'menu-editor');
      await open(page, '/store/settings');
      await shot(page, 'settings');
      await open(page, '/store/new');
      await shot(page, 'new-store');
    });

    test(`@pictures a rider's screens on a ${size}, ${colorScheme}`, async ({ signedIn }) => {
      const page = await signedIn('rider', look);
      await open(page, '/rider');
      await shot(page, 'nearby');
      await open(page, '/rider/current');
      await shot(page, 'current');
      await open(page, '/rider/earnings');
      await shot(page, 'earnings');
    });
  }
}

/** Somebody else's order, which could not be paid yet. */
async function held(signedIn: (name: string, look: object) => Promise<Page>, look: object, store: string): Promise<Page> {
  const page = await signedIn('customer2', look);
  await open(page, store);
  await page.getByRole('link', { name: /^들기름 막국수/ }).click();
  await page.getByRole('dialog', { name: '들기름 막국수' }).getByRole('button', { name: /담기/ }).click();
  await expect(page.getByText('들기름 막국수 담았어요')).toBeVisible();
  await open(page, '/checkout');
  await payment({ down: true });
  await page.getByRole('button', { name: /결제하기$/ }).click();
  await expect(page.getByRole('heading', { name: '결제가 잠시 밀려 있어요' })).toBeVisible();
  await payment({});
  return page;
}

/** One of each dish, with the first choice where one must be made. */
function place(who: Person, store: Store, dishes: string[], note?: string): Promise<Order> {
  type Item = Store['menu'][number] & { option_groups: { min: number; choices: { id: string }[] }[] };
  const line = (name: string) => {
    const item = store.menu.find(item => item.name === name) as Item;
    const must = item.option_groups.filter(group => group.min > 0);
    return { menu_item_id: item.id, quantity: 1, choice_ids: must.map(group => group.choices[0].id) };
  };
  return call<Order>(who, 'POST', '/orders', {
    store_id: store.id, lines: dishes.map(line), address: HOME, note, payment: { method: 'card', token: 'tok_ok' },
  });
}

/** How many images on the screen are not there yet. */
const unfinished = () =>
  [...document.images].filter(image => {
    const { top, bottom, left, right } = image.getBoundingClientRect();
    const inSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    return inSight && !image.complete;
  }).length;

/** As WebP, which a page of its own makes of the browser's PNG. */
async function save(page: Page, name: string) {
  await page.evaluate(() => document.fonts.ready);
  await expect.poll(() => page.evaluate(unfinished), { message: `the images of ${name}` }).toBe(0);
  const png = await page.screenshot({ animations: 'disabled' });
  const darkroom = await page.context().browser()!.newPage();
  const webp = await darkroom.evaluate(async png => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.86 })).arrayBuffer());
    return [...bytes];
  }, png.toString('base64'));
  await darkroom.close();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(webp));
  expect(webp.length, `${name} is too large for a README`).toBeLessThan(200_000);
}
