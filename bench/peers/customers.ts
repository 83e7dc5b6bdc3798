/**
 * Simulated customers of one bot: each holds the whole conversation, writing when the last message was
 * acknowledged, then a new one comes. A customer who gets no answer, or a wrong one, leaves.
 */
import type { Peer } from './peer.ts';
import { messageOf, TURNS } from './talk.ts';

export interface Sold {
  /** Turns a second that were acknowledged and answered as they should. */
  readonly perSecond: number;
  /** All that were written. */
  readonly turns: number;
  readonly misunderstood: number;
  /** Conversations that came to their order. */
  readonly finished: number;
}

/** A message comes from a socket and never within the work of the one before. */
const nextMessage = () => new Promise<void>((resolve) => setImmediate(resolve));

/** So many conversations at once for `ms`, and until what was written by then is answered. */
export async function rushIn(peer: Peer, plan: { first: number; conversations: number; ms: number }): Promise<Sold> {
  const from = performance.now();
  const until = from + plan.ms;
  const tally = newTally();
  const seat = async (number: number) => {
    for (let chat = plan.first + number; performance.now() < until; chat += plan.conversations) await converse(peer, chat, tally, until);
  };
  await Promise.all(Array.from({ length: plan.conversations }, (_, number) => seat(number)));
  return soldIn(tally, performance.now() - from);
}

/** So many customers, some at once, until all have ordered or the time is over. */
export async function serveAll(peer: Peer, plan: { first: number; customers: number; atOnce: number; limitMs: number }): Promise<Sold> {
  const from = performance.now();
  const until = from + plan.limitMs;
  const tally = newTally();
  let next = 0;
  const seat = async () => {
    while (next < plan.customers && performance.now() < until) {
      next += 1;
      await converse(peer, plan.first + next, tally, until);
    }
  };
  await Promise.all(Array.from({ length: plan.atOnce }, seat));
  return soldIn(tally, performance.now() - from);
}

interface Tally {
  turns: number;
  misunderstood: number;
  finished: number;
}

const newTally = (): Tally => ({ turns: 0, misunderstood: 0, finished: 0 });

function soldIn(tally: Tally, ms: number): Sold {
  return { ...tally, perSecond: ((tally.turns - tally.misunderstood) * 1000) / ms };
}

async function converse(peer: Peer, chat: number, tally: Tally, until: number): Promise<void> {
  for (let index = 0; index < TURNS && performance.now() < until; index += 1) {
    await nextMessage();
    const how = await peer.hear(messageOf(chat, index));
    tally.turns += 1;
    if (how === 'misunderstood') {
      tally.misunderstood += 1;
      return;
    }
    if (index === TURNS - 1) tally.finished += 1;
  }
}

/** One customer after the other, each timed from "hola" to the order, in ms. At least one. */
export async function serveOneByOne(peer: Peer, plan: { first: number; orders: number; limitMs: number }): Promise<number[]> {
  const from = performance.now();
  const times: number[] = [];
  while (times.length === 0 || (times.length < plan.orders && performance.now() - from < plan.limitMs)) {
    const before = performance.now();
    for (let index = 0; index < TURNS; index += 1) {
      await nextMessage();
      await peer.hear(messageOf(plan.first + times.length, index));
    }
    times.push(performance.now() - before);
  }
  return times;
}
