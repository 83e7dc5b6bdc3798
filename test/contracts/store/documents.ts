/** Small documents for the tests of stores: each says only what a test looks at. */
import { minor } from '../../../src/commerce/money.ts';
import type { Order } from '../../../src/commerce/order.ts';
import { newConversation } from '../../../src/conversation/conversation.ts';
import type { Change } from '../../../src/decisions/collections.ts';
import type { Resting } from '../../../src/decisions/records.ts';

const at = '2026-11-24T15:00:00.000Z';

export const stock = (id: string, onHand: number, reserved = 0): Change => ({
  put: 'stock',
  id,
  doc: { id, onHand, reserved, fileCount: onHand },
});

export const reservation = (key: string, qty: number): Change => ({
  append: 'movements',
  doc: { key, variantId: 'polo/rojo/m', kind: 'reserve', qty, at },
});

export const fact = (words: string): Change => ({
  append: 'facts',
  doc: { what: 'not-found', at, customerId: 'ana', conversationId: 'web:shop:ana', campaign: null, words },
});

export const seen = (id: string): Change => ({ put: 'inbox', id, doc: { id, at: 0 } });

export const order = (number: number, name = 'Ana'): Order => ({
  id: String(number),
  number,
  publicCode: `code-${number}`,
  cartId: 'ana',
  conversationId: 'web:shop:ana',
  customerId: 'ana',
  customer: { name, phone: '+51999888777', language: 'es' },
  channel: 'web',
  campaign: null,
  lines: [],
  delivery: { kind: 'pickup' },
  promise: { date: '2026-11-26' },
  currency: 'PEN',
  totals: { merchandise: minor(4500), discount: minor(0), delivery: minor(0), total: minor(4500) },
  method: 'link',
  status: 'awaiting_payment',
  payments: { attempts: [], reports: {} },
  paymentStatus: 'unpaid',
  live: false,
  placedAt: at,
  dueAt: null,
  version: 1,
  history: [],
});

export const placed = (number: number, name?: string): Change => ({ put: 'orders', id: String(number), doc: order(number, name) });

/** A conversation at rest with one message of it. */
export const resting = (id: string, conversationId: string): Resting => ({
  id,
  conversation: {
    ...newConversation({
      id: conversationId,
      channel: 'web',
      account: 'main',
      chat: conversationId,
      customerId: `customer of ${conversationId}`,
      language: 'es',
      campaign: null,
    }),
    lastN: 1,
    lastInboundAt: at,
  },
  customer: null,
  cart: null,
  messages: [],
});
