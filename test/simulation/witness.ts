/**
 * What the world outside the shop saw: every message customers wrote and whether it was acknowledged,
 * every message that reached them, every piece of news that was taken. No crash of the shop undoes it.
 */
import type { InboundBody } from '../../src/conversation/message.ts';
import { Seen } from './ledger.ts';

export interface Written {
  readonly mark: string;
  readonly conversationId: string;
  readonly body: InboundBody;
  /** A tap on a menu of somebody else's conversation. */
  readonly foreign: boolean;
  /** Kills the process that decides on it. */
  readonly killer: boolean;
  acknowledged: boolean;
}

/** A message of the shop, by its key. */
export interface Sending {
  readonly conversationId: string;
  readonly n: number;
  readonly text: string;
  deliveries: number;
  /** Sendings whose end the shop could not know, so that it had to send again. */
  excuses: number;
  refused: boolean;
  /** Tried by the process that runs now. */
  tried: boolean;
}

export interface News {
  readonly paymentId: string;
  /** Number of looks at this payment that had begun when the shop took the news. */
  readonly looksBefore: number;
}

export class Witness {
  readonly written = new Map<string, Written>();
  readonly sendings = new Map<string, Sending>();
  /** By conversation: the highest number that was delivered. */
  readonly furthest = new Map<string, number>();
  readonly alerts = new Seen<string>();
  readonly news: News[] = [];
}
