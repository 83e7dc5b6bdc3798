/**
 * The border where documents get their type back. What lies under a collection was put there by a typed
 * commit of this program; for what comes from disk the checksum says that it is still the same.
 */
import type { CollectionName, Collections } from '../../decisions/collections.ts';

export function documentOf<C extends CollectionName>(_collection: C, doc: unknown): Collections[C] {
  return doc as Collections[C];
}
