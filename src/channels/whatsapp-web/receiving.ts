/**
 * What arrives: told by an event, or found by a look through the chats, because events are lost without a sign. Both
 * go through one door, in order for each chat, and the shop knows what it has already.
 */
import type { ChannelNews } from '../../conversation/channel-news.ts';
import type { ArrivingMessage } from '../../conversation/message.ts';
import type { Accepted, ShopSide } from '../port.ts';
import { type Chat, type Chats, changed, chatAt, chatNamed, later, mayHaveAnother, met, phoneOf } from './chats.ts';
import { bodyOf, isBetweenTwo, typedBody } from './inbound.ts';
import type { Kept } from './kept.ts';
import { FIRST_LOOK_MS, SWEEP_LIMIT, SWEEP_MORE, SWEEP_MOST, SWEEP_SLACK_MS } from './limits.ts';
import { answers, type RawMessage } from './protocol.ts';
import { digestOf } from './sends.ts';
import type { Supervisor } from './supervisor.ts';

export interface ReceivingDeps {
  readonly shop: () => ShopSide | null;
  readonly supervisor: Pick<Supervisor, 'ask' | 'situation' | 'linkedAt'>;
  readonly chats: Kept<Chats>;
  /** Whether the shop sent it; waits while one of that chat is on its way. */
  readonly isOurs: (raw: RawMessage, chat: Chat) => Promise<boolean>;
  readonly now: () => number;
  /** The shop could not keep something: another look soon. */
  readonly lookSoon: () => void;
  readonly callMs: number;
  readonly onTrouble: (problem: unknown) => void;
}

export interface Receiving {
  arrived(raw: RawMessage): void;
  edited(raw: RawMessage, text: string): void;
  unreadable(raw: RawMessage): void;
  /** She deleted it for everyone. `of`: its id. */
  takenBack(raw: RawMessage, of: string): void;
  /** Looks through the chats. `isFirst`: since the page was loaded, so that finding something is no bad sign. */
  sweep(isFirst: boolean): Promise<void>;
  /** The customer wrote, and was not shown yet that it was read. */
  takeUnseen(chat: string): boolean;
  readonly lastAt: number | null;
  /** When messages were found of which no event had told, ms since the epoch. */
  readonly foundLate: readonly number[];
  /** Everything under way has come to its end. */
  settled(): Promise<void>;
}

export const WHATSAPP_WEB = 'whatsapp-web';
export const ACCOUNT = 'main';

/** A chat in which something could not be read is asked once in this time to send it again, ms. */
const ASK_AGAIN_MS = 60 * 60_000;
/** Whose message was found later than this after it was sent, no event told of, ms. */
const LATE_MS = 60_000;

type How = 'told' | 'found' | 'found-first';

/** A chat to be looked through. */
interface Due {
  readonly address: string;
  readonly t: number;
  /** As it was known before the look. */
  readonly before: Chat | null;
}

