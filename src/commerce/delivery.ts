/**
 * Where the shop delivers, for how much and by when: zones by district, fees, and the promise date.
 *
 * Dates are local `YYYY-MM-DD`; the calendar arithmetic is the safe subset of `calendar.ts`.
 */
import type { Minor } from './money.ts';

export interface DeliveryPolicy {
  readonly pickup: { readonly address: string; readonly instructions: string } | null;
  readonly zones: readonly Zone[];
  /** Weekdays (0 = Sunday) on which orders are prepared. */
  readonly workingDays: readonly number[];
  /** Local dates on which nothing is prepared nor delivered. */
  readonly closedDates: readonly string[];
  /** An order confirmed at or before this local minute (`HH:mm`) is processed the same day. */
  readonly cutoff: string;
  /** Working days between processing and being ready. */
  readonly leadDays: number;
}

export interface Zone {
  readonly id: string;
  readonly name: string;
  /** District names and the other ways customers write them. */
  readonly districts: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly fee: Minor;
  /** Merchandise (after discounts) from which delivery is free, inclusive. */
  readonly freeFrom?: Minor;
  readonly minimum?: Minor;
  /** Weekdays on which this zone is visited. */
  readonly days: readonly number[];
  /** "entre 10 y 19 h": local hours of the visit. */
  readonly window: { readonly from: string; readonly to: string };
}

/** What was promised to the customer, kept on the order so that lateness can be measured. */
export interface DeliveryPromise {
  readonly date: string;
  readonly window?: { readonly from: string; readonly to: string };
}
