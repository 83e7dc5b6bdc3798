/**
 * BuilderBot: a chain of answers that capture, its database in memory or in a JSON file, and the provider it
 * brings for tests, which hands over what a customer writes without any network. It has no place of its own
 * for orders: they go into its database, the cheapest place at hand.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { installed } from '../install.ts';
import { countByChat, type Peer, type Place } from '../peer.ts';
import { askAgain, fits, heardIn, keptOrder, type Message, newOrder, SAYS, type SmallOrder, TURNS, take } from '../talk.ts';
import { newestOf, withName } from './small-orders.ts';

export const FILE = 'db.json';
const ORDER = 'order';

interface Entry {
  readonly from: string;
  readonly ref: string;
  readonly keyword: unknown;
  readonly answer: unknown;
}

/** Of its packages, only what is used here: the project knows their types as little as their code. */
interface Tools {
  readonly fallBack: (text: string) => unknown;
  readonly state: {
    update(values: Record<string, string>): Promise<void>;
    getMyState(): Record<string, unknown> | undefined;
    clear(): void;
  };
  readonly flowDynamic: (text: string) => Promise<void>;
}
type Callback = (context: { readonly body: string; readonly from: string }, tools: Tools) => Promise<unknown>;
interface Flow {
  addAnswer(text: string, options: { capture: boolean }, callback: Callback): Flow;
  addAction(callback: Callback): Flow;
}
interface Provider {
  emit(event: 'message', message: { from: string; name: string; body: string }): void;
}
interface BuilderBot {
  readonly addKeyword: (words: string[], options?: { regex: boolean }) => Flow;
  readonly createFlow: (flows: Flow[]) => unknown;
  readonly createProvider: (provider: new () => Provider) => Provider;
  readonly createBot: (parts: { flow: unknown; provider: Provider; database: Database }) => Promise<{ handleMsg: HandleMessage }>;
  readonly MemoryDB: new () => Database;
  readonly TestTool: { readonly TestProvider: new () => Provider };
}
type HandleMessage = (message: { readonly from: string }) => Promise<unknown>;
interface Database {
  listHistory: Entry[];
  save(entry: Entry): Promise<void>;
}

const kept = z.array(z.object({ ref: z.string(), answer: z.unknown() }));

export async function openInMemory({ directory }: Place): Promise<Peer> {
  const { MemoryDB }: BuilderBot = loadIn(directory);
  const database = new MemoryDB();
  return openWith(database, async () => ordersIn(database.listHistory));
}

export async function openWithJson({ directory, sinceTheFirst }: Place): Promise<Peer> {
  loadIn(directory);
  const JsonFileAdapter: new (where: { filename: string }) => Database = installed('@bot-whatsapp/database/json');
  const database = new JsonFileAdapter({ filename: FILE });
  const read = async () => JSON.parse(await readFile(join(directory, FILE), 'utf8'));
  // It never reads at a start what it wrote before: only a process that has run since then holds it.
  if (sinceTheFirst) database.listHistory = await read();
  return openWith(database, async () => ordersIn(await read()));
}

/** It opens its log files and its database in the folder where the process is. */
function loadIn(directory: string): BuilderBot {
  process.chdir(directory);
  return installed('@builderbot/bot');
}

async function openWith(database: Database, orders: () => Promise<readonly SmallOrder[]>): Promise<Peer> {
  const { addKeyword, createBot, createFlow, createProvider, TestTool }: BuilderBot = installed('@builderbot/bot');
  const replies = new Map<string, string>();
  class QuietProvider extends TestTool.TestProvider {
    async sendMessage(to: string, text: string): Promise<{ to: string }> {
      replies.set(to, text);
      return { to };
    }
  }
  const provider = createProvider(QuietProvider);
  const bot = await createBot({ flow: createFlow([saleFlow(addKeyword, database)]), provider, database });
  const settled = settleTurns(bot);
  return {
    async hear(message: Message) {
      const { chat, text } = message;
      const from = String(chat);
      replies.delete(from);
      const done = settled(from);
      provider.emit('message', { from, name: 'Luis', body: text });
      await done;
      return fits(heardIn(replies.get(from)), message) ? 'taken' : 'misunderstood';
    },
    heard: async (chat) => heardIn(replies.get(String(chat))),
    orders: async () => countByChat((await orders()).map(({ chat }) => chat)),
    list: async () => newestOf(await orders()),
    search: async (name) => withName(await orders(), name),
    close: async () => {},
  };
}

/** Each answer is what is said after the step before it; the last step is an order. */
function saleFlow(addKeyword: BuilderBot['addKeyword'], database: Database): Flow {
  const answered = (step: number) => take(step, SAYS[step] ?? '')?.reply ?? '';
  let flow = addKeyword(['hola']);
  for (let step = 1; step < TURNS; step += 1) {
    flow = flow.addAnswer(answered(step - 1), { capture: true }, async ({ body, from }, { fallBack, state, flowDynamic }) => {
      const taken = take(step, body);
      if (!taken) return fallBack(askAgain(step));
      await state.update({ [taken.about]: body });
      if (taken.about !== 'confirmed') return undefined;
      await database.save({ from, ref: ORDER, keyword: null, answer: newOrder(Number(from), answersIn(state.getMyState())) });
      state.clear();
      return flowDynamic(taken.reply);
    });
  }
  return flow;
}

/** Its state also holds marks of its own. */
function answersIn(state: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(state).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

/** Its handler tells nobody when it is through: whoever waits for a turn of `from` is told here. */
function settleTurns(bot: { handleMsg: HandleMessage }): (from: string) => Promise<void> {
  const handle = bot.handleMsg;
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  bot.handleMsg = async (message) => {
    try {
      await handle(message);
      waiting.get(message.from)?.resolve();
    } catch (problem) {
      waiting.get(message.from)?.reject(problem);
    }
    return undefined;
  };
  return (from) => {
    const turn = Promise.withResolvers<void>();
    waiting.set(from, turn);
    return turn.promise;
  };
}

function ordersIn(history: unknown): readonly SmallOrder[] {
  return kept.parse(history).flatMap(({ ref, answer }) => (ref === ORDER ? [keptOrder.parse(answer)] : []));
}