export function createReceiving(deps: ReceivingDeps): Receiving {
  const { chats, now } = deps;
  const lines = new Map<string, Promise<void>>();
  const unseen = new Set<string>();
  const askedAgain = new Map<string, number>();
  const lookedUp = new Set<string>();
  const foundLate: number[] = [];
  /** Told again before the next look, and after it. */
  const notKept: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  /** Chats in which something waits since the last look into them began. */
  const heldBack = new Set<string>();
  let lastAt = chats.get().list.reduce<number | null>((newest, { wroteAt }) => later(newest, wroteAt), null);

  /** In order for each address. */
  const inLine = (address: string, work: () => Promise<void>): Promise<void> => {
    const line = (lines.get(address) ?? Promise.resolve()).then(work).catch(deps.onTrouble);
    lines.set(address, line);
    void line.then(() => {
      if (lines.get(address) === line) lines.delete(address);
    });
    return line;
  };

  /** The chat of this address. Whoever is new here may be known by her other one. */
  const chatOf = async (address: string): Promise<Chat> => {
    const known = chatAt(chats.get(), address);
    if (known && (!mayHaveAnother(known) || lookedUp.has(address))) return known;
    const found = await deps.supervisor.ask({ ask: 'who', address }, answers.who, deps.callMs);
    // A page that could not say is asked again, or her number would not be known until the next start.
    if (found.ok) lookedUp.add(address);
    const others = found.ok ? [found.value.lid, found.value.phone].filter((one) => one !== null) : [];
    const { chat, same } = met(chats.get(), [address, ...others]);
    const isOne = same === null || (await isTold(same, chat));
    if (!isOne) lookedUp.delete(address);
    const now = met(chats.get(), isOne ? [address, ...others] : [address]);
    chats.set(now.chats);
    if (!known || same) await chats.save();
    return now.chat;
  };

  /** Neither of her addresses could be looked up when she was met: the shop took her for two. */
  const isTold = async ({ id }: Chat, { id: to }: Chat): Promise<boolean> => {
    const news: ChannelNews = {
      ...{ channel: WHATSAPP_WEB, account: ACCOUNT, chat: id, at: now() },
      ...{ what: 'moved', id: `moved:${id}:${to}`, to },
    };
    const noted = await deps
      .shop()
      ?.note(news)
      .catch(() => null);
    return noted?.accepted === true;
  };

  const update = (id: string, change: (chat: Chat) => Chat): void => {
    const chat = chatNamed(chats.get(), id);
    if (chat) chats.set(changed(chats.get(), change(chat)));
  };

  const keep = async (raw: RawMessage, chat: Chat, give: (shop: ShopSide) => Promise<Accepted>): Promise<Accepted> => {
    const shop = deps.shop();
    const accepted = shop ? await give(shop).catch((): Accepted => ({ accepted: false })) : ({ accepted: false } as const);
    if (!accepted.accepted) {
      update(chat.id, (one) => ({ ...one, behind: Math.min(raw.t, one.behind ?? raw.t) }));
      deps.lookSoon();
    }
    return accepted;
  };

  /** @returns whether the shop has it. */
  const hear = async (raw: RawMessage, how: How): Promise<boolean> => {
    const chat = await chatOf(raw.chat);
    const body = bodyOf(raw, phoneOf(chat));
    if (body === null) return true;
    // The shop may answer at once, and answers only whoever wrote.
    const wroteAt = Math.max(chat.wroteAt ?? 0, raw.t * 1000);
    update(chat.id, (one) => ({ ...one, answerTo: raw.chat, wroteAt }));
    if (chat.wroteAt === null) await chats.save();
    unseen.add(chat.id);
    const accepted = await keep(raw, chat, (shop) => shop.accept(messageOf(raw, chat, body)));
    if (!accepted.accepted) return false;
    lastAt = now();
    if (how === 'found' && !accepted.duplicate && now() - raw.t * 1000 > LATE_MS) foundLate.push(now());
    return true;
  };

  const typed = async (raw: RawMessage): Promise<boolean> => {
    const chat = await chatOf(raw.chat);
    const body = typedBody(raw);
    if (body === null || (await deps.isOurs(raw, chat))) return true;
    const news: ChannelNews = {
      ...{ channel: WHATSAPP_WEB, account: ACCOUNT, chat: chat.id, at: raw.t * 1000 },
      ...{ what: 'typed-by-seller', id: `sent:${raw.id}`, body },
    };
    return (await keep(raw, chat, (shop) => shop.note(news))).accepted;
  };

  const isMeant = (raw: RawMessage): boolean => isBetweenTwo(raw, deps.supervisor.situation().account);
  const take = (raw: RawMessage, how: How): Promise<boolean> => (raw.fromMe ? typed(raw) : hear(raw, how));

  /** Something that came before it is not kept yet: the next look finds both, in their order. */
  const isHeldBack = (raw: RawMessage): boolean => {
    const chat = chatAt(chats.get(), raw.chat);
    if (raw.fromMe || chat?.behind == null) return false;
    heldBack.add(chat.id);
    return true;
  };

  /** What no look through the chats would find again waits here, until the shop can keep it. */
  const say = (raw: RawMessage, id: string, body: ArrivingMessage['body'], isFirst = false): void => {
    if (raw.fromMe || !isMeant(raw)) return;
    void inLine(raw.chat, async () => {
      if (!isFirst && isHeldBack(raw)) return void waiting.push(() => say(raw, id, body));
      const chat = await chatOf(raw.chat);
      const accepted = await keep(raw, chat, (shop) => shop.accept({ ...messageOf(raw, chat, body), messageId: id, at: now() }));
      if (!accepted.accepted) notKept.push(() => say(raw, id, body, true));
    });
  };

  /** What the page has of a chat from then on (in seconds), the oldest first; null where it does not say. */
  const shownSince = async (address: string, since: number): Promise<readonly RawMessage[] | null> => {
    for (let limit = SWEEP_LIMIT; ; limit *= SWEEP_MORE) {
      const found = await deps.supervisor.ask({ ask: 'messages', chat: address, limit }, answers.messages, deps.callMs);
      if (!found.ok) return null;
      const shown = found.value.toSorted((a, b) => a.t - b.t);
      const isAll = shown.length < limit || (shown[0]?.t ?? 0) < since;
      if (isAll || limit >= SWEEP_MOST) return shown.filter(({ t }) => t >= since);
    }
  };

  /** Looks through one chat, from `before`. `t`: when something last happened there, in seconds. */
  const lookThrough = async ({ address, t, before }: Due, how: How): Promise<void> => {
    if (before) heldBack.delete(before.id);
    const shown = await shownSince(address, startOf(before, deps.supervisor.linkedAt() ?? now()));
    if (shown === null) return;
    const missed = shown.filter(isMeant);
    await inLine(address, async () => {
      for (const raw of missed) if (!(await take(raw, how))) return;
      const chat = chatAt(chats.get(), address);
      // More may come of the same second: what is that young is looked at once more.
      const surely = Math.min(t, Math.floor((now() - SWEEP_SLACK_MS) / 1000));
      if (!chat) return;
      const behind = heldBack.has(chat.id) ? chat.behind : null;
      update(chat.id, (one) => ({ ...one, lookedTo: Math.max(surely, one.lookedTo ?? 0), behind }));
    });
  };

  return {
    arrived(raw) {
      if (isMeant(raw)) void inLine(raw.chat, async () => void (isHeldBack(raw) || (await take(raw, 'told'))));
    },
    edited: (raw, text) => say(raw, `edit:${raw.id}:${digestOf('edit', text)}`, { kind: 'edited', of: raw.id, text }),
    unreadable(raw) {
      if (now() - (askedAgain.get(raw.chat) ?? 0) < ASK_AGAIN_MS) return;
      askedAgain.set(raw.chat, now());
      say(raw, `unreadable:${raw.id}`, { kind: 'unsupported', what: 'lost' });
    },
    takenBack(raw, of) {
      if (raw.fromMe || !isMeant(raw)) return;
      void inLine(raw.chat, async () => {
        // A chat that nobody knows has nothing of hers that waits.
        const chat = chatAt(chats.get(), raw.chat);
        const news = { channel: WHATSAPP_WEB, account: ACCOUNT, chat: chat?.id ?? raw.chat, at: now() };
        // What the shop cannot keep now is not there any more when it looks again.
        if (chat) await deps.shop()?.note({ ...news, what: 'taken-back', id: `deleted:${of}`, of });
      });
    },
    async sweep(isFirst) {
      for (const again of notKept.splice(0)) again();
      const since = startOf(null, deps.supervisor.linkedAt() ?? now());
      const listed = await deps.supervisor.ask({ ask: 'chats', since }, answers.chats, deps.callMs);
      if (!listed.ok) return;
      // All of them as they were before: a customer with two addresses is looked for at both.
      const due = listed.value
        .map(({ id, t }): Due => ({ address: id, t, before: chatAt(chats.get(), id) }))
        .filter(({ t, before }) => t > (before?.lookedTo ?? 0) || before?.behind != null);
      for (const one of due) await lookThrough(one, isFirst ? 'found-first' : 'found');
      for (const again of waiting.splice(0)) again();
      if (listed.value.some(({ id }) => chatAt(chats.get(), id)?.behind != null)) deps.lookSoon();
      await chats.save();
    },
    takeUnseen: (chat) => unseen.delete(chat),
    get lastAt() {
      return lastAt;
    },
    foundLate,
    async settled() {
      await Promise.all(lines.values());
    },
  };
}

/** From where a look begins, in seconds: before the last one, or before the shop's telephone was linked at all. */
function startOf(chat: Chat | null, linkedAt: number): number {
  const from = chat?.behind ?? chat?.lookedTo ?? Math.floor((linkedAt - FIRST_LOOK_MS) / 1000);
  return from - SWEEP_SLACK_MS / 1000;
}

function messageOf(raw: RawMessage, chat: Chat, body: ArrivingMessage['body']): ArrivingMessage {
  const phone = phoneOf(chat);
  return {
    channel: WHATSAPP_WEB,
    account: ACCOUNT,
    messageId: raw.id,
    chat: chat.id,
    sender: { ...(raw.name !== null && { name: raw.name }), ...(phone !== null && { phone }) },
    at: raw.t * 1000,
    ...(raw.quotes !== null && { quotes: raw.quotes }),
    ...(body.kind === 'file-elsewhere' ? { body } : { body }),
  };
}
