/**
 * What a helper is told of a time and of what is under way, gathered from the whole shop: orders by where they
 * are, what was sold and collected by any way, what failed. Read, never written.
 */

import { localDate, plusDays } from '../../commerce/calendar.ts';
import { keptPromise } from '../../commerce/lateness.ts';
import { add, type Minor, ZERO } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import type { Alert } from '../../decisions/alert.ts';
import type { Fact } from '../../decisions/records.ts';
import type { Failed, FailedKind, StaffReport, StaffReportWish } from '../../decisions/staff-report.ts';
import { moneyMoves } from '../exports/lists/money-moves.ts';
import { type ListSource, type Span, spanOfDays } from '../exports/source.ts';
import { GROUPS, isIn } from '../pages/order-states.ts';
import { newestAndGravestFirst } from '../pages/today.ts';

export interface ReportDeps {
  readonly lists: () => ListSource;
  readonly alerts: () => Iterable<Alert>;
  /** Newest first, at most `limit`. */
  readonly newestOrders: (limit: number) => Promise<readonly Order[]>;
  /** Newest first, at most `limit`. */
  readonly newestFacts: (limit: number) => Promise<readonly Fact[]>;
  /** No real money moves: only practice orders are counted. */
  readonly practice: boolean;
}

/** Newest orders whose money is looked through besides those placed in that time: it may come, or go back, later. */
const RECENT = 500;
/** Newest facts that are looked through. */
const RECENT_FACTS = 5000;

const UNDER_WAY = [...GROUPS.toConfirm, ...GROUPS.toPrepare, ...GROUPS.toDeliver];
const IS_OVER: ReadonlySet<Order['status']> = new Set(['cancelled', 'expired', 'returned']);

/** Days that a week has, today the last of them. */
const WEEK_DAYS = 7;

/** What is under way now, and how the time went that is asked about: today, where none is. */
export async function staffReport(
  { lists, alerts, newestOrders, newestFacts, practice }: ReportDeps,
  wish: StaffReportWish,
): Promise<StaffReport> {
  const source = lists();
  const { shop, now } = source;
  const span = timeOf(wish, now, shop.timeZone);
  const isThen = (at: string) => Date.parse(span.from) <= Date.parse(at) && Date.parse(at) < Date.parse(span.before);
  const isCounted = ({ live }: Order) => live !== practice;
  const open = (await source.ordersIn(UNDER_WAY)).filter(isCounted);
  const placed = (await Array.fromAsync(source.orders(span))).filter(isCounted);
  const recent = (await newestOrders(RECENT)).filter(isCounted);
  const sold = placed.filter(({ status }) => !IS_OVER.has(status));
  const waiting = newestAndGravestFirst([...alerts()]);
  const facts = (await newestFacts(RECENT_FACTS)).filter(({ at }) => isThen(at));
  return {
    toConfirm: numbersIn(open, 'toConfirm'),
    toPrepare: numbersIn(open, 'toPrepare'),
    toDeliver: numbersIn(open, 'toDeliver'),
    late: open.filter((order) => isLate(order, shop.timeZone, now)).map(({ number }) => number),
    sold: { count: sold.length, total: add(ZERO, ...sold.map(({ totals }) => totals.total)) },
    collected: collectedOf(new Map([...recent, ...placed].map((order) => [order.number, order])).values(), isThen),
    alerts: waiting,
    failed: failedOf(
      waiting.filter(({ at }) => isThen(at)),
      facts,
    ),
  };
}

/** The time that is summed up. */
function timeOf({ about, day }: StaffReportWish, now: number, timeZone: string): Span {
  if (day) return { from: new Date(day.from).toISOString(), before: new Date(day.until).toISOString() };
  const today = localDate(now, timeZone);
  const first = plusDays(today, about === 'yesterday' ? -1 : about === 'week' ? 1 - WEEK_DAYS : 0);
  return spanOfDays(first, about === 'yesterday' ? first : today, timeZone);
}

function numbersIn(orders: readonly Order[], group: 'toConfirm' | 'toPrepare' | 'toDeliver'): readonly number[] {
  return orders.filter((order) => isIn(order, group)).map(({ number }) => number);
}

function isLate(order: Order, timeZone: string, now: number): boolean {
  const kept = keptPromise(order, timeZone, now);
  return kept !== null && kept.arrivedAt === null && kept.lateBy > 0;
}

function collectedOf(orders: Iterable<Order>, isThen: (at: string) => boolean): Minor {
  return add(ZERO, ...[...orders].flatMap(moneyMoves).flatMap(({ at, amount }) => (isThen(at) ? [amount] : [])));
}

/** Alerts that say that something failed, by what it was. */
const FAILED_ALERTS: Readonly<Partial<Record<Alert['kind'], FailedKind>>> = {
  'not-sent': 'messages',
  'not-answered': 'messages',
  'not-processed': 'messages',
  'channel-down': 'channel',
  'data-damaged': 'data',
  'customer-in-trouble': 'trouble',
  'order-while-paused': 'paused',
  'provider-refuses': 'payments',
  'payments-unreachable': 'payments',
  'payment-for-dead-order': 'payments',
  'payment-twice': 'payments',
  'payment-short': 'payments',
  'payment-wrong-currency': 'payments',
  'payment-unknown': 'payments',
  'payment-disputed': 'payments',
  'payment-lost': 'payments',
  'receipt-repeated': 'payments',
  'refund-failed': 'payments',
  'refund-no-balance': 'payments',
};

/** What customers met that stopped them. */
const FAILED_FACTS: Readonly<Partial<Record<Fact['what'], FailedKind>>> = {
  'not-found': 'not-found',
  'sold-out': 'sold-out',
  'zone-not-served': 'zone-not-served',
  'payment-rejected': 'payment-rejected',
  expired: 'expired',
};

/** The most frequent first. */
function failedOf(alerts: readonly Alert[], facts: readonly Fact[]): readonly Failed[] {
  const counts = new Map<FailedKind, number>();
  const kinds = [...alerts.map(({ kind }) => FAILED_ALERTS[kind]), ...facts.map(({ what }) => FAILED_FACTS[what])];
  for (const kind of kinds) if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).toSorted((a, b) => b.count - a.count);
}
