/**
 * A shop with a past: folders with so many stored orders, customers at rest and facts, written through the
 * store itself and folded by its own compactor. Kept under `data-bench/`, because a million takes minutes;
 * what is measured works on a copy made of hard links, as a backup is.
 */

import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Order } from '../src/commerce/order.ts';
import type { OrderStatus } from '../src/commerce/transitions.ts';
import { newConversation } from '../src/conversation/conversation.ts';
import type { Change } from '../src/decisions/collections.ts';
import { messageId } from '../src/decisions/message-id.ts';
import type { Resting } from '../src/decisions/records.ts';
import { paidReport, sampleOrder } from '../src/seller/order-sample.ts';
import { copyByLinks } from '../src/store/json/linked-copy.ts';
import { openJsonStore } from '../src/store/json/open.ts';

/** Part of the folder's name: another past needs another folder. */
const VERSION = 1;
export const FIRST_NUMBER = 1001;
const ORDERS_A_COMMIT = 250;
const COMMITS_AT_ONCE = 8;
/** One conversation at rest for so many orders. */
const ORDERS_A_CUSTOMER = 5;
const MESSAGES = 6;
const MINUTE = 60_000;

const FIRST_NAMES = 'Ana Rosa Luis José María Pedro Lucía Jorge Carmen Elena Raúl Diego Sofía Julia Marco Inés Hugo Paola Nora Iván'.split(
  ' ',
);
const LAST_NAMES =
  'Quispe Mamani Huamán Rojas Flores Torres Sánchez Vargas Ramos Castro Díaz Cruz Paredes Salas León Vega Ríos Campos Peña Núñez'.split(
    ' ',
  );

/** @param parent where folders are kept @returns the folder, seeded now or before */
export async function folderWithPast(parent: string, orders: number, say: (words: string) => void): Promise<string> {
  const folder = join(parent, `past-${VERSION}-${orders}`);
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return join(folder, 'data');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const started = performance.now();
  await seed(join(folder, 'data'), orders);
  await writeFile(complete, '');
  say(`${orders.toLocaleString('en')} orders seeded in ${Math.round((performance.now() - started) / 1000)} s`);
  return join(folder, 'data');
}

async function seed(directory: string, orders: number): Promise<void> {
  const store = await openJsonStore({ directory });
  const underWay: Promise<unknown>[] = [];
  const now = Date.now();
  for (let from = 0; from < orders; from += ORDERS_A_COMMIT) {
    const indexes = Array.from({ length: Math.min(ORDERS_A_COMMIT, orders - from) }, (_, index) => from + index);
    underWay.push(
      store.commit(
        store.openHot(),
        indexes.flatMap((index) => changesOf(index, orders, now)),
      ),
    );
    if (underWay.length >= COMMITS_AT_ONCE) await underWay.shift();
  }
  const numbers: Change[] = [
    { put: 'counters', id: 'orders', doc: { id: 'orders', next: FIRST_NUMBER + orders } },
    { put: 'counters', id: 'resting', doc: { id: 'resting', next: Math.ceil(orders / ORDERS_A_CUSTOMER) + 1 } },
  ];
  await store.commit(store.openHot(), numbers);
  await Promise.all(underWay);
  await store.close();
}

/** The order with this index of a past with so many; a minute lies between two. `now`: ms. */
export function pastOrder(index: number, orders: number, now: number): Order {
  const at = new Date(now - (orders - index) * MINUTE).toISOString();
  const customer = Math.floor(index / ORDERS_A_CUSTOMER);
  const { conversationId, customerId } = idsOf(customer);
  return sampleOrder({
    number: FIRST_NUMBER + index,
    publicCode: codeOf(index),
    conversationId,
    customerId,
    cartId: customerId,
    customer: { name: nameOf(customer), phone: `+51 9${String((customer * 7919) % 100_000_000).padStart(8, '0')}`, language: 'es' },
    status: statusOf(index, orders),
    payments: { attempts: [], reports: { [paymentOf(index)]: paidReport({ paymentId: paymentOf(index), updatedAt: at }) } },
    placedAt: at,
    live: false,
  });
}

function changesOf(index: number, orders: number, now: number): readonly Change[] {
  const order = pastOrder(index, orders, now);
  const { placedAt: at, customerId, conversationId } = order;
  const customer = Math.floor(index / ORDERS_A_CUSTOMER);
  return [
    { put: 'orders', id: order.id, doc: order },
    {
      append: 'facts',
      doc: { what: 'placed', at, customerId, conversationId, campaign: null, orderId: order.id, price: order.totals.total },
    },
    ...(index % ORDERS_A_CUSTOMER === 0 ? [{ put: 'resting', id: String(customer + 1), doc: restingOf(customer, at) } as const] : []),
  ];
}

export const paymentOf = (index: number) => String(140_000_000_000 + index * 7);
export const codeOf = (index: number) => `k${(index * 48_271 + 13).toString(36)}z`;
export const nameOf = (customer: number) =>
  `${FIRST_NAMES[customer % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(customer / FIRST_NAMES.length) % LAST_NAMES.length]}`;
/** The chat of a customer at rest. */
export const chatOf = (customer: number) => `past-${String(customer).padStart(12, '0')}`;

const idsOf = (customer: number) => ({
  conversationId: `web:main:${chatOf(customer)}`,
  customerId: `c${String(customer).padStart(15, '0')}`,
});

function statusOf(index: number, orders: number): OrderStatus {
  if (index >= orders - 100) return 'confirmed';
  if (index % 100 === 7) return 'returned';
  if (index % 10 === 3) return 'cancelled';
  return 'closed';
}

function restingOf(customer: number, at: string): Resting {
  const { conversationId, customerId } = idsOf(customer);
  return {
    id: String(customer + 1),
    conversation: {
      ...newConversation({
        id: conversationId,
        channel: 'web',
        account: 'main',
        chat: chatOf(customer),
        customerId,
        language: 'es',
        campaign: null,
      }),
      lastN: MESSAGES,
      lastInboundAt: at,
    },
    customer: { id: customerId, name: nameOf(customer), language: 'es', conversations: [conversationId], firstSeenAt: at, campaign: null },
    cart: null,
    messages: Array.from({ length: MESSAGES }, (_, index) => ({
      id: messageId(conversationId, index + 1),
      conversationId,
      n: index + 1,
      at,
      from: index % 2 === 0 ? 'customer' : 'shop',
      body: { kind: 'text', text: 'gracias, quedo atenta a la entrega de mañana' },
      text: 'gracias, quedo atenta a la entrega de mañana',
    })),
  };
}

/** The same files under other names: what replaces one of them leaves the other as it was. `to` must not exist. */
export async function linkedCopy(from: string, to: string): Promise<void> {
  await copyByLinks(from, to);
}
