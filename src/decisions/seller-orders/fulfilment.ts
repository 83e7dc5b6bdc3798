/** An order on its way to the customer: prepared, ready, sent, handed over. */
import { type OrderCommand, type OrderStatus, refuseTransition } from '../../commerce/order.ts';
import type { Acting, Handlers, OrderReply } from './acting.ts';
import { withEvent } from './acting.ts';

export interface FulfilmentArguments {
  readonly startPreparing: Record<never, never>;
}

export const FULFILMENT: Handlers<FulfilmentArguments> = {
  startPreparing: (acting) => moveTo(acting, 'startPreparing', 'preparing'),
};

function moveTo(acting: Acting, command: OrderCommand, status: OrderStatus): OrderReply {
  const illegal = refuseTransition(acting.order, command, 'seller');
  if (illegal) return illegal;
  const order = withEvent({ ...acting.order, status }, acting, { what: status });
  acting.draft.put('orders', order.id, order);
  return { ok: true, order };
}
