// Every main screen of every role, on a phone and on a desktop, light and dark: without a word in the console, no wider
// than the screen, and without a serious barrier for anybody (axe-core).

import AxeBuilder from '@axe-core/playwright';
import { test, expect, PHONE, type Page } from '../fixtures';
import { fits } from '../layout';
import { bike, kitchen, type Person } from '../rest';
import { orderIn, type Town } from '../town';
import { alive, isIn, open } from '../screens';

const SIZES = { 390: PHONE, 1280: {} };

/** What happens in a town so that its pages have something to show. */
async function bustle(town: Town) {
  const [cook, by] = [kitchen(town.owner), bike(town.rider)];
  const [, accepted, cooking, ready, brought] = [
    await orderIn(town), await orderIn(town), await orderIn(town), await orderIn(town), await orderIn(town),
  ];
  await cook.accept(accepted.id);
  for (const order of [cooking, ready, brought]) for (const step of [cook.accept, cook.start]) await step(order.id);
  for (const order of [ready, brought]) await cook.finish(order.id);
  await by.claim(brought.id);
  await by.pickUp(brought.id, brought.number);
  return brought;
}

type Screens = { person: keyof Pick<Town, 'customer' | 'owner' | 'rider'> | null; addresses: (town: Town, order: string) => string[] };

const ROLES: Record<string, Screens> = {
  visitor: { person: null, addresses: ({ store }) => ['/', `/stores/${store.id}`, '/sign-in', '/sign-up'] },
  customer: {
    person: 'customer',
    addresses: ({ store }, order) => [
      '/', `/stores/${store.id}`, `/stores/${store.id}?item=${store.menu[1].id}`, '/cart', '/checkout', `/orders/${order}`,
      '/orders', '/inbox', '/me', '/address',
    ],
  },
  owner: {
    person: 'owner',
    addresses: ({ store }) => ['/store', '/store/menu', `/store/menu?item=${store.menu[1].id}`, '/store/settings', '/store/new'],
  },
  rider: { person: 'rider', addresses: () => ['/rider', '/rider/current', '/rider/earnings'] },
};

for (const [role, { person, addresses }] of Object.entries(ROLES)) {
  for (const [width, options] of Object.entries(SIZES)) {
    test(`the ${role}’s screens at ${width} pixels, light and dark`, async ({ town, visitor, at }) => {
      test.slow();
      const { id } = await bustle(town);
      const page = person ? await at(town[person] as Person, town.home, options) : await visitor(options);
      if (person === 'customer') await fillCart(page, town);
      // Before the colours change, or a colour is measured on its way from one to the other.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      for (const address of addresses(town, id)) {
        await test.step(address, async () => {
          await open(page, address);
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
          await fits(page);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            await expect.soft(barriers(page), `${address}, ${colorScheme}`).resolves.toEqual([]);
          }
        });
      }
    });
  }
}

test('one tap makes everything English, and it stays so', async ({ town, at }) => {
  const { id } = await bustle(town);
  const [customer, owner, rider] = await Promise.all([
    at(town.customer, town.home, PHONE),
    at(town.owner, town.home),
    at(town.rider, town.home, PHONE),
  ]);
  for (const [page, first, switchAt, rest] of [
    [customer, '/me', '/me', ['/', '/cart', `/orders/${id}`, '/orders', '/inbox', '/address']],
    [owner, '/store/settings', '/store/settings', ['/store', '/store/menu', '/store/new']],
    [rider, '/rider/earnings', '/rider/earnings', ['/rider', '/rider/current']],
  ] as const) {
    await open(page, first);
    await page.getByRole('button', { name: 'English' }).filter({ visible: true }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    expect(new URL(page.url()).pathname).toBe(switchAt);
    for (const address of rest) {
      await open(page, address);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      expect(await koreanControls(page, town), address).toEqual([]);
    }
  }
});

test('dark is chosen by a tap and kept', async ({ town, at }) => {
  const page = await at(town.customer, town.home, { ...PHONE, colorScheme: 'light' });
  await open(page, '/me');
  const light = await paper(page);
  await page.getByRole('button', { name: '어둡게' }).tap();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await open(page, '/');
  expect(await paper(page)).not.toBe(light);
  await open(page, '/me');
  await page.getByRole('button', { name: '밝게' }).tap();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await alive(page);
  expect(await paper(page)).toBe(light);
});

test('whoever asks for less motion gets none', async ({ town, at }) => {
  const page = await at(town.customer, town.home, { ...PHONE, reducedMotion: 'reduce' });
  await open(page, `/stores/${town.store.id}?item=${town.store.menu[1].id}`);
  await expect(page.getByRole('dialog')).toBeVisible();
  const moving = await page.locator('body *').evaluateAll(all =>
    all
      .filter(one => {
        const { animationName, transitionDuration } = getComputedStyle(one);
        return animationName !== 'none' || transitionDuration.split(', ').some(duration => duration !== '0s');
      })
      .map(one => one.className),
  );
  expect(moving).toEqual([]);
});

/** Serious and critical violations, as `rule: where`. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
}

async function fillCart(page: Page, { store }: Town) {
  await open(page, `/stores/${store.id}?item=${store.menu[0].id}`);
  await page.getByRole('button', { name: /담기/ }).click();
  await isIn(page);
}

/** Buttons, links of navigation and labels that still speak Korean, but for names of people, food and streets, and the way back. */
function koreanControls(page: Page, town: Town): Promise<string[]> {
  const names = [town.store.name, ...town.store.menu.map(item => item.name), town.home.line, '국수', '마실 것'];
  return page.evaluate(names => {
    const texts = [...document.querySelectorAll<HTMLElement>('h1, button, nav a, label, legend')];
    return texts
      .map(element => element.innerText.trim())
      .map(text => text.replace(/[가-힣]+(로|길)( \d+길)? \d+/g, ''))
      .filter(text => /[가-힣]/.test(text) && text !== '한국어' && !names.some(name => text.includes(name)));
  }, names);
}

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
