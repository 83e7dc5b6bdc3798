/** A bot as the bench handles it: what each of `bots/` offers, whatever library is inside. */
import type { Heard, Message } from './talk.ts';

export interface Peer {
  /**
   * Hands a message over the way the library takes it. Resolves when its handler is through, which is when
   * a webhook would be answered: the message is acknowledged.
   */
  hear(message: Message): Promise<HowHeard>;
  /** What it made of the last message of this chat. */
  heard(chat: number): Promise<Heard>;
  /** How many orders it has, by chat. */
  orders(): Promise<ReadonlyMap<number, number>>;
  /** The newest twenty orders, as a seller's page lists them, and those of customers with this name: how many came. */
  list(): Promise<number>;
  search(name: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * `misunderstood`: there was no answer, or not the one to this step of the sale. `repeated`: known already,
 * nothing done. Ours says `taken` of what it has kept: whether it understood is seen by its orders.
 */
export type HowHeard = 'taken' | 'misunderstood' | 'repeated';

export interface Place {
  /** Its own folder; what lies there from before a restart is taken up. */
  readonly directory: string;
  /** The stand-in of the Bot API; for customers over HTTP, the shop itself. */
  readonly api: string;
  /** Holds the sample shop's `catalog/` and `flows/`, with full shelves. */
  readonly home: string;
  /** It is to be as if it had run since the first stored order, and not as if just restarted. */
  readonly sinceTheFirst: boolean;
}

export function countByChat(chats: Iterable<number>): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const chat of chats) counts.set(chat, (counts.get(chat) ?? 0) + 1);
  return counts;
}
