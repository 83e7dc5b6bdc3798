/**
 * Once a day everything that changed at the provider in the last days is looked through: refunds made in its
 * app, chargebacks, payments whose news never came and whose order was no longer asked about.
 */
import type { PaymentReport } from '../commerce/payments.ts';
import { orderIdOf } from './asking-for-money.ts';
import type { Draft } from './draft.ts';
import { loadOrders } from './need-all.ts';
import { applyReport } from './payment-report.ts';
import type { JobTask, Timer } from './records.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How far back each sweep looks (facts/payments.md §5.2): one that failed is made up for by the next. */
const LOOKS_BACK_MS = 3 * DAY_MS;
/** The first sweep comes soon after the shop opens, so that a day away from the provider is made up for. */
const FIRST_AFTER_MS = 15 * 60_000;
const SWEEP = 'payment-sweep:all';

type Sweep = Extract<JobTask, { readonly kind: 'sweep-payments' }>;

/** The shop opened: the sweep is due soon, unless it already has its time. */
export function planSweep(draft: Draft): void {
  if (!draft.get('timers', SWEEP)) setSweep(draft, draft.world.now + FIRST_AFTER_MS, 0);
}

export function sweep(draft: Draft, timer: Timer): void {
  const { now } = draft.world;
  const newSince = timer.round === 0 ? now - LOOKS_BACK_MS : now - DAY_MS;
  draft.job({ kind: 'sweep-payments', from: now - LOOKS_BACK_MS, to: now, newSince, offset: 0 }, 'all');
  setSweep(draft, now + DAY_MS, timer.round + 1);
}

function setSweep(draft: Draft, at: number, round: number): void {
  draft.setTimer({ id: SWEEP, kind: 'payment-sweep', ref: 'all', at, round });
}

/**
 * A page of reports. A payment that no order asked for is told once, in the sweep that first sees it: the
 * account may have other business, and what has no money in it is nobody's.
 */
export function swept(draft: Draft, task: Sweep, reports: readonly PaymentReport[], next: number | null): void {
  loadOrders(draft, [...new Set(reports.flatMap(({ reference }) => (reference === null ? [] : (orderIdOf(reference) ?? []))))]);
  for (const report of reports) {
    const isNews = Date.parse(report.updatedAt) >= task.newSince && report.status === 'approved';
    applyReport(draft, report, isNews);
  }
  if (next !== null) draft.job({ ...task, offset: next }, 'all');
}
