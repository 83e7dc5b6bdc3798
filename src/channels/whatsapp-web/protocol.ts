/**
 * What the shop and the process with the browser say to each other, as both sides read it: the shop asks, the
 * process answers each question once, and tells news by itself.
 */
import { z } from 'zod';

/** As a phone's or a page's message stands in WhatsApp, without what the shop has no use for. */
const rawMessage = z.object({
  /** Within its direction the same in every address of a chat. */
  id: z.string().min(1),
  /** By which the page finds it again. */
  serialized: z.string(),
  chat: z.string(),
  fromMe: z.boolean(),
  inGroup: z.boolean(),
  isStatus: z.boolean(),
  type: z.string(),
  /** Seconds since the epoch. */
  t: z.number(),
  /** Text, or the caption of a file. */
  text: z.string(),
  name: z.string().nullable(),
  quotes: z.string().nullable(),
  place: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  cards: z.array(z.string()),
  mime: z.string().nullable(),
  bytes: z.number().nullable(),
  ack: z.number(),
});
export type RawMessage = z.infer<typeof rawMessage>;

export const outgoing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.enum(['image', 'document']),
    text: z.string(),
    mime: z.string(),
    name: z.string(),
    /** In base64. */
    data: z.string(),
  }),
]);
export type Outgoing = z.infer<typeof outgoing>;

export const question = z.discriminatedUnion('ask', [
  z.object({
    ask: z.literal('open'),
    profile: z.string(),
    browser: z.string(),
    headless: z.union([z.literal(true), z.literal('shell')]),
    arguments: z.array(z.string()),
    userAgent: z.string(),
    version: z.string().nullable(),
    takeOverMs: z.number(),
    startMs: z.number(),
  }),
  z.object({ ask: z.literal('look') }),
  z.object({ ask: z.literal('chats'), since: z.number() }),
  z.object({ ask: z.literal('messages'), chat: z.string(), limit: z.number() }),
  z.object({ ask: z.literal('who'), address: z.string() }),
  z.object({ ask: z.literal('send'), chat: z.string(), message: outgoing }),
  z.object({ ask: z.literal('typing'), chat: z.string() }),
  z.object({ ask: z.literal('seen'), chat: z.string() }),
  z.object({ ask: z.literal('file'), serialized: z.string(), mostBytes: z.number() }),
  z.object({ ask: z.literal('code'), phone: z.string() }),
  z.object({ ask: z.literal('qr') }),
  z.object({ ask: z.literal('reload') }),
  z.object({ ask: z.literal('logout') }),
  z.object({ ask: z.literal('close') }),
]);
export type Question = z.infer<typeof question>;

export const asked = z.object({ n: z.number(), question });

export const answers = {
  open: z.object({ browserPid: z.number().nullable(), browserVersion: z.string() }),
  look: z.object({
    socket: z.string().nullable(),
    synced: z.boolean(),
    account: z.string().nullable(),
    version: z.string().nullable(),
    listening: z.boolean(),
    /** What the page itself last complained of. */
    pageError: z.string().nullable(),
  }),
  chats: z.array(z.object({ id: z.string(), t: z.number() })),
  messages: z.array(rawMessage),
  who: z.object({ lid: z.string().nullable(), phone: z.string().nullable() }),
  /** null: nothing was sent. */
  send: z.object({ id: z.string(), ack: z.number() }).nullable(),
  /** In base64; null: gone for good. `later`: its sender's telephone has to hand it over again. */
  file: z.union([z.string(), z.null(), z.literal('later')]),
  code: z.string(),
  done: z.null(),
};

export const news = z.discriminatedUnion('news', [
  z.object({ news: z.literal('qr'), qr: z.string() }),
  z.object({ news: z.literal('code'), code: z.string() }),
  z.object({ news: z.literal('socket'), socket: z.string() }),
  z.object({ news: z.literal('authenticated') }),
  z.object({ news: z.literal('progress') }),
  /** Worth a look. */
  z.object({ news: z.literal('changed') }),
  z.object({ news: z.literal('message'), message: rawMessage }),
  z.object({ news: z.literal('edited'), message: rawMessage, text: z.string() }),
  z.object({ news: z.literal('unreadable'), message: rawMessage }),
  /** Deleted for everyone. `of`: its id. */
  z.object({ news: z.literal('taken-back'), message: rawMessage, of: z.string() }),
  z.object({ news: z.literal('ack'), id: z.string(), chat: z.string(), ack: z.number() }),
  z.object({ news: z.literal('logged-out') }),
  z.object({
    news: z.literal('gone'),
    trouble: z.enum(['browser-gone', 'page-crashed', 'start-failed', 'disconnected']),
    words: z.string(),
  }),
]);
export type News = z.infer<typeof news>;

/** What the process sends: an answer, a refusal, news. */
export const told = z.union([
  z.object({ n: z.number(), answer: z.unknown() }),
  z.object({ n: z.number(), problem: z.string() }),
  z.object({ tell: news }),
]);
export type Told = z.infer<typeof told>;
