/**
 * The delivery zones of `catalog/shop.yaml`: districts, fee, days. A district belongs to one zone only,
 * by whatever name it is written, so that a fee is never a matter of luck.
 */
import type { Zone } from '../commerce/delivery.ts';
import type { Currency } from '../commerce/money.ts';
import { hourRange, line, listOf, money, named, plainId, slug, weekday } from './fields.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields } from './place.ts';

/** Districts of one zone, and zones: far above any city, so that a file cannot make the shop slow. */
const MOST_DISTRICTS = 300;
const MOST_ZONES = 50;

export function readZones(report: Report, at: Place, currency: Currency): readonly Zone[] {
  if (at.node.kind !== 'list') {
    addProblem(report, at, 'expected-list');
    return [];
  }
  if (at.node.items.length > MOST_ZONES) addProblem(report, at, 'too-many', { most: MOST_ZONES });
  const shape = {
    id: plainId.optional(),
    nombre: line(60),
    costo: money(currency, 'zero'),
    gratis_desde: money(currency, 'more-than-zero').optional(),
    minimo: money(currency, 'more-than-zero').optional(),
    dias: listOf(weekday, 1, 7),
    horario: hourRange,
    distritos: listOf(named(60), 1, MOST_DISTRICTS),
  };
  const zones: Zone[] = [];
  const districtZones = new Map<string, string>();
  for (const item of itemsOf(at)) {
    const { found, whole } = readFields(report, item, shape);
    refuseTakenDistricts(report, item, found.distritos ?? [], found.nombre ?? '', districtZones);
    if (!whole) continue;
    const id = whole.id ?? slug(whole.nombre);
    if (zones.some((zone) => zone.id === id)) addProblem(report, childOf(item, 'nombre') ?? item, 'repeated', { value: whole.nombre });
    zones.push({
      id,
      name: whole.nombre,
      districts: whole.distritos,
      fee: whole.costo,
      ...(whole.gratis_desde !== undefined && { freeFrom: whole.gratis_desde }),
      ...(whole.minimo !== undefined && { minimum: whole.minimo }),
      days: [...new Set(whole.dias)].toSorted(),
      window: whole.horario,
    });
  }
  return zones;
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
