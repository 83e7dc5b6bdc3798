/**
 * What the seller does next with an order, so that every list can say it: a state tells where an order is,
 * this tells whose turn it is. Money comes before goods.
 */

import { isPaidAtDoor } from '../commerce/leaving.ts';
import type { Order } from '../commerce/order.ts';
import { balance } from '../commerce/payment-status.ts';
import type { OrderStatus } from '../commerce/transitions.ts';

export type NextAction =
  | 'approve'
  | 'wait_payment'
  | 'review_receipt'
  | 'answer_dispute'
  | 'prepare'
  | 'finish_preparing'
  | 'send'
  | 'hand_over'
  | 'confirm_delivery'
  | 'collect_balance'
  | 'refund'
  | 'none';

/** By where the order is; what money asks for goes first (`nextAction`). */
const BY_STATUS: Readonly<Record<OrderStatus, NextAction>> = {
  pending_approval: 'approve',
  awaiting_payment: 'wait_payment',
  confirmed: 'prepare',
  preparing: 'finish_preparing',
  ready: 'send',
  out_for_delivery: 'confirm_delivery',
  delivered: 'none',
  closed: 'none',
  cancelled: 'none',
  expired: 'none',
  returned: 'none',
};

export function nextAction(order: Order): NextAction {
  if (order.paymentStatus === 'disputed') return 'answer_dispute';
  if (order.paymentStatus === 'under_review') return 'review_receipt';
  if (balance(order) < 0) return 'refund';
  if (order.status === 'delivered' && balance(order) > 0) return 'collect_balance';
  if (order.status === 'ready' && order.delivery.kind === 'pickup') return 'hand_over';
  if (order.status === 'ready' && balance(order) > 0 && !isPaidAtDoor(order)) return 'collect_balance';
  return BY_STATUS[order.status];
}
