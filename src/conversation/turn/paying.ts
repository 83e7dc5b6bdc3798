/**
 * How an order is paid, in words: the ways a shop takes, where to transfer to, the code to copy, what is
 * due now and what later. Figures come from the order, never from what anybody wrote.
 */

import type { PaymentMethod, Shop } from '../../commerce/catalog.ts';
import { deliveryOf } from '../../commerce/delivery.ts';
import { formatMoney, type Minor, subtract } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { dueNow } from '../../commerce/payment-status.ts';
import { receiptToReview } from '../../commerce/payments.ts';
import type { Choice, Spoken } from '../menu.ts';
import type { Rich } from '../message.ts';
import type { ShopFiles } from '../shop-files.ts';
import { joinLines, type Wording } from '../wording/wording.ts';
import type { Turn } from './turn.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** "Transferencia (Yape, BCP)": a customer looks for the name of her wallet. */
export function methodLabel(turn: Turn, method: PaymentMethod): string {
  const { wording, files, cart } = turn;
  switch (method) {
    case 'link':
      return wording.plain('payment.link');
    case 'pix':
      return wording.plain('payment.pix');
    case 'transfer':
      return wording.plain('payment.transfer', { names: accountNames(files.shop) });
    case 'cash':
      return wording.plain(
        deliveryOf(files.shop.delivery, cart.delivery)?.kind === 'pickup' ? 'payment.cash_pickup' : 'payment.cash_delivery',
      );
  }
}

export function methodChoices(turn: Turn): readonly Choice[] {
  const { methods, transfer } = turn.files.shop.payment;
  return methods.map((method) => ({
    label: methodLabel(turn, method),
    ...(method === 'transfer' && transfer && { synonyms: transfer.accounts.map(({ name }) => name) }),
    commands: [{ do: 'answer', slot: 'payment.method', value: { type: 'payment', method } }],
  }));
}

function accountNames({ payment }: Shop): string {
  return (payment.transfer?.accounts ?? []).map(({ name }) => name).join(', ');
}

/** Every way the shop takes now, and the deposit where one is asked. */
export function paymentWords(turn: Turn): Rich {
  const { wording, files } = turn;
  const { methods, transfer, deposit, linkMinutes, providerRefuses } = files.shop.payment;
  const lines: Rich[] = [wording.rich('payment.intro')];
  if (providerRefuses) lines.push(wording.rich('payment.link_down'));
  if (methods.includes('link')) lines.push(wording.rich('payment.link_told', { minutes: linkMinutes }));
  if (methods.includes('pix')) lines.push(wording.rich('payment.pix_told', { minutes: linkMinutes }));
  if (transfer && methods.includes('transfer'))
    lines.push(wording.rich('payment.transfer_told', { names: accountNames(files.shop), hours: transfer.hours }));
  if (methods.includes('cash')) lines.push(wording.rich('payment.cash_told'));
  if (deposit) {
    const part = 'bps' in deposit.of ? `${deposit.of.bps / 100} %` : formatMoney(deposit.of.amount, files.shop.currency);
    lines.push(wording.rich(deposit.restAtDoor ? 'payment.deposit_told_door' : 'payment.deposit_told', { part }));
  }
  return joinLines(lines);
}

/** What comes after an order was placed that waits for its money. */
export function howToPay(wording: Wording, order: Order, shop: Shop): readonly Rich[] {
  const words: Rich[] = [];
  if (order.deposit !== undefined) {
    const rest = formatMoney(subtract(order.totals.total, order.deposit), order.currency);
    const deposit = formatMoney(order.deposit, order.currency);
    words.push(wording.rich(order.balanceAtDoor ? 'order.deposit_door' : 'order.deposit', { deposit, rest }));
  }
  if (order.method === 'transfer') words.push(transferOrReview(wording, order, shop));
  else words.push(wording.rich(order.method === 'pix' ? 'order.code_coming' : 'order.link_coming', { minutes: shop.payment.linkMinutes }));
  return words;
}

