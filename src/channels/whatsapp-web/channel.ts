/**
 * What this channel offers besides what every channel does: how the shop's telephone is linked, and how the channel
 * stands, for the seller's page, for the terminal and for the command that connects it.
 */
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Log } from '../../log.ts';
import type { Channel } from '../port.ts';
import type { Limits } from './limits.ts';
import type { RiskLevel } from './risk.ts';
import type { StateName } from './state.ts';

export interface WhatsAppWebDeps {
  /** Of this channel alone: the link with the telephone, and what is known of chats. Made when needed. */
  readonly directory: string;
  /** Path of a Chromium; null: one is looked for. */
  readonly browser: string | null;
  readonly browserArguments: readonly string[];
  /** What the browser's process needs besides the usual environment. */
  readonly browserEnvironment?: Readonly<Record<string, string>>;
  /** Version of WhatsApp Web to stay with; null: the latest. */
  readonly version: string | null;
  readonly clock: Clock;
  /** 0..1. */
  readonly chance: () => number;
  /** Of the shop: the browser starts anew in its quiet hour. */
  readonly timeZone: () => string;
  /** In which the seller is told how the channel stands. */
  readonly shopLanguage: () => Language;
  /** The language the shop speaks in this conversation, or its own. */
  readonly language: (conversationId: string) => Language;
  /** `catalog/images`. */
  readonly imagesDirectory: string;
  /** The shop's data folder: of files that messages bring. */
  readonly dataDirectory: string;
  /** Messages of the shop that are to leave here. */
  readonly queued: () => number;
  /** Where whoever started the program can scan a code; null: nobody looks there. */
  readonly terminal: ((text: string) => void) | null;
  readonly limits?: Partial<Limits>;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** How the link with the telephone stands. The codes are secrets for as long as they last: for a screen, never for a log. */
export interface Linking {
  readonly state: StateName;
  /** To be scanned with the telephone; and until when, ms since the epoch. */
  readonly qr?: string;
  readonly expiresAt?: number;
  /** To be typed into the telephone: `ABCD-1234`. WhatsApp does not always take it: the qr is shown beside it. */
  readonly code?: string;
  readonly codeExpiresAt?: number;
  /** Codes were shown and nobody took them: `showNewQr` shows new ones. */
  readonly paused?: true;
}

export type CodeAsked =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly why: 'bad-phone' | 'not-now' | 'refused' };

export type BrowserFetched = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly words: string };

/** What left, and what may leave. */
export interface Allowance {
  readonly hour: number;
  readonly day: number;
  readonly mostAnHour: number;
  readonly mostADay: number;
  /** That may leave now before the rest waits. */
  readonly left: number;
  /** Until when the caps are those of a number that is new here; null where they are not. */
  readonly newUntil: number | null;
}

export interface WhatsAppWebReport {
  readonly state: StateName;
  /** ms since the epoch. */
  readonly since: number;
  readonly words: string;
  /** What to do about it; null where there is nothing. */
  readonly advice: string | null;
  /** The seller agreed to the risk of an unofficial client. */
  readonly consented: boolean;
  /** The seller's words about it, to be shown before. */
  readonly consentText: string;
  /** The linked number, only its end readable; null where none is. */
  readonly number: string | null;
  readonly version: string | null;
  readonly libraryVersion: string;
  /** `isOld`: it was fetched long ago, and nobody closes its gaps since. */
  readonly browser: { readonly path: string; readonly version: string | null; readonly isOld: boolean } | null;
  /** Of the browser and its process; null where it is not known. */
  readonly memoryMiB: number | null;
  /** What the page or its process last complained of, for whoever looks into it. */
  readonly complaint: string | null;
  /** Why it begins anew, the how manyth time in a row, and when; null where it does not. */
  readonly recovery: { readonly words: string; readonly attempt: number; readonly nextAt: number } | null;
  readonly lastInboundAt: number | null;
  readonly lastOutboundAt: number | null;
  readonly lastAckAt: number | null;
  /** Messages that are still to leave. */
  readonly queued: number;
  /** When the oldest that WhatsApp has not acknowledged was handed over. */
  readonly oldestUnackedAt: number | null;
  /** Messages that a look through the chats found, and no event had told of, in 24 hours. */
  readonly foundLate: number;
  /** In 24 hours. */
  readonly restarts: number;
  readonly sent: Allowance;
  readonly risk: { readonly level: RiskLevel; readonly words: readonly string[] };
}

export interface WhatsAppWebChannel extends Channel {
  linking(): Linking;
  /** Calls back at each change of `linking()`; the answer ends it. */
  subscribe(listener: () => void): () => void;
  /** A code to type into the telephone of this number (digits, with the country's). Works while a qr is shown. */
  requestCode(phone: string): Promise<CodeAsked>;
  /** Also begins anew after a logout, a block or a conflict: it is the seller who decides that. */
  showNewQr(): Promise<void>;
  /** Ends the link with the telephone and forgets it. */
  unlink(): Promise<void>;
  /** The seller agreed to the risk: kept, and the channel begins. Without it nothing is started. */
  giveConsent(): Promise<void>;
  /** Fetches a browser of about 100 MB. `progress`: 0..1. */
  fetchBrowser(progress: (part: number) => void): Promise<BrowserFetched>;
  report(): WhatsAppWebReport;
  /** Everything known of this chat is gone, and nothing is sent there before she writes again. */
  forget(chat: string): Promise<void>;
}
