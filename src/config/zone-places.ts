/**
 * The places of a delivery zone as a seller writes them: postal codes, points of a map, a circle, an outline,
 * and the parts of a day in which it is visited.
 */

import type { Point } from '../commerce/geo.ts';
import { type PostalRule, postalCode } from '../commerce/postal-code.ts';
import type { Slot, Zone } from '../commerce/zone.ts';
import { fromText, hour, type Read, wholeNumber } from './fields.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields, readValue } from './place.ts';

/** `15047`, `15*` (all that begin so), `15001 a 15099` or `15001-15099`; of this country. */
export function postalRule(country: string) {
  return fromText<PostalRule>((text): Read<PostalRule> => {
    const wrong = { what: 'bad-postal-rule', facts: { value: text, country } } as const;
    const whole = postalCode(text, country);
    if (whole !== null) return { value: { from: whole, to: whole } };
    const prefix = /^([\dA-Z -]+)\*$/i
      .exec(text)?.[1]
      ?.toUpperCase()
      .replace(/[^A-Z0-9]/g, '');
    if (prefix) return { value: { prefix } };
    const between = /\sa\s/i.test(text) ? /\s+a\s+/i : /\s*[-–]\s*/;
    const [from, to, ...rest] = text.split(between).map((end) => postalCode(end, country));
    if (!from || !to || rest.length > 0 || from.length !== to.length) return wrong;
    return from <= to ? { value: { from, to } } : { what: 'postal-backwards', facts: { value: text } };
  });
}

/** `-12.1464, -77.0217`: latitude and longitude in degrees, as a map shows them. */
export const point = fromText<Point>((text): Read<Point> => {
  const [, lat, lng] = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text)?.map(Number) ?? [];
  const exists = lat !== undefined && lng !== undefined && Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  return exists ? { value: { lat, lng } } : { what: 'bad-point', facts: { value: text } };
});

/** Farther than anybody drives for one order. */
const MOST_KM = 300;

const kilometres = fromText<number>((text): Read<number> => {
  const km = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : null;
  if (km === null) return { what: 'bad-km', facts: { value: text } };
  return km <= 0 || km > MOST_KM ? { what: 'out-of-range', facts: { value: text, least: '0.1', most: MOST_KM } } : { value: km };
});

const AROUND = { centro: point, km: kilometres };

export function readAround(report: Report, at: Place): Zone['around'] | null {
  const { whole } = readFields(report, at, AROUND);
  return whole && { center: whole.centro, km: whole.km };
}

const LEAST_CORNERS = 3;
/** More than the border of a city needs. */
const MOST_CORNERS = 500;

export function readOutline(report: Report, at: Place): readonly Point[] | null {
  if (at.node.kind !== 'list') {
    addProblem(report, at, 'expected-list');
    return null;
  }
  const items = itemsOf(at);
  if (items.length < LEAST_CORNERS) addProblem(report, at, 'too-few-corners', { least: LEAST_CORNERS });
  if (items.length > MOST_CORNERS) addProblem(report, at, 'too-many', { most: MOST_CORNERS });
  return items.flatMap((item) => readValue(report, item, point) ?? []);
}

/** Orders that fit into one part of a day, and parts of one day. */
const MOST_ROOM = 1000;
const MOST_SLOTS = 12;

const SLOT = { de: hour, a: hour, cupos: wholeNumber(1, MOST_ROOM) };

/** By the hour; two that overlap could not be told apart by what a customer says. */
export function readSlots(report: Report, at: Place): readonly Slot[] | null {
  if (at.node.kind !== 'list') {
    addProblem(report, at, 'expected-list');
    return null;
  }
  const items = itemsOf(at);
  if (items.length === 0) addProblem(report, at, 'empty-list');
  if (items.length > MOST_SLOTS) addProblem(report, at, 'too-many', { most: MOST_SLOTS });
  const slots = items.flatMap((item) => {
    const { whole } = readFields(report, item, SLOT);
    if (!whole) return [];
    const slot: Slot = { from: whole.de, to: whole.a, capacity: whole.cupos };
    if (slot.to <= slot.from) addProblem(report, childOf(item, 'a') ?? item, 'hours-backwards', { value: `${slot.from}-${slot.to}` });
    return [{ item, slot }];
  });
  const inOrder = slots.toSorted((one, other) => (one.slot.from < other.slot.from ? -1 : 1));
  for (const [index, { item, slot }] of inOrder.entries()) {
    const before = inOrder[index - 1]?.slot;
    if (before && slot.from < before.to)
      addProblem(report, item, 'slots-overlap', { first: `${before.from}-${before.to}`, second: `${slot.from}-${slot.to}` });
  }
  return inOrder.map(({ slot }) => slot);
}
