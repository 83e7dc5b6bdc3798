/**
 * How the channel stands, what can happen to it, and what has to be done then. What follows from what is told in
 * `transitions.ts`.
 */

export const STATES = [
  'off',
  'no_browser',
  'starting',
  'needs_link',
  'linking',
  'syncing',
  'ready',
  'offline',
  'recovering',
  'logged_out',
  'blocked',
  'outdated',
  'conflict',
] as const;
export type StateName = (typeof STATES)[number];

/** Why it has to begin anew. */
export const TROUBLES = [
  'start-failed',
  'start-overdue',
  'not-ready',
  'offline',
  'hangs',
  'browser-gone',
  'page-crashed',
  'process-gone',
  'disconnected',
  'memory',
  'quiet-hour',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What a look into the page finds. */
export interface PageSight {
  readonly socket: string | null;
  readonly synced: boolean;
  /** Whose account; null while nobody knows. */
  readonly account: string | null;
  readonly version: string | null;
  /** The library hung its listeners into this page. */
  readonly listening: boolean;
}

export interface Situation {
  readonly state: StateName;
  /** ms since the epoch. */
  readonly since: number;
  readonly trouble: Trouble | null;
  /** Times in a row it had to begin anew, and when it does so next. */
  readonly attempts: number;
  readonly nextAt: number;
  readonly qr: string | null;
  readonly qrUntil: number;
  /** To be typed into the telephone, as the seller asked; the qr stays beside it. */
  readonly code: string | null;
  readonly codeUntil: number;
  /** Since the seller last showed that she is there. */
  readonly codesShown: number;
  /** Codes were shown and nobody took them. */
  readonly paused: boolean;
  readonly authenticatedAt: number | null;
  readonly readySince: number | null;
  /** The page was loaded anew already for what is wrong now. */
  readonly reloaded: boolean;
  readonly missedLooks: number;
  /** In a row, on this version of WhatsApp Web. */
  readonly failedStarts: number;
  readonly version: string | null;
  readonly account: string | null;
  readonly tookOver: boolean;
}

export type Happening =
  /** The seller's wish, or time to try again. */
  | { readonly is: 'begin' }
  | { readonly is: 'no-browser' }
  | { readonly is: 'qr'; readonly qr: string }
  | { readonly is: 'code'; readonly code: string }
  | { readonly is: 'socket'; readonly socket: string }
  /** The library says that the account is synchronised. */
  | { readonly is: 'authenticated' }
  | { readonly is: 'progress' }
  | { readonly is: 'seen'; readonly page: PageSight }
  | { readonly is: 'not-seen' }
  | { readonly is: 'logged-out' }
  /** `chance`: 0..1. */
  | { readonly is: 'trouble'; readonly trouble: Trouble; readonly chance: number }
  | { readonly is: 'overdue'; readonly chance: number }
  | { readonly is: 'unlinked' | 'stopped' };

export type Effect = 'launch' | 'end' | 'wipe' | 'reload' | 'sweep';

export interface Step {
  readonly situation: Situation;
  readonly effects: readonly Effect[];
}

export function situationAt(now: number, state: StateName = 'off'): Situation {
  return {
    state,
    since: now,
    trouble: null,
    attempts: 0,
    nextAt: 0,
    qr: null,
    qrUntil: 0,
    code: null,
    codeUntil: 0,
    codesShown: 0,
    paused: false,
    authenticatedAt: null,
    readySince: null,
    reloaded: false,
    missedLooks: 0,
    failedStarts: 0,
    version: null,
    account: null,
    tookOver: false,
  };
}
