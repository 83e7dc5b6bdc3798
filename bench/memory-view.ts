/**
 * The documents of a shop in plain maps: the least a decision can stand on, so that what is measured is
 * the decision.
 */
import type { Change, CollectionName, Collections, View } from '../src/decisions/collections.ts';

export class MemoryView implements View {
  readonly #documents = new Map<CollectionName, Map<string, unknown>>();

  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    // What lies under a collection was put there by a typed change.
    return this.#documents.get(collection)?.get(id) as Collections[C] | undefined;
  }

  /** Facts and movements are written and never read by a decision: they are left out. */
  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if ('put' in change) this.#of(change.put).set(change.id, change.doc);
      else if ('delete' in change) this.#of(change.delete).delete(change.id);
    }
  }

  #of(collection: CollectionName): Map<string, unknown> {
    const known = this.#documents.get(collection);
    if (known) return known;
    const made = new Map<string, unknown>();
    this.#documents.set(collection, made);
    return made;
  }
}
