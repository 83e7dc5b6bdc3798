/**
 * When an order arrives, or can be picked up (facts/commerce.md §3.7). Dates are local `YYYY-MM-DD`; the
 * calendar arithmetic is the safe subset of `calendar.ts`.
 */
import { localDate, localMinute, minuteOfDay, plusDays, weekday } from './calendar.ts';
import { type Making, type MakingRoom, planMaking, readyBy, type ToMake } from './making.ts';
import type { DeliveryPolicy, Slot, Zone } from './zone.ts';

/** What was promised to the customer, kept on the order so that lateness can be measured. */
export interface DeliveryPromise {
  readonly date: string;
  readonly window?: { readonly from: string; readonly to: string };
  /** The slot whose room it takes (`slotId`); missing where the zone has none. */
  readonly slot?: string;
  /** What is made for it, and for which day; missing where nothing in it has a capacity per day. */
  readonly making?: readonly Making[];
}

/** A part of a day that somebody chose. */
export interface ChosenSlot {
  /** Local, `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:mm`, when it begins. */
  readonly from: string;
}

export interface PromiseAsked {
  readonly policy: DeliveryPolicy;
  /** null: picked up. */
  readonly zone: Zone | null;
  /** ms since the epoch. */
  readonly now: number;
  readonly timeZone: string;
  /** Working days that something has to be made in. */
  readonly extraLeadDays: number;
  /** Orders that a slot (`slotId`) still has room for, and units that can still be made for a day (`makingId`). */
  readonly room: MakingRoom;
  /** What has to be made, of what has a capacity per day. */
  readonly toMake?: readonly ToMake[];
}

export function slotId(zone: Zone, date: string, slot: Slot): string {
  return `${zone.id}:${date}:${slot.from}`;
}

/** Days that are searched for a working or visiting day before the settings are taken for wrong. */
const LONGEST_SEARCH = 400;
/** Days ahead in which a slot is offered: whoever is full for two months does not promise any more. */
const SLOT_DAYS = 60;

/**
 * When an order confirmed now arrives: processed today up to the cut-off minute, else on the next working day;
 * ready after the lead days; then the zone's first visit, whatever room its slots have. `nowMs`: ms since the
 * epoch; `extraLeadDays`: working days that something has to be made in.
 * @throws {RangeError} where the shop never works or the zone is never visited: settings are checked for that.
 */
export function promise(
  policy: DeliveryPolicy,
  zone: Zone | null,
  nowMs: number,
  timeZone: string,
  extraLeadDays: number,
): DeliveryPromise {
  return soonest({ policy, zone, now: nowMs, timeZone, extraLeadDays, room: EMPTY });
}

/** All days are free. */
const EMPTY: MakingRoom = (_id, { capacity }) => capacity;

/** The same with what has to be made, where days have no room for more. @throws {RangeError} as `promise` */
export function soonest(asked: PromiseAsked): DeliveryPromise {
  const { policy, zone, room, toMake = [] } = asked;
  const first = readyOn(asked);
  const plan = planMaking(toMake, first, (date) => isWorking(policy, date), room);
  const ready = readyBy(plan, first);
  const making = plan.length > 0 ? { making: plan } : {};
  if (!zone) return { date: ready, ...making };
  return { date: firstDay(ready, (date) => isVisited(policy, zone, date)), window: zone.window, ...making };
}

/**
 * The first `most` promises that have room; a zone without slots, and a pickup, have one. Empty: every slot of
 * the next weeks is taken. @throws {RangeError} as `promise`
 */
export function promiseOptions(asked: PromiseAsked, most: number): readonly DeliveryPromise[] {
  const { policy, zone } = asked;
  const first = soonest(asked);
  if (!zone?.slots) return [first];
  const options: DeliveryPromise[] = [];
  for (let date = first.date, n = 0; n < SLOT_DAYS && options.length < most; date = plusDays(date, 1), n++) {
    if (isVisited(policy, zone, date)) options.push(...slotsOn(asked, zone, date, first.making));
  }
  return options.slice(0, most);
}

/** What was chosen of a zone with slots, as long as it has room and can be kept; null where it is gone. @throws {RangeError} as `promise` */
export function promiseAt(asked: PromiseAsked, { date, from }: ChosenSlot): DeliveryPromise | null {
  const { policy, zone } = asked;
  const first = soonest(asked);
  if (!zone || date < first.date || !isVisited(policy, zone, date)) return null;
  return slotsOn(asked, zone, date, first.making).find(({ window }) => window?.from === from) ?? null;
}

function readyOn({ policy, zone, now, timeZone, extraLeadDays }: PromiseAsked): string {
  const works = (date: string) => isWorking(policy, date);
  const today = localDate(now, timeZone);
  const inTime = localMinute(now, timeZone) <= minuteOfDay(zone?.cutoff ?? policy.cutoff);
  let ready = firstDay(inTime ? today : plusDays(today, 1), works);
  for (let left = (zone?.leadDays ?? policy.leadDays) + extraLeadDays; left > 0; left--) ready = firstDay(plusDays(ready, 1), works);
  return ready;
}

function isWorking(policy: DeliveryPolicy, date: string): boolean {
  return policy.workingDays.includes(weekday(date)) && isOpen(policy, date);
}

function isVisited(policy: DeliveryPolicy, zone: Zone, date: string): boolean {
  return zone.days.includes(weekday(date)) && isOpen(policy, date);
}

function isOpen({ closedDates }: DeliveryPolicy, date: string): boolean {
  return !closedDates.includes(date);
}

/** Slots of a day with room; of today only those that have not begun. */
function slotsOn(
  { now, timeZone, room }: PromiseAsked,
  zone: Zone,
  date: string,
  making: readonly Making[] | undefined,
): readonly DeliveryPromise[] {
  const isToday = date === localDate(now, timeZone);
  return (zone.slots ?? []).flatMap((slot) => {
    if (isToday && minuteOfDay(slot.from) <= localMinute(now, timeZone)) return [];
    const id = slotId(zone, date, slot);
    return room(id, slot) > 0 ? [{ date, window: { from: slot.from, to: slot.to }, slot: id, ...(making && { making }) }] : [];
  });
}

function firstDay(from: string, fits: (date: string) => boolean): string {
  let date = from;
  for (let n = 0; n < LONGEST_SEARCH; n++) {
    if (fits(date)) return date;
    date = plusDays(date, 1);
  }
  throw new RangeError(`no working or delivery day within ${LONGEST_SEARCH} days of ${from}`);
}
