/**
 * Where and when a shop delivers: its rules, and its zones with what belongs to each, what it costs, when it is
 * visited. A place belongs to the first zone, in the order of the seller's file, that names its district, its
 * postal code, or the ground it stands on.
 */
import { isInside, kmBetween, type Point } from './geo.ts';
import type { Minor } from './money.ts';
import { fitsPostalRule, type PostalRule } from './postal-code.ts';

export interface Zone {
  readonly id: string;
  readonly name: string;
  /** District names and the other ways customers write them; empty where the zone is drawn in another way. */
  readonly districts: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly postal?: readonly PostalRule[];
  readonly around?: { readonly center: Point; readonly km: number };
  /** Three corners or more. */
  readonly outline?: readonly Point[];
  readonly fee: Minor;
  /** Added for every kilometre begun between the shop and a place that was pinned. */
  readonly feePerKm?: Minor;
  /** Merchandise from which delivery is free, inclusive; `freeFromBase` says which. */
  readonly freeFrom?: Minor;
  readonly minimum?: Minor;
  /** Weekdays on which this zone is visited. */
  readonly days: readonly number[];
  /** "entre 10 y 19 h": local hours of the visit. */
  readonly window: { readonly from: string; readonly to: string };
  /** Parts of the day with room for so many orders; missing: the whole window, without a limit. */
  readonly slots?: readonly Slot[];
  /** Of this zone only; missing: the shop's. */
  readonly cutoff?: string;
  readonly leadDays?: number;
  /** The seller looks at every order to it before it counts. */
  readonly approval?: true;
  /** Not served for the time being. */
  readonly active?: false;
}

export interface Slot {
  /** `HH:mm`, local. */
  readonly from: string;
  readonly to: string;
  /** Orders. */
  readonly capacity: number;
}

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
  /** Where deliveries start: kilometres are counted from here. */
  readonly origin?: Point;
}

/** Zones that are served for the time being, in the order of the seller's file. */
export function servedZones({ zones }: DeliveryPolicy): readonly Zone[] {
  return zones.filter((zone) => zone.active !== false);
}

/** The zone of a postal code (normalised) or a pin; null where none takes it. */
export function zoneAt(policy: DeliveryPolicy, place: { readonly postal?: string; readonly pin?: Point }): Zone | null {
  const { postal, pin } = place;
  const takes = (zone: Zone): boolean =>
    (postal !== undefined && (zone.postal ?? []).some((rule) => fitsPostalRule(postal, rule))) ||
    (pin !== undefined && standsIn(zone, pin));
  return servedZones(policy).find(takes) ?? null;
}

function standsIn({ around, outline }: Zone, pin: Point): boolean {
  if (around && kmBetween(around.center, pin) <= around.km) return true;
  return outline !== undefined && isInside(pin, outline);
}

/** Kilometres begun between the shop and the pin; 0 where one of them is not known. */
export function kmFromShop(policy: DeliveryPolicy, pin: Point | undefined): number {
  return policy.origin && pin ? Math.ceil(kmBetween(policy.origin, pin)) : 0;
}

/** How places of this shop are told: what a customer is asked for. */
export function asksFor(policy: DeliveryPolicy): { readonly district: boolean; readonly postal: boolean; readonly pin: boolean } {
  const served = servedZones(policy);
  return {
    district: served.some((zone) => zone.districts.length > 0),
    postal: served.some((zone) => zone.postal !== undefined),
    pin: served.some((zone) => zone.around !== undefined || zone.outline !== undefined),
  };
}
