/**
 * What the shop remembers of a conversation between two messages. One document, rewritten with every
 * turn, so it stays small: messages are kept apart and only counted here.
 */
import type { CartDelivery } from '../commerce/cart.ts';
import type { Language } from '../commerce/catalog.ts';
import type { Frame } from './flow/flow.ts';
import type { Pending } from './understanding/understanding.ts';

export interface Conversation {
  /** `<channel>:<account>:<chat>`. */
  readonly id: string;
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly customerId: string;
  /** null until a text in a known language came. */
  readonly language: Language | null;
  /** Number of the last message in either direction. */
  readonly lastN: number;
  /** First message still kept one by one; older ones are in `transcripts`. */
  readonly firstN: number;
  readonly transcripts: readonly string[];
  /** UTC ISO instant of the customer's last message; null before the first. */
  readonly lastInboundAt: string | null;
  /** UTC ISO instant of her newest message by the channel's own clock, however late it came: WhatsApp counts its 24 hours from it. */
  readonly wroteAt?: string;
  /** Number of the last message that carried a menu; typed numbers and labels mean this one. */
  readonly lastMenuN: number | null;
  readonly frames: readonly Frame[];
  readonly pending: Pending | null;
  /** Line last talked about. */
  readonly focus: string | null;
  /** The last district whose fee she asked, while she has named none to be brought to. */
  readonly askedDistrict?: string;
  /** What was not understood in a row, for the pending question. */
  readonly misses: number;
  /** Parts of a burst that wait for the rest. */
  readonly burst: readonly string[];
  /** The channel's ids of the messages that they are, in their order. */
  readonly burstFrom?: readonly string[];
  /** Part of it came while the shop was away. */
  readonly late?: true;
  /** A person was asked for; the shop keeps answering what it can, the seller sees it. */
  readonly wantsPerson: boolean;
  /** A person of the shop speaks here herself; the program is silent meanwhile. */
  readonly takenOver?: TakenOver;
  /** What is said here would not arrive, as the channel says: until she writes again. */
  readonly unreachable?: { readonly because: 'blocked' | 'no-such-chat' };
  /** Campaign of the first touch; null where nothing is known. */
  readonly campaign: string | null;
  /** She may be somebody who wrote elsewhere before: where that stands. `until`: ms since the epoch; `other`: the other conversation. */
  readonly joining?:
    | { readonly step: 'offered' }
    /** `other` null: nobody was sent the code, because there is nobody, or who there is was sent too many. */
    | { readonly step: 'code'; readonly code: string; readonly other: string | null; readonly until: number; readonly tries: number }
    /** `code`: she carried it here herself, to go on here with what she had there. */
    | { readonly step: 'proved'; readonly other: string; readonly code?: string };
  /** The code that was given here last, to go on in another chat. */
  readonly carries?: string;
  /** Codes written here that were none. `until`: ms since the epoch; after it they are forgotten. */
  readonly wrongCodes?: { readonly count: number; readonly until: number };
  /** Codes that were sent here because somebody elsewhere gave her telephone. `until`: ms since the epoch. */
  readonly codesSent?: { readonly count: number; readonly until: number };
  /** How fast she writes (`decisions/too-much.ts`). */
  readonly writes?: Writes;
  /** Numbers of the orders of this conversation, newest last. */
  readonly orders: readonly string[];
}

/** Instants in ms since the epoch. */
export interface Writes {
  /** By rate: from when on one more message is no flood. */
  readonly next: readonly number[];
  /** She was told that it is too fast. */
  readonly told?: true;
  /** The long text she said last: its digest, how often we answered and she said it again, its number, when. */
  readonly same?: { readonly digest: string; readonly times: number; readonly n: number; readonly at: number };
}

export interface TakenOver {
  /** `phone`: in the channel's own app; else 'page', `api:<token name>` or `chat:<helper>`. */
  readonly by: string;
  /** ms since the epoch. */
  readonly until: number;
  /** The customer knows of it. */
  readonly told: boolean;
}

/** `now`: ms since the epoch. */
export function isTakenOver({ takenOver }: Pick<Conversation, 'takenOver'>, now: number): boolean {
  return takenOver !== undefined && takenOver.until > now;
}

/** A conversation in which nothing was said yet. */
export function newConversation(
  who: Pick<Conversation, 'id' | 'channel' | 'account' | 'chat' | 'customerId' | 'language' | 'campaign'>,
): Conversation {
  return {
    ...who,
    lastN: 0,
    firstN: 1,
    transcripts: [],
    lastInboundAt: null,
    lastMenuN: null,
    frames: [],
    pending: null,
    focus: null,
    misses: 0,
    burst: [],
    wantsPerson: false,
    orders: [],
  };
}

export interface Customer {
  readonly id: string;
  readonly name?: string;
  readonly phone?: string;
  /** Whether her address may be kept for the next time; missing until she was asked. */
  readonly keepsAddress?: boolean;
  readonly address?: Extract<CartDelivery, { readonly kind: 'home' }>;
  readonly language: Language | null;
  readonly conversations: readonly string[];
  /** Ids of customers that turned out to be her. */
  readonly also?: readonly string[];
  readonly firstSeenAt: string;
  readonly campaign: string | null;
}
