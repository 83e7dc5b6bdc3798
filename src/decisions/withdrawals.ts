/**
 * She withdraws from what she bought: written down with its code before anybody looks at it. What she has comes
 * back as a return that nobody has to approve; what has not left yet, the seller cancels.
 */

import type { Withdrawal } from '../commerce/order.ts';
import type { Refusal } from '../commerce/refusal.ts';
import { requestReturn } from '../commerce/returns.ts';
import { unitsWithdrawn, withdrawFrom } from '../commerce/withdrawal.ts';
import type { Draft } from './draft.ts';

/** Letters and digits of a code that is read aloud: 36^8 ways. */
const CODE_LENGTH = 8;

export type Withdrawing = { readonly ok: true; readonly withdrawal: Withdrawal; readonly delivered: boolean } | Refusal;

export function withdraw(draft: Draft, orderId: string): Withdrawing {
  const order = draft.get('orders', orderId);
  if (!order) return { ok: false, code: 'ORDER_NOT_FOUND', orderId };
  const { files, newId } = draft.world;
  const { country, timeZone, publicHolidays: holidays = [] } = files.shop;
  const code = newId(CODE_LENGTH).toUpperCase();
  const outcome = withdrawFrom(order, code, { country, timeZone, holidays, catalog: files.catalog }, draft.at);
  if (!outcome.ok) return outcome;
  const { withdrawal } = outcome;
  const lines = withdrawal.inTime ? unitsWithdrawn(outcome.order, withdrawal) : [];
  const wish = { kind: 'withdrawal', lines, reason: 'changed_mind', by: 'customer' } as const;
  const back = lines.length > 0 ? requestReturn(outcome.order, wish, draft.at) : null;
  const changed = back?.ok ? back.order : outcome.order;
  draft.put('orders', orderId, {
    ...changed,
    history: [...changed.history, { at: draft.at, what: 'withdrawn', by: 'customer', note: code }],
  });
  draft.alert({
    kind: withdrawal.inTime ? 'withdrawal' : 'withdrawal-late',
    orderId,
    conversationId: order.conversationId,
    data: { number: order.number, code, deadline: withdrawal.deadline ?? '—' },
  });
  return { ok: true, withdrawal, delivered: back !== null };
}
