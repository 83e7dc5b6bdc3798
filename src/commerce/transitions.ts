/**
 * Where an order may go from where it is, by which command, and at whose hand: facts/commerce.md §3.3 as
 * one table. Guards that need more than the state (money, stock, the due date) stand with the commands.
 */
export type OrderStatus =
  | 'pending_approval'
  | 'awaiting_payment'
  | 'confirmed'
  | 'preparing'
  | 'ready'
  | 'out_for_delivery'
  | 'delivered'
  | 'closed'
  | 'cancelled'
  | 'expired'
  | 'returned';

/** At whose hand an order moves. */
export type Actor = 'customer' | 'seller' | 'provider' | 'clock';

export type OrderCommand =
  | 'approve'
  | 'reject'
  | 'settlePayment'
  | 'confirmUnpaid'
  | 'expire'
  | 'reactivate'
  | 'startPreparing'
  | 'markReady'
  | 'dispatch'
  | 'handOver'
  | 'markDelivered'
  | 'deliveryFailed'
  | 'cancel'
  | 'close'
  | 'completeReturn';

export interface Transition {
  readonly command: OrderCommand;
  readonly from: readonly OrderStatus[];
  readonly to: readonly OrderStatus[];
  readonly who: readonly Actor[];
  /** Only for orders that are delivered this way. */
  readonly delivery?: 'home' | 'pickup';
}

/** Rows are in the order in which actions are offered. How far a customer may cancel is narrowed by `order-policy.ts`. */
export const TRANSITIONS: readonly Transition[] = [
  { command: 'approve', from: ['pending_approval'], to: ['awaiting_payment', 'confirmed'], who: ['seller'] },
  { command: 'reject', from: ['pending_approval'], to: ['cancelled'], who: ['seller'] },
  { command: 'settlePayment', from: ['awaiting_payment'], to: ['confirmed'], who: ['provider', 'seller'] },
  { command: 'confirmUnpaid', from: ['awaiting_payment'], to: ['confirmed'], who: ['seller'] },
  { command: 'startPreparing', from: ['confirmed'], to: ['preparing'], who: ['seller'] },
  { command: 'markReady', from: ['confirmed', 'preparing'], to: ['ready'], who: ['seller'] },
  { command: 'dispatch', from: ['confirmed', 'preparing', 'ready'], to: ['out_for_delivery'], who: ['seller'], delivery: 'home' },
  { command: 'handOver', from: ['confirmed', 'preparing', 'ready'], to: ['delivered'], who: ['seller'], delivery: 'pickup' },
  { command: 'markDelivered', from: ['out_for_delivery'], to: ['delivered'], who: ['seller'] },
  { command: 'deliveryFailed', from: ['out_for_delivery'], to: ['ready'], who: ['seller'] },
  {
    command: 'cancel',
    from: ['pending_approval', 'awaiting_payment', 'confirmed', 'preparing', 'ready'],
    to: ['cancelled'],
    who: ['customer', 'seller'],
  },
  { command: 'expire', from: ['pending_approval', 'awaiting_payment'], to: ['expired'], who: ['clock'] },
  { command: 'reactivate', from: ['expired'], to: ['awaiting_payment', 'confirmed'], who: ['seller'] },
  { command: 'close', from: ['delivered'], to: ['closed'], who: ['seller', 'clock'] },
  { command: 'completeReturn', from: ['delivered', 'closed'], to: ['returned'], who: ['seller'] },
];

/** Where a command leads, wherever the order is. */
export function targetOf(command: OrderCommand): OrderStatus {
  const [to] = TRANSITIONS.find((transition) => transition.command === command)?.to ?? [];
  if (to === undefined) throw new Error(`the command ${command} leads nowhere`);
  return to;
}

interface Placed {
  readonly status: OrderStatus;
  readonly delivery: { readonly kind: 'home' | 'pickup' };
}

function possible(order: Placed, who: Actor): readonly Transition[] {
  return TRANSITIONS.filter(
    ({ from, who: actors, delivery }) =>
      from.includes(order.status) && actors.includes(who) && (delivery === undefined || delivery === order.delivery.kind),
  );
}

/** Commands this actor may give now, the likeliest first; guards on money and stock may still refuse them. */
export function nextActions(order: Placed, who: Actor): readonly OrderCommand[] {
  return [...new Set(possible(order, who).map(({ command }) => command))];
}

/** States this actor may bring the order to. */
export function allowedNext(order: Placed, who: Actor): readonly OrderStatus[] {
  return [...new Set(possible(order, who).flatMap(({ to }) => to))];
}
