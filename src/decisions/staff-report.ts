/** What a helper asks the shop to look up, and what was found. */
import type { Minor } from '../commerce/money.ts';
import type { Alert } from './alert.ts';

/** Orders under way, by what they wait for. */
export type ListOf = 'orders' | 'to-collect' | 'to-prepare' | 'to-send' | 'to-deliver' | 'late';

/**
 * What a helper wants to know: orders, how a time went, or an order by whose it is. `closing`: the day is over, and
 * nobody asked.
 */
export type ReportAbout = ListOf | SummaryOf | 'today' | 'whose';

export type SummaryOf = 'summary' | 'closing' | 'yesterday' | 'week';

/** A day of the shop that is summed up: from one closing to the next. */
export interface ShopDay {
  /** YYYY-MM-DD, the day on which it opened. */
  readonly date: string;
  /** ms since the epoch; `until` is not of it. */
  readonly from: number;
  readonly until: number;
}

/** What a report is made of. */
export interface StaffReportWish {
  readonly about: ReportAbout;
  /** The day that is over; where there is none, what `about` says. */
  readonly day?: ShopDay;
}

export interface StaffReport {
  /** Numbers of orders under way, the oldest first, by where they are. */
  readonly toConfirm: readonly number[];
  readonly toPrepare: readonly number[];
  readonly toDeliver: readonly number[];
  /** Promised for a time that has passed. */
  readonly late: readonly number[];
  /** Placed in the time that is summed up, and not over. */
  readonly sold: { readonly count: number; readonly total: Minor };
  /** Came in by any way in that time, less what went back. */
  readonly collected: Minor;
  readonly alerts: readonly Alert[];
  /** What failed in that time or held up sales. */
  readonly failed: readonly Failed[];
}

export interface Failed {
  readonly kind: FailedKind;
  readonly count: number;
}

export type FailedKind =
  | 'messages'
  | 'payments'
  | 'channel'
  | 'data'
  | 'trouble'
  | 'not-found'
  | 'sold-out'
  | 'zone-not-served'
  | 'payment-rejected'
  | 'expired'
  | 'paused';
