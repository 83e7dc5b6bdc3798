/** An order that owes nothing is closed, by its seller or by the clock some days after it was delivered. */

import type { Order, OrderEvent } from '../commerce/order.ts';
import { refuseTransition } from '../commerce/order-moves.ts';
import { timeToClose } from '../commerce/order-policy.ts';
import { balance } from '../commerce/payment-status.ts';
import { hasOpenReturn } from '../commerce/returns.ts';
import type { Draft } from './draft.ts';
import type { OrderReply } from './seller-orders/arguments.ts';

/** `note`: why what is still owed is let go. */
export function closeOrder(
  draft: Draft,
  order: Order,
  event: Pick<OrderEvent, 'who' | 'note'> & { readonly by: 'seller' | 'clock' },
): OrderReply {
  const illegal = refuseTransition(order, 'close', event.by);
  if (illegal) return illegal;
  if (hasOpenReturn(order)) return { ok: false, code: 'RETURN_OPEN' };
  const owed = balance(order);
  if (owed !== 0 && event.note === undefined) return { ok: false, code: 'BALANCE_DUE', missing: owed };
  const closed: Order = {
    ...order,
    status: 'closed',
    version: order.version + 1,
    history: [...order.history, { at: draft.at, what: 'closed', ...event }],
  };
  draft.put('orders', closed.id, closed);
  draft.clearTimer(`order-close:${order.id}`);
  return { ok: true, order: closed };
}

/** The days after the delivery have passed: what still owes or is owed something is looked at again later. */
export function closeInTime(draft: Draft, orderId: string): void {
  const order = draft.get('orders', orderId);
  if (order?.status !== 'delivered' || closeOrder(draft, order, { by: 'clock' }).ok) return;
  const at = draft.world.now + timeToClose(draft.world.files.shop);
  draft.setTimer({ id: `order-close:${orderId}`, kind: 'order-close', ref: orderId, at, round: 1 });
}
