/**
 * Units of orders moved in a decision: the level, the movement that explains it, and what the seller has to be
 * told of the shelf, in one commit.
 */
import { variantById } from '../commerce/catalog.ts';
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
 * of a variant that was never counted do not move.
 */
export function moveStock(draft: Draft, { id, version }: Pick<Order, 'id' | 'version'>, kind: Move, units: readonly Units[]): void {
  const ref = version === 1 ? id : `${id}.${version}`;
  for (const { variantId, qty } of units) {
    const level = draft.get('stock', variantId);
    if (!level) continue;
    const found = variantById(draft.world.files.catalog, variantId);
    const moved = moveUnits(level, kind, ref, qty, draft.at, found ? beyondShelf(found.variant) : 0);
    draft.put('stock', level.id, moved.level);
    draft.append({ append: 'movements', doc: moved.movement });
    watchShelf(draft, moved.level);
  }
}

/** Tells the seller that a variant runs out, or that more of it is promised than there is; or takes that back. */
export function watchShelf(draft: Draft, level: StockLevel): void {
  const { catalog, shop } = draft.world.files;
  const found = variantById(catalog, level.id);
  const about = { about: level.id, product: found?.product.name ?? level.id };
  const left = available(level, found ? beyondShelf(found.variant) : 0);
  const { lowStock } = shop.orders;
  if (lowStock !== undefined && found && left <= lowStock) draft.alert({ kind: 'stock-low', data: { ...about, left } });
  else draft.dropAlert(`stock-low:${level.id}`);
  const missing = shortage(level) - (found?.variant.backorder ?? 0);
  if (missing > 0) draft.alert({ kind: 'stock-short', data: { ...about, missing } });
  else draft.dropAlert(`stock-short:${level.id}`);
}
