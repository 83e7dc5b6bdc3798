/**
 * When a message leaves: at the pace of a person who types, and below caps that keep the number safe. Pure: times go
 * in and come out, in ms since the epoch.
 */
import { DAY_MS, HOUR_MS, type Limits, MINUTE_MS, NEW_NUMBER_MS, NEW_NUMBER_PART } from './limits.ts';

export interface Caps {
  readonly perMinute: number;
  readonly perHour: number;
  readonly perDay: number;
}

/** Until when the number is new here; null: it is not any more. `linkedAt` null: it was never linked. */
export function newUntil(linkedAt: number | null, now: number): number | null {
  const until = (linkedAt ?? now) + NEW_NUMBER_MS;
  return now < until ? until : null;
}

/** A quarter of everything while the number is new here. */
export function capsOf(limits: Limits, linkedAt: number | null, now: number): Caps {
  const part = newUntil(linkedAt, now) === null ? 1 : NEW_NUMBER_PART;
  const of = (most: number): number => Math.max(1, Math.floor(most * part));
  return { perMinute: of(limits.perMinute), perHour: of(limits.perHour), perDay: of(limits.perDay) };
}

/** The first moment with room under every cap. `sent`: when messages left or will, ascending. */
export function roomAt(sent: readonly number[], now: number, caps: Caps): number {
  const windows: readonly (readonly [number, number])[] = [
    [caps.perMinute, MINUTE_MS],
    [caps.perHour, HOUR_MS],
    [caps.perDay, DAY_MS],
  ];
  return windows.reduce((at, [most, window]) => {
    const limiting = sent.at(-most);
    return sent.length < most || limiting === undefined ? at : Math.max(at, limiting + window);
  }, now);
}

/** How long a person would type this, ms. */
export function typingMs(length: number, limits: Limits): number {
  return Math.min(limits.mostTypingMs, Math.max(limits.leastTypingMs, length * limits.typingPerCharacterMs));
}

export interface Place {
  /** Typing begins, and the message leaves. */
  readonly typesAt: number;
  readonly leavesAt: number;
}

export interface Before {
  readonly sent: readonly number[];
  /** The last one of this chat, and of all. */
  readonly lastInChat: number | null;
  readonly last: number | null;
}

/** `length` of what is typed, in characters; `chance`: 0..1. */
export function placeFor(length: number, before: Before, now: number, caps: Caps, limits: Limits, chance: number): Place {
  const typing = typingMs(length, limits);
  const after = (last: number | null, wait: number): number => (last === null ? now : last + wait);
  const leavesAt = Math.max(
    now + typing,
    after(before.lastInChat, limits.betweenInChatMs),
    // Never sooner, and up to half as much later.
    after(before.last, limits.betweenMs * (1 + chance / 2)),
    roomAt(before.sent, now, caps),
  );
  return { typesAt: leavesAt - typing, leavesAt };
}
