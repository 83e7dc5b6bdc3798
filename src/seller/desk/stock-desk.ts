/**
 * The shelf as the seller sees it and counts it, at whichever door: every variant that is sold, with what is
 * there, what is promised and what can still be sold.
 */
import { type Catalog, type Language, type Product, productOf, type Shop, type Variant, variantById } from '../../commerce/catalog.ts';
import type { Order } from '../../commerce/order.ts';
import { type StockLevel, shortage, unitsLeft } from '../../commerce/stock.ts';
import type { CountReply } from '../../decisions/event.ts';
import { fill } from '../pages/texts.ts';
import type { Told } from './order-desk.ts';
import { deskTexts, refusalWords } from './texts.ts';

export interface StockDeps {
  /** As the files say now. */
  readonly shop: () => Shop;
  readonly catalog: () => Catalog;
  /** undefined where it was never counted. */
  readonly level: (variantId: string) => StockLevel | undefined;
  /** Resolves when it is on disk. */
  readonly count: (variantId: string, count: number, who: string) => Promise<CountReply>;
  /** Orders that hold promised units, newest first. */
  readonly ordersHolding: (variantId: string) => Promise<readonly Order[]>;
}

export interface StockRow {
  readonly variantId: string;
  /** "Polo de algodón". */
  readonly product: string;
  /** "Rojo, M"; empty without options. */
  readonly detail: string;
  /** null: its units are not counted. */
  readonly units: {
    readonly onHand: number;
    readonly reserved: number;
    readonly available: number;
    /** Promised and not there. */
    readonly missing: number;
    /** At or below the number from which the shop wants to be told. */
    readonly low: boolean;
  } | null;
}

/** In the order of the catalog. */
export function stockRows({ shop, catalog, level }: Pick<StockDeps, 'shop' | 'catalog' | 'level'>): readonly StockRow[] {
  const { lowStock } = shop().orders;
  return catalog().products.flatMap((product) => product.variants.map((variant) => rowOf(product, variant, level(variant.id), lowStock)));
}

function rowOf(product: Product, variant: Variant, level: StockLevel | undefined, lowStock: number | undefined): StockRow {
  const of = { variantId: variant.id, product: product.name, detail: detailOf(product, variant) };
  const available = unitsLeft(product, variant, level);
  if (available === null) return { ...of, units: null };
  const { onHand = 0, reserved = 0 } = level ?? {};
  const missing = level ? shortage(level) : 0;
  return {
    ...of,
    units: { onHand, reserved, available, missing, low: lowStock !== undefined && available <= lowStock },
  };
}

function detailOf(product: Product, variant: Variant): string {
  return product.options.map(({ id, values }) => values.find((value) => value.id === variant.options[id])?.label ?? '').join(', ');
}

/** "Polo de algodón (Rojo, M)". */
function nameOf({ product, detail }: StockRow): string {
  return detail === '' ? product : `${product} (${detail})`;
}

/** `variant`: the id of one, or a part of its name; null for all of them. `count`: as it was written; null: only shown. */
export interface StockAsked {
  readonly variant: string | null;
  readonly count: string | null;
}

export async function atStockDesk(deps: StockDeps, { variant, count }: StockAsked, language: Language, who: string): Promise<Told> {
  if (variant !== null && count !== null) return counted(deps, variant, count, language, who);
  const rows = stockRows(deps).filter((row) => variant === null || fits(variant, row));
  const { stock } = deskTexts(language);
  if (rows.length === 0) return { ok: false, lines: [fill(stock.nothing, { what: variant ?? '' })] };
  return { ok: true, lines: rows.map((row) => rowWords(row, language)) };
}

/** By its id, or by words of its name in any order: "pantalon rojo" finds "Pantalón (Rojo, M)". */
export function fits(wanted: string, row: StockRow): boolean {
  const { variantId } = row;
  const name = plain(nameOf(row));
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  return variantId === wanted || variantId.startsWith(`${wanted}/`) || words.every((word) => name.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function rowWords(row: StockRow, language: Language): string {
  const { stock } = deskTexts(language);
  const { variantId, units } = row;
  const name = nameOf(row);
  if (!units) return fill(stock.uncounted, { variant: variantId, name });
  const { onHand, reserved, available } = units;
  const words = fill(stock.row, { variant: variantId, name, units: fill(stock.units, { onHand, reserved, available }) });
  return units.missing > 0
    ? `${words} · ${fill(stock.missing, { missing: units.missing })}`
    : units.low
      ? `${words} · ${stock.low}`
      : words;
}

/** Units that a shelf holds; more is a slip of the keyboard. */
const MOST_UNITS = 1_000_000;

async function counted(deps: StockDeps, variantId: string, written: string, language: Language, who: string): Promise<Told> {
  const { stock } = deskTexts(language);
  if (!/^[0-9]{1,7}$/.test(written) || Number(written) > MOST_UNITS) return { ok: false, lines: [fill(stock.badCount, { written })] };
  const reply = await deps.count(variantId, Number(written), who);
  if (!reply.ok) {
    const known = productOf(deps.catalog(), variantId.split('/')[0] ?? '')?.variants.map(({ id }) => id) ?? [];
    return { ok: false, lines: [refusalWords(language, reply, null), ...known.map((id) => `  ${id}`)] };
  }
  const found = variantById(deps.catalog(), variantId);
  const row = found && rowOf(found.product, found.variant, reply.level, deps.shop().orders.lowStock);
  const lines = row ? [rowWords(row, language)] : [];
  const missing = shortage(reply.level);
  if (missing === 0) return { ok: true, lines };
  const numbers = (await deps.ordersHolding(variantId)).map(({ number }) => number).toSorted((a, b) => a - b);
  return { ok: true, lines: [...lines, fill(stock.affected, { missing, numbers: numbers.join(', ') })] };
}
