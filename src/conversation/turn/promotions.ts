/**
 * Promotions in the conversation: a coupon that is given, taken back or refused; what an offer and a
 * discount do to the prices that are shown; what is still missing for one.
 */
import { setCoupon } from '../../commerce/cart-changes.ts';
import type { Priced } from '../../commerce/pricing.ts';
import { type CouponLack, type CouponState, couponKey, refuseCoupon, runningPromotions } from '../../commerce/promotions.ts';
import { nextGift } from '../../commerce/within-reach.ts';
import type { Command } from '../commands.ts';
import type { Rich } from '../message.ts';
import { joinLines } from '../wording/wording.ts';
import { priced } from './prices.ts';
import { explainRefusal } from './refusals.ts';
import { ask, money, restIfEmptyHanded, say, sayChange, type Turn } from './turn.ts';

type CouponCommand = Extract<Command, { readonly do: 'coupon' | 'drop-coupon' }>;

export function talkAboutCoupon(turn: Turn, command: CouponCommand): void {
  turn.pendingTouched = true;
  if (command.do === 'drop-coupon') return dropCoupon(turn);
  if (command.code === undefined)
    return ask(turn, { rich: turn.wording.rich('coupon.which'), choices: [], ask: 'text', pending: { slot: 'coupon' } });
  takeCoupon(turn, couponKey(command.code));
}

/** A code that is refused leaves the cart as it is (S32); one that only does not count yet is kept (S28). */
function takeCoupon(turn: Turn, coupon: string): void {
  const refused = refuseCoupon(coupon, turn.counter.deals(turn.cart));
  if (refused) return say(turn, explainRefusal(turn, refused, null));
  const isNew = turn.cart.coupon !== coupon;
  turn.cart = setCoupon(turn.cart, coupon);
  turn.cartChanged ||= isNew;
  const state = priced(turn).coupon;
  if (state)
    sayChange(
      turn,
      isNew ? couponWords(turn, state) : joinLines([turn.wording.rich('coupon.already', { coupon }), couponWords(turn, state)]),
    );
}

function dropCoupon(turn: Turn): void {
  const { coupon } = turn.cart;
  if (coupon === undefined) return say(turn, turn.wording.rich('coupon.none'));
  turn.cart = setCoupon(turn.cart, null);
  turn.cartChanged = true;
  sayChange(turn, turn.wording.rich('coupon.removed', { coupon }));
}

/** A code that meanwhile is no good is taken out and told: nobody finds out from the total (S37). */
export function dropRefusedCoupon(turn: Turn): void {
  const { coupon } = turn.cart;
  const refused = coupon === undefined ? null : refuseCoupon(coupon, turn.counter.deals(turn.cart));
  if (!refused) return;
  say(turn, explainRefusal(turn, refused, null));
  turn.cart = setCoupon(turn.cart, null);
  turn.cartChanged = true;
}

function couponWords(turn: Turn, state: CouponState): Rich {
  const { wording } = turn;
  const { coupon } = state;
  if ('refused' in state) return explainRefusal(turn, state.refused, null);
  const name = state.promotion.name;
  if (!state.counts) return joinLines([wording.rich('coupon.noted', { coupon, name }), lackWords(turn, state.lacks)]);
  if (state.amount === 0) return wording.rich('coupon.noted', { coupon, name });
  return wording.rich('coupon.counts', { coupon, name, amount: money(turn, state.amount) });
}

function lackWords(turn: Turn, lack: CouponLack): Rich {
  const { wording } = turn;
  switch (lack.what) {
    case 'amount':
      return wording.rich('coupon.lacks_amount', { missing: money(turn, lack.missing) });
    case 'units':
      return wording.rich('coupon.lacks_units', { missing: lack.missing });
    case 'products':
      return wording.rich('coupon.lacks_products');
    case 'method':
      return wording.rich('coupon.lacks_method', { method: wording.plain(`promotion.method.${lack.method}`) });
    case 'fee':
      return wording.rich('coupon.lacks_fee');
    case 'better':
      return wording.rich('coupon.not_better');
  }
}

/** What is given by itself now, for who asks; false where nothing is. */
export function tellPromotions(turn: Turn): boolean {
  const running = runningPromotions(null, turn.counter.deals(turn.cart));
  if (running.length === 0) return false;
  restIfEmptyHanded(turn);
  const { wording } = turn;
  say(turn, joinLines([wording.rich('promotion.list'), ...running.map(({ name }) => wording.rich('promotion.one', { name }))]));
  return true;
}

/** What was taken off, line by line, and a code that gives nothing yet: between the lines and the total. */
export function discountLines(turn: Turn, { applied, coupon, rounding }: Priced): Rich[] {
  const { wording } = turn;
  const rows = applied.flatMap(({ promotion, amount }): Rich[] => {
    if (promotion.benefit.kind === 'product_offer') return [];
    const name = promotion.coupon === null ? promotion.name : `${promotion.name} (${promotion.coupon})`;
    return [wording.rich('promotion.discount', { name, amount: money(turn, amount) })];
  });
  if (coupon && !coupon.counts && 'lacks' in coupon)
    rows.push(wording.rich('promotion.waits', { coupon: coupon.coupon, lack: lackWords(turn, coupon.lacks) }));
  if (rounding !== 0) rows.push(wording.rich('promotion.rounding', { amount: money(turn, rounding) }));
  return rows;
}

export function savedLine(turn: Turn, { saved }: Priced): Rich[] {
  return saved > 0 ? [turn.wording.rich('promotion.saved', { amount: money(turn, saved) })] : [];
}

/** What a little more would bring; nothing where it is not near. */
export function nudgeLine(turn: Turn, now: Priced): Rich[] {
  const gift = nextGift(now, turn.cart.coupon ?? null, turn.counter.deals(turn.cart));
  if (!gift) return [];
  const { wording } = turn;
  if (gift.what === 'delivery') return [wording.rich('promotion.delivery_missing', { missing: money(turn, gift.missing) })];
  const { name } = gift.promotion;
  return gift.what === 'units'
    ? [wording.rich('promotion.units_missing', { missing: gift.missing, name })]
    : [wording.rich('promotion.amount_missing', { missing: money(turn, gift.missing), name })];
}
