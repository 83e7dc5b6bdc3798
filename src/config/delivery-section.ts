/**
 * `entrega` in `catalog/shop.yaml`: when orders are prepared, on which days nothing is, and where they are
 * brought. What does not go together is told here.
 */

import type { Currency } from '../commerce/money.ts';
import { type DeliveryPolicy, servedZones } from '../commerce/zone.ts';
import { hour, line, listOf, localDate, oneOf, weekday, wholeNumber, yesNo } from './fields.ts';
import { holidaysOf } from './holidays.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields } from './place.ts';
import { point } from './zone-places.ts';
import { readZones } from './zones.ts';

/** Closed days that a seller writes herself: more than a year of them. */
const MOST_CLOSED = 400;
const MOST_LEAD_DAYS = 60;

const DELIVERY = {
  dias_de_trabajo: listOf(weekday, 1, 7),
  hora_de_corte: hour,
  dias_de_preparacion: wholeNumber(0, MOST_LEAD_DAYS),
  feriados: yesNo.optional(),
  dias_cerrados: listOf(localDate, 0, MOST_CLOSED).optional(),
  origen: point.optional(),
  gratis_desde_mide: oneOf<NonNullable<DeliveryPolicy['freeFromBase']>>({
    'antes-del-descuento': 'before_discount',
    'después-del-descuento': 'after_discount',
  }).optional(),
};

const PICKUP = { direccion: line(160), indicaciones: line(300) };

/** Where the shop is and what it sells in. */
export interface DeliverySurroundings {
  readonly currency: Currency;
  readonly country: string;
}

export function readDelivery(report: Report, at: Place, { currency, country }: DeliverySurroundings): DeliveryPolicy | null {
  const { whole } = readFields(report, at, DELIVERY, ['recojo', 'zonas']);
  const pickupAt = childOf(at, 'recojo');
  const pickup = pickupAt ? readFields(report, pickupAt, PICKUP).whole : null;
  const zonesAt = childOf(at, 'zonas');
  const zones = zonesAt ? readZones(report, zonesAt, { currency, country, hasOrigin: childOf(at, 'origen') !== null }) : [];
  if (!pickupAt && !zonesAt && at.node.kind === 'map') addProblem(report, at, 'no-delivery', {}, ['entrega', 'zonas']);
  const closedAt = childOf(at, 'dias_cerrados');
  if (closedAt) refuseRepeatedDates(report, closedAt);
  if (!whole) return null;
  const holidays = whole.feriados && country !== '' ? holidaysOf(country) : [];
  if (!holidays) addProblem(report, childOf(at, 'feriados') ?? at, 'no-holidays', { country }, ['entrega', 'dias_cerrados']);
  const policy: DeliveryPolicy = {
    pickup: pickup ? { address: pickup.direccion, instructions: pickup.indicaciones } : null,
    zones,
    workingDays: [...new Set(whole.dias_de_trabajo)].toSorted(),
    closedDates: [...new Set([...(holidays ?? []), ...(whole.dias_cerrados ?? [])])].toSorted(),
    cutoff: whole.hora_de_corte,
    leadDays: whole.dias_de_preparacion,
    ...(whole.gratis_desde_mide !== undefined && { freeFromBase: whole.gratis_desde_mide }),
    ...(whole.origen !== undefined && { origin: whole.origen }),
  };
  if (zones.length > 0 && servedZones(policy).length === 0 && !pickupAt)
    addProblem(report, zonesAt ?? at, 'no-delivery', {}, ['entrega', 'zonas']);
  return policy;
}

function refuseRepeatedDates(report: Report, at: Place): void {
  const seen = new Set<string>();
  for (const item of itemsOf(at)) {
    if (item.node.kind !== 'text') continue;
    if (seen.has(item.node.text)) addProblem(report, item, 'repeated', { value: item.node.text });
    seen.add(item.node.text);
  }
}
