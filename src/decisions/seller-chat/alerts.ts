/**
 * What needs somebody, as helpers hear of it: who of the team it is for, in the words of the first page, with what can be
 * done about it from the chat.
 */

import type { Order } from '../../commerce/order.ts';
import { type ManualPayment, receiptToReview } from '../../commerce/payments.ts';
import type { Choice, Spoken } from '../../conversation/menu.ts';
import type { Attachment, LoggedMessage } from '../../conversation/message.ts';
import { pageTexts } from '../../seller/pages/texts.ts';
import { type Alert, isLateNews, mayBeTriedAgain } from '../alert.ts';
import type { Draft } from '../draft.ts';
import { messageId } from '../message-id.ts';
import type { Helper } from '../staff.ts';
import { whoIs } from '../who-helps.ts';
import { choicesFor, titleOf } from './card.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, told } from './voice.ts';

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

export function pushAlert(
  draft: Draft,
  helpers: readonly Helper[],
  alert: Alert,
  shown: ReadonlySet<string>,
  acted: ReadonlySet<string>,
): void {
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
  return body ? sentIn(body) : null;
}

/** The file that a message brought; null where it has none, or none that was kept. */
export function sentIn(body: LoggedMessage['body']): Attachment | null {
  return body.kind === 'media' && body.ref !== '' ? attached(body) : null;
}

export function attached({ ref, mime }: { readonly ref: string; readonly mime: string }): Attachment {
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
