// A corner of the map that a test has for itself: a noodle shop, its owner, a rider, and somebody hungry. What happens
// there is on nobody else's board, so tests run beside each other.

import { call, signUp, type Order, type Person, type Store } from './rest';

export type Address = { line: string; lat: number; lng: number };

export type Town = { home: Address; store: Store; owner: Person; rider: Person; customer: Person };

/** 칼국수 costs 10,000 won and has no options; 들기름 막국수 costs 11,000 and has two groups of them. */
export const DELIVERY_FEE = 1_500;

const MENU = [
  { section: '국수', name: '칼국수', description: '손으로 썬 면에 바지락이 넉넉해요.', price: 10_000, illustration: 'bowl' },
  {
    section: '국수',
    name: '들기름 막국수',
    description: '갓 짠 들기름에 김가루와 깨를 듬뿍 올렸어요.',
    price: 11_000,
    illustration: 'noodles',
    option_groups: [
      { name: '양', min: 1, max: 1, choices: [{ name: '보통' }, { name: '곱빼기', price: 2_000 }] },
      { name: '추가', min: 0, max: 2, choices: [{ name: '삶은 달걀', price: 1_000 }, { name: '김가루 더', price: 500 }] },
    ],
  },
  { section: '마실 것', name: '식혜', description: '밥알이 동동 떠요.', price: 3_500, illustration: 'milk' },
];

export async function foundTown(): Promise<Town> {
  const home = { line: '달맞이길 12', ...somewhere() };
  const [owner, rider, customer] = await Promise.all([
    signUp('owner', '윤달래'),
    signUp('rider', '정우'),
    signUp('customer', '김하윤'),
  ]);
  const { id } = await call<Store>(owner, 'POST', '/stores', {
    name: `달맞이국수 ${Math.floor(Math.random() * 10_000)}호점`,
    kind: 'restaurant',
    about: '시험이 있을 때마다 문을 여는 국숫집이에요.',
    address: { line: '달맞이길 3', lat: home.lat + 0.002, lng: home.lng + 0.003 },
    radius_m: 3_000,
    min_order: 9_000,
    delivery_fee: DELIVERY_FEE,
    illustration: 'noodles',
  });
  for (const item of MENU) await call(owner, 'POST', `/stores/${id}/menu-items`, item);
  await call(rider, 'PUT', '/rider/position', { lat: home.lat + 0.003, lng: home.lng + 0.004 });
  await call(rider, 'PUT', '/rider/availability', { online: true });
  return { home, store: await call<Store>(null, 'GET', `/stores/${id}`), owner, rider, customer };
}

/** One 칼국수, paid, without a browser. */
export function orderIn(town: Town, customer = town.customer): Promise<Order> {
  const noodles = town.store.menu.find(item => item.name === '칼국수')!;
  return call<Order>(customer, 'POST', '/orders', {
    store_id: town.store.id,
    lines: [{ menu_item_id: noodles.id, quantity: 1, choice_ids: [] }],
    address: town.home,
    payment: { method: 'card', token: 'tok_ok' },
  });
}

let founded = 0;

/** In the sea or in the hills: a field of the map, some ten kilometres wide, far from every demo store and every other test. */
function somewhere() {
  const field = Number(process.env.TEST_WORKER_INDEX) * 100 + founded++;
  const degrees = (from: number, tenths: number) => Number((from + tenths / 10).toFixed(4));
  return { lat: degrees(33.5, field % 30), lng: degrees(124.5, Math.floor(field / 30) % 65) };
}
