/**
 * What has to be true when the accidents are over and everything had time to come to rest: nothing that
 * began is left lying, and every approved payment has ended where somebody sees it.
 */
import { audit } from '../../src/audit/audit.ts';
import type { Order } from '../../src/commerce/order.ts';
import type { PaymentReport } from '../../src/commerce/payments.ts';
import { approvedFor, type Look, type Rule } from './state-rules.ts';

export const END_RULES: readonly Rule[] = [
  { name: 'what the shop holds passes its audit', broken: passesAudit },
  { name: 'every message is acknowledged in the end', broken: allAcknowledged },
  { name: 'outbox, jobs and due timers are empty in the end', broken: nothingWaits },
  { name: 'every message of the shop is delivered in the end, or the seller knows that it was not', broken: allDelivered },
  { name: 'no burst is left without an answer', broken: burstsAreAnswered },
  { name: 'no reservation outlives its expiry', broken: reservationsEnd },
  { name: 'news that were taken are followed by a look', broken: newsAreFollowed },
  { name: 'an order knows what the provider knows of its payments', broken: paymentsAreKnown },
  { name: 'an approved payment ends in a confirmed order or in an alert for the seller, never in both or in neither', broken: moneyIsSeen },
];

function passesAudit({ world: { ledger } }: Look): string | null {
  const violations = audit(ledger.now.entries());
  return violations.length > 0 ? JSON.stringify(violations.slice(0, 3)) : null;
}

function allAcknowledged({ world: { witness } }: Look): string | null {
  for (const [mark, { acknowledged }] of witness.written) if (!acknowledged) return mark;
  return null;
}

function nothingWaits({ world: { ledger, time, clockError } }: Look): string | null {
  const { now } = ledger;
  for (const { id } of now.all('outbox')) return `${id} was not sent`;
  for (const { id, attempts } of now.all('jobs')) return `job ${id} was not done after ${attempts} tries`;
  for (const { id, at } of now.all('timers')) if (at < time.now + clockError) return `timer ${id} was due at ${new Date(at).toISOString()}`;
  return null;
}

function allDelivered({ world: { witness }, logs }: Look): string | null {
  const alerts = new Set(witness.alerts.all);
  for (const { id, from, body, unsent } of [...logs.values()].flat()) {
    // What a person typed on her own telephone did not leave from here; what was taken back says so.
    const isOurs = from !== 'customer' && 'rich' in body && !unsent;
    if (!isOurs || (witness.sendings.get(id)?.deliveries ?? 0) > 0) continue;
    if (!alerts.has(`not-sent:${id}`)) return `${id} never arrived`;
  }
  return null;
}

function burstsAreAnswered({ world: { ledger } }: Look): string | null {
  for (const { id, burst } of ledger.now.all('conversations')) if (burst.length > 0) return `${id} waits for an answer to ${burst}`;
  return null;
}

/** Money that came or may come keeps an order alive; the seller decides then. */
function reservationsEnd({ world: { ledger } }: Look): string | null {
  for (const { id, status, payments, dueAt } of ledger.now.all('orders')) {
    const underway = Object.values(payments.reports).some(({ status: paid }) => paid !== 'rejected' && paid !== 'cancelled');
    const byHand = (payments.manual ?? []).some(({ status: taken }) => taken !== 'rejected');
    if (status === 'awaiting_payment' && !underway && !byHand) return `order ${id} was due at ${dueAt}`;
  }
  return null;
}

function newsAreFollowed({ world: { witness }, provider }: Look): string | null {
  for (const { paymentId, looksBefore } of witness.news) {
    const answered = provider.looks.get(paymentId)?.answered ?? 0;
    if (answered <= looksBefore) return `payment ${paymentId} was last looked at before its news came`;
  }
  return null;
}

function paymentsAreKnown({ world: { ledger }, provider }: Look): string | null {
  for (const [paymentId, history] of provider.payments) {
    const last = history.at(-1);
    const order = orderOf(ledger.now.all('orders'), history[0]);
    if (!order || provider.silent.has(paymentId)) continue;
    const known = order.payments.reports[paymentId]?.status;
    if (known !== last?.status) return `payment ${paymentId} is ${last?.status}, order ${order.id} has it as ${known}`;
  }
  return null;
}

