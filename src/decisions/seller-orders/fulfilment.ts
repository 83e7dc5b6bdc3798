/**
 * An order on its way to the customer: prepared, ready, sent, handed over, come back. Goods leave only when they
 * are paid for, are paid for at the door, or the seller says why not; and what leaves, leaves the shelf.
 */

import { isPaidAtDoor, refuseMissing, refuseUnpaid } from '../../commerce/leaving.ts';
import type { Order, Shipment } from '../../commerce/order.ts';
import { refuseTransition } from '../../commerce/order-moves.ts';
import { timeToClose } from '../../commerce/order-policy.ts';
import { unitsOf } from '../../commerce/placement.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import { tellDelivered, tellFailed, tellReady, tellSent } from '../order-news.ts';
import { countedVariant, moveStock } from '../stock-moves.ts';
import { type Acting, type Handlers, withEvent } from './acting.ts';
import type { FulfilmentArguments, OrderReply } from './arguments.ts';
import { collect } from './collecting.ts';

export const FULFILMENT: Handlers<FulfilmentArguments> = {
  startPreparing: (acting) => refuseTransition(acting.order, 'startPreparing', 'seller') ?? moveTo(acting, acting.order, 'preparing'),
  markReady(acting) {
    const illegal = refuseTransition(acting.order, 'markReady', 'seller');
    if (illegal) return illegal;
    const ready = moveTo(acting, acting.order, 'ready');
    tellReady(acting.draft, ready.order);
    return ready;
  },
  dispatch(acting, { tracking, carrier, onTrust }) {
    const { order } = acting;
    const unpaid = isPaidAtDoor(order) ? null : refuseUnpaid(order, onTrust);
    const refused = refuseTransition(order, 'dispatch', 'seller') ?? unpaid ?? missing(acting);
    if (refused) return refused;
    const shipment: Shipment = {
      attempts: order.shipment?.attempts ?? 0,
      ...(tracking !== null && { tracking }),
      ...(carrier !== null && { carrier }),
    };
    const sent = moveTo(acting, { ...order, shipment }, 'out_for_delivery', onTrust);
    moveStock(acting.draft, sent.order, 'sale', unitsOf(order.lines));
    tellSent(acting.draft, sent.order);
    return sent;
  },
  handOver(acting, { collected, onTrust }) {
    const illegal = refuseTransition(acting.order, 'handOver', 'seller');
    if (illegal) return illegal;
    const paid = collect(acting, collected);
    if (!paid.ok) return paid;
    const refused = refuseUnpaid(paid.order, onTrust) ?? missing(acting);
    if (refused) return refused;
    const handed = arrived(acting, paid.order, onTrust);
    moveStock(acting.draft, handed.order, 'sale', unitsOf(handed.order.lines));
    return handed;
  },
  markDelivered(acting, { collected }) {
    const illegal = refuseTransition(acting.order, 'markDelivered', 'seller');
    if (illegal) return illegal;
    const paid = collect(acting, collected);
    if (!paid.ok) return paid;
    const delivered = arrived(acting, paid.order, null);
    tellDelivered(acting.draft, delivered.order);
    return delivered;
  },
  deliveryFailed(acting, { reason }) {
    const { order, draft } = acting;
    const illegal = refuseTransition(order, 'deliveryFailed', 'seller');
    if (illegal) return illegal;
    const shipment: Shipment = { ...order.shipment, attempts: (order.shipment?.attempts ?? 0) + 1 };
    const back = moveTo(acting, { ...order, shipment }, 'ready', reason, 'delivery-failed');
    moveStock(draft, back.order, 'unsale', unitsOf(order.lines));
    tellFailed(draft, back.order, reason);
    return back;
  },
};

function missing({ order, draft }: Acting) {
  return refuseMissing(order, (variantId) => (countedVariant(draft, variantId) ? draft.get('stock', variantId) : undefined));
}

type Moved = Extract<OrderReply, { readonly ok: true }>;

/** `note`: what the seller wrote to it. `what`: in the history, where the state alone does not say it. */
function moveTo(acting: Acting, order: Order, status: OrderStatus, note: string | null = null, what: string = status): Moved {
  const moved = withEvent({ ...order, status }, acting, { what, ...(note !== null && { note }) });
  acting.draft.put('orders', moved.id, moved);
  seenTo(acting, order.status);
  return { ok: true, order: moved };
}

/** Nobody has to be told any more to begin with it. */
function seenTo({ draft, order }: Acting, from: OrderStatus): void {
  if (from === 'confirmed') for (const kind of ['order-paid', 'order-to-deliver', 'order-edited']) draft.dropAlert(`${kind}:${order.id}`);
}

function arrived(acting: Acting, order: Order, onTrust: string | null): Moved {
  const delivered = moveTo(acting, order, 'delivered', onTrust);
  const { draft } = acting;
  const at = draft.world.now + timeToClose(draft.world.files.shop);
  draft.setTimer({ id: `order-close:${order.id}`, kind: 'order-close', ref: order.id, at, round: 0 });
  draft.factOfOrder(delivered.order, 'delivered');
  return delivered;
}
