/**
 * What a customer hears of her order without asking: that it was taken or not, that it can be fetched, that it
 * is on its way, that nobody was at home. What only the seller does in between she is told when she asks.
 */
import { isPaidAtDoor } from '../commerce/leaving.ts';
import { formatMoney } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import { balance } from '../commerce/payment-status.ts';
import type { Rich } from '../conversation/message.ts';
import { howToPay } from '../conversation/turn/paying.ts';
import { shipmentLines } from '../conversation/turn/shipment.ts';
import { dayWords, promiseWords } from '../conversation/wording/dates.ts';
import { joinLines, type Wording } from '../conversation/wording/wording.ts';
import type { Draft } from './draft.ts';

function tell(draft: Draft, order: Order, lines: (wording: Wording) => readonly Rich[]): void {
  draft.tell(order, (wording) => [{ kind: 'text', rich: joinLines([...lines(wording)]) }]);
}

/** It was approved, brought back, or taken without its money. `note`: what the seller has to say to it. */
export function tellAccepted(draft: Draft, order: Order, what: 'approved' | 'reactivated', note: string | null = null): void {
  const { number } = order;
  const { shop } = draft.world.files;
  tell(draft, order, (wording) => {
    if (order.status === 'awaiting_payment') return [...taken(wording, number, what, note), ...howToPay(wording, order, shop)];
    const pickup = order.delivery.kind === 'pickup';
    const when = pickup ? dayWords(wording, order.promise.date) : promiseWords(wording, order.promise);
    const total = formatMoney(order.totals.total, order.currency);
    const then = isPaidAtDoor(order)
      ? wording.rich(pickup ? 'order.confirmed_pickup' : 'order.confirmed_home', { when, total })
      : wording.rich('order.confirmed_unpaid', { when });
    return [...taken(wording, number, what, note), then];
  });
}

function taken(wording: Wording, number: number, what: 'approved' | 'reactivated', note: string | null): readonly Rich[] {
  return [wording.rich(`order.${what}`, { number }), ...(note === null ? [] : [wording.rich('order.shop_says', { what: note })])];
}

export function tellRejected(draft: Draft, order: Order, reason: string): void {
  tell(draft, order, (wording) => [
    wording.rich('order.rejected', { number: order.number }),
    wording.rich('order.shop_says', { what: reason }),
    ...refundLine(wording, order),
  ]);
}

/** Nobody looked at it in time. */
export function tellNotApproved(draft: Draft, order: Order): void {
  tell(draft, order, (wording) => [wording.rich('order.not_approved', { number: order.number }), ...refundLine(wording, order)]);
}

export function tellCancelled(draft: Draft, order: Order): void {
  const note = order.cancellation?.note;
  tell(draft, order, (wording) => [
    wording.rich('order.cancelled_by_shop', { number: order.number }),
    ...(note === undefined ? [] : [wording.rich('order.shop_says', { what: note })]),
    ...refundLine(wording, order),
  ]);
}

function refundLine(wording: Wording, order: Order): readonly Rich[] {
  const due = order.cancellation?.refundDue ?? 0;
  return due > 0
    ? [wording.rich('order.refund_due', { amount: formatMoney(order.cancellation?.refundDue ?? order.totals.total, order.currency) })]
    : [];
}

/** Only who fetches it has to know. */
export function tellReady(draft: Draft, order: Order): void {
  if (order.delivery.kind !== 'pickup') return;
  const { pickup } = draft.world.files.shop.delivery;
  const { number } = order;
  tell(draft, order, (wording) => [
    wording.rich('order.ready_pickup', { number, address: pickup?.address ?? draft.world.files.shop.address }),
    ...(pickup ? [wording.rich('order.instructions', { what: pickup.instructions })] : []),
    ...restLine(wording, order),
  ]);
}

export function tellSent(draft: Draft, order: Order): void {
  const { number } = order;
  tell(draft, order, (wording) => [wording.rich('order.sent', { number }), ...shipmentLines(wording, order), ...restLine(wording, order)]);
}

/** What is still paid when it is handed over. */
function restLine(wording: Wording, order: Order): readonly Rich[] {
  const rest = balance(order);
  return rest > 0 && isPaidAtDoor(order) ? [wording.rich('order.pay_at_door', { amount: formatMoney(rest, order.currency) })] : [];
}

export function tellDelivered(draft: Draft, order: Order): void {
  tell(draft, order, (wording) => [wording.rich('order.delivered', { number: order.number })]);
}

export function tellFailed(draft: Draft, order: Order, reason: string): void {
  const { contact } = draft.world.files.shop;
  tell(draft, order, (wording) => [
    wording.rich('order.delivery_failed', { number: order.number, contact }),
    wording.rich('order.shop_says', { what: reason }),
  ]);
}