/** What a confirmed order lacks after it was changed, and how it is paid; nothing where it is paid when it is handed over. */
export function howToPayRest(wording: Wording, order: Order, shop: Shop): readonly Rich[] {
  if (dueNow(order) === 0 || order.status === 'pending_approval' || order.method === 'cash') return [];
  if (order.method === 'transfer') return [transferOrReview(wording, order, shop)];
  const isAsked = order.payments.attempts.some(({ status }) => status === 'creating');
  return isAsked ? [wording.rich('order.link_again', { number: order.number })] : [];
}

/** Who changes her order while her receipt is looked at is not asked for the whole again: what is short is asked once that is known. */
function transferOrReview(wording: Wording, order: Order, shop: Shop): Rich {
  return receiptToReview(order.payments)
    ? wording.rich('receipt.in_review', { number: order.number })
    : transferWords(wording, order, shop);
}

/** The amount, the accounts, and what to send when it is done. */
export function transferWords(wording: Wording, order: Order, { payment }: Shop): Rich {
  const { hours = 0, accounts = [] } = payment.transfer ?? {};
  const total = formatMoney(dueNow(order), order.currency);
  const intro =
    order.status === 'awaiting_payment' ? wording.rich('order.transfer', { total, hours }) : wording.rich('order.transfer_rest', { total });
  return joinLines([
    intro,
    ...accounts.map((account) => wording.rich('order.account', { ...account })),
    wording.rich('order.transfer_then'),
  ]);
}

/** The code alone in its own bubble: it is copied with one touch. */
export function codeBubbles(wording: Wording, order: Order, code: string, total: Minor): readonly Spoken[] {
  const amount = formatMoney(total, order.currency);
  return [
    { kind: 'text', rich: wording.rich('order.code', { number: order.number, total: amount }) },
    { kind: 'text', rich: [{ t: code, code: true }] },
  ];
}

/** The link of an order that can still be paid on it, or null. `now`: ms. */
export function openLink(order: Order, now: number): string | null {
  if (dueNow(order) === 0 || order.paymentStatus === 'pending') return null;
  const attempt = order.payments.attempts.findLast((candidate) => candidate.status === 'open');
  return attempt?.url && attempt.code === undefined && Date.parse(attempt.expiresAt) > now ? attempt.url : null;
}

/** The code of an order that can still be paid with it, or null. `now`: ms. */
export function openCode(order: Order, now: number): string | null {
  const attempt = order.payments.attempts.findLast((candidate) => candidate.status === 'open');
  return attempt?.code !== undefined && Date.parse(attempt.expiresAt) > now && dueNow(order) > 0 ? attempt.code : null;
}

/** Said when most of the time to pay has passed; nothing where there is nothing to pay on. */
export function reminderOf(
  wording: Wording,
  order: Order,
  { files, now }: { readonly files: ShopFiles; readonly now: number },
): readonly Spoken[] {
  const { number } = order;
  const left = Date.parse(order.dueAt ?? '') - now;
  if (order.method === 'transfer') {
    const hours = Math.max(1, Math.round(left / HOUR_MS));
    const rich = joinLines([wording.rich('order.reminder_transfer', { number, hours }), transferWords(wording, order, files.shop)]);
    return [{ kind: 'text', rich }];
  }
  const minutes = Math.max(1, Math.round(left / MINUTE_MS));
  const rich = wording.rich('order.reminder', { number, minutes });
  const url = openLink(order, now);
  const code = openCode(order, now);
  if (code !== null)
    return [
      { kind: 'text', rich },
      { kind: 'text', rich: [{ t: code, code: true }] },
    ];
  return url ? [{ kind: 'link', rich, url, label: wording.plain('order.link_label') }] : [];
}

/** Whether this order asks its customer for money that she can send now, and nobody is looking at a receipt of it yet. */
export function waitsForMoney(order: Order): boolean {
  return dueNow(order) > 0 && receiptToReview(order.payments) === null;
}
