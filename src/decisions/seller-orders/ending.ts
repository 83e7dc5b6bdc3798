/** The end of an order by the hand of its seller: cancelled before it left, or closed when nothing is open any more. */

import { closeOrder } from '../order-close.ts';
import { tellCancelled } from '../order-news.ts';
import { cancel } from '../orders.ts';
import type { Handlers } from './acting.ts';
import type { EndingArguments } from './arguments.ts';

/** Why a seller cancels; `rejected_by_seller` is a command of its own. */
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
