/**
 * The helpers of the shop: who may act in which chat, and what is done about them. One small document, read by every
 * decision that has something to tell them.
 */
import type { Language } from '../commerce/catalog.ts';
import type { Role } from '../conversation/staff-command.ts';

export interface Helper {
  readonly conversationId: string;
  /** Stands in the history of orders as `chat:<name>`; a name is used once. */
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** UTC ISO instant. */
  readonly since: string;
  /** She tries the shop as a customer. */
  readonly shopping?: true;
  /** What her next text answers. */
  readonly doing?: Doing;
  /** Somebody writes to her from the shop's own telephone. ms since the epoch. */
  readonly asideUntil?: number;
}

/** `until`: ms since the epoch; later her text is a command again. */
export type Doing =
  | { readonly what: 'write'; readonly conversationId: string; readonly number: number | null; readonly until: number }
  | {
      readonly what: 'field';
      readonly number: number;
      readonly command: string;
      readonly written: Readonly<Record<string, string>>;
      readonly field: string;
      readonly until: number;
    };

export interface LinkCode {
  /** Digest of the code. */
  readonly digest: string;
  readonly name: string;
  readonly role: Role;
  /** null: the language of the chat it is used in. */
  readonly language: Language | null;
  /** ms since the epoch. */
  readonly until: number;
}

export interface Staff {
  readonly id: typeof STAFF;
  readonly helpers: readonly Helper[];
  readonly codes: readonly LinkCode[];
  /** The shop takes no new orders. */
  readonly paused: Pause | null;
  /** Conversations of customers who were told so. */
  readonly waiting?: readonly string[];
}

/** `by`: as in the history of orders. `until`: it opens by itself then, ms since the epoch. */
export interface Pause {
  readonly by: string;
  /** UTC ISO instant. */
  readonly at: string;
  readonly until?: number;
}

/** Id of the one document. */
export const STAFF = 'staff';

export type StaffAction =
  /** `by`: 'page', 'terminal' or `chat:<helper>`. */
  | {
      readonly do: 'invite-helper';
      readonly name: string;
      readonly role: Role;
      readonly language: Language | null;
      readonly by: string;
    }
  | { readonly do: 'unlink-helper'; readonly name: string; readonly by: string }
  | { readonly do: 'pause-shop'; readonly paused: boolean; readonly by: string; readonly until?: number };

export interface StaffReply {
  readonly ok: true;
  readonly staff: Staff;
  /** Said once, and known to nobody afterwards. */
  readonly invited?: string;
  /** Nothing was done. */
  readonly problem?: StaffProblem;
}

export type StaffProblem = 'name-taken' | 'name-bad' | 'staff-full' | 'helper-not-found';
