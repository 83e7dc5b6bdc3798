/**
 * A store without a disk, for tests that are about something else: it keeps every promise but that of
 * surviving. What it holds is an argument, so that a shop can be closed and opened again.
 */
import type { Order } from '../commerce/order.ts';
import type { Change, CollectionName, Collections, Key, View, WrittenCollection } from '../decisions/collections.ts';
import { NotLoaded } from '../decisions/decision.ts';
import { isCold, runningNumber } from './json/layout.ts';
import type { ColdCollection, Committed, Conflict, OrderPage, OrderQueries, Page, Queries, Store, StoreHealth } from './port.ts';
import { fits, wantedWords } from './terms.ts';

export interface Memory {
  readonly documents: Map<CollectionName, Map<string, unknown>>;
  /** Last number given to each collection that the store numbers. */
  readonly numbers: Map<CollectionName, number>;
  sequence: number;
}

export const newMemory = (): Memory => ({ documents: new Map(), numbers: new Map(), sequence: 0 });

export function openMemoryStore(memory: Memory): Store {
  return new MemoryStore(memory);
}

class MemoryStore implements Store {
  readonly query: Queries;
  readonly #memory: Memory;
  /** Cold documents committed since the store opened: those that a view has without asking. */
  readonly #recent = new Set<string>();
  #durable: number;
  #closed = false;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#durable = memory.sequence;
    this.query = queriesOf(memory, () => this.#mustBeOpen());
  }

