/**
 * Where the shop delivers and for how much. What a zone is stands in `zone.ts`, how one is found in a
 * customer's words in `zone-search.ts`, when something arrives in `promise.ts`.
 */
import { localDate, localMinute, minuteOfDay, plusDays, weekday } from './calendar.ts';
import type { CartDelivery } from './cart.ts';
import type { OpeningHours, Shop } from './catalog.ts';
import { add, type Minor, subtract, times, ZERO } from './money.ts';
import { readablePostalCode } from './postal-code.ts';
import type { RefusalOf } from './refusal.ts';
import { type DeliveryPolicy, kmFromShop, servedZones, type Zone } from './zone.ts';

/** The delivery of a cart: as chosen, or the only way the shop offers; null where it must be asked. */
export function deliveryOf(policy: DeliveryPolicy, chosen: CartDelivery | null): CartDelivery | null {
  const home = servedZones(policy).length > 0;
  const pickup = policy.pickup !== null;
  if (chosen && (chosen.kind === 'home' ? home : pickup)) return chosen;
  if (home === pickup) return null;
  return home ? { kind: 'home' } : { kind: 'pickup' };
}

export function zoneById(policy: DeliveryPolicy, zoneId: string): Zone | null {
  return policy.zones.find((zone) => zone.id === zoneId) ?? null;
}

/** The zone of a delivery to her home, once it is known. */
export function zoneOfDelivery(policy: DeliveryPolicy, delivery: CartDelivery | null): Zone | null {
  return delivery?.kind === 'home' && delivery.zoneId !== undefined ? zoneById(policy, delivery.zoneId) : null;
}

/** Where it goes, in as many words as are known: her district, her postal code, else the zone. */
export function placeName({ district, postal }: { readonly district?: string; readonly postal?: string }, zoneName: string): string {
  return district ?? (postal === undefined ? zoneName : `${readablePostalCode(postal)} · ${zoneName}`);
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
  if (!zone || zone.active === false) return { ok: false, code: 'ZONE_NOT_COVERED', alternatives: shop.delivery.pickup ? ['pickup'] : [] };
  const fee = add(zone.fee, times(zone.feePerKm ?? ZERO, kmFromShop(shop.delivery, way.pin)));
  const free = zone.freeFrom !== undefined && merchandise >= zone.freeFrom;
  return {
    ok: true,
    zone,
    fee: free ? ZERO : fee,
    missingForFree: zone.freeFrom === undefined || free || fee === 0 ? null : subtract(zone.freeFrom, merchandise),
    missingForMinimum: zone.minimum !== undefined && merchandise < zone.minimum ? subtract(zone.minimum, merchandise) : null,
  };
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
