/**
 * What helpers hear without asking: a card for every new order, what the others did, and what needs somebody
 * now, in the words of the first page. Said once, at the end of the decision that made it so.
 */

import type { Order, OrderEvent } from '../../commerce/order.ts';
import { type ManualPayment, receiptToReview } from '../../commerce/payments.ts';
import type { Choice, Spoken } from '../../conversation/menu.ts';
import type { Attachment, LoggedMessage } from '../../conversation/message.ts';
import { pageTexts } from '../../seller/pages/texts.ts';
import { type Alert, isLateNews, mayBeTriedAgain } from '../alert.ts';
import type { Draft } from '../draft.ts';
import { type Helper, STAFF } from '../helper.ts';
import { messageId } from '../message-id.ts';
import { whoIs } from '../who-helps.ts';
import { cardOf, choicesFor, titleOf } from './card.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, told, whoWords } from './voice.ts';
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
  const sent = body.kind === 'media' && body.ref !== '' ? attached(body) : null;
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
    event: event.charAt(0).toLowerCase() + event.slice(1),
  });
  return note ? `${said} “${note}”` : said;
}

/** The card of the order says it. */
const ON_THE_CARD: ReadonlySet<Alert['kind']> = new Set(['order-to-deliver', 'order-to-approve']);

/** What only whoever answers for the shop can do something about. */
const FOR_OWNERS: ReadonlySet<Alert['kind']> = new Set([
  'channel-down',
  'backup-failed',
  'data-damaged',
  'provider-refuses',
  'payments-unreachable',
  'not-processed',
  'not-erased',
  'payment-unknown',
  'payment-disputed',
  'payment-lost',
  'payment-won-back',
  'refund-failed',
  'refund-no-balance',
  'refund-contradicted',
  'complaint-filed',
  'complaint-due',
]);

/** What a courier on her way has to know. */
const FOR_COURIERS: ReadonlySet<Alert['kind']> = new Set(['order-cancelled']);

function isFor({ role }: Helper, { kind }: Alert): boolean {
  if (role === 'courier') return FOR_COURIERS.has(kind);
  return role === 'owner' || !FOR_OWNERS.has(kind);
}

function pushAlert(draft: Draft, helpers: readonly Helper[], alert: Alert, shown: ReadonlySet<string>, acted: ReadonlySet<string>): void {
  if (ON_THE_CARD.has(alert.kind) && shown.has(alert.orderId ?? '')) return;
  // What does not reach one helper is no news for another: two closed chats would tell each other for ever.
  if (alert.orderId === undefined && helpers.some(({ conversationId }) => conversationId === alert.conversationId)) return;
  const order = alert.orderId === undefined ? undefined : draft.get('orders', alert.orderId);
  for (const helper of helpers) {
    // What follows from what she has just done she was answered.
    if (isFor(helper, alert) && !acted.has(`${whoIs(helper)} ${alert.orderId}`))
      tellHelper(
        draft,
        helper,
        alertMessages(draft, alert, order, helper),
        ...(alert.conversationId === undefined ? [] : [alert.conversationId]),
      );
  }
}

export function alertWords({ kind, data, orderId }: Alert, language: Helper['language'], order?: Order): string {
  return fill(pageTexts(language).alerts[kind], { ...data, number: order?.number ?? orderId ?? '' });
}

function alertMessages(draft: Draft, alert: Alert, order: Order | undefined, helper: Helper): readonly Spoken[] {
  const words = alertWords(alert, helper.language, order);
  const said = spoken(
    told(words, order ? aboutOrder(order, helper) : aboutCustomer(draft, alert, helper), lateNewsWords(alert, order, helper)),
    choicesOf(alert, order, helper),
  );
  const file = fileOf(draft, alert, order);
  if (!file) return [said];
  const texts = chatTexts(helper.language);
  const caption = order ? fill(texts.receiptPicture, { number: order.number }) : texts.sentFile;
  return [{ kind: 'file', rich: plain(caption), file }, said];
}

