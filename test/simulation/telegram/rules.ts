/**
 * What must be true of a crowd that bought, whatever went wrong: everybody has the one order she was told of, the
 * shop heard what she did once and in her order, and what it said stands on her screen in its order, nothing missing;
 * twice only where Telegram had it and its answer was lost.
 */
import { expect } from 'vitest';
import type { LoggedMessage } from '../../../src/conversation/message.ts';
import { readConversation } from '../../../src/runtime/log-reading.ts';
import type { Store } from '../../../src/store/port.ts';
import type { Call, TelegramStandIn } from '../../stand-ins/telegram/bot-api.ts';
import type { News } from '../../stand-ins/telegram/objects.ts';
import type { Buyer } from './buyer.ts';

export interface Aftermath {
  readonly telegram: TelegramStandIn;
  readonly store: Store;
  readonly buyers: readonly Buyer[];
  /** How often the shop was killed: what it was saying then it may say again. */
  readonly kills?: number;
}

export async function expectNothingLostOrDoubled({ telegram, store, buyers, kills = 0 }: Aftermath): Promise<void> {
  expect(telegram.mistakes, 'Telegram would have refused').toEqual([]);
  const orders = await Array.fromAsync(store.query.each('orders'));
  const uncertain = Map.groupBy(telegram.calls.filter(isSentUnheard), ({ params }) => Number(params.chat_id));
  for (const buyer of buyers) {
    const id = `telegram:${telegram.bot.id}:${buyer.app.user.id}`;
    const mine = orders.filter(({ conversationId }) => conversationId === id).map(({ number }) => number);
    if (buyer.stage === 'bought') {
      expect(mine, `one order, the one she was told of:\n${buyer.app.asText()}`).toEqual([...new Set(buyer.told)]);
      expect(mine.length, buyer.app.asText()).toBe(1);
      const paid = orders.filter(({ conversationId, paymentStatus }) => conversationId === id && paymentStatus === 'paid');
      expect([...new Set(buyer.toldPaid)], 'told of its payment').toEqual(paid.map(({ number }) => number));
    }
    const log = (await readConversation(store, id, 0)) ?? [];
    expectHeard(log, buyer);
    expectSaid(log, buyer, kills + (uncertain.get(buyer.app.user.id) ?? []).length);
  }
  expect(await Array.fromAsync(store.query.each('dead')), 'nothing had to be set aside').toEqual([]);
  expect([...store.query.all('outbox')], 'nothing is left to send').toEqual([]);
}

/** Telegram sent it, and could not tell. */
function isSentUnheard({ method, outcome }: Call): boolean {
  return method.startsWith('send') && typeof outcome === 'object' && outcome !== null && 'carriedOut' in outcome && outcome.carriedOut;
}

function expectHeard(log: readonly LoggedMessage[], { app }: Buyer): void {
  const did = app.did.map(actIn).filter((act) => act !== null);
  const heard = log.filter(({ from }) => from === 'customer').map(({ body }) => heardIn(body));
  expect(
    heard.map((act, index) => (did[index] === START ? START : act)),
    `what ${app.user.id} did is known once and in her order`,
  ).toEqual(did);
}

/** What it says is the channel's own. */
const START = '/start';
/** What a button says in front of the token of its option. */
const MARK = /^[!+]/;
/** Takes a key from below the field, and is taken back, where that gets through. */
const KEY_REMOVER = '✓';

function actIn(news: News): string | null {
  if ('callback_query' in news) return news.callback_query.data.replace(MARK, '');
  return 'message' in news ? (news.message.text ?? 'media') : null;
}

function heardIn(body: LoggedMessage['body']): string {
  if (body.kind === 'choice') return body.token;
  return body.kind === 'text' && 'text' in body ? body.text : body.kind;
}

function expectSaid(log: readonly LoggedMessage[], { app, stage }: Buyer, unheard: number): void {
  const said = log.filter(({ from, insteadOf }) => from === 'shop' && insteadOf === undefined);
  const sentAs = said.flatMap(({ sentAs = [] }) => sentAs.map(Number));
  expect(sentAs, `what was said to ${app.user.id} is there in its order`).toEqual(sentAs.toSorted((a, b) => a - b));
  if (stage === 'bought')
    expect(
      said.filter((message) => !message.sentAs?.length).map(({ text }) => text),
      'all of it was sent',
    ).toEqual([]);
  const extra = app.heard.filter(({ id, text }) => !sentAs.includes(id) && text !== KEY_REMOVER);
  expect(extra.length, `only what got lost on the way back is there twice:\n${app.asText()}`).toBeLessThanOrEqual(unheard);
}
