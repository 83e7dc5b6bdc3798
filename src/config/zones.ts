/**
 * The delivery zones of `catalog/shop.yaml`: where they are, their fee, their days. A district belongs to one
 * zone only, by whatever name it is written, so that a fee is never a matter of luck; of zones drawn in another
 * way the first one in the file that takes a place counts.
 */

import type { Currency } from '../commerce/money.ts';
import type { Zone } from '../commerce/zone.ts';
import { hour, hourRange, line, listOf, money, named, plainId, slug, weekday, wholeNumber, yesNo } from './fields.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields, type Shape, type Whole } from './place.ts';
import { postalRule, readAround, readOutline, readSlots } from './zone-places.ts';

/** Districts of one zone, and zones: far above any city, so that a file cannot make the shop slow. */
const MOST_DISTRICTS = 300;
const MOST_ZONES = 50;
/** Days that something is prepared before it leaves. */
const MOST_LEAD_DAYS = 60;

/** Where the shop is, what it sells in, and whether it says where deliveries start. */
export interface ZoneSurroundings {
  readonly currency: Currency;
  readonly country: string;
  readonly hasOrigin: boolean;
}

function shapeOf({ currency, country }: ZoneSurroundings) {
  return {
    id: plainId.optional(),
    nombre: line(60),
    costo: money(currency, 'zero'),
    costo_por_km: money(currency, 'more-than-zero').optional(),
    gratis_desde: money(currency, 'more-than-zero').optional(),
    minimo: money(currency, 'more-than-zero').optional(),
    dias: listOf(weekday, 1, 7),
    horario: hourRange,
    hora_de_corte: hour.optional(),
    dias_de_preparacion: wholeNumber(0, MOST_LEAD_DAYS).optional(),
    activa: yesNo.optional(),
    requiere_aprobacion: yesNo.optional(),
    distritos: listOf(named(60), 1, MOST_DISTRICTS).optional(),
    codigos_postales: listOf(postalRule(country), 1, MOST_DISTRICTS).optional(),
  } satisfies Shape;
}

export function readZones(report: Report, at: Place, surroundings: ZoneSurroundings): readonly Zone[] {
  if (at.node.kind !== 'list') {
    addProblem(report, at, 'expected-list');
    return [];
  }
  if (at.node.items.length > MOST_ZONES) addProblem(report, at, 'too-many', { most: MOST_ZONES });
  const shape = shapeOf(surroundings);
  const zones: Zone[] = [];
  const districtZones = new Map<string, string>();
  for (const item of itemsOf(at)) {
    const { found, whole } = readFields(report, item, shape, ['radio', 'poligono', 'franjas']);
    refuseTakenDistricts(report, item, found.distritos ?? [], found.nombre ?? '', districtZones);
    const drawn = readDrawn(report, item);
    if (!whole || !drawn) continue;
    const zone = zoneOf(whole, drawn);
    if (zones.some(({ id }) => id === zone.id)) addProblem(report, childOf(item, 'nombre') ?? item, 'repeated', { value: zone.name });
    refuseNowhere(report, item, zone, surroundings.hasOrigin);
    zones.push(zone);
  }
  return zones;
}

type Drawn = Pick<Zone, 'around' | 'outline' | 'slots'>;

/** What has an inside of its own; null where something of it is wrong. */
function readDrawn(report: Report, zone: Place): Drawn | null {
  const before = report.problems.length;
  const [radius, corners, slots] = ['radio', 'poligono', 'franjas'].map((key) => childOf(zone, key));
  const around = radius ? readAround(report, radius) : null;
  const outline = corners ? readOutline(report, corners) : null;
  const parts = slots ? readSlots(report, slots) : null;
  if (report.problems.length > before) return null;
  return { ...(around && { around }), ...(outline && { outline }), ...(parts && { slots: parts }) };
}

function zoneOf(whole: Whole<ReturnType<typeof shapeOf>>, drawn: Drawn): Zone {
  return {
    id: whole.id ?? slug(whole.nombre),
    name: whole.nombre,
    districts: whole.distritos ?? [],
    ...(whole.codigos_postales !== undefined && { postal: whole.codigos_postales }),
    ...drawn,
    fee: whole.costo,
    ...(whole.costo_por_km !== undefined && { feePerKm: whole.costo_por_km }),
    ...(whole.gratis_desde !== undefined && { freeFrom: whole.gratis_desde }),
    ...(whole.minimo !== undefined && { minimum: whole.minimo }),
    days: [...new Set(whole.dias)].toSorted(),
    window: whole.horario,
    ...(whole.hora_de_corte !== undefined && { cutoff: whole.hora_de_corte }),
    ...(whole.dias_de_preparacion !== undefined && { leadDays: whole.dias_de_preparacion }),
    ...(whole.requiere_aprobacion && { approval: true as const }),
    ...(whole.activa === false && { active: false as const }),
  };
}

/** A zone is somewhere; and kilometres are counted only where every customer of it shows where she is. */
function refuseNowhere(report: Report, at: Place, zone: Zone, hasOrigin: boolean): void {
  const isDrawn = zone.around !== undefined || zone.outline !== undefined;
  const isNamed = zone.districts.length > 0 || zone.postal !== undefined;
  if (!isDrawn && !isNamed) addProblem(report, at, 'zone-nowhere', { zone: zone.name }, [...at.path, 'distritos']);
  if (zone.feePerKm === undefined) return;
  const fee = childOf(at, 'costo_por_km') ?? at;
  if (!isDrawn || isNamed) addProblem(report, fee, 'km-without-pin', {}, [...at.path, 'radio']);
  else if (!hasOrigin) addProblem(report, fee, 'km-without-origin', {}, ['entrega', 'origen']);
}

function refuseTakenDistricts(
  report: Report,
  zone: Place,
  districts: readonly { readonly name: string; readonly aliases: readonly string[] }[],
  zoneName: string,
  taken: Map<string, string>,
): void {
  const list = childOf(zone, 'distritos');
  const places = list ? itemsOf(list) : [];
  for (const [index, district] of districts.entries()) {
    const place = places[index] ?? zone;
    for (const spelling of new Set([district.name, ...district.aliases].map(slug))) {
      const other = taken.get(spelling);
      if (other === undefined) taken.set(spelling, zoneName);
      else if (other === zoneName) addProblem(report, place, 'repeated', { value: district.name });
      else addProblem(report, place, 'district-twice', { district: district.name, first: other, second: zoneName });
    }
  }
}
