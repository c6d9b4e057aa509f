// The REST API as tests use it: to set a scene without clicking, and to see behind the screens.

import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';

/** The password of everybody in the tests. */
export const PASSWORD = 'hansang-demo';

/** Somebody with an account, signed in. */
export type Person = { id: string; role: string; name: string; email: string; token: string };

export type Order = {
  id: string;
  number: string;
  status: string;
  total: number;
  payment: { status: string; charged: number; refunded: number };
};

export type Store = { id: string; name: string; menu: { id: string; name: string }[] };

/** A row of the payment sandbox's own ledger. */
export type Charge = { order_id: string; amount: number; status: string; refunded: number };

/** Where the program serves; the configuration has chosen the port. */
export const program = () => `http://127.0.0.1:${process.env.HANSANG_END2END_PORT}`;
const sandbox = () => `http://127.0.0.1:${process.env.HANSANG_END2END_SANDBOX_PORT}`;

/** Calls the API and gives the answer's JSON; anything but a 2xx fails the test with what the server said. */
export async function call<T>(who: Person | null, method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (who) headers.authorization = `Bearer ${who.token}`;
  if (method === 'POST') headers['idempotency-key'] = randomUUID();
  const answer = await fetch(`${program()}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function signUp(role: 'customer' | 'owner' | 'rider', name: string): Promise<Person> {
  const email = `${role}-${randomUUID()}@hansang.test`;
  await call(null, 'POST', '/accounts', { email, password: PASSWORD, name, phone: '010-0000-7000', role });
  return signIn(email);
}

export async function signIn(email: string): Promise<Person> {
  type Session = { token: string; account: { id: string; role: string; name: string } };
  const { token, account } = await call<Session>(null, 'POST', '/sessions', { email, password: PASSWORD });
  return { ...account, email, token };
}

export const ordersOf = async (customer: Person) =>
  (await call<{ items: Order[] }>(customer, 'GET', '/orders')).items;

/** What happened to an order's money, as the payment sandbox has it. */
export async function chargesOf(order: string): Promise<Charge[]> {
  const answer = await fetch(`${sandbox()}/ledger/payments`);
  const { items } = (await answer.json()) as { items: Charge[] };
  return items.filter(charge => charge.order_id === order);
}

/** Breaks the payment gateway, or with `{}` mends it: `down`, `drop_rate`, `latency_ms` and so on. */
export async function payment(faults: Record<string, unknown>) {
  const answer = await fetch(`${sandbox()}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ payment: faults }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

/** The steps of the store, for journeys that are about somebody else. */
export const kitchen = (owner: Person) => ({
  accept: (order: string, minutes = 15) =>
    call<Order>(owner, 'POST', `/orders/${order}/acceptance`, { prep_minutes: minutes }),
  start: (order: string) => call<Order>(owner, 'POST', `/orders/${order}/cooking-start`, {}),
  finish: (order: string) => call<Order>(owner, 'POST', `/orders/${order}/cooking-finish`, {}),
});

/** The steps of the rider, likewise. */
export const bike = (rider: Person) => ({
  claim: (order: string) => call<Order>(rider, 'POST', `/deliveries/${order}/claim`, {}),
  pickUp: (order: string, number: string) => call<Order>(rider, 'POST', `/deliveries/${order}/pickup`, { number }),
  dropOff: (order: string) => call<Order>(rider, 'POST', `/deliveries/${order}/drop-off`, {}),
});
