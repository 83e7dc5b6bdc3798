/**
 * An order moved on: its money noted, confirmed, let go, cancelled. Each move that the table of `transitions.ts`
 * allows to this actor yields a new order with the event in its history, anything else a refusal.
 */
import type { Cancellation, CancelReason, Order, OrderEvent } from './order.ts';
import { dueNow, netPaid, paymentStatus, paymentUnderway } from './payment-status.ts';
import type { OrderPayments } from './payments.ts';
import { type Units, unitsOf } from './placement.ts';
import type { Refusal, RefusalOf } from './refusal.ts';
import { type Actor, allowedNext, nextActions, type OrderCommand, type OrderStatus, targetOf } from './transitions.ts';

/** `releases`: promised units to give back in the same commit. */
export type OrderChange = { readonly ok: true; readonly order: Order; readonly releases: readonly Units[] } | Refusal;

/** The order with other payments and the status they mean: the only way in which either changes. */
export function withPayments(order: Order, payments: OrderPayments): Order {
  const changed = { ...order, payments };
  return { ...changed, paymentStatus: paymentStatus(changed), version: order.version + 1 };
}

/** Confirms an order that waited for its payment and has what was needed now: all of it, or the deposit. A dead order stays dead whatever is paid. `now`: ms. */
export function settle(order: Order, now: number): OrderChange {
  const illegal = refuseTransition(order, 'settlePayment', 'provider');
  if (illegal) return illegal;
  const missing = dueNow(order);
  if (missing > 0) return { ok: false, code: 'BALANCE_DUE', missing };
  return { ok: true, order: moved({ ...order, dueAt: null }, 'confirmed', { what: 'confirmed', by: 'provider' }, now), releases: [] };
}

/** Lets an unpaid order go once it is due (at `dueAt` or later), unless money came or may still come. `now`: ms. */
export function expireOrder(order: Order, now: number): OrderChange {
  const illegal = refuseTransition(order, 'expire', 'clock');
  if (illegal) return illegal;
  if (order.dueAt === null || now < Date.parse(order.dueAt)) return { ok: false, code: 'NOT_DUE', dueAt: order.dueAt };
  if (paymentUnderway(order.payments)) return { ok: false, code: 'PAYMENT_UNDERWAY' };
  return {
    ok: true,
    order: moved(
      order,
      'expired',
      { what: 'expired', by: 'clock', reason: order.status === 'pending_approval' ? 'not_approved' : 'unpaid' },
      now,
    ),
    releases: unitsOf(order.lines),
  };
}

export interface Ending {
  readonly reason: CancelReason;
  /** For the customer and for the records. */
  readonly note?: string;
  /** The seller's hand, as in `OrderEvent`. */
  readonly who?: string;
}

/** Paid orders may be cancelled too: `balance` then says what is to be given back. `now`: ms. */
export function cancelOrder(order: Order, by: 'customer' | 'seller', { reason, note, who }: Ending, now: number): OrderChange {
  const illegal = refuseTransition(order, reason === 'rejected_by_seller' ? 'reject' : 'cancel', by);
  if (illegal) return illegal;
  const releases = unitsOf(order.lines);
  const told = { ...(note !== undefined && { note }) };
  const cancellation: Cancellation = { reason, actor: by, ...told, restocked: releases.length > 0, refundDue: netPaid(order) };
  const event = {
    what: reason === 'rejected_by_seller' ? 'rejected' : 'cancelled',
    by,
    ...(who !== undefined && { who }),
    reason,
    ...told,
  };
  return { ok: true, order: moved({ ...order, dueAt: null, cancellation }, 'cancelled', event, now), releases };
}

/** Null where this actor may give this command now. */
export function refuseTransition(order: Order, command: OrderCommand, by: Actor): RefusalOf<'ILLEGAL_TRANSITION'> | null {
  if (nextActions(order, by).includes(command)) return null;
  return { ok: false, code: 'ILLEGAL_TRANSITION', command, from: order.status, to: targetOf(command), allowed: allowedNext(order, by) };
}

function moved(order: Order, status: OrderStatus, event: Omit<OrderEvent, 'at'>, now: number): Order {
  const at = new Date(now).toISOString();
  return { ...order, status, version: order.version + 1, history: [...order.history, { at, ...event }] };
}
