/**
 * What has to be true of everything the shop holds, after every acknowledgement and after every recovery.
 * Each rule is a sentence; it answers what contradicts it, or null.
 */
import type { Order } from '../../src/commerce/order.ts';
import type { LoggedMessage } from '../../src/conversation/message.ts';
import { numberConfirmedIn } from './confirmations.ts';
import { conversationsIn, logsIn, markOf } from './ledger.ts';
import type { Provider } from './provider.ts';
import type { World } from './world.ts';

/** Everything at one moment. */
export interface Look {
  readonly world: World;
  readonly provider: Provider;
  /** By conversation. */
  readonly logs: ReadonlyMap<string, readonly LoggedMessage[]>;
}

export interface Rule {
  readonly name: string;
  readonly broken: (look: Look) => string | null;
}

export const STATE_RULES: readonly Rule[] = [
  { name: 'every acknowledged message is in its conversation once', broken: acknowledgedOnce },
  { name: 'the numbers of a conversation have no gaps', broken: numbersHaveNoGaps },
  { name: 'the totals of an order add up', broken: totalsAddUp },
  { name: 'what is reserved is what open orders hold, and never more than there is', broken: reservedIsHeld },
  { name: 'an order that waits for its payment has something that ends the wait', broken: waitsEnd },
  { name: 'a paid order has approved payments of its amount and currency', broken: paidIsPaid },
  { name: 'no order is confirmed twice', broken: confirmedOnce },
  { name: 'an order expires only after the provider was asked', broken: askedBeforeExpiry },
  { name: 'what reached a customer is in the log as it reached her', broken: deliveredIsLogged },
  { name: 'what waits to be sent is in the log', broken: outboxIsLogged },
];

export function check(rules: readonly Rule[], world: World, provider: Provider): void {
  const { now } = world.ledger;
  const look = { world, provider, logs: logsIn(now) };
  for (const { name, broken } of rules) {
    const what = broken(look);
    if (what !== null) return world.violated(name, what);
  }
}

function acknowledgedOnce({ world: { witness }, logs }: Look): string | null {
  const counts = new Map<string, number>();
  for (const [id, log] of logs) {
    for (const message of log) {
      const mark = markOf(message);
      if (mark === null) continue;
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
      if (witness.written.get(mark)?.conversationId !== id) return `${mark} is in ${id}`;
    }
  }
  for (const [mark, { acknowledged, body }] of witness.written) {
    const count = counts.get(mark) ?? 0;
    // A message that was changed to what it says already is no news.
    const mayBeNothing = !acknowledged || body.kind === 'edited';
    if (count > 1 || (count === 0 && !mayBeNothing)) return `${mark} is there ${count} times`;
  }
  return null;
}

function numbersHaveNoGaps({ world: { ledger }, logs }: Look): string | null {
  for (const { id, lastN } of conversationsIn(ledger.now)) {
    const numbers = (logs.get(id) ?? []).map(({ n }) => n);
    if (numbers.length !== lastN || numbers.some((n, index) => n !== index + 1)) return `${id}, up to ${lastN}, has ${numbers}`;
  }
  return null;
}

function totalsAddUp({ world: { ledger } }: Look): string | null {
  for (const { id, lines, totals } of ledger.now.all('orders')) {
    const net = lines.reduce((sum, line) => sum + line.net, 0);
    const gross = lines.reduce((sum, line) => sum + line.unitPrice * line.qty, 0);
    if (net + totals.delivery !== totals.total) return `${id}: ${net} + ${totals.delivery} is not ${totals.total}`;
    if (gross !== totals.merchandise || gross - totals.discount !== net) return `${id}: ${gross} - ${totals.discount} is not ${net}`;
  }
  return null;
}

const HOLDS_STOCK: ReadonlySet<Order['status']> = new Set(['pending_approval', 'awaiting_payment', 'confirmed', 'preparing', 'ready']);

