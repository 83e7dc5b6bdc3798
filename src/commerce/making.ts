/**
 * What is made to order with a capacity per day: capacity is stock of a date (facts/commerce.md §3.4). Units that
 * one day has no room for are made on the next working day; what is made last says when all of it is ready.
 */
import { plusDays } from './calendar.ts';
import { type Catalog, productOf } from './catalog.ts';

/** Units of one product made for one day, local `YYYY-MM-DD`: kept with the promise they are a part of. */
export interface Making {
  readonly productId: string;
  readonly date: string;
  readonly units: number;
}

/** What is wanted of a product with a capacity. */
export interface ToMake {
  readonly productId: string;
  readonly units: number;
  /** Units that can be made for one day. */
  readonly perDay: number;
}

/** Units of a day's making (`makingId`) that are still free. */
export type MakingRoom = (makingId: string, day: { readonly capacity: number }) => number;

/** Days that are searched for room: a thousand units of what one is made of in a working day, and as many again before them. */
const LONGEST_SEARCH = 4000;

/** Like the id of a part of a day: the date stands in its second place. */
export function makingId({ productId, date }: Pick<Making, 'productId' | 'date'>): string {
  return `${productId}:${date}:made`;
}

/** Lines of a cart or an order that take of a capacity, summed up by product. A line without a number of units counts as one. */
export function toMake(lines: readonly { readonly productId: string; readonly qty: number | null }[], catalog: Catalog): readonly ToMake[] {
  const wanted = new Map<string, ToMake>();
  for (const { productId, qty } of lines) {
    const perDay = productOf(catalog, productId)?.dailyCapacity;
    if (perDay === undefined) continue;
    wanted.set(productId, { productId, perDay, units: (wanted.get(productId)?.units ?? 0) + (qty ?? 1) });
  }
  return [...wanted.values()];
}

/**
 * When everything is made, the earliest days first. `from`: the first day anything can be ready.
 * @throws {RangeError} where there is no room within ten years
 */
export function planMaking(
  wanted: readonly ToMake[],
  from: string,
  isWorking: (date: string) => boolean,
  room: MakingRoom,
): readonly Making[] {
  return wanted.flatMap(({ productId, units, perDay }) => {
    const days: Making[] = [];
    let left = units;
    let date = from;
    for (let n = 0; n < LONGEST_SEARCH && left > 0; n += 1) {
      const free = isWorking(date) ? room(makingId({ productId, date }), { capacity: perDay }) : 0;
      const made = Math.min(left, Math.max(0, free));
      if (made > 0) days.push({ productId, date, units: made });
      left -= made;
      date = plusDays(date, 1);
    }
    if (left > 0) throw new RangeError(`no room to make ${units} of ${productId} within ${LONGEST_SEARCH} days of ${from}`);
    return days;
  });
}

/** The day on which the last of it is made; `from` where nothing has to be. */
export function readyBy(plan: readonly Making[], from: string): string {
  return plan.reduce((latest, { date }) => (date > latest ? date : latest), from);
}
