/**
 * The shop's documents as its commits made them, kept outside the shop: what every store must hold after
 * any accident, and what all invariants are read from.
 */

import type { Cart } from '../../src/commerce/cart.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { LoggedMessage } from '../../src/conversation/message.ts';
import type { Change, CollectionName, Collections, Stored } from '../../src/decisions/collections.ts';

export class Picture {
  readonly #collections = new Map<CollectionName, Map<string, unknown>>();

  get<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    return this.#collections.get(collection)?.get(id) as Collections[C] | undefined;
  }

  all<C extends CollectionName>(collection: C): readonly Collections[C][] {
    return [...(this.#collections.get(collection)?.values() ?? [])] as Collections[C][];
  }

  size(collection: CollectionName): number {
    return this.#collections.get(collection)?.size ?? 0;
  }

  get collections(): readonly CollectionName[] {
    return [...this.#collections.keys()];
  }

  apply(change: Change): void {
    if ('append' in change) {
      const documents = this.#of(change.append);
      documents.set(String(documents.size + 1), change.doc);
    } else if ('put' in change) this.#of(change.put).set(change.id, change.doc);
    else this.#of(change.delete).delete(change.id);
  }

  *entries(): Generator<Stored> {
    for (const [collection, documents] of this.#collections) for (const [id, doc] of documents) yield { collection, id, doc } as Stored;
  }

  copy(): Picture {
    const copy = new Picture();
    for (const [collection, documents] of this.#collections) copy.#collections.set(collection, new Map(documents));
    return copy;
  }

  #of(collection: CollectionName): Map<string, unknown> {
    const found = this.#collections.get(collection) ?? new Map<string, unknown>();
    this.#collections.set(collection, found);
    return found;
  }
}

/** Every conversation, awake or at rest. */
export function conversationsIn(picture: Picture): readonly Conversation[] {
  return [...picture.all('conversations'), ...picture.all('resting').map(({ conversation }) => conversation)];
}

/** A cart, also one that rests with its conversation. */
export function cartIn(picture: Picture, id: string): Cart | undefined {
  return picture.get('carts', id) ?? picture.all('resting').find(({ cart }) => cart?.id === id)?.cart ?? undefined;
}

/** Everything each conversation holds, in order. */
export function logsIn(picture: Picture): ReadonlyMap<string, readonly LoggedMessage[]> {
  const awake = picture.all('conversations').map(({ id }) => [id, logOf(picture, id)] as const);
  const resting = picture.all('resting').map(({ conversation, messages }) => {
    return [conversation.id, [...transcribed(picture, conversation), ...messages]] as const;
  });
  return new Map([...awake, ...resting]);
}

/** Everything a conversation that is awake holds, in order. */
function logOf(picture: Picture, conversationId: string): readonly LoggedMessage[] {
  const conversation = picture.get('conversations', conversationId);
  if (!conversation) return [];
  const log = [...transcribed(picture, conversation)];
  for (let n = conversation.firstN; n <= conversation.lastN; n += 1) {
    const message = picture.get('messages', `${conversationId}:${n}`);
    if (message) log.push(message);
  }
  return log;
}

function transcribed(picture: Picture, { transcripts }: Conversation): readonly LoggedMessage[] {
  return transcripts.flatMap((id) => picture.get('transcripts', id)?.messages ?? []);
}

/** The mark a simulated customer gives each of her messages; null where it is not one of hers. */
export function markOf({ body }: LoggedMessage): string | null {
  return 'mark' in body && typeof body.mark === 'string' ? body.mark : null;
}

interface Commit {
  readonly sequence: number;
  readonly changes: readonly Change[];
}

export class Ledger {
  /** Last commit. */
  sequence = 0;
  /** Last commit that somebody was told is safe. */
  promised = 0;
  /** With everything that was committed, safe or not. */
  now = new Picture();
  /** As it was when the shop last came up, and what was committed since. */
  #before = new Picture();
  #since: Commit[] = [];

  committed(sequence: number, changes: readonly Change[]): void {
    this.sequence = sequence;
    this.#since.push({ sequence, changes });
    for (const change of changes) this.now.apply(change);
  }

  safe(sequence: number): void {
    this.promised = Math.max(this.promised, sequence);
  }

  /** The shop came back with everything up to `sequence`: the rest never happened. */
  cutBack(sequence: number): void {
    for (const commit of this.#since) {
      if (commit.sequence > sequence) break;
      for (const change of commit.changes) this.#before.apply(change);
    }
    this.#since = [];
    this.sequence = sequence;
    this.now = this.#before.copy();
  }
}

/** What was seen in commits, and is unseen again where a crash took the commit back. */
export class Seen<T> {
  #entries: { readonly sequence: number; readonly what: T }[] = [];

  add(sequence: number, what: T): void {
    this.#entries.push({ sequence, what });
  }

  cutBack(sequence: number): void {
    this.#entries = this.#entries.filter((entry) => entry.sequence <= sequence);
  }

  get all(): readonly T[] {
    return this.#entries.map(({ what }) => what);
  }
}
