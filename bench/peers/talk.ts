/**
 * The one conversation that every shop here holds, ten messages from "hola" to a confirmed order, and how
 * the small shops beside ours take it: a table of steps. Ours is spoken to in the same words and needs no table.
 */
import { z } from 'zod';
import shop from './shop.json' with { type: 'json' };

export const SAYS: readonly string[] = shop.customer;
export const TURNS = SAYS.length;

export interface Message {
  readonly chat: number;
  /** Place of the message within its conversation, from 0. */
  readonly index: number;
  readonly text: string;
}

export const messageOf = (chat: number, index: number): Message => ({ chat, index, text: SAYS[index] ?? '' });

/** What a small shop remembers of one conversation. */
export interface Talk {
  /** Steps that are behind it: 0 before the greeting. */
  step: number;
  answers: Record<string, string>;
}

export const keptOrder = z.object({
  id: z.string(),
  chat: z.number(),
  at: z.string(),
  answers: z.record(z.string(), z.string()),
  status: z.string(),
});
export type SmallOrder = z.infer<typeof keptOrder>;

export const newTalk = (): Talk => ({ step: 0, answers: {} });

const STEPS = shop.steps.map(({ about, takes, reply }) => ({ about, takes: new RegExp(takes, 'iu'), reply }));
export const GREETING = STEPS[0]?.takes ?? /^$/;

/** What step number `step` makes of a text, or null where it has to ask again. */
export function take(step: number, text: string): { readonly about: string; readonly reply: string } | null {
  const here = STEPS[step];
  return here?.takes.test(text) ? { about: here.about, reply: marked(step + 1, here.reply) } : null;
}

export const askAgain = (step: number): string => marked(step, shop.again);

export function newOrder(chat: number, answers: Readonly<Record<string, string>>): SmallOrder {
  return { id: `${chat}-${process.hrtime.bigint()}`, chat, at: new Date().toISOString(), answers, status: 'new' };
}

/** One message of a conversation that is kept as a `Talk`, which goes a step on; the last step is an order. */
export function turn(talk: Talk, chat: number, text: string): { readonly reply: string; readonly order: SmallOrder | null } {
  const taken = take(talk.step, text);
  if (!taken) return { reply: askAgain(talk.step), order: null };
  talk.step += 1;
  talk.answers[taken.about] = text;
  return { reply: taken.reply, order: taken.about === 'confirmed' ? newOrder(chat, talk.answers) : null };
}

/** Every reply begins with the number of steps behind it, so that a lost conversation is told from a right answer. */
const marked = (step: number, text: string): string => `[${step}] ${text}`;

/** What a bot made of a message. `place`: the turns of this sale it knows of, null where it said nothing. */
export interface Heard {
  readonly place: number | null;
  readonly understood: boolean;
}

export function heardIn(reply: string | undefined): Heard {
  const place = /^\[(\d+)\]/.exec(reply ?? '')?.[1];
  return { place: place === undefined ? null : Number(place), understood: reply !== undefined && !reply.endsWith(shop.again) };
}

/** Whether that is the answer to this message of the sale. */
export function fits({ place, understood }: Heard, { index }: Message): boolean {
  return understood && place === index + 1;
}
