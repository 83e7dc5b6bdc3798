/** What a customer hears of something she sends back: whether it may come, how it is brought, that it came, what comes for it. */
import { formatMoney, type Minor } from '../commerce/money.ts';
import type { Order } from '../commerce/order.ts';
import type { Rich } from '../conversation/message.ts';
import { joinLines, type Wording } from '../conversation/wording/wording.ts';
import type { Draft } from './draft.ts';

function tell(draft: Draft, order: Order, lines: (wording: Wording) => readonly Rich[]): void {
  draft.tell(order, (wording) => [{ kind: 'text', rich: joinLines([...lines(wording)]) }]);
}

export function tellReturnApproved(draft: Draft, order: Order, note: string | null): void {
  const { address, contact } = draft.world.files.shop;
  tell(draft, order, (wording) => [
    wording.rich('returns.approved', { number: order.number, address, contact }),
    ...(note === null ? [] : [wording.rich('order.shop_says', { what: note })]),
  ]);
}

export function tellReturnRejected(draft: Draft, order: Order, reason: string): void {
  tell(draft, order, (wording) => [
    wording.rich('returns.rejected', { number: order.number }),
    wording.rich('order.shop_says', { what: reason }),
  ]);
}

export function tellReturnCancelled(draft: Draft, order: Order): void {
  tell(draft, order, (wording) => [wording.rich('returns.cancelled', { number: order.number })]);
}

/** `value`: of what came. */
export function tellReturnReceived(draft: Draft, order: Order, value: Minor): void {
  const amount = formatMoney(value, order.currency);
  tell(draft, order, (wording) => [wording.rich('returns.received', { number: order.number, amount })]);
}

/** `other`: the order that replaces what came back. */
export function tellExchanged(draft: Draft, order: Order, other: Order, rest: { readonly toPay: Minor; readonly toGiveBack: Minor }): void {
  const { number } = other;
  const money = (amount: Minor) => formatMoney(amount, order.currency);
  tell(draft, order, (wording) => [
    wording.rich('returns.exchanged', { number, before: order.number, what: other.lines.map(nameOf).join(', ') }),
    ...(rest.toPay > 0 ? [wording.rich('returns.exchange_rest', { amount: money(rest.toPay) })] : []),
    ...(rest.toGiveBack > 0 ? [wording.rich('order.refund_due', { amount: money(rest.toGiveBack) })] : []),
  ]);
}

function nameOf({ qty, name, detail }: Order['lines'][number]): string {
  return `${qty} × ${detail === '' ? name : `${name} (${detail})`}`;
}
