/**
 * The seller counted the shelf: her number is the truth from now on. What was promised stays promised, also
 * where it is more than she found: nothing is cancelled by a count (facts/commerce.md §3.4).
 */

import { variantById } from '../commerce/catalog.ts';
import { countShelf, takeCount } from '../commerce/stock.ts';
import type { Draft } from './draft.ts';
import type { CountReply } from './event.ts';
import { watchShelf } from './stock-moves.ts';

/** `by`: 'page', 'terminal', `api:<token name>`. Refused for what is not sold here or not counted. */
export function countStock(draft: Draft, variantId: string, count: number, by: string): CountReply {
  const found = variantById(draft.world.files.catalog, variantId);
  if (!found || found.product.kind === 'made_to_order' || found.variant.count === null)
    return { ok: false, code: 'NOT_COUNTED', variantId };
  const { level, movement } = countShelf(draft.get('stock', variantId), variantId, count, draft.at);
  draft.put('stock', variantId, level);
  draft.append({ append: 'movements', doc: { ...movement, by } });
  watchShelf(draft, level);
  return { ok: true, level };
}

/** A number she changed in the file is a new count; one she left alone says nothing about the shelf. */
export function takeOverCounts(draft: Draft): void {
  for (const product of draft.world.files.catalog.products) {
    for (const variant of product.variants) {
      if (variant.count === null) continue;
      const level = draft.get('stock', variant.id);
      if (level?.fileCount === variant.count) continue;
      const counted = takeCount(level, variant.id, variant.count, draft.at);
      draft.put('stock', variant.id, counted.level);
      draft.append({ append: 'movements', doc: { ...counted.movement, by: 'file' } });
      watchShelf(draft, counted.level);
    }
  }
}
