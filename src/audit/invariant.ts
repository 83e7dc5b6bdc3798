/**
 * What an invariant is: a watch that sees every document once, in any order, and says what contradicts it.
 * It keeps only what it needs, so that a million orders can be gone through.
 */
import type { CollectionName, Stored } from '../decisions/collections.ts';

/** What contradicts an invariant. Facts only: the words come from the texts of whoever shows it. */
export interface Broken {
  /** `orders/1001` */
  readonly document: string;
  readonly found: string | number;
  readonly expected: string | number;
}

export interface Watch {
  see(stored: Stored): Iterable<Broken>;
  /** When everything was seen. */
  end(): Iterable<Broken>;
}

export type Invariant = () => Watch;

export const NOTHING: readonly Broken[] = [];

/** An invariant that each document of a kind keeps or breaks for itself; `pick` answers null for the others. */
export function ofEach<D>(pick: (stored: Stored) => D | null, check: (doc: D) => Omit<Broken, 'document'> | null): Invariant {
  return () => ({
    see(stored) {
      const doc = pick(stored);
      const broken = doc === null ? null : check(doc);
      return broken ? [{ document: place(stored.collection, stored.id), ...broken }] : NOTHING;
    },
    end: () => NOTHING,
  });
}

export const place = (collection: CollectionName, id: string) => `${collection}/${id}`;

/** References that are checked when everything was seen. */
export class References {
  readonly #there = new Set<string>();
  readonly #wanted: { readonly by: string; readonly target: string }[] = [];

  exists(target: string): void {
    this.#there.add(target);
  }

  has(target: string): boolean {
    return this.#there.has(target);
  }

  /** `by`: the document that refers. */
  want(by: string, target: string): void {
    this.#wanted.push({ by, target });
  }

  *missing(): Generator<Broken> {
    for (const { by, target } of this.#wanted) if (!this.#there.has(target)) yield { document: by, found: '', expected: target };
  }
}
