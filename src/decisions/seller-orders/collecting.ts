/** Cash taken where an order is handed over: it is written down with the step, and pays the order. */

import { registerPayment } from '../../commerce/manual-payments.ts';
import { formatMoney, type Minor } from '../../commerce/money.ts';
import { balance } from '../../commerce/payment-status.ts';
import { closeLinks } from '../asking-for-money.ts';
import { type Acting, withEvent } from './acting.ts';
import type { OrderReply } from './arguments.ts';

/** The order as it is with the money; nothing is put yet. `amount` null: none was taken. Never more than is owed: change is given. */
export function collect(acting: Acting, amount: Minor | null): OrderReply {
  const { order, draft } = acting;
  if (amount === null) return { ok: true, order };
  if (amount > balance(order)) return { ok: false, code: 'INVALID_AMOUNT', amount };
  const registered = registerPayment(order, 'cash', amount, draft.at);
  if (!registered.ok) return registered;
  const paid = withEvent(registered.order, acting, { what: 'payment-registered', note: formatMoney(amount, order.currency) });
  if (balance(paid) > 0) return { ok: true, order: paid };
  draft.factOfOrder(paid, 'paid');
  return { ok: true, order: closeLinks(draft, paid) };
}
