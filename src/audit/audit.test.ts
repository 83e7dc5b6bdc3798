/**
 * Each invariant is kept by the data of a real shop and broken by one change of them: what a programmer's
 * mistake, a hand in the files, or a disk could do.
 */
import path from 'node:path';
import { expect, test } from 'vitest';
import { minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { ManualPayment, PaymentReport, RefundRecord } from '../commerce/payments.ts';
import { aPromotion } from '../commerce/test-shop.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Collections, Stored, WrittenCollection } from '../decisions/collections.ts';
import { realDisk } from '../store/json/disk.ts';
import { lookInto } from '../store/json/look.ts';
import { audit, INVARIANT_NAMES, type InvariantName } from './audit.ts';

/** Orders 1001 (cash, confirmed) and 1002 (waits for its payment), three conversations. */
const SHOP = path.resolve(import.meta.dirname, '../../test/fixtures/data-v2');
const sound = await Array.fromAsync((await lookInto(realDisk, SHOP, () => {})).documents);

type Documents = readonly Stored[];

function change<C extends WrittenCollection>(collection: C, id: string, to: (doc: Collections[C]) => Collections[C]) {
  return (documents: Documents): Documents => {
    expect(
      documents.some((stored) => stored.collection === collection && stored.id === id),
      `${collection}/${id} is there`,
    ).toBe(true);
    return documents.map((stored) =>
      stored.collection === collection && stored.id === id ? ({ ...stored, doc: to(stored.doc as Collections[C]) } as Stored) : stored,
    );
  };
}

const order = (id: string, to: (order: Order) => Order) => change('orders', id, to);

const without = (collection: WrittenCollection, id: string | RegExp) => (documents: Documents) => {
  const fits = (stored: Stored) => stored.collection === collection && (typeof id === 'string' ? stored.id === id : id.test(stored.id));
  expect(documents.some(fits), `${collection}/${id} is there`).toBe(true);
  return documents.filter((stored) => !fits(stored));
};

const and =
  (...added: Documents) =>
  (documents: Documents) => [...documents, ...added];

const LUIS = 'web:main:luis0000000000000000';
const luis = sound.find((stored) => stored.collection === 'conversations' && stored.id === LUIS)?.doc as Conversation;
const report: PaymentReport = {
  paymentId: '77',
  reference: 'somebody else',
  status: 'rejected',
  detail: '',
  amount: minor(9800),
  refunded: minor(0),
  currency: 'PEN',
  live: false,
  updatedAt: '2026-11-25T15:30:00.000Z',
  means: 'visa',
};
const AT = '2026-11-25T15:30:00.000Z';
const receipt: ManualPayment = { id: '1001-P1', method: 'transfer', amount: minor(2900), status: 'rejected', at: AT, by: 'customer' };
const refundOf = (paymentId: string): RefundRecord => ({
  id: '1001-R1',
  paymentId,
  amount: minor(100),
  status: 'failed',
  via: 'provider',
  reason: 'falla',
  request: 'r1',
  at: AT,
  by: 'seller',
});
const summer = { promotion: aPromotion({ id: 'verano' }), amount: minor(0) };
const atRest = (id: string, conversation: Conversation): Stored => ({
  collection: 'resting',
  id,
  doc: { id, conversation, customer: null, cart: null, messages: [] },
});

const BREAKS: Readonly<Record<InvariantName, (documents: Documents) => Documents>> = {
  'order-totals': order('1001', (one) => ({ ...one, totals: { ...one.totals, total: minor(2800) } })),
  'order-lines': order('1001', (one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, net: minor(line.net - 1) })) })),
  'order-payment-status': order('1002', (one) => ({ ...one, paymentStatus: 'paid' })),
  'order-reports': order('1002', (one) => ({ ...one, payments: { ...one.payments, reports: { '77': report } } })),
  'order-refunds': order('1001', (one) => ({ ...one, payments: { ...one.payments, refunds: [refundOf('nobody')] } })),
  'order-receipts': order('1001', (one) => ({ ...one, payments: { ...one.payments, manual: [{ ...receipt, id: '1001-P2' }] } })),
  'proofs-refer': and({ collection: 'proofs', id: '7', doc: { id: '7', shown: { 'o:123456': ['999-P1'] } } }),
  'order-history': order('1001', (one) => ({ ...one, history: [...one.history, ...one.history] })),
  'order-status': order('1002', (one) => ({ ...one, status: 'preparing' })),
  'order-returns': order('1001', (one) => ({ ...one, lines: one.lines.map((line) => ({ ...line, returnReceived: 1 })) })),
  'order-left-paid': order('1002', (one) => ({ ...one, history: [...one.history, { at: AT, what: 'out_for_delivery', by: 'seller' }] })),
  'order-promotions': order('1001', (one) => ({ ...one, promotions: [summer, summer] })),
  'order-due-date': order('1002', (one) => ({ ...one, dueAt: null })),
  'order-wait-ends': without('timers', 'order-expiry:1002'),
  'order-numbers': without('orders', '1002'),
  'redemptions-counted': and({ collection: 'redemptions', id: 'verano', doc: { id: 'verano', used: 1, given: minor(500) } }),
  'redemptions-of-customers': and(
    { collection: 'redemptions', id: 'verano', doc: { id: 'verano', used: 0, given: minor(0) } },
    { collection: 'redemptions', id: 'verano:51987654321', doc: { id: 'verano:51987654321', used: 1, given: minor(500) } },
  ),
  'order-codes': order('1002', (one) => ({ ...one, publicCode: 'xxxxxxxxxe' })),
  'payment-once': (documents) => {
    const reference = documents.flatMap((stored) => (stored.collection === 'orders' ? stored.doc.payments.attempts : []))[0]?.reference;
    const both = { ...report, reference: reference ?? '' };
    const paidBy = (id: string) => order(id, (one) => ({ ...one, payments: { ...one.payments, reports: { '77': both } } }));
    return paidBy('1002')(paidBy('1001')(documents));
  },
  'slots-counted': and({ collection: 'slots', id: 'cerca:2026-11-26:10:00', doc: { id: 'cerca:2026-11-26:10:00', taken: 1 } }),
  'stock-levels': change('stock', 'tote', (level) => ({ ...level, onHand: -1 })),
  'stock-reserved': change('stock', 'tote', (level) => ({ ...level, reserved: 7 })),
  'stock-movements': without('movements', '1'),
  'movement-once': (documents) =>
    and(
      ...documents.filter((stored) => stored.collection === 'movements' && stored.id === '1').map((stored) => ({ ...stored, id: '999' })),
    )(documents),
  'order-movements': order('1001', (one) => ({ ...one, status: 'delivered' })),
  'conversation-numbers': without('messages', `${LUIS}:3`),
  'conversation-once': and(atRest('1', luis)),
  'conversation-customers': change('customers', luis?.customerId, (customer) => ({ ...customer, conversations: [] })),
  'document-ids': change('stock', 'tote', (level) => ({ ...level, id: 'bag' })),
  'timers-refer': and({
    collection: 'timers',
    id: 'order-expiry:9',
    doc: { id: 'order-expiry:9', kind: 'order-expiry', ref: '9', at: 0, round: 0 },
  }),
  'jobs-refer': and({
    collection: 'jobs',
    id: 'close-link:9',
    doc: { id: 'close-link:9', task: { kind: 'close-link', orderId: '9', providerRef: '' }, attempts: 0, dueAt: 0 },
  }),
  'outbox-refers': and({
    collection: 'outbox',
    id: `${LUIS}:999`,
    doc: { id: `${LUIS}:999`, conversationId: LUIS, n: 999, channel: 'web', attempts: 0, dueAt: 0 },
  }),
  'alerts-refer': and({
    collection: 'alerts',
    id: 'not-sent:1',
    doc: { id: 'not-sent:1', kind: 'not-sent', at: '', data: { message: 'x:1' } },
  }),
  'orders-refer': change('conversations', LUIS, (one) => ({ ...one, orders: ['1999'] })),
  'aliases-refer': and({ collection: 'aliases', id: 'web:main:new', doc: { id: 'web:main:new', conversationId: 'web:main:nobody' } }),
  'takeovers-end': change('conversations', LUIS, (one) => ({ ...one, takenOver: { by: 'page', until: 1, told: true } })),
  'staff-refers': and({
    collection: 'staff',
    id: 'staff',
    doc: {
      id: 'staff',
      helpers: [{ conversationId: 'web:main:nobody', name: 'Rosa', role: 'owner', language: 'es', since: '2026-11-25T15:00:00.000Z' }],
      codes: [],
      paused: null,
    },
  }),
  'phones-refer': and({
    collection: 'phones',
    id: '51987654321',
    doc: { id: '51987654321', holders: [{ customerId: 'x', conversationId: 'web:main:nobody' }] },
  }),
  'counters-ahead': and({
    collection: 'transcripts',
    id: '5',
    doc: { id: '5', conversationId: LUIS, messages: [] },
  }),
};

