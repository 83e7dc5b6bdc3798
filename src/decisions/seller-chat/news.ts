/**
 * What helpers hear without asking: a card for every new order, what the others did, and what needs somebody
 * now, in the words of the first page. Said once, at the end of the decision that made it so.
 */

import type { Order, OrderEvent } from '../../commerce/order.ts';
import { receiptToReview } from '../../commerce/payments.ts';
import type { LoggedMessage } from '../../conversation/message.ts';
import { pageTexts } from '../../seller/pages/texts.ts';
import type { Draft } from '../draft.ts';
import { type Helper, STAFF } from '../staff.ts';
import { whoIs } from '../who-helps.ts';
import { attached, pushAlert, sentIn } from './alerts.ts';
import { cardOf } from './card.ts';
import { chatTexts, fill, inside, option, plain, spoken, tellHelper, whoWords } from './voice.ts';
import { nameOf } from './writing.ts';

export function tellHelpers(draft: Draft): void {
  const helpers = draft.get('staff', STAFF)?.helpers ?? [];
  if (helpers.length === 0) return;
  const shown = new Set<string>();
  const acted = new Set<string>();
  for (const { before, after } of draft.changedOrders()) {
    if (before === null) tellNewOrder(draft, helpers, after, shown);
    else {
      tellWhatOthersDid(draft, helpers, before, after, acted);
      tellMorePictures(draft, helpers, before, after);
    }
  }
  const alerts = draft.newAlerts();
  for (const alert of alerts) pushAlert(draft, helpers, alert, shown, acted);
  for (const message of draft.newlyHeard()) {
    const isTold = alerts.some(({ kind, conversationId }) => kind === 'customer-waits' && conversationId === message.conversationId);
    passOnReply(draft, helpers, message, isTold);
  }
}

/** Who wrote to a customer from her own chat reads there what the customer answers, each message of it. */
function passOnReply(draft: Draft, helpers: readonly Helper[], message: LoggedMessage, isTold: boolean): void {
  const { conversationId, body, text } = message;
  const takenOver = draft.get('conversations', conversationId)?.takenOver;
  const helper = helpers.find((one) => whoIs(one) === takenOver?.by);
  if (!helper || (isTold && helper.role !== 'courier') || helper.conversationId === conversationId) return;
  const texts = chatTexts(helper.language);
  const sent = sentIn(body);
  if (sent) tellHelper(draft, helper, [{ kind: 'file', rich: plain(texts.sentFile), file: sent }], conversationId);
  const name = nameOf(draft, helper, conversationId, null);
  const words = text === '' ? name : fill(texts.alertFrom, { name, text });
  const ways = [
    option(texts.choices.again, { ask: 'write', conversationId, number: null }),
    option(texts.choices.handBack, { ask: 'hand-back', conversationId }),
  ];
  tellHelper(draft, helper, [spoken(plain(words), ways)], conversationId);
}

function tellNewOrder(draft: Draft, helpers: readonly Helper[], order: Order, shown: Set<string>): void {
  shown.add(order.id);
  for (const helper of helpers) {
    if (helper.role === 'courier') continue;
    tellHelper(draft, helper, [cardOf(order, helper, chatTexts(helper.language).newOrder)], order.conversationId);
  }
}

/** A receipt that she was told of has one more picture: the card is there, the picture is not. */
function tellMorePictures(draft: Draft, helpers: readonly Helper[], before: Order, after: Order): void {
  const [known, now] = [receiptToReview(before.payments), receiptToReview(after.payments)];
  if (!known?.proof || !now?.proof || now.id !== known.id || now.proof.ref === known.proof.ref) return;
  for (const helper of helpers) {
    if (helper.role === 'courier') continue;
    const caption = fill(chatTexts(helper.language).receiptPicture, { number: after.number });
    tellHelper(draft, helper, [{ kind: 'file', rich: plain(caption), file: attached(now.proof) }], after.conversationId);
  }
}

const ON_ITS_WAY: ReadonlySet<Order['status']> = new Set(['ready', 'out_for_delivery']);

/** `acted`: who did something, and with which order. */
function tellWhatOthersDid(draft: Draft, helpers: readonly Helper[], before: Order, after: Order, acted: Set<string>): void {
  const news = after.history.slice(before.history.length).filter(({ by }) => by === 'seller');
  const leaves = after.delivery.kind === 'home' && ON_ITS_WAY.has(after.status) && !ON_ITS_WAY.has(before.status);
  for (const { who } of news) if (who !== undefined) acted.add(`${who} ${after.id}`);
  for (const helper of helpers) {
    if (helper.role === 'courier') {
      if (leaves && !news.some((event) => isBy(event, helper)))
        tellHelper(draft, helper, [cardOf(after, helper, chatTexts(helper.language).toDeliver)], after.conversationId);
      continue;
    }
    const words = news.filter((event) => event.who !== undefined && !isBy(event, helper)).map((event) => eventWords(after, event, helper));
    if (words.length > 0) tellHelper(draft, helper, [spoken(plain(...words))], after.conversationId);
  }
}

function isBy({ who }: OrderEvent, helper: Helper): boolean {
  return who === whoIs(helper);
}

function eventWords({ number }: Order, { what, who, note }: OrderEvent, helper: Helper): string {
  const texts = chatTexts(helper.language);
  const events: Readonly<Record<string, string>> = pageTexts(helper.language).history;
  const event = events[what] ?? what;
  const said = fill(texts.otherDid, {
    who: whoWords(texts, who, helper),
    number,
    event: inside(event),
  });
  return note ? `${said} “${note}”` : said;
}
