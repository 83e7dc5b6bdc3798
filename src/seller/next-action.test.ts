/** What a seller is told to do next with an order. */
import { expect, test } from 'vitest';
import type { Order } from '../commerce/order.ts';
import { nextAction } from './next-action.ts';
import { sampleOrder } from './order-sample.ts';

const unpaid = { payments: { attempts: [], reports: {} }, paymentStatus: 'unpaid' } as const;
const pickup = { delivery: { kind: 'pickup' } } as const;

test.each([
  ['paid: prepare it', {}, 'prepare'],
  ['not paid yet: wait', { ...unpaid, status: 'awaiting_payment' }, 'wait_payment'],
  ['a receipt came: look at it', { ...unpaid, status: 'awaiting_payment', paymentStatus: 'under_review' }, 'review_receipt'],
  ['ready and to be sent: send it', { status: 'ready' }, 'send'],
  ['ready and not paid: the money goes before the goods', { ...unpaid, status: 'ready' }, 'collect_balance'],
  ['ready and paid at the door: send it', { ...unpaid, status: 'ready', method: 'cash' }, 'send'],
  ['ready and to be picked up: hand it over', { status: 'ready', ...pickup }, 'hand_over'],
  ['delivered and paid: nothing', { status: 'delivered' }, 'none'],
  ['delivered for cash that did not come: collect it', { ...unpaid, status: 'delivered', method: 'cash' }, 'collect_balance'],
  ['cancelled after it was paid: give the money back', { status: 'cancelled' }, 'refund'],
  ['expired and never paid: nothing', { ...unpaid, status: 'expired' }, 'none'],
  [
    'the customer disputes the payment: answer, wherever the order is',
    { status: 'delivered', paymentStatus: 'disputed' },
    'answer_dispute',
  ],
] satisfies [string, Partial<Order>, string][])('%s', (_story, change, action) => {
  expect(nextAction(sampleOrder(change))).toBe(action);
});
