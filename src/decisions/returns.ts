/** What a customer announces to come back: written down, shown to the seller, called off again. */
import type { OrderReturn } from '../commerce/order-return.ts';
import { moveReturn, type Returning, type ReturnWish, requestReturn } from '../commerce/returns.ts';
import type { Draft } from './draft.ts';

export function announceReturn(draft: Draft, orderId: string, wish: ReturnWish): Returning {
  const order = draft.get('orders', orderId);
  if (!order) return { ok: false, code: 'ORDER_NOT_FOUND', orderId };
  const announced = requestReturn(order, wish, draft.at);
  if (!announced.ok) return announced;
  const noted = {
    ...announced.order,
    history: [...order.history, { at: draft.at, what: 'return-requested', by: 'customer' as const, reason: wish.reason }],
  };
  draft.put('orders', orderId, noted);
  draft.alert({
    kind: 'return-to-approve',
    orderId,
    conversationId: order.conversationId,
    data: { about: announced.returned.id, number: order.number },
  });
  return { ...announced, order: noted };
}

export function callOffReturn(draft: Draft, orderId: string, returnId: string): Returning {
  const order = draft.get('orders', orderId);
  if (!order) return { ok: false, code: 'ORDER_NOT_FOUND', orderId };
  const off = moveReturn(order, returnId, 'cancel');
  if (!off.ok) return off;
  const noted = { ...off.order, history: [...order.history, { at: draft.at, what: 'return-cancelled', by: 'customer' as const }] };
  draft.put('orders', orderId, noted);
  forgetReturnAlerts(draft, off.returned);
  return { ...off, order: noted };
}

/** Whoever saw to it need not be told of it any more. */
export function forgetReturnAlerts(draft: Draft, { id, kind, status }: OrderReturn): void {
  const orderId = id.split('-')[0] ?? id;
  if (kind === 'withdrawal' && status !== 'approved') draft.dropAlert(`withdrawal:${orderId}`);
  if (status !== 'requested') draft.dropAlert(`return-to-approve:${id}`);
}
