/**
 * The process that holds the browser: started by the shop, ends with it. A crash here, or memory that grows, costs
 * one channel and never the shop.
 */
import { z } from 'zod';
import { asked, type News, type Question, type Told } from '../protocol.ts';
import { type LibrarySide, openLibrary, wordsOf } from './library-side.ts';
import * as scripts from './page-scripts.ts';

let side: LibrarySide | null = null;

function say(message: Told): void {
  if (process.connected) process.send?.(message);
}

function tell(news: News): void {
  say({ tell: news });
}

const sight = z.object({
  socket: z.string().nullable(),
  synced: z.boolean(),
  account: z.string().nullable(),
  version: z.string().nullable(),
  listening: z.boolean(),
});

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'open') {
    side ??= await openLibrary(question, tell);
    return { browserPid: side.browserPid, browserVersion: await side.browserVersion() };
  }
  if (question.ask === 'close') {
    await side?.close();
    return null;
  }
  if (!side) throw new Error('there is no browser');
  switch (question.ask) {
    case 'look':
      return { ...sight.parse(await side.evaluate(scripts.look)), pageError: side.pageError };
    case 'chats':
      return side.chats(question.since);
    case 'messages':
      return side.messages(question.chat, question.limit);
    case 'who':
      return side.who(question.address);
    case 'send':
      return side.send(question.chat, question.message);
    case 'file':
      return side.file(question.serialized, question.mostBytes);
    case 'code':
      return side.code(question.phone);
    case 'seen':
      await side.seen(question.chat);
      return null;
    case 'typing':
      await side.evaluate(scripts.typing(question.chat));
      return null;
    case 'qr':
      await side.evaluate(scripts.refreshQr);
      return null;
    case 'logout':
      await side.evaluate(scripts.logout);
      return null;
    case 'reload':
      await side.reload();
      return null;
  }
}

process.on('message', (message) => {
  const read = asked.safeParse(message);
  if (!read.success) return;
  const { n, question } = read.data;
  answer(question).then(
    (value) => {
      say({ n, answer: value });
      if (question.ask === 'close') process.disconnect();
    },
    (problem: unknown) => say({ n, problem: wordsOf(problem) }),
  );
});

async function end(code: number): Promise<never> {
  await side?.close().catch(() => {});
  process.exit(code);
}

// The shop is gone, or closed this.
process.on('disconnect', () => void end(0));
process.on('SIGTERM', () => void end(0));
// Of the terminal, to everyone in it: the shop closes first, and then this.
process.on('SIGINT', () => {});

const crashed = (problem: unknown): void => {
  tell({ news: 'gone', trouble: 'start-failed', words: wordsOf(problem) });
  void end(1);
};
process.on('unhandledRejection', crashed);
process.on('uncaughtException', crashed);
