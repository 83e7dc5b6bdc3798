/**
 * The seller did something, on her page or by changing a file.
 */
import { takeCount } from '../commerce/stock.ts';
import type { SellerAction } from './decision.ts';
import type { Draft } from './draft.ts';

export function takeSellerAction(draft: Draft, action: SellerAction): void {
  switch (action.do) {
    case 'take-over-counts':
      return takeOverCounts(draft);
    case 'dismiss-alert':
      return draft.remove('alerts', action.alertId);
  }
}

/** A number she changed in the file is a new count; one she left alone says nothing about the shelf. */
function takeOverCounts(draft: Draft): void {
  for (const product of draft.world.files.catalog.products) {
    for (const variant of product.variants) {
      if (variant.count === null) continue;
      const level = draft.get('stock', variant.id);
      if (level?.fileCount === variant.count) continue;
      const counted = takeCount(level, variant.id, variant.count, draft.at);
      draft.put('stock', variant.id, counted.level);
      draft.append({ append: 'movements', doc: counted.movement });
    }
  }
}
