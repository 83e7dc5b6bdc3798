/** What was found to name a product. */
import type { IndexedProduct } from './indexed-product.ts';

/** A run of words that name one product, or several that share those words. */
export interface Named {
  readonly candidates: readonly IndexedProduct[];
  readonly to: number;
  /** Only words like "porción" matched: any product word that follows is the real name. */
  readonly weak: boolean;
  /** Only what tells it from its kin was said ("de humita"), not what it is. */
  readonly elliptic: boolean;
  /** Said in the plural. */
  readonly plural: boolean;
}
