/** Documents that lie on disk are asked for together: one by one would take as many rounds as there are. */
import type { Order } from '../commerce/order.ts';
import type { Key } from './collections.ts';
import { NotLoaded } from './decision.ts';
import type { Draft } from './draft.ts';

/** @throws {NotLoaded} for all that are not loaded yet. */
export function needAll(draft: Draft, keys: readonly Key[]): void {
  const missing = keys.filter((key) => !isLoaded(draft, key));
  if (missing.length > 0) throw new NotLoaded(...missing);
}

/** Those that there are, in this order. */
export function loadOrders(draft: Draft, ids: readonly string[]): readonly Order[] {
  needAll(
    draft,
    ids.map((id) => ({ collection: 'orders', id })),
  );
  return ids.flatMap((id) => draft.get('orders', id) ?? []);
}

function isLoaded(draft: Draft, { collection, id }: Key): boolean {
  try {
    draft.get(collection, id);
    return true;
  } catch (problem) {
    if (problem instanceof NotLoaded) return false;
    throw problem;
  }
}
