/** Lists of the shelf: what runs out, and how every unit moved. */
import { detailOf, variantById } from '../../../commerce/catalog.ts';
import type { StockMovement } from '../../../commerce/stock.ts';
import { type StockRow, stockRows } from '../../desk/stock-desk.ts';
import { contentOf, gathered, type List, type ListColumn } from '../list.ts';
import type { Period } from '../offered.ts';
import { happenedWithin, type ListSource } from '../source.ts';

type Counted = StockRow & { readonly units: NonNullable<StockRow['units']> };

const LOW: readonly ListColumn<Counted>[] = [
  { key: 'product', kind: 'text', width: 28, value: ({ product }) => product },
  { key: 'variant', kind: 'text', width: 20, value: ({ detail }) => detail },
  { key: 'variantId', kind: 'text', width: 22, value: ({ variantId }) => variantId },
  { key: 'onHand', kind: 'integer', width: 14, value: ({ units }) => units.onHand },
  { key: 'promised', kind: 'integer', width: 14, value: ({ units }) => units.reserved },
  { key: 'available', kind: 'integer', width: 14, value: ({ units }) => units.available },
  { key: 'missing', kind: 'integer', width: 8, value: ({ units }) => units.missing },
];

/** As it is now: at or below the number the shop wants to be told of, sold out, or promised and not there. */
export const stockLow: List = (source, _period, texts) => gathered(LOW, async () => runningOut(source), source, texts);

function runningOut({ shop, catalog, level }: ListSource): readonly Counted[] {
  return stockRows({ shop: () => shop, catalog: () => catalog, level })
    .flatMap((row) => (row.units ? [{ ...row, units: row.units }] : []))
    .filter(({ units }) => units.low || units.missing > 0 || units.available === 0);
}

interface Moved {
  readonly movement: StockMovement;
  readonly product: string;
  readonly detail: string;
}

const MOVEMENTS: readonly ListColumn<Moved>[] = [
  { key: 'at', kind: 'datetime', width: 17, value: ({ movement }) => movement.at },
  { key: 'product', kind: 'text', width: 28, value: ({ product }) => product },
  { key: 'variant', kind: 'text', width: 20, value: ({ detail }) => detail },
  { key: 'variantId', kind: 'text', width: 22, value: ({ movement }) => movement.variantId },
  { key: 'movement', kind: 'choice', width: 22, words: 'movement', value: ({ movement }) => movement.kind },
  { key: 'units', kind: 'integer', width: 10, value: ({ movement }) => movement.qty },
  { key: 'number', kind: 'integer', width: 8, value: ({ movement }) => orderNumberOf(movement) },
  { key: 'registeredBy', kind: 'text', width: 16, value: ({ movement }) => movement.by ?? null },
];

/** Oldest first. */
export const movements: List = (source, period, texts) => contentOf(MOVEMENTS, movedIn(source, period), source, texts);

async function* movedIn({ movements, shop, catalog }: ListSource, period: Period): AsyncGenerator<Moved> {
  for await (const movement of movements()) {
    if (!happenedWithin(movement.at, period, shop.timeZone)) continue;
    const found = variantById(catalog, movement.variantId);
    yield { movement, product: found?.product.name ?? '', detail: found ? detailOf(found.product, found.variant.options) : '' };
  }
}

/** `sale:1001.4:polo/rojo/m`: the order is in the key; a count belongs to none. */
function orderNumberOf({ key, kind }: StockMovement): number | null {
  const number = kind === 'count' ? undefined : /^[a-z]+:([0-9]+)/.exec(key)?.[1];
  return number === undefined ? null : Number(number);
}