/** What the shop may not say any more she can, from the telephone in her hand. */
function lateNewsWords(alert: Alert, order: Order | undefined, { language }: Helper): string {
  if (!isLateNews(alert)) return '';
  const phone = order?.customer.phone?.replace(/\D/g, '') ?? '';
  return [pageTexts(language).alert.because['late-news'], ...(phone === '' ? [] : [`https://wa.me/${phone}`])].join('\n');
}

const RECEIPTS: ReadonlySet<Alert['kind']> = new Set(['receipt-to-review', 'receipt-repeated']);
const FILES: ReadonlySet<Alert['kind']> = new Set(['file-received', 'voice-received']);

/** What the customer sent, where the alert is about it. */
function fileOf(draft: Draft, { kind, conversationId }: Alert, order: Order | undefined): Attachment | null {
  if (RECEIPTS.has(kind)) {
    const payment: ManualPayment | null = order ? receiptToReview(order.payments) : null;
    return payment?.proof ? attached(payment.proof) : null;
  }
  if (!FILES.has(kind) || conversationId === undefined) return null;
  const body = lastOfCustomer(draft, conversationId)?.body;
  return body?.kind === 'media' && body.ref !== '' ? attached(body) : null;
}

function attached({ ref, mime }: { readonly ref: string; readonly mime: string }): Attachment {
  return { folder: 'media', ref, name: ref.slice(ref.lastIndexOf('/') + 1), mime };
}

function aboutOrder(order: Order, helper: Helper): string {
  return [titleOf(order, helper), order.customer.name].join(' · ');
}

/** Who it is, and what she wrote last. */
function aboutCustomer(draft: Draft, { conversationId, data, kind }: Alert, { language }: Helper): string {
  if (conversationId === undefined) return '';
  const conversation = draft.get('conversations', conversationId);
  const customer = conversation && draft.get('customers', conversation.customerId);
  const name = customer?.name ?? chatTexts(language).customer;
  if (kind === 'message-from-flow') {
    const given = Object.entries(data).flatMap(([slot, value]) => (slot === 'flow' ? [] : [String(value)]));
    return [name, ...given].join(' · ');
  }
  const text = lastOfCustomer(draft, conversationId)?.text ?? '';
  return text === '' ? name : fill(chatTexts(language).alertFrom, { name, text });
}

/** Messages looked back on for what she wrote. */
const LOOKED_BACK = 6;

function lastOfCustomer(draft: Draft, conversationId: string): LoggedMessage | undefined {
  const lastN = draft.get('conversations', conversationId)?.lastN ?? 0;
  for (let n = lastN; n > Math.max(0, lastN - LOOKED_BACK); n -= 1) {
    const message = draft.get('messages', messageId(conversationId, n));
    if (message?.from === 'customer') return message;
  }
  return undefined;
}

/** What can be done about it from the chat; it is seen to with the last of them. */
function choicesOf(alert: Alert, order: Order | undefined, helper: Helper): readonly Choice[] {
  if (helper.role === 'courier') return [];
  const texts = chatTexts(helper.language);
  const seen = option(texts.alertDone, { ask: 'seen', alertId: alert.id }, { last: true });
  const again = mayBeTriedAgain(alert) ? [option(texts.tryAgain, { ask: 'try-again', alertId: alert.id })] : [];
  if (order) return [...again, ...choicesFor(order, helper), seen].slice(-MOST_CHOICES);
  const { conversationId } = alert;
  const write = conversationId === undefined ? [] : [option(texts.write, { ask: 'write', conversationId, number: null })];
  const handBack =
    conversationId !== undefined && alert.kind === 'customer-waits'
      ? [option(texts.choices.handBack, { ask: 'hand-back', conversationId })]
      : [];
  return [...again, ...write, ...handBack, seen];
}

/** Nine and the way out. */
const MOST_CHOICES = 10;
