/**
 * Where the shop delivers, for how much and by when: zones by district, fees, and the promise date. How a
 * zone is found in a customer's words is in `zone-search.ts`.
 *
 * Dates are local `YYYY-MM-DD`; the calendar arithmetic is the safe subset of `calendar.ts`.
 */
import { localDate, localMinute, minuteOfDay, plusDays, weekday } from './calendar.ts';
import type { CartDelivery } from './cart.ts';
import type { OpeningHours, Shop } from './catalog.ts';
import { type Minor, subtract, ZERO } from './money.ts';
import type { RefusalOf } from './refusal.ts';

export { findZone, type ZoneSearch } from './zone-search.ts';

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
  /** What `freeFrom` of a zone is compared with; missing: merchandise after the discount on the order (S43). */
  readonly freeFromBase?: 'before_discount' | 'after_discount';
}

export interface Zone {
  readonly id: string;
  readonly name: string;
  /** District names and the other ways customers write them. */
  readonly districts: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly fee: Minor;
  /** Merchandise from which delivery is free, inclusive; `freeFromBase` says which. */
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

/** The delivery of a cart: as chosen, or the only way the shop offers; null where it must be asked. */
export function deliveryOf(policy: DeliveryPolicy, chosen: CartDelivery | null): CartDelivery | null {
  const home = policy.zones.length > 0;
  const pickup = policy.pickup !== null;
  if (chosen && (chosen.kind === 'home' ? home : pickup)) return chosen;
  if (home === pickup) return null;
  return home ? { kind: 'home' } : { kind: 'pickup' };
}

export function zoneById(policy: DeliveryPolicy, zoneId: string): Zone | null {
  return policy.zones.find((zone) => zone.id === zoneId) ?? null;
}

export interface DeliveryQuote {
  readonly ok: true;
  /** null for pickup and while the zone is not known. */
  readonly zone: Zone | null;
  readonly fee: Minor;
  /** How much more merchandise makes it free; null where it is free already or never. */
  readonly missingForFree: Minor | null;
  /** How much more merchandise the zone asks for; null where there is enough. */
  readonly missingForMinimum: Minor | null;
}

/**
 * What a delivery costs for `merchandise` after discounts. The threshold of free delivery is inclusive
 * (S43, S44). Refused where the zone is not served any more (S45).
 */
export function quoteDelivery(
  shop: Shop,
  delivery: CartDelivery | null,
  merchandise: Minor,
): DeliveryQuote | RefusalOf<'ZONE_NOT_COVERED'> {
  const way = deliveryOf(shop.delivery, delivery);
  const nothing = { ok: true, zone: null, fee: ZERO, missingForFree: null, missingForMinimum: null } as const;
  if (way?.kind !== 'home' || way.zoneId === undefined) return nothing;
  const zone = zoneById(shop.delivery, way.zoneId);
  if (!zone) return { ok: false, code: 'ZONE_NOT_COVERED', alternatives: shop.delivery.pickup ? ['pickup'] : [] };
  const free = zone.freeFrom !== undefined && merchandise >= zone.freeFrom;
  return {
    ok: true,
    zone,
    fee: free ? ZERO : zone.fee,
    missingForFree: zone.freeFrom === undefined || free || zone.fee === 0 ? null : subtract(zone.freeFrom, merchandise),
    missingForMinimum: zone.minimum !== undefined && merchandise < zone.minimum ? subtract(zone.minimum, merchandise) : null,
  };
}

/** Days that are searched for a working or visiting day before the settings are taken for wrong. */
const LONGEST_SEARCH = 400;

/**
 * When an order confirmed now arrives, or can be picked up (`zone` null): processed today up to the
 * cut-off minute, else on the next working day; ready after the lead days; then the zone's first visit
 * (facts/commerce.md §3.7). `extraLeadDays`: working days that something has to be made in.
 * @throws {RangeError} where the shop never works or the zone is never visited: settings are checked for that.
 */
export function promise(
  policy: DeliveryPolicy,
  zone: Zone | null,
  nowMs: number,
  timeZone: string,
  extraLeadDays: number,
): DeliveryPromise {
  const isOpen = (date: string) => !policy.closedDates.includes(date);
  const isWorking = (date: string) => policy.workingDays.includes(weekday(date)) && isOpen(date);
  const today = localDate(nowMs, timeZone);
  const inTime = localMinute(nowMs, timeZone) <= minuteOfDay(policy.cutoff);
  let ready = firstDay(inTime ? today : plusDays(today, 1), isWorking);
  for (let left = policy.leadDays + extraLeadDays; left > 0; left--) ready = firstDay(plusDays(ready, 1), isWorking);
  if (!zone) return { date: ready };
  return { date: firstDay(ready, (date) => zone.days.includes(weekday(date)) && isOpen(date)), window: zone.window };
}

function firstDay(from: string, fits: (date: string) => boolean): string {
  let date = from;
  for (let n = 0; n < LONGEST_SEARCH; n++) {
    if (fits(date)) return date;
    date = plusDays(date, 1);
  }
  throw new RangeError(`no working or delivery day within ${LONGEST_SEARCH} days of ${from}`);
}

const MINUTES_A_DAY = 1440;

/** Whether the shop is open: from the first minute to the one before the last; hours may pass midnight. */
export function openAt(hours: OpeningHours, nowMs: number, timeZone: string): boolean {
  const minute = localMinute(nowMs, timeZone);
  const today = localDate(nowMs, timeZone);
  const isIn = (date: string, at: number): boolean => {
    const day = hours.days[weekday(date)];
    if (!day) return false;
    const from = minuteOfDay(day.from);
    const to = minuteOfDay(day.to);
    return at >= from && at < (to > from ? to : to + MINUTES_A_DAY);
  };
  return isIn(today, minute) || isIn(plusDays(today, -1), minute + MINUTES_A_DAY);
}
