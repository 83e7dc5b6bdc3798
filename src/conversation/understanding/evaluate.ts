/**
 * Understanding judged by labelled messages: a row of an evaluation set in, a line of prediction out. The cart
 * after a message is what its commands make of the cart before it.
 */
import { z } from 'zod';
import type { Cart, CartLine } from '../../commerce/cart.ts';
import type { Catalog } from '../../commerce/catalog.ts';
import type { Command, SlotName } from '../commands.ts';
import { type EvaluationCatalog, makeStand, type Stand } from './evaluation-shop.ts';
import { understand } from './understand.ts';
import type { Context, Pending, Understanding } from './understanding.ts';
import type { AllWords } from './words.ts';

export { catalogsSchema } from './evaluation-shop.ts';

const lineSchema = z.object({
  product: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  qty: z.number().nullable().optional(),
  mods: z.array(z.string()).optional(),
});

export const rowSchema = z.object({
  id: z.string(),
  catalog: z.string(),
  now: z.string().optional(),
  text: z.string(),
  state: z
    .object({ cart: z.array(lineSchema).optional(), pending: z.string().nullish(), lastOrder: z.array(lineSchema).nullish() })
    .optional(),
});

export type EvaluationRow = z.infer<typeof rowSchema>;

export interface PredictedLine {
  readonly product: string;
  readonly options: Readonly<Record<string, string>>;
  readonly qty: number | null;
  readonly mods?: readonly string[];
}

export interface Prediction {
  readonly id: string;
  readonly intent: Understanding['intent'];
  readonly also: Understanding['also'];
  /** The whole cart after the message. */
  readonly cart: readonly PredictedLine[];
  /** Options, or `qty`, that must be asked for what the message added. */
  readonly ask: readonly string[];
  readonly slots: Understanding['slots'];
  readonly clarify: Understanding['clarify'];
  /** What is kept besides the cart: the slots that were filled, `order` for a yes to it, `paid` for a claim. */
  readonly writes: readonly string[];
}

/** Predicts row after row; each catalog is prepared once. @throws {Error} for a catalog that is not there. */
export function makeEvaluator(catalogs: Readonly<Record<string, EvaluationCatalog>>, words: AllWords): (row: EvaluationRow) => Prediction {
  const stands = new Map<string, Stand>();
  return (row) => {
    let stand = stands.get(row.catalog);
    if (!stand) {
      const catalog = catalogs[row.catalog];
      if (!catalog) throw new Error(`Row ${row.id} names the catalog ${row.catalog}, which is not in the file of catalogs`);
      stand = makeStand(catalog, words);
      stands.set(row.catalog, stand);
    }
    return predict(row, stand);
  };
}

/** A line of the cart while commands are applied, with its wishes as the sets write them. */
interface Line extends CartLine {
  readonly mods: readonly string[];
}

function predict(row: EvaluationRow, { shop, catalog, vocabulary }: Stand): Prediction {
  const before = (row.state?.cart ?? []).map((line, i) => toLine(line, `line-${i + 1}`));
  const earlier = (row.state?.lastOrder ?? []).map((line, i) => toLine(line, `again-${i + 1}`));
  const pending = toPending(row.state?.pending ?? null, before);
  const context: Context = {
    shop: { ...shop, timeZone: zoneOf(row.now) },
    vocabulary,
    cart: { id: 'cart', lines: before, delivery: null, contact: {}, payment: null, shownTotal: null, version: 0 } satisfies Cart,
    pending,
    focus: before.at(-1)?.id ?? null,
    language: null,
    now: row.now === undefined ? 0 : Date.parse(row.now),
  };
  const understood = understand(row.text, context);
  const after = applyCommands(understood.commands, before, earlier, pending);
  return {
    id: row.id,
    intent: understood.intent,
    also: understood.also,
    cart: after.map(toPredicted),
    ask: asksOf(understood.commands, before, after, catalog),
    slots: understood.slots,
    clarify: understood.clarify,
    writes: understood.commands.flatMap((command) => writtenBy(command, pending) ?? []),
  };
}

/** The offset of an instant as a time zone: "2026-03-11T10:30:00-05:00" is read at "-05:00". */
function zoneOf(now: string | undefined): string {
  return /[+-]\d{2}:\d{2}$/.exec(now ?? '')?.[0] ?? 'UTC';
}

function toLine({ product, options, qty, mods }: z.infer<typeof lineSchema>, id: string): Line {
  return {
    id,
    productId: product,
    options: Object.fromEntries(Object.entries(options ?? {}).map(([k, v]) => [k, String(v)])),
    qty: qty ?? null,
    mods: mods ?? [],
  };
}

