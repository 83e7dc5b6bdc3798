/**
 * The process is killed at a random moment in the middle of conversations and started again on the same
 * folder. What was not acknowledged is delivered again, as every chat service does, and each customer goes
 * on where she was: what does the bot still know, and what does it do twice?
 */
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { type Mortal, startMortal } from './kill-words.ts';
import type { PlaceOfBot } from './questions.ts';
import { messageOf, TURNS } from './talk.ts';

export interface Losses {
  readonly acknowledged: number;
  /** Acknowledged turns of conversations and orders that the bot knows nothing of. */
  readonly lost: number;
  /** Turns and orders that were done a second time. */
  readonly doubled: number;
}

/** Seats: where one has ordered, the next customer sits down. They come one after the other, so that all steps are under way at once. */
const SEATS = 20;
const BETWEEN_MS = 20;
/** The kill comes after at least so many turns, by chance up to twice as many more, and then within some ms, so that it falls into work under way. */
const LEAST_TURNS = 150;
const LATEST_KILL_MS = 15;

const heard = z.object({ place: z.number().nullable(), understood: z.boolean() });
const howHeard = z.enum(['taken', 'misunderstood', 'repeated']);
const counts = z.array(z.tuple([z.number(), z.number()]));

interface Customer {
  readonly chat: number;
  /** Turns that were acknowledged. */
  acknowledged: number;
  /** The next turn was sent, and no answer came. */
  underWay: boolean;
}

/** @param chance 0..1 */
export async function killOnce(place: PlaceOfBot, chance: () => number): Promise<Losses> {
  await mkdir(place.directory, { recursive: true });
  const customers = await sellUntilKilled(place, chance);
  const acknowledged = customers.reduce((sum, customer) => sum + customer.acknowledged, 0);
  const bot = startMortal();
  try {
    if ((await bot.ask({ what: 'open', place }, z.literal(true))) === null) return { acknowledged, lost: acknowledged, doubled: 0 };
    const found = await Promise.all(customers.map((customer) => goOn(bot, customer)));
    const orders = new Map((await bot.ask({ what: 'orders' }, counts)) ?? []);
    const tallies = found.map(({ chat, lost, doubled, before }) => {
      const count = orders.get(chat) ?? 0;
      return { lost: lost || count > 0 ? lost : before, doubled: doubled + Math.max(0, count - 1) };
    });
    const sum = (of: 'lost' | 'doubled') => tallies.reduce((total, tally) => total + tally[of], 0);
    return { acknowledged, lost: sum('lost'), doubled: sum('doubled') };
  } finally {
    await bot.kill();
  }
}

async function sellUntilKilled(place: PlaceOfBot, chance: () => number): Promise<readonly Customer[]> {
  const bot = startMortal();
  if ((await bot.ask({ what: 'open', place }, z.literal(true))) === null) throw new Error(`${place.bot} did not start`);
  const customers: Customer[] = [];
  const last = Math.ceil(LEAST_TURNS * (1 + 2 * chance()));
  let turns = 0;
  let killed: Promise<void> | null = null;
  const note = () => {
    turns += 1;
    if (turns === last) killed = pause(chance() * LATEST_KILL_MS).then(() => bot.kill());
  };
  const seat = async (number: number) => {
    await pause(number * BETWEEN_MS);
    while (await serve(bot, newCustomer(customers), note));
  };
  await Promise.all(Array.from({ length: SEATS }, (_, number) => seat(number)));
  await killed;
  return customers;
}

function newCustomer(customers: Customer[]): Customer {
  const customer = { chat: 1000 + customers.length, acknowledged: 0, underWay: false };
  customers.push(customer);
  return customer;
}

/** False where the bot is gone. */
async function serve(bot: Mortal, customer: Customer, note: () => void): Promise<boolean> {
  while (customer.acknowledged < TURNS) {
    customer.underWay = true;
    if ((await bot.ask({ what: 'hear', message: messageOf(customer.chat, customer.acknowledged) }, howHeard)) === null) return false;
    customer.underWay = false;
    customer.acknowledged += 1;
    note();
  }
  return true;
}

/** `before`: turns that were acknowledged before the kill; all of them are lost where no order comes of it. */
async function goOn(bot: Mortal, { chat, acknowledged, underWay }: Customer) {
  const result = { chat, lost: 0, doubled: 0, before: acknowledged };
  if (acknowledged === TURNS) return result;
  let next = acknowledged;
  const first = await say(bot, chat, next);
  if (first !== 'repeated') {
    const twice = underWay && first !== null && (first.place ?? 0) > next && (!first.understood || first.place !== next + 1);
    if (twice) result.doubled += 1;
    else if (first?.place !== next + 1) return { ...result, lost: acknowledged };
  }
  for (next += 1; next < TURNS; next += 1) if ((await say(bot, chat, next)) === null) break;
  return result;
}

async function say(bot: Mortal, chat: number, index: number) {
  const how = await bot.ask({ what: 'hear', message: messageOf(chat, index) }, howHeard);
  return how === null || how === 'repeated' ? how : bot.ask({ what: 'heard', chat }, heard);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