test('the data of a shop that was sold in keep every invariant', () => {
  expect(sound.length).toBeGreaterThan(50);
  expect(audit(sound)).toEqual([]);
});

test.each(INVARIANT_NAMES)('%s is broken by data that break it, and said with the document', (invariant) => {
  const violations = audit(BREAKS[invariant](sound));
  expect(violations.map((violation) => violation.invariant)).toContain(invariant);
  for (const { document } of violations) expect(document).toMatch(/^[a-z]+\/./);
});

test('documents may come in any order', () => {
  expect(audit([...sound].reverse())).toEqual([]);
});

test('a conversation at rest keeps every invariant', () => {
  const hers = (stored: Stored) =>
    (stored.collection === 'messages' && stored.doc.conversationId === LUIS) ||
    (stored.collection === 'conversations' && stored.id === LUIS) ||
    ((stored.collection === 'customers' || stored.collection === 'carts') && stored.id === luis.customerId);
  const messages = sound.flatMap((stored) => (stored.collection === 'messages' && hers(stored) ? [stored.doc] : []));
  const customer = sound.find((stored) => stored.collection === 'customers' && hers(stored))?.doc as Collections['customers'];
  const resting: Stored = { collection: 'resting', id: '1', doc: { id: '1', conversation: luis, customer, cart: null, messages } };
  const counter: Stored = { collection: 'counters', id: 'resting', doc: { id: 'resting', next: 2 } };
  expect(audit([...sound.filter((stored) => !hers(stored)), resting, counter])).toEqual([]);
});
