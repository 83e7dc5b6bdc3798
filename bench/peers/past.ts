/** Folders of bots that have sold before: what each would have on disk after so many orders. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { folderWithPast, linkedCopy } from '../history.ts';
import { FILE as HISTORY } from './bots/builderbot.ts';
import { FILE as ORDERS } from './bots/lowdb.ts';
import { newOrder, SAYS, type SmallOrder, take } from './talk.ts';

export const WITH_A_PAST = ['tanteo', 'lowdb', 'builderbot'] as const;
export type WithPast = (typeof WITH_A_PAST)[number];

/** Of those who ordered before; the customers of a measurement have smaller numbers. */
const FIRST_CHAT = 900_000_000;

const answers = Object.fromEntries(SAYS.flatMap((text, step) => [[take(step, text)?.about ?? '', text]]));
const orderOf = (index: number): SmallOrder => newOrder(FIRST_CHAT + index, answers);

/**
 * @param kept where what took long to make is kept for the next run
 * @param model folder of a BuilderBot that has sold once
 */
export async function makePast(bot: WithPast, orders: number, target: string, kept: string, model: string): Promise<void> {
  await mkdir(target, { recursive: true });
  if (bot === 'tanteo') return linkedCopy(await folderWithPast(kept, orders, () => {}), join(target, 'data'));
  if (bot === 'lowdb') {
    const list = Array.from({ length: orders }, (_, index) => orderOf(index));
    return writeFile(join(target, ORDERS), JSON.stringify({ orders: list }, null, 2));
  }
  return repeatHistory(join(model, HISTORY), join(target, HISTORY), orders);
}

const history = z.array(z.looseObject({ from: z.string() }));

/** Every message and every order of one sale, for so many customers. */
async function repeatHistory(model: string, target: string, orders: number): Promise<void> {
  const entries = history.parse(JSON.parse(await readFile(model, 'utf8')));
  const out = createWriteStream(target);
  for (let index = 0; index < orders; index += 1) {
    const mine = JSON.stringify(
      entries.map((entry) => ({ ...entry, from: String(FIRST_CHAT + index) })),
      null,
      2,
    );
    if (!out.write(`${index === 0 ? '[' : ','}${mine.slice(1, -2)}`)) await once(out, 'drain');
  }
  out.end('\n]');
  await once(out, 'close');
}
