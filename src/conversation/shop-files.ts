/**
 * Everything the seller's files say, checked and ready: what `config/` hands to the decisions. A good
 * change of a file makes a new one; a bad change keeps the old one.
 */
import type { Catalog, Shop } from '../commerce/catalog.ts';
import type { Promotion } from '../commerce/promotions.ts';
import type { Flow } from './flow/flow.ts';
import type { Vocabulary } from './understanding/vocabulary.ts';
import type { Texts } from './wording/texts.ts';

export interface ShopFiles {
  readonly shop: Shop;
  readonly catalog: Catalog;
  /** In the order of the file: between equals the first one counts. */
  readonly promotions: readonly Promotion[];
  /** By flow id. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly texts: Texts;
  /** Catalog, flows' start words and `flows/words/*`, prepared once for understanding. */
  readonly vocabulary: Vocabulary;
}