function orderOf(orders: readonly Order[], { reference }: PaymentReport): Order | undefined {
  return orders.find(({ payments }) => payments.attempts.some((attempt) => attempt.reference === reference));
}

function moneyIsSeen(look: Look): string | null {
  const { world, provider } = look;
  const orders = world.ledger.now.all('orders');
  for (const [paymentId, history] of provider.payments) {
    const first = history[0];
    if (!history.some(({ status }) => status === 'approved')) continue;
    if (orderOf(orders, first) || provider.silent.has(paymentId)) continue;
    if (!world.witness.alerts.all.includes(`payment-unknown:${paymentId}`)) return `payment ${paymentId} for ${first.reference} is nowhere`;
  }
  for (const order of orders) {
    const what = moneyOfOrder(look, order);
    if (what !== null) return `order ${order.id}: ${what}`;
  }
  return null;
}

/** What the seller does to the money of an order, or to what it costs. What she did herself she is not told. */
const BY_HER_HAND: ReadonlySet<string> = new Set([
  'confirmed-unpaid',
  'reactivated',
  'payment-registered',
  'payment-asked',
  'receipt-accepted',
  'refund-asked',
  'return-refunded',
  'return-exchanged',
  'edited',
]);

const MONEY_ALERTS = ['payment-twice', 'payment-short', 'payment-wrong-currency', 'payment-for-dead-order'] as const;

function moneyOfOrder(look: Look, order: Order): string | null {
  const { world, provider } = look;
  const { sometimes, witness } = world;
  // What was refunded or charged back before the shop knew of it has an alert of its own.
  const approved = approvedFor(order, provider).filter(([{ paymentId }]) => order.payments.reports[paymentId]?.status === 'approved');
  const ours = approved.filter(([first]) => first.currency === order.currency);
  const sum = ours.reduce((total, [first]) => total + first.amount, 0);
  const isDead = order.status === 'expired' || order.status === 'cancelled';
  // An alert is about the order, or about one of its payments.
  const about = [order.id, ...approved.map(([{ paymentId }]) => paymentId)];
  const alerts = MONEY_ALERTS.filter((kind) => about.some((id) => witness.alerts.all.includes(`${kind}:${id}`)));
  if (order.replaces !== undefined || order.history.some(({ what }) => BY_HER_HAND.has(what))) return null;
  const confirmed = order.history.some(({ what }) => what === 'confirmed');
  const enough = ours.some(([first]) => first.amount >= order.totals.total);
  const wanted = {
    'payment-wrong-currency': approved.length > ours.length,
    // Too little that came before it was cancelled was told then; with money in it an order does not expire.
    'payment-for-dead-order':
      isDead && ours.length > 0 && !confirmed && !(order.status === 'cancelled' && alerts.includes('payment-short')),
    'payment-twice': confirmed && ours.length > 1 && sum > order.totals.total && !isDead && !alerts.includes('payment-short'),
    'payment-short': !confirmed && !isDead && ours.length > 0,
  };
  if (wanted['payment-wrong-currency']) sometimes.note('a payment came in another currency');
  if (wanted['payment-for-dead-order']) sometimes.note('a payment came for an order that was gone');
  if (wanted['payment-twice']) sometimes.note('an order was paid twice');
  if (confirmed) noteWays(look, order);
  if (alerts.includes('payment-short')) sometimes.note('a payment was short');
  if (ours.some(([first]) => first.amount > order.totals.total)) sometimes.note('a payment was more than was asked');
  for (const kind of MONEY_ALERTS)
    if (wanted[kind] && !alerts.includes(kind)) return `no alert ${kind}, approved were ${sum} of ${order.totals.total}`;
  const alone = approvedFor(order, provider).length === 1 && enough && confirmed;
  if (alone && alerts.length > 0) return `it was paid once and confirmed, and yet there is ${alerts}`;
  if (!confirmed && ours.length > 0 && alerts.length === 0) return 'money came, and nobody knows';
  return null;
}

function noteWays({ world: { sometimes }, provider }: Look, order: Order): void {
  if (Object.values(order.payments.reports).some(({ status }) => status === 'rejected')) {
    sometimes.note('a payment was rejected and then another one approved');
  }
  if (approvedFor(order, provider).some(([first]) => first.status !== 'approved'))
    sometimes.note('a payment waited and was approved later');
}