function reservedIsHeld({ world: { ledger } }: Look): string | null {
  const held = new Map<string, number>();
  for (const { status, lines } of ledger.now.all('orders')) {
    if (!HOLDS_STOCK.has(status)) continue;
    for (const { variantId, qty, tracked } of lines) if (tracked) held.set(variantId, (held.get(variantId) ?? 0) + qty);
  }
  for (const { id, onHand, reserved } of ledger.now.all('stock')) {
    if (reserved !== (held.get(id) ?? 0)) return `${id}: ${reserved} reserved, orders hold ${held.get(id) ?? 0}`;
    if (reserved < 0 || onHand < reserved) return `${id}: ${reserved} reserved of ${onHand}`;
  }
  return null;
}

function waitsEnd({ world: { ledger } }: Look): string | null {
  for (const { id, status } of ledger.now.all('orders')) {
    if (status !== 'awaiting_payment') continue;
    if (ledger.now.get('timers', `order-expiry:${id}`) || ledger.now.get('jobs', `find-payments:expiry:${id}`)) continue;
    return `order ${id} has neither a timer nor a question to the provider`;
  }
  return null;
}

export function isEdited({ history }: Order): boolean {
  return history.some(({ what }) => what === 'edited');
}

/** Payments of this order that were approved once, whatever became of them. */
export function approvedFor(order: Order, provider: Provider) {
  const references = new Set(order.payments.attempts.map(({ reference }) => reference));
  return [...provider.payments.values()].filter(
    (history) => references.has(history[0].reference ?? '') && history.some(({ status }) => status === 'approved'),
  );
}

function paidIsPaid({ world: { ledger }, provider }: Look): string | null {
  for (const order of ledger.now.all('orders')) {
    const { id, currency, totals, method, history } = order;
    if (method !== 'link' || !history.some(({ what }) => what === 'confirmed')) continue;
    const paid = approvedFor(order, provider).filter(([first]) => first.currency === currency);
    // A total that was changed later is another one than what confirmed it.
    if (isEdited(order)) continue;
    const byHand = (order.payments.manual ?? []).reduce((total, { status, amount }) => total + (status === 'settled' ? amount : 0), 0);
    const sum = paid.reduce((total, [first]) => total + first.amount, byHand);
    if (sum < totals.total) return `order ${id} costs ${totals.total} ${currency}, approved were ${sum}`;
  }
  return null;
}

function confirmedOnce({ world: { ledger, files }, logs }: Look): string | null {
  const told = new Map<string, number>();
  for (const { text, from } of [...logs.values()].flat()) {
    const number = from === 'shop' ? numberConfirmedIn(files.texts, text) : null;
    if (number !== null) told.set(number, (told.get(number) ?? 0) + 1);
  }
  for (const { id, history } of ledger.now.all('orders')) {
    const confirmed = history.filter(({ what }) => what === 'confirmed').length;
    if (confirmed > 1) return `order ${id} was confirmed ${confirmed} times`;
    if ((told.get(id) ?? 0) > 1) return `order ${id} was told to be confirmed ${told.get(id)} times`;
  }
  return null;
}

function askedBeforeExpiry({ world: { ledger }, provider }: Look): string | null {
  for (const { id, status, dueAt, payments } of ledger.now.all('orders')) {
    if (status !== 'expired' || dueAt === null) continue;
    for (const { reference } of payments.attempts) {
      if ((provider.searched.get(reference) ?? 0) < Date.parse(dueAt)) return `order ${id}, due ${dueAt}, was not asked about`;
    }
  }
  return null;
}

function deliveredIsLogged({ world: { witness }, logs }: Look): string | null {
  for (const [key, { conversationId, n, text, deliveries }] of witness.sendings) {
    const logged = logs.get(conversationId)?.[n - 1]?.text;
    if (deliveries > 0 && logged !== text) return `${key} reached her as "${text}", the log has "${logged}"`;
  }
  return null;
}

function outboxIsLogged({ world: { ledger } }: Look): string | null {
  for (const { id } of ledger.now.all('outbox')) if (!ledger.now.get('messages', id)) return `${id} is in no log`;
  return null;
}
