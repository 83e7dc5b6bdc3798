/**
 * Every invariant of what the shop holds, by name, and what contradicts them. Pure: the command line, the
 * simulation and tests give it documents from wherever they have them.
 */
import type { Stored } from '../decisions/collections.ts';
import { conversationCustomers, conversationNumbers, conversationOnce } from './conversations.ts';
import type { Broken, Invariant } from './invariant.ts';
import { orderReceipts, orderRefunds, proofsRefer } from './money.ts';
import { orderLeftPaid, orderPromotions, orderReturns, orderStatus } from './order-life.ts';
import {
  orderCodes,
  orderDueDate,
  orderHistory,
  orderLines,
  orderNumbers,
  orderPaymentStatus,
  orderReports,
  orderTotals,
  orderWaitEnds,
  paymentOnce,
} from './orders.ts';
import { redemptionsCounted, redemptionsOfCustomers } from './promotions.ts';
import {
  alertsRefer,
  aliasesRefer,
  countersAhead,
  documentIds,
  jobsRefer,
  ordersRefer,
  outboxRefers,
  phonesRefer,
  staffRefers,
  takeoversEnd,
  timersRefer,
} from './references.ts';
import { slotsCounted } from './slots.ts';
import { movementOnce, orderMovements, stockLevels, stockMovements, stockReserved } from './stock.ts';

const INVARIANTS = {
  'order-totals': orderTotals,
  'order-lines': orderLines,
  'order-payment-status': orderPaymentStatus,
  'order-reports': orderReports,
  'order-refunds': orderRefunds,
  'order-receipts': orderReceipts,
  'proofs-refer': proofsRefer,
  'order-history': orderHistory,
  'order-status': orderStatus,
  'order-returns': orderReturns,
  'order-left-paid': orderLeftPaid,
  'order-promotions': orderPromotions,
  'order-due-date': orderDueDate,
  'order-wait-ends': orderWaitEnds,
  'order-numbers': orderNumbers,
  'order-codes': orderCodes,
  'redemptions-counted': redemptionsCounted,
  'redemptions-of-customers': redemptionsOfCustomers,
  'payment-once': paymentOnce,
  'slots-counted': slotsCounted,
  'stock-levels': stockLevels,
  'stock-reserved': stockReserved,
  'stock-movements': stockMovements,
  'movement-once': movementOnce,
  'order-movements': orderMovements,
  'conversation-numbers': conversationNumbers,
  'conversation-once': conversationOnce,
  'conversation-customers': conversationCustomers,
  'document-ids': documentIds,
  'timers-refer': timersRefer,
  'jobs-refer': jobsRefer,
  'outbox-refers': outboxRefers,
  'alerts-refer': alertsRefer,
  'orders-refer': ordersRefer,
  'phones-refer': phonesRefer,
  'staff-refers': staffRefers,
  'aliases-refer': aliasesRefer,
  'takeovers-end': takeoversEnd,
  'counters-ahead': countersAhead,
} as const satisfies Readonly<Record<string, Invariant>>;

export type InvariantName = keyof typeof INVARIANTS;
export const INVARIANT_NAMES = Object.keys(INVARIANTS) as readonly InvariantName[];

export interface Violation extends Broken {
  readonly invariant: InvariantName;
}

/** All documents of a shop, in any order. Empty where everything holds. */
export function audit(documents: Iterable<Stored>): readonly Violation[] {
  const auditor = beginAudit();
  const violations: Violation[] = [];
  for (const stored of documents) violations.push(...auditor.see(stored));
  return [...violations, ...auditor.end()];
}

export interface Auditor {
  /** What a document contradicts for itself. */
  see(stored: Stored): readonly Violation[];
  /** What all of them together contradict; to be called once, after the last one. */
  end(): readonly Violation[];
}

/** The same for documents that come one at a time. */
export function beginAudit(): Auditor {
  const watches = INVARIANT_NAMES.map((invariant) => ({ invariant, watch: INVARIANTS[invariant]() }));
  const named = (invariant: InvariantName, broken: Iterable<Broken>) => [...broken].map((one): Violation => ({ invariant, ...one }));
  return {
    see: (stored) => watches.flatMap(({ invariant, watch }) => named(invariant, watch.see(stored))),
    end: () => watches.flatMap(({ invariant, watch }) => named(invariant, watch.end())),
  };
}
