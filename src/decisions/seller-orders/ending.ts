/** The end of an order by the hand of its seller: cancelled before it left, or closed when nothing is open any more. */
import type { CancelReason } from '../../commerce/order.ts';
import { closeOrder } from '../order-close.ts';
import { tellCancelled } from '../order-news.ts';
import { cancel } from '../orders.ts';
import type { Handlers } from './acting.ts';

/** Why a seller cancels; `rejected_by_seller` is a command of its own. */
export type SellerCancelReason = Exclude<CancelReason, 'rejected_by_seller'>;

export interface EndingArguments {
  readonly cancel: { readonly reason: SellerCancelReason; readonly note: string | null };
  /** `waive`: why what is still owed is let go; null where nothing is. */
  readonly close: { readonly waive: string | null };
}

export const ENDING: Handlers<EndingArguments> = {
  cancel({ draft, order, who }, { reason, note }) {
    const cancelled = cancel(draft, order.id, 'seller', { reason, who, ...(note !== null && { note }) });
    if (!cancelled.ok) return cancelled;
    for (const kind of ['order-paid', 'order-to-deliver', 'order-edited', 'withdrawal', 'withdrawal-late'])
      draft.dropAlert(`${kind}:${order.id}`);
    tellCancelled(draft, cancelled.order);
    return cancelled;
  },
  close: ({ draft, order, who }, { waive }) => closeOrder(draft, order, { by: 'seller', who, ...(waive !== null && { note: waive }) }),
};
