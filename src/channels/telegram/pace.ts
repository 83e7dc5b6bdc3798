/**
 * How fast messages leave. Whoever has just written is answered at once; messages that answer nobody — news of an
 * order, to many people at the same time — keep the pace that Telegram asks for. A message that has to wait is given
 * the time at which it may leave and keeps it, so that nobody overtakes it.
 */
import { ALL_BURST, ALL_PER_SECOND, CHAT_BURST, CHAT_PER_SECOND } from './limits.ts';

export interface Pace {
  /** The customer wrote: as many messages as a burst has are answers to it. */
  wrote(chat: string): void;
  /** 0: it may leave now; otherwise ms after which the same `key` may. */
  waitOf(chat: string, key: string): number;
  /** Telegram asked for patience in this chat, in ms. */
  slower(chat: string, ms: number): void;
}

/** Times at which the next message may leave (a leaky bucket that is `burst` ahead at most). */
interface Schedule {
  next: number;
}

interface ChatPace extends Schedule {
  /** Messages that are still answers. */
  answers: number;
  /** Before this nothing leaves. */
  heldUntil: number;
}

/** Chats kept before those that are at rest are swept out. */
const SWEEP_AT = 10_000;
/** A message that did not come at its time was taken back, in ms. */
const FORGOTTEN_MS = 60 * 60_000;

/** @param now ms since the epoch. */
export function createPace(now: () => number): Pace {
  const all: Schedule = { next: 0 };
  const chats = new Map<string, ChatPace>();
  const promised = new Map<string, number>();
  let sweepAt = SWEEP_AT;

  const chatPace = (chat: string): ChatPace => {
    const known = chats.get(chat);
    if (known) return known;
    if (chats.size >= sweepAt) {
      for (const [id, { next, heldUntil }] of chats) if (Math.max(next, heldUntil) < now()) chats.delete(id);
      sweepAt = Math.max(SWEEP_AT, chats.size * 2);
    }
    const fresh = { next: 0, answers: 0, heldUntil: 0 };
    chats.set(chat, fresh);
    return fresh;
  };

  return {
    wrote(chat) {
      chatPace(chat).answers = CHAT_BURST;
    },
    waitOf(chat, key) {
      const at = now();
      const pace = chatPace(chat);
      const kept = promised.get(key);
      promised.delete(key);
      if (kept !== undefined && kept <= at && pace.heldUntil <= at) return 0;
      if (kept === undefined && pace.heldUntil <= at && pace.answers > 0) {
        pace.answers -= 1;
        return 0;
      }
      const due = Math.max(
        kept ?? Math.max(take(pace, at, CHAT_BURST, CHAT_PER_SECOND), take(all, at, ALL_BURST, ALL_PER_SECOND)),
        pace.heldUntil,
      );
      if (due <= at) return 0;
      if (promised.size > SWEEP_AT) for (const [one, time] of promised) if (time < at - FORGOTTEN_MS) promised.delete(one);
      promised.set(key, due);
      return due - at;
    },
    slower(chat, ms) {
      const pace = chatPace(chat);
      pace.heldUntil = Math.max(pace.heldUntil, now() + ms);
    },
  };
}

/** The time of the next place in the schedule, which is taken. */
function take(schedule: Schedule, at: number, burst: number, perSecond: number): number {
  const step = 1000 / perSecond;
  schedule.next = Math.max(schedule.next, at - (burst - 1) * step);
  const mine = schedule.next;
  schedule.next += step;
  return mine;
}
