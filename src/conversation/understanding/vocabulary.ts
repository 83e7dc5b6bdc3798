/**
 * The words of this shop, prepared once: catalog names and aliases, option values, districts, the words
 * of `flows/words/*` and of the flows.
 */
import type { Catalog, Shop } from '../../commerce/catalog.ts';
import type { Flow } from '../flow/flow.ts';
import type { AllWords } from './words.ts';

export interface Vocabulary {
  readonly prepared: true;
}

/** Everything a vocabulary is made of. */
export interface VocabularySources {
  readonly shop: Shop;
  readonly catalog: Catalog;
  /** By flow id. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly words: AllWords;
}

export function prepareVocabulary(_sources: VocabularySources): Vocabulary {
  return { prepared: true };
}
