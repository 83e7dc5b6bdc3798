/**
 * Units of orders moved in a decision: the level, the movement that explains it, and what the seller has to be
 * told of the shelf, in one commit.
 */
import { type Variant, variantById } from '../commerce/catalog.ts';
import type { Order } from '../commerce/order.ts';
import type { Units } from '../commerce/placement.ts';
import { available, beyondShelf, type Move, moveUnits, type StockLevel, shortage, unitsLeft } from '../commerce/stock.ts';
import type { Draft } from './draft.ts';

/** null where they are not counted. */
export function unitsAvailable(draft: Draft, variantId: string): number | null {
  const found = variantById(draft.world.files.catalog, variantId);
  return found ? unitsLeft(found.product, found.variant, draft.get('stock', variantId)) : null;
}

/**
 * `order` as it is after the change that moves them: its version makes the keys of the movements its own. Units
 * of a variant that was never counted do not move. Of one whose counting was given up meanwhile only the promise
 * moves: nobody knows how many are there.
 */
export function moveStock(draft: Draft, { id, version }: Pick<Order, 'id' | 'version'>, kind: Move, units: readonly Units[]): void {
  const ref = version === 1 ? id : `${id}.${version}`;
  for (const { variantId, qty } of units) {
    const level = draft.get('stock', variantId);
    if (!level) continue;
    const counted = countedVariant(draft, variantId);
    const beyond = counted ? beyondShelf(counted) : Number.POSITIVE_INFINITY;
    const move = counted ? kind : PROMISE_ONLY[kind];
    if (move === null) continue;
    const moved = moveUnits(level, move, ref, qty, draft.at, beyond);
    draft.put('stock', level.id, moved.level);
    draft.append({ append: 'movements', doc: moved.movement });
    watchShelf(draft, moved.level);
  }
}

const PROMISE_ONLY: Readonly<Record<Move, Move | null>> = {
  reserve: 'reserve',
  release: 'release',
  sale: 'release',
  unsale: 'reserve',
  return: null,
};

/** null where its units are not counted, or not any more. */
export function countedVariant(draft: Draft, variantId: string): Variant | null {
  const found = variantById(draft.world.files.catalog, variantId);
  return found && found.product.kind === 'stock' && found.variant.count !== null ? found.variant : null;
}

/** Tells the seller that a variant runs out, or that more of it is promised than there is; or takes that back. */
export function watchShelf(draft: Draft, level: StockLevel): void {
  const { catalog, shop } = draft.world.files;
  const found = variantById(catalog, level.id);
  const about = { about: level.id, product: found?.product.name ?? level.id };
  const counted = countedVariant(draft, level.id);
  const left = available(level, counted ? beyondShelf(counted) : 0);
  const { lowStock } = shop.orders;
  if (lowStock !== undefined && counted && left <= lowStock) draft.alert({ kind: 'stock-low', data: { ...about, left } });
  else draft.dropAlert(`stock-low:${level.id}`);
  const missing = shortage(level) - (counted?.backorder ?? 0);
  if (counted && missing > 0) draft.alert({ kind: 'stock-short', data: { ...about, missing } });
  else draft.dropAlert(`stock-short:${level.id}`);
}