function toPredicted({ productId, options, qty, mods }: Line): PredictedLine {
  return { product: productId, options, qty, ...(mods.length > 0 ? { mods } : {}) };
}

function toPending(pending: string | null, lines: readonly Line[]): Pending | null {
  if (pending === null) return null;
  const [kind, option] = pending.split(':');
  switch (kind) {
    case 'confirm':
      return { slot: 'confirm' };
    case 'qty': {
      const line = lines.find(({ qty }) => qty === null);
      return { slot: 'line.qty', ...(line ? { lineId: line.id } : {}) };
    }
    case 'address':
      return { slot: 'delivery.address' };
    case 'datetime':
      return { slot: 'flow.when', expects: 'date' };
    case 'option': {
      const line = lines.find(({ options }) => option !== undefined && options[option] === undefined);
      return { slot: 'line.option', ...(option === undefined ? {} : { option }), ...(line ? { lineId: line.id } : {}) };
    }
    case undefined:
      return null;
    default: {
      const slot = DETAILS.find((detail) => detail === kind);
      return slot ? { slot } : null;
    }
  }
}

/** Further questions of the shop that a row may name as they are. */
const DETAILS: readonly SlotName[] = [
  'delivery.kind',
  'delivery.district',
  'delivery.slot',
  'contact.name',
  'contact.phone',
  'payment.method',
];

function writtenBy(command: Command, pending: Pending | null): string | null {
  switch (command.do) {
    case 'answer':
      return command.slot.startsWith('line.') ? null : command.slot;
    case 'confirm':
      return pending?.slot === 'confirm' ? 'order' : null;
    case 'claim-paid':
      return 'paid';
    case 'coupon':
    case 'cancel-order':
    case 'opt-out':
    case 'forget-me':
      return command.do;
    default:
      return null;
  }
}

/** What commands make of a cart, as the sets count it: equal lines are one line. */
function applyCommands(commands: readonly Command[], before: readonly Line[], earlier: readonly Line[], pending: Pending | null): Line[] {
  let lines = [...before];
  const change = (id: string | undefined, next: (line: Line) => Line | null): void => {
    lines = lines.flatMap((line) => (line.id === id ? (next(line) ?? []) : [line]));
  };
  for (const command of commands) {
    switch (command.do) {
      case 'add':
        lines = join(lines, { id: `new-${lines.length + 1}`, ...command.line, mods: command.line.mods ?? [] });
        break;
      case 'set':
        change(command.line.lineId, (line) => ({
          ...line,
          qty: command.qty ?? line.qty,
          options: { ...line.options, ...command.options },
          mods: [...line.mods, ...(command.mods ?? [])],
        }));
        break;
      case 'change-by':
        change(command.line.lineId, (line) => {
          const qty = (line.qty ?? 0) + command.by;
          return qty <= 0 ? null : { ...line, qty };
        });
        break;
      case 'remove':
        change(command.line.lineId, () => null);
        break;
      case 'empty-cart':
      case 'cancel':
      case 'restart':
        lines = [];
        break;
      case 'order-again':
        for (const line of earlier) lines = join(lines, line);
        break;
      case 'answer': {
        const { value } = command;
        if (value.type === 'number') change(pending?.lineId, (line) => ({ ...line, qty: value.number }));
        if (value.type === 'option')
          change(pending?.lineId, (line) => ({ ...line, options: { ...line.options, [value.option]: value.value } }));
        break;
      }
      default:
        break;
    }
  }
  return lines;
}

function join(lines: readonly Line[], added: Line): Line[] {
  const index = lines.findIndex((line) => keyOf(line) === keyOf(added));
  const same = lines[index];
  if (!same) return [...lines, added];
  const qty = same.qty === null || added.qty === null ? null : same.qty + added.qty;
  return lines.with(index, { ...same, qty });
}

function keyOf({ productId, options, mods }: Line): string {
  return JSON.stringify([productId, Object.entries(options).sort(), [...mods].sort()]);
}

function asksOf(commands: readonly Command[], before: readonly Line[], after: readonly Line[], catalog: Catalog): string[] {
  if (!commands.some((command) => command.do === 'add' || command.do === 'set')) return [];
  const known = new Set(before.map(({ id }) => id));
  const asks = new Set<string>();
  for (const line of after) {
    if (known.has(line.id)) continue;
    const product = catalog.products.find(({ id }) => id === line.productId);
    for (const option of product?.options ?? []) if (line.options[option.id] === undefined) asks.add(option.id);
    if (line.qty === null) asks.add('qty');
  }
  return [...asks];
}
