/**
 * The words of this shop, prepared once: catalog names and aliases, option values, districts, the words
 * of `flows/words/*` and of the flows.
 */
export interface Vocabulary {
  readonly prepared: true;
}
