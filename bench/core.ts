/**
 * The pure core alone: `decide` on documents in memory, one whole sale after the other. Also the
 * rehearsal of the sales: a bench whose customers are misunderstood would measure something else.
 */

import { digest } from '../src/chance.ts';
import type { ShopFiles } from '../src/conversation/shop-files.ts';
import { decide } from '../src/decisions/decide.ts';
import type { Decision, World } from '../src/decisions/decision.ts';
import type { Event } from '../src/decisions/event.ts';
import { changesOf } from '../src/runtime/compose.ts';
import { inbound } from './inbound.ts';
import { MemoryView } from './memory-view.ts';
import { asWritten, SALES, type Sale } from './sales.ts';

export interface CoreTimes {
  readonly turns: number;
  /**
   * ms of one turn by the clock: `decide` never waits, so up to where others take the processor away, which
   * is far above the median, this is processor time. The system's own accounting is too coarse for it.
   */
  readonly median: number;
  readonly p90: number;
}

interface Shelf {
  readonly files: ShopFiles;
  readonly view: MemoryView;
  readonly newId: (length: number) => string;
}

/** @param ms how long to measure; as long again is spent before, so that the code is compiled */
export function measureCore(files: ShopFiles, newId: Shelf['newId'], ms: number): CoreTimes {
  sellFor(files, newId, ms);
  const times = sellFor(files, newId, ms).sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
  return { turns: times.length, median: at(0.5), p90: at(0.9) };
}

/** What each sale does not do as it should; empty where all is well. */
export function rehearse(files: ShopFiles, newId: Shelf['newId']): readonly string[] {
  return SALES.flatMap((sale, index) => rehearseOne(openShelf(files, newId), sale, `rehearsal-${index}-00000000`));
}

function rehearseOne(shelf: Shelf, sale: Sale, chat: string): string[] {
  const wrong: string[] = [];
  const happened = sale.says.flatMap((text, index) => {
    const { outbox, facts } = turn(shelf, chat, index, text).decision;
    if (outbox.length === 0) wrong.push(`"${text}" (${sale.name}) is not answered at once`);
    if (facts.some((fact) => fact.what === 'not-understood')) wrong.push(`"${text}" (${sale.name}) is not understood`);
    return facts.map((fact) => fact.what);
  });
  if (!happened.includes('placed')) wrong.push(`no order comes of the sale "${sale.name}"`);
  return wrong;
}

function sellFor(files: ShopFiles, newId: Shelf['newId'], ms: number): number[] {
  const times: number[] = [];
  const shelf = openShelf(files, newId);
  const until = performance.now() + ms;
  for (let customer = 0; performance.now() < until; customer += 1) {
    const sale = SALES[customer % SALES.length];
    sale?.says.forEach((text, index) => {
      times.push(turn(shelf, `core-${customer}-0000000000`, index, text).ms);
    });
  }
  return times;
}

function openShelf(files: ShopFiles, newId: Shelf['newId']): Shelf {
  const shelf = { files, newId, view: new MemoryView() };
  happen(shelf, { kind: 'seller', id: 'seller:opening', action: { do: 'take-over-counts' } });
  return shelf;
}

function turn(shelf: Shelf, chat: string, index: number, text: string) {
  const message = inbound(chat, index, asWritten(text, chat));
  return happen(shelf, { kind: 'inbound', id: `${message.channel}:${message.account}:${chat}:${message.messageId}`, message });
}

function happen({ files, newId, view }: Shelf, event: Event): { readonly decision: Decision; readonly ms: number } {
  const world: World = {
    files,
    now: Date.now(),
    answerWithinMs: Number.POSITIVE_INFINITY,
    live: false,
    newId,
    digest,
    publicUrl: null,
    takeoverMs: 4 * 60 * 60_000,
    invites: () => [],
    asOne: () => false,
  };
  const before = performance.now();
  const decision = decide(view, event, world);
  const ms = performance.now() - before;
  if ('need' in decision) throw new Error(`in memory nothing has to be loaded, and ${decision.need.length} documents were asked for`);
  view.apply(changesOf(view, event, decision, world.now, () => true));
  return { decision, ms };
}
