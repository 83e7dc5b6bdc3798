/**
 * The list of unmet demand: what customers asked for that the shop has not, does not reach or did not
 * understand, each with how often and when last. Counted while facts are read; the words are those of a
 * product or a place, never a whole message.
 */
import { localDate } from '../../../commerce/calendar.ts';
import { foldLabel } from '../../../conversation/menu.ts';
import type { Fact } from '../../../decisions/records.ts';
import type { List } from '../list.ts';
import type { Period } from '../offered.ts';
import type { Column, Row } from '../table.ts';
import type { ExportTexts } from '../texts.ts';

/** The facts that are demand nobody met, as `kind` of a row. */
const DEMAND_KINDS = ['not-found', 'not-understood', 'zone-not-served', 'sold-out'] as const satisfies readonly Fact['what'][];
export type DemandKind = (typeof DEMAND_KINDS)[number];

export interface Demand {
  readonly words: string;
  readonly kind: DemandKind;
  readonly times: number;
  /** Local date of the last time. */
  readonly last: string;
}

/** Most often first. */
async function countDemand(
  facts: AsyncIterable<Fact>,
  timeZone: string,
  { from = '', to = '9999-12-31' }: Period,
): Promise<readonly Demand[]> {
  const counted = new Map<string, Demand>();
  for await (const fact of facts) {
    const kind = DEMAND_KINDS.find((candidate) => candidate === fact.what);
    const words = fact.words ?? fact.variantId ?? fact.productId;
    if (!kind || !words) continue;
    const day = localDate(Date.parse(fact.at), timeZone);
    if (day < from || day > to) continue;
    const key = `${kind}:${foldLabel(words)}`;
    counted.set(key, { words, kind, times: (counted.get(key)?.times ?? 0) + 1, last: day });
  }
  return [...counted.values()].toSorted((a, b) => b.times - a.times || (a.last < b.last ? 1 : -1));
}

/** The words of the list are its own: it is about words. */
export const demand: List = ({ facts, shop }, period, texts) => ({
  columns: columnsIn(texts),
  rows: rowsOf(facts(), shop.timeZone, period),
});

function columnsIn(texts: ExportTexts): readonly Column[] {
  const { columns, kinds } = texts.demand;
  return [
    { key: 'words', header: columns.words, kind: 'text', width: 40 },
    { key: 'kind', header: columns.kind, kind: 'choice', width: 28, words: kinds },
    { key: 'times', header: columns.times, kind: 'integer', width: 8 },
    { key: 'last', header: columns.last, kind: 'date', width: 12 },
  ];
}

async function* rowsOf(facts: AsyncIterable<Fact>, timeZone: string, period: Period): AsyncGenerator<Row> {
  for (const { words, kind, times, last } of await countDemand(facts, timeZone, period)) yield [words, kind, times, last];
}
