/**
 * A turn from beginning to end: what was heard becomes commands, commands change things and say things,
 * and the turn closes with the one question that comes next.
 */
import { requirements } from '../../commerce/requirements.ts';
import type { InboundBody, MenuOption } from '../message.ts';
import type { Understanding } from '../understanding/understanding.ts';
import { askRequirement } from './ask.ts';
import { sayTotal } from './cart-talk.ts';
import { execute } from './execute.ts';
import { passMenusBy, walkFlows } from './flows.ts';
import { topFrame } from './frames.ts';
import { notUnderstood, takeOther } from './repair.ts';
import { showCart } from './talk.ts';
import { ask, closeTurn, say, speak, type Turn, type TurnResult } from './turn.ts';

/** What came, already resolved against the menus of the conversation. */
export type Heard =
  | { readonly kind: 'words'; readonly text: string; readonly cut: boolean; readonly understood: Understanding }
  | { readonly kind: 'option'; readonly option: MenuOption }
  /** A tap on something that is gone or was never of this conversation. */
  | { readonly kind: 'lost-option' }
  | { readonly kind: 'other'; readonly body: Exclude<InboundBody, { readonly kind: 'text' | 'choice' }> };

/** Silence after which the customer is greeted again and told where she was, in ms. */
export const RETURN_AFTER_MS = 12 * 60 * 60 * 1000;

export function takeTurn(turn: Turn, heard: Heard): TurnResult {
  const first = turn.conversation.lastInboundAt === null;
  const returning = !first && turn.now - Date.parse(turn.conversation.lastInboundAt ?? '') > RETURN_AFTER_MS;
  if (heard.kind === 'words') followLanguage(turn, heard.understood);
  if (returning && turn.cart.lines.length > 0) {
    say(turn, turn.wording.rich('greeting.back'));
    showCart(turn);
  }
  hear(turn, heard);
  conclude(turn);
  if (first) introduce(turn);
  return closeTurn(turn);
}

/** The customer's language is followed as soon as her words show it. */
function followLanguage(turn: Turn, understood: Understanding): void {
  if (understood.language !== null && understood.language !== turn.conversation.language) speak(turn, understood.language);
}

function hear(turn: Turn, heard: Heard): void {
  switch (heard.kind) {
    case 'words':
      return hearWords(turn, heard.text, heard.cut, heard.understood);
    case 'option':
      return hearOption(turn, heard.option);
    case 'lost-option':
      turn.pendingTouched = true;
      return say(turn, turn.wording.rich('nav.old_menu'));
    case 'other':
      return takeOther(turn, heard.body);
  }
}

/** Below this the conversation asks rather than acts (understanding.ts). */
const SURE_ENOUGH = 0.5;

function hearWords(turn: Turn, text: string, cut: boolean, understood: Understanding): void {
  if (cut) say(turn, turn.wording.rich('repair.too_long'));
  if (understood.commands.length === 0 || understood.confidence < SURE_ENOUGH) return notUnderstood(turn, text);
  turn.conversation = { ...turn.conversation, misses: 0 };
  const [only] = understood.commands;
  const greetsAndMore = only?.do === 'greet' && understood.commands.length > 1;
  for (const command of greetsAndMore ? understood.commands.slice(1) : understood.commands) execute(turn, command);
}

function hearOption(turn: Turn, option: MenuOption): void {
  turn.conversation = { ...turn.conversation, misses: 0 };
  if (option.cartVersion !== undefined && option.cartVersion !== turn.cart.version) {
    turn.pendingTouched = true;
    const [order] = turn.counter.orders();
    say(turn, turn.wording.rich('nav.old_menu'));
    if (turn.cart.lines.length > 0) showCart(turn);
    else if (order) execute(turn, { do: 'order-status', number: order.number });
    return;
  }
  for (const command of option.commands) execute(turn, command);
}

/** Whatever happened, the turn ends with what comes next. */
function conclude(turn: Turn): void {
  const digressed = turn.conversation.pending !== null && !turn.pendingTouched && turn.paragraphs.length > 0;
  if (turn.pendingTouched) turn.conversation = { ...turn.conversation, pending: null };
  if (turn.cartChanged) passMenusBy(turn);
  if (turn.cartChanged && turn.cart.lines.every((line) => line.qty !== null)) sayTotal(turn);
  if (turn.question) return;
  askNext(turn);
  if (turn.question && digressed) say(turn, turn.wording.rich('nav.going_on'));
  if (!turn.question && turn.conversation.frames.length === 0) settle(turn);
}

function askNext(turn: Turn): void {
  const { shop, catalog } = turn.files;
  const missing = requirements(turn.cart, shop, catalog, turn.counter.available).find((requirement) =>
    requirement.slot.startsWith('line.'),
  );
  const busyElsewhere = topFrame(turn) !== undefined && topFrame(turn)?.flow !== 'checkout';
  if (missing && !busyElsewhere) return askRequirement(turn, missing);
  walkFlows(turn);
}

/** No flow is running: after a change of the cart the customer is offered to close it. */
function settle(turn: Turn): void {
  if (turn.offerToClose && turn.cart.lines.length > 0) {
    const { wording } = turn;
    ask(turn, {
      rich: wording.rich('cart.offer'),
      choices: [
        { label: wording.plain('cart.close'), commands: [{ do: 'checkout' }] },
        { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
      ],
      pending: { slot: 'items' },
    });
    return;
  }
  if (turn.conversation.pending !== null && turn.conversation.pending.slot !== 'items')
    turn.conversation = { ...turn.conversation, pending: null };
}

/** Said once, in front of the first thing the shop says: that it is a program, and how to reach a person. */
function introduce(turn: Turn): void {
  if (turn.conversation.frames.some((frame) => frame.flow === 'welcome')) return;
  turn.paragraphs.unshift(turn.wording.rich('greeting.first', { shop: turn.files.shop.name }));
}
