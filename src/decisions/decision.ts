/**
 * The one shape of everything that happens: an event comes in, a decision comes out. `decide` is pure
 * and synchronous; what it needs beyond the view it asks for; what it wants from the world it names.
 */

import type { LoggedMessage } from '../conversation/message.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import type { Invite } from '../conversation/turn/counter.ts';
import type { Change, Key, View } from './collections.ts';
import type { Event, Reply } from './event.ts';
import type { Fact, Job, Timer } from './records.ts';

/** Thrown by a view for a document that lies on disk, or by a decision that knows of several; `decide` turns it into `{ need }`. */
export class NotLoaded extends Error {
  readonly keys: readonly Key[];
  constructor(...keys: readonly Key[]) {
    super(`not loaded: ${keys.map(({ collection, id }) => `${collection}/${id}`).join(', ')}`);
    this.keys = keys;
  }
}

/** What `work` decides, or what has to be loaded first. */
export function orNeed(work: () => Decision): Decision | { readonly need: readonly Key[] } {
  try {
    return work();
  } catch (problem) {
    if (problem instanceof NotLoaded) return { need: problem.keys };
    throw problem;
  }
}

export interface Decision {
  readonly changes: readonly Change[];
  /** Messages of the shop, in order; the runtime puts each into the log and into the outbox. */
  readonly outbox: readonly LoggedMessage[];
  readonly timers: readonly TimerChange[];
  readonly jobs: readonly Job[];
  readonly facts: readonly Fact[];
  /** For whoever brought the event (a seller's page, an API call). */
  readonly reply?: Reply;
}

export type TimerChange = { readonly set: Timer } | { readonly clear: string };

/** What a decision may use besides the view: the seller's files, time, ids, chance. */
export interface World {
  readonly files: ShopFiles;
  /** ms since the epoch. */
  readonly now: number;
  /** True where payments are real. */
  readonly live: boolean;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** A digest that is the same for the same text and cannot be turned back (SHA-256, hexadecimal). */
  readonly digest: (text: string) => string;
  /** A message older than this, in ms, is kept but not answered by itself. */
  readonly answerWithinMs: number;
  /** Where the shop is reached from outside; null where nobody said. */
  readonly publicUrl: string | null;
  /** How long the program stays silent after the last message of a person of the shop, in ms. */
  readonly takeoverMs: number;
  /** Links that open a chat with the shop with these words (`[A-Za-z0-9_-]`) ready, by channel. */
  readonly invites: (words: string) => readonly Invite[];
  /** Whether what is said at once on this channel is one message where it can be. */
  readonly asOne: (channel: string) => boolean;
}

export type Decide = (view: View, event: Event, world: World) => Decision | { readonly need: readonly Key[] };