  async open(keys: readonly Key[]): Promise<View> {
    this.#mustBeOpen();
    return new MemoryView(this.#memory, new Set([...this.#recent, ...keys.map(keyOf)]), this.#recent);
  }

  openHot(): View {
    this.#mustBeOpen();
    return new MemoryView(this.#memory, this.#recent, this.#recent);
  }

  async commit(view: View, changes: readonly Change[]): Promise<Committed | Conflict> {
    this.#mustBeOpen();
    if (!(view instanceof MemoryView)) throw new Error('A commit needs a view that this store has opened');
    const key = view.changed();
    if (key) return { ok: false, key };
    for (const change of changes) mustBeNumbered(change);
    for (const change of changes) this.#apply(change);
    this.#memory.sequence += 1;
    const { sequence } = this.#memory;
    await Promise.resolve();
    this.#durable = Math.max(this.#durable, sequence);
    return { ok: true, sequence };
  }

  async settled(): Promise<void> {
    await Promise.resolve();
  }

  health(): StoreHealth {
    const { sequence } = this.#memory;
    return { ok: true, takes: true, words: 'Nothing is kept: this shop is in memory.', sequence, durable: this.#durable, filesRead: 0 };
  }

  async close(): Promise<void> {
    await this.settled();
    this.#closed = true;
  }

  #apply(change: Change): void {
    if ('delete' in change) {
      documentsOf(this.#memory, change.delete).delete(change.id);
      this.#recent.add(keyOf({ collection: change.delete, id: change.id }));
      return;
    }
    const [collection, id] = 'append' in change ? [change.append, this.#nextNumber(change.append)] : [change.put, change.id];
    documentsOf(this.#memory, collection).set(id, change.doc);
    this.#recent.add(keyOf({ collection, id }));
  }

  #nextNumber(collection: WrittenCollection): string {
    const number = (this.#memory.numbers.get(collection) ?? 0) + 1;
    this.#memory.numbers.set(collection, number);
    return String(number);
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new Error('The store is closed');
  }
}

class MemoryView implements View {
  readonly #memory: Memory;
  readonly #loaded: ReadonlySet<string>;
  readonly #recent: ReadonlySet<string>;
  readonly #reads: { readonly key: Key; readonly doc: unknown }[] = [];

  constructor(memory: Memory, loaded: ReadonlySet<string>, recent: ReadonlySet<string>) {
    this.#memory = memory;
    this.#loaded = loaded;
    this.#recent = recent;
  }

  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    const key: Key = { collection, id };
    if (isCold(collection) && !this.#loaded.has(keyOf(key)) && !this.#recent.has(keyOf(key))) throw new NotLoaded(key);
    const doc = find(this.#memory, collection, id);
    this.#reads.push({ key, doc });
    return doc;
  }

  changed(): Key | null {
    const changed = this.#reads.find(
      ({ key, doc }) => key.collection !== 'whereabouts' && find(this.#memory, key.collection, key.id) !== doc,
    );
    return changed?.key ?? null;
  }
}

function find<C extends CollectionName>(memory: Memory, collection: C, id: string): Collections[C] | undefined;
function find(memory: Memory, collection: CollectionName, id: string): unknown {
  if (collection !== 'whereabouts') return memory.documents.get(collection)?.get(id);
  const resting = all(memory, 'resting').findLast(({ conversation }) => conversation.id === id);
  return resting && { id, resting: resting.id };
}

function queriesOf(memory: Memory, ready: () => void): Queries {
  return {
    orders: orderQueries(memory, ready),
    *all(collection) {
      ready();
      yield* all(memory, collection);
    },
    async *each(collection, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}) {
      ready();
      for (const { number, doc } of numbered(memory, collection)) if (number >= from && number <= to) yield doc;
    },
    async newest(collection, limit, before = Number.POSITIVE_INFINITY) {
      ready();
      const older = numbered(memory, collection).filter(({ number }) => number < before);
      return older
        .reverse()
        .slice(0, limit)
        .map(({ doc }) => doc);
    },
  };
}

function orderQueries(memory: Memory, ready: () => void): OrderQueries {
  const page = async (isWanted: (order: Order) => boolean, { limit, before = Number.POSITIVE_INFINITY }: Page): Promise<OrderPage> => {
    ready();
    const wanted = numbered(memory, 'orders').flatMap(({ number, doc }) => (number < before && isWanted(doc) ? [doc] : []));
    const orders = wanted.reverse().slice(0, limit);
    return { orders, older: wanted.length > limit ? (orders.at(-1)?.number ?? null) : null };
  };
  const one = async (isIt: (order: Order) => boolean) => (await page(isIt, { limit: 1 })).orders[0];
  return {
    byPayment: (paymentId) => one((order) => Object.hasOwn(order.payments.reports, paymentId)),
    byCode: (publicCode) => one((order) => order.publicCode === publicCode),
    byCustomer: (customerId, wanted) => page((order) => order.customerId === customerId, wanted),
    byState: (states, wanted) => page(({ status }) => states.includes(status), wanted),
    search(text, wanted) {
      const words = wantedWords(text);
      return page((order) => words.length > 0 && fits(order, words), wanted);
    },
    async *placed(from, before) {
      ready();
      for (const { doc } of numbered(memory, 'orders')) if (doc.placedAt >= from && doc.placedAt < before) yield doc;
    },
  };
}

function numbered<C extends ColdCollection>(memory: Memory, collection: C): { readonly number: number; readonly doc: Collections[C] }[] {
  const ids = [...documentsOf(memory, collection).keys()];
  const docs = ids.flatMap((id) => {
    const doc = find(memory, collection, id);
    return doc === undefined ? [] : [{ id, number: runningNumber(id) ?? 0, doc }];
  });
  return docs.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
}

function all<C extends WrittenCollection>(memory: Memory, collection: C): Collections[C][] {
  return [...documentsOf(memory, collection).keys()].flatMap((id) => find(memory, collection, id) ?? []);
}

function documentsOf(memory: Memory, collection: CollectionName): Map<string, unknown> {
  const known = memory.documents.get(collection);
  if (known) return known;
  const made = new Map<string, unknown>();
  memory.documents.set(collection, made);
  return made;
}

function mustBeNumbered(change: Change): void {
  if ('append' in change) return;
  const [collection, id] = 'put' in change ? [change.put, change.id] : [change.delete, change.id];
  if (isCold(collection) && runningNumber(id) === null) throw new Error(`The id of ${collection}/${id} must end in a running number`);
}

const keyOf = ({ collection, id }: Key) => `${collection}/${id}`;
