/**
 * Telegraf: a wizard scene with a step a message and its own session, fed by `handleUpdate`. The session
 * lies in memory; the storages that Telegraf names for it are databases, and a seller has none.
 */
import { Agent } from 'node:http';
import type { Scenes } from 'telegraf';
import { installed } from '../install.ts';
import { countByChat, type Peer, type Place } from '../peer.ts';
import { askAgain, fits, GREETING, heardIn, newOrder, type SmallOrder, TURNS, take } from '../talk.ts';
import { newestOf, withName } from './small-orders.ts';
import { BOT, TOKEN, updateOf } from './updates.ts';

interface WizardState {
  answers?: Record<string, string>;
}

export async function openTelegraf({ api }: Place): Promise<Peer> {
  const { Telegraf, Scenes: scenes, session }: typeof import('telegraf') = installed('telegraf');
  const bot = new Telegraf<Scenes.WizardContext>(TOKEN, { handlerTimeout: Number.POSITIVE_INFINITY, telegram: { apiRoot: api } });
  bot.botInfo = BOT;
  // It keeps connections open to the real Bot API, over TLS, and forgets that without it.
  bot.telegram.options.agent = new Agent({ keepAlive: true });
  const replies = new Map<number, string>();
  const orders: SmallOrder[] = [];

  const say = async (context: Scenes.WizardContext, text: string) => {
    if (context.chat) replies.set(context.chat.id, text);
    await context.reply(text);
  };
  const step = (number: number) => async (context: Scenes.WizardContext) => {
    const { text, chat } = context;
    const taken = text === undefined ? null : take(number, text);
    if (!taken || text === undefined || !chat) return say(context, askAgain(number));
    const state: WizardState = context.wizard.state;
    const answers = { ...state.answers, [taken.about]: text };
    state.answers = answers;
    if (taken.about === 'confirmed') {
      orders.push(newOrder(chat.id, answers));
      await context.scene.leave();
    } else context.wizard.next();
    return say(context, taken.reply);
  };
  const sale = new scenes.WizardScene<Scenes.WizardContext>('sale', ...Array.from({ length: TURNS }, (_, number) => step(number)));
  bot.use(session());
  bot.use(new scenes.Stage<Scenes.WizardContext>([sale]).middleware());
  bot.hears(GREETING, (context) => context.scene.enter('sale'));
  bot.on('text', (context) => say(context, askAgain(0)));
  bot.catch((problem) => {
    throw problem;
  });
  return {
    async hear(message) {
      replies.delete(message.chat);
      await bot.handleUpdate(updateOf(message));
      return fits(heardIn(replies.get(message.chat)), message) ? 'taken' : 'misunderstood';
    },
    heard: async (chat) => heardIn(replies.get(chat)),
    orders: async () => countByChat(orders.map(({ chat }) => chat)),
    list: async () => newestOf(orders),
    search: async (name) => withName(orders, name),
    close: async () => {},
  };
}
