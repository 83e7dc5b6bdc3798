/**
 * What the shop sent: by it a message of its own is told from one that the seller typed on her telephone, one whose
 * answer was lost is found again, and the pace is kept over a restart. Words are kept as a digest only.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Chat } from './chats.ts';
import { DAY_MS, HOUR_MS } from './limits.ts';

const handed = z.object({
  /** Of the message, and which of its parts. */
  key: z.string(),
  part: z.number(),
  chat: z.string(),
  digest: z.string(),
  /** ms since the epoch. */
  at: z.number(),
  /** WhatsApp's id of it; null while nobody knows whether it is there. */
  ref: z.string().nullable(),
  /** The customer had not written for a day. */
  unasked: z.boolean(),
});
export type Handed = z.infer<typeof handed>;

/** In the order in which they were handed to the page. */
export const sendList = z.array(handed);
export type Sends = readonly Handed[];

/** More than a day's cap, and enough to know the messages of a long week-end again. */
const MOST_KEPT = 1500;

/** The same for what was handed over and for what the page shows of it. */
export function digestOf(kind: string, text: string): string {
  return createHash('sha256').update(`${kind}\n${text.trim()}`).digest('base64url').slice(0, 16);
}

export function withHanded(sends: Sends, one: Handed): Sends {
  return [...sends.filter((other) => !isSame(other, one)), one].slice(-MOST_KEPT);
}

export function withRef(sends: Sends, one: Handed, ref: string): Sends {
  return sends.map((other) => (isSame(other, one) ? { ...other, ref } : other));
}

/** It surely did not leave. */
export function withoutHanded(sends: Sends, one: Handed): Sends {
  return sends.filter((other) => !isSame(other, one));
}

export function handedBefore(sends: Sends, key: string, part: number): Handed | null {
  return sends.find((one) => one.key === key && one.part === part) ?? null;
}

export function sentAs(sends: Sends, ref: string): Handed | null {
  return sends.find((one) => one.ref === ref) ?? null;
}

/** What of the shop's has these words and no id yet, the oldest first. */
export function unknownLike(sends: Sends, { addresses }: Pick<Chat, 'addresses'>, digest: string): Handed | null {
  return sends.find((one) => one.ref === null && addresses.includes(one.chat) && one.digest === digest) ?? null;
}

export interface Volume {
  readonly lastHour: number;
  readonly lastDay: number;
  readonly unasked: number;
  /** Most with the same words, in the last day. */
  readonly alike: number;
}

export function volumeOf(sends: Sends, now: number): Volume {
  const day = sends.filter(({ at }) => now - at < DAY_MS);
  const byWords = Map.groupBy(day, ({ digest }) => digest);
  return {
    lastHour: day.filter(({ at }) => now - at < HOUR_MS).length,
    lastDay: day.length,
    unasked: new Set(day.filter(({ unasked }) => unasked).map(({ chat }) => chat)).size,
    alike: Math.max(0, ...[...byWords.values()].map((same) => same.length)),
  };
}

function isSame(a: Handed, b: Handed): boolean {
  return a.key === b.key && a.part === b.part;
}
