/** How the states of orders and of their payments look, and the groups by which a seller looks for orders. */

import { html } from 'hono/html';
import { keptPromise } from '../../commerce/lateness.ts';
import type { Order } from '../../commerce/order.ts';
import type { PaymentStatus } from '../../commerce/payments.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import { deskTexts } from '../desk/texts.ts';
import { exportTexts } from '../exports/texts.ts';
import { type Markup, type Setting, state, type Tone } from './layout.ts';

const ORDER_TONES: Readonly<Record<OrderStatus, Tone>> = {
  pending_approval: 'work',
  awaiting_payment: 'wait',
  confirmed: 'work',
  preparing: 'work',
  ready: 'go',
  out_for_delivery: 'go',
  delivered: 'done',
  closed: 'done',
  cancelled: 'dead',
  expired: 'dead',
  returned: 'dead',
};

const PAYMENT_TONES: Readonly<Record<PaymentStatus, Tone>> = {
  unpaid: 'wait',
  pending: 'wait',
  under_review: 'work',
  partially_paid: 'work',
  paid: 'done',
  overpaid: 'alarm',
  partially_refunded: 'dead',
  refunded: 'dead',
  disputed: 'alarm',
  charged_back: 'alarm',
};

export function orderState(setting: Setting, order: Order): Markup {
  return state(ORDER_TONES[order.status], exportTexts(setting.shop.language).status[order.status]);
}

/** Promised for a time that has passed, and not there yet. */
export function lateState(setting: Setting, order: Order): Markup | string {
  const kept = keptPromise(order, setting.shop.timeZone, setting.now);
  return kept && kept.arrivedAt === null && kept.lateBy > 0 ? html` ${state('alarm', setting.texts.order.overdue)}` : '';
}

/** Something in it is promised and not there. */
export function notEnough(setting: Setting): Markup {
  return state('alarm', deskTexts(setting.shop.language).show.missing);
}

export function paymentState(setting: Setting, order: Order): Markup {
  return state(PAYMENT_TONES[order.paymentStatus], exportTexts(setting.shop.language).paymentStatus[order.paymentStatus]);
}

/** The order's way, in the steps a seller thinks in; the names are also those in the address of the list. */
export const GROUPS = {
  toConfirm: ['pending_approval', 'awaiting_payment'],
  toPrepare: ['confirmed', 'preparing'],
  toDeliver: ['ready', 'out_for_delivery'],
  done: ['delivered', 'closed'],
  dead: ['cancelled', 'expired', 'returned'],
} as const satisfies Readonly<Record<string, readonly OrderStatus[]>>;

export type Group = keyof typeof GROUPS;

export const GROUP_TONES: Readonly<Record<Group, Tone>> = {
  toConfirm: 'wait',
  toPrepare: 'work',
  toDeliver: 'go',
  done: 'done',
  dead: 'dead',
};

export const GROUP_NAMES: readonly Group[] = ['toConfirm', 'toPrepare', 'toDeliver', 'done', 'dead'];

export function isIn(order: Order, group: Group): boolean {
  const statuses: readonly OrderStatus[] = GROUPS[group];
  return statuses.includes(order.status);
}
