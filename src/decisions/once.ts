/**
 * What a program asked for under a key of its own is done once: the answer is kept in the commit of what it
 * did, and a repeat gets the same answer for a day (S57). Nothing of a person is in a kept answer.
 */

import { balance, netPaid } from '../commerce/payment-status.ts';
import type { Draft } from './draft.ts';
import type { CountReply } from './event.ts';
import type { Once, OnceReply, Outcome } from './kept-answer.ts';
import type { OrderReply } from './seller-orders/arguments.ts';
import type { TalkReply } from './talk.ts';

/** How long a repeat is one, in ms: what Stripe keeps too (facts/commerce.md §2, S57). */
export const KEPT_MS = 24 * 60 * 60_000;

/** `take` is done unless it was done under this key before. */
export function takeOnce(draft: Draft, { key, print }: Once, take: () => OrderReply | CountReply | TalkReply): OnceReply {
  const { now } = draft.world;
  const kept = draft.get('answers', key);
  if (kept && now - kept.at < KEPT_MS) {
    return kept.print === print ? { ok: true, once: 'repeated', outcome: kept.outcome } : { ok: true, once: 'reused' };
  }
  const outcome = outcomeOf(take());
  draft.put('answers', key, { id: key, print, at: now, outcome });
  return { ok: true, once: 'new', outcome };
}

export function forgetAnswers(draft: Draft, keys: readonly string[]): void {
  for (const key of keys) {
    const kept = draft.get('answers', key);
    if (kept && draft.world.now - kept.at >= KEPT_MS) draft.remove('answers', key);
  }
}

function outcomeOf(reply: OrderReply | CountReply | TalkReply): Outcome {
  if (!reply.ok || 'level' in reply || 'talk' in reply) return reply;
  const { order } = reply;
  const { number, status, paymentStatus, currency, version, totals, payments } = order;
  return {
    ok: true,
    order: {
      number,
      status,
      paymentStatus,
      currency,
      version,
      total: totals.total,
      paid: netPaid(order),
      balance: balance(order),
      refunds: (payments.refunds ?? []).map((refund) => {
        const { id, paymentId, amount, status: came, via } = refund;
        return { id, paymentId, amount, status: came, via };
      }),
    },
  };
}
