/**
 * The end of a turn: whatever happened, the customer is asked the one thing that comes next. First what
 * a command asked, then what is missing in the cart, then what the flow in front asks; where nothing is
 * open she is offered the next step.
 */

import { deliveryOf } from '../../commerce/delivery.ts';
import type { PricedLine } from '../../commerce/pricing.ts';
import { lineRequirements } from '../../commerce/requirements.ts';
import type { Rich } from '../message.ts';
import { joinLines } from '../wording/wording.ts';
import { askRequirement, inviteToOrder } from './ask.ts';
import { lineWords } from './cart-talk.ts';
import { passMenusBy, walkFlows } from './flows.ts';
import { CHECKOUT, topFrame } from './frames.ts';
import { concludeEdit, joinChoice } from './order-edit.ts';
import { grossWords, priced } from './prices.ts';
import { discountLines, dropRefusedCoupon, nudgeLine, savedLine } from './promotions.ts';
import { ask, money, say, type Turn } from './turn.ts';

export function conclude(turn: Turn): void {
  dropRefusedCoupon(turn);
  const digressed = turn.conversation.pending !== null && !turn.pendingTouched && turn.paragraphs.length > 0;
  if (turn.cartChanged) passMenusBy(turn);
  if (turn.question?.courtesy && turn.cartChanged) turn.question = null;
  const asked = turn.question !== null;
  if (!asked) askNext(turn);
  const goesOn = !asked && digressed && turn.question !== null;
  if (!turn.question && !turn.atRest) offerNext(turn);
  if (turn.cartAt !== null) tellCart(turn, turn.cartAt);
  else if (turn.cartChanged && !saysTotalItself(turn)) say(turn, totalWords(turn));
  if (goesOn) say(turn, turn.wording.rich('nav.going_on'));
}

/** The cart with its total, unless the summary that is asked about has both. */
function tellCart(turn: Turn, at: number): void {
  if (turn.question?.pending?.slot === 'confirm' || turn.cart.lines.length === 0) return;
  const now = priced(turn);
  const lines = turn.cart.lines.map((line, index): Rich => [{ t: `• ${lineWords(turn, line)}${offerWords(turn, now.lines[index])}` }]);
  const total = saysTotalItself(turn) ? [] : [totalWords(turn)];
  turn.paragraphs.splice(at, 0, joinLines([turn.wording.rich('cart.title'), ...lines, ...total]));
}

/** The next thing missing in a line, else what the flow in front asks. */
function askNext(turn: Turn): void {
  if (isBusyElsewhere(turn)) walkFlows(turn);
  if (turn.question) return;
  if (turn.cart.amends) return concludeEdit(turn);
  const [missing] = lineRequirements(turn.cart, turn.files.catalog, turn.counter.available);
  if (missing) return askRequirement(turn, missing);
  walkFlows(turn);
}

function isBusyElsewhere(turn: Turn): boolean {
  const frame = topFrame(turn);
  return frame !== undefined && frame.flow !== CHECKOUT;
}

/** Nothing is open: to close the order, or to begin one. */
function offerNext(turn: Turn): void {
  const { wording } = turn;
  if (turn.cart.lines.length === 0) return inviteToOrder(turn);
  ask(turn, {
    rich: wording.rich('cart.offer'),
    choices: [
      { label: wording.plain('cart.close'), commands: [{ do: 'checkout' }], means: 'yes' },
      { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }], means: 'no' },
      ...joinChoice(turn),
    ],
    pending: { slot: 'items' },
  });
}

/** The summary has the total in it; while a line is incomplete it would be said again after each answer. */
function saysTotalItself(turn: Turn): boolean {
  const slot = turn.question?.pending?.slot ?? null;
  return turn.cart.lines.length === 0 || slot === 'confirm' || slot?.startsWith('line.') === true;
}

function totalWords(turn: Turn): Rich {
  const { wording, cart } = turn;
  const now = priced(turn);
  const total = money(turn, now.total);
  const way = deliveryOf(turn.files.shop.delivery, cart.delivery);
  const isQuoted = way?.kind === 'home' && way.zoneId !== undefined;
  const key = isQuoted ? 'cart.total_with_delivery' : way?.kind === 'pickup' ? 'cart.total' : 'cart.total_so_far';
  return joinLines([...discountLines(turn, now), wording.rich(key, { total }), ...savedLine(turn, now), ...nudgeLine(turn, now)]);
}

/** " — S/ 72.00 (antes S/ 90.00)" where a line has an offer. */
function offerWords(turn: Turn, line: PricedLine | undefined): string {
  return line?.offer && line.qty !== null ? ` — ${grossWords(turn, line)}` : '';
}
