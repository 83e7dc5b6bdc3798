/**
 * What customers do with a link: pay at once or at the last second, twice, too little, after it was too
 * late. Each starts with the link and goes on by itself.
 */
import type { Currency } from '../../src/commerce/money.ts';
import { minor } from '../../src/commerce/money.ts';
import type { PaymentReport } from '../../src/commerce/payments.ts';
import type { Link, Provider } from './provider.ts';
import type { World } from './world.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const PAYS = 0.8;
/** Seconds around the moment of expiry. */
const AROUND_S = 4;
const LONGEST_WAIT_MS = 12 * MINUTE_MS;

/** A link has reached a customer. */
export function meetLink(world: World, provider: Provider, url: string): void {
  const link = provider.linkAt(url);
  if (!link || !world.dice.chance(PAYS)) return;
  world.time.after(whenToPay(world, link), () => visit(world, provider, link));
  if (world.wants('paysTwice')) world.time.after(whenToPay(world, link), () => visit(world, provider, link));
}

/** Somebody is quicker than the shop's own notes. */
export function payAhead(world: World, provider: Provider, link: Link): void {
  if (!world.wants('paysBeforeLinkArrives')) return;
  world.sometimes.note('news came before the link was written down');
  visit(world, provider, link);
}

/** Pays for something that this shop knows nothing of. */
export function payAsStranger(world: World, provider: Provider): void {
  const { dice } = world;
  const reference = dice.pick([null, 'order-of-another-shop', `1001.${dice.id(16)}.1`]);
  provider.pay({ status: 'approved', detail: 'accredited', amount: minor(dice.between(100, 20_000)), currency: 'PEN', reference });
}

function whenToPay({ dice, time, profile }: World, link: Link): number {
  const untilExpiry = link.input.expiresAt - time.now;
  if (dice.chance(0.3) && profile.shares.get('paysAtExpiry')) {
    return untilExpiry + dice.between(-AROUND_S * SECOND_MS, AROUND_S * SECOND_MS);
  }
  if (dice.chance(0.2) && profile.shares.get('paysAfterClose')) return untilExpiry + dice.below(10 * MINUTE_MS);
  return dice.below(Math.min(LONGEST_WAIT_MS, Math.max(SECOND_MS, untilExpiry)));
}

function visit(world: World, provider: Provider, link: Link): void {
  const { dice, time } = world;
  const isOver = link.closed || time.now > link.input.expiresAt + AROUND_S * SECOND_MS;
  // A page that was opened in time can be paid on although the link was closed since.
  if (isOver && !world.wants('paysAfterClose')) return;
  if (Math.abs(time.now - link.input.expiresAt) <= AROUND_S * SECOND_MS) world.sometimes.note('a payment came around the moment of expiry');
  if (world.wants('rejectedFirst')) {
    provider.pay({
      ...order(link),
      status: 'rejected',
      detail: dice.pick(['cc_rejected_insufficient_amount', 'cc_rejected_other_reason']),
    });
    if (dice.chance(0.7)) time.after(dice.below(3 * MINUTE_MS), () => pay(world, provider, link));
    return;
  }
  pay(world, provider, link);
}

function pay(world: World, provider: Provider, link: Link): void {
  const { dice, time } = world;
  const what = { ...order(link), amount: amountOf(world, link), currency: currencyOf(world) };
  if (!world.wants('pendingFirst')) {
    const paymentId = provider.pay({ ...what, status: 'approved', detail: 'accredited' });
    if (world.wants('movesOnLater')) time.after(dice.below(20 * MINUTE_MS), () => moveOn(world, provider, paymentId));
    return;
  }
  const paymentId = provider.pay({ ...what, status: dice.pick(['pending', 'in_process']), detail: 'pending_waiting_payment' });
  const end = dice.weigh<Pick<PaymentReport, 'status' | 'detail'>>([
    [5, { status: 'approved', detail: 'accredited' }],
    [1, { status: 'rejected', detail: 'cc_rejected_high_risk' }],
    [1, { status: 'cancelled', detail: 'expired' }],
  ]);
  time.after(dice.below(LONGEST_WAIT_MS), () => provider.move(paymentId, end));
}

function moveOn(world: World, provider: Provider, paymentId: string): void {
  const paid = provider.latest(paymentId);
  if (!paid) return;
  world.sometimes.note('a payment was refunded or disputed later');
  const next = world.dice.pick<Partial<PaymentReport>>([
    { status: 'refunded', detail: 'refunded', refunded: paid.amount },
    { status: 'in_mediation', detail: 'pending' },
    { status: 'charged_back', detail: 'settled' },
  ]);
  provider.move(paymentId, next);
}

function order({ input }: Link) {
  return { reference: input.reference, amount: input.total, currency: input.currency };
}

function amountOf(world: World, { input }: Link) {
  if (!world.wants('paysWrongAmount')) return input.total;
  return minor(world.dice.chance(0.5) ? input.total - 1 : input.total + world.dice.between(1, 500));
}

function currencyOf(world: World): Currency | 'other' {
  return world.wants('paysWrongCurrency') ? world.dice.pick(['USD', 'other']) : 'PEN';
}
