/**
 * One command, executed: the table from what was meant to the file that does it.
 */

import { productOf } from '../../commerce/catalog.ts';
import type { Command, NewLine } from '../commands.ts';
import type { Choice } from '../menu.ts';
import { confirmTotal } from './actions.ts';
import { takeAnswer } from './answers.ts';
import { changeCart, findLine, lineWords } from './cart-talk.ts';
import { chooseInFlow, passMenusBy } from './flows.ts';
import { CHECKOUT, startFlow, topFrame } from './frames.ts';
import { answerJoin } from './joining.ts';
import { goElsewhere, goOnHere } from './moving.ts';
import { move } from './navigation.ts';
import { leaveEdit, talkAboutEdit } from './order-edit.ts';
import { endEdit } from './order-edit-cart.ts';
import { forgetMe, tellOwnData } from './own-data.ts';
import { changePlacedOrder, talkAboutOrder, tellOrders } from './placed-orders.ts';
import { talkAboutCoupon, tellPromotions } from './promotions.ts';
import { answerQuestion } from './questions.ts';
import { describe } from './refusals.ts';
import { callOffReturn, talkAboutReturn } from './returns.ts';
import { keepAddress } from './saved-address.ts';
import { aboutProduct, namesOf, showCatalog, showProduct } from './showing.ts';
import { callPerson, showCart } from './talk.ts';
import { ask, note, restIfEmptyHanded, say, speak, type Turn } from './turn.ts';
import { talkAboutWithdrawal } from './withdrawal.ts';

/** What leaves the menu of a flow where it is; anything else has passed the offer by. */
const STAYS_AT_MENU: ReadonlySet<Command['do']> = new Set([
  'greet',
  'confirm',
  'deny',
  'flow-option',
  'back',
  'skip',
  'repeat',
  'cancel',
  'restart',
  'resume',
  'speak',
  'refuse',
]);

/** With an empty cart these can only mean an order that was placed. */
const CHANGES_WHAT_IS_THERE: ReadonlySet<Command['do']> = new Set(['set', 'change-by', 'remove', 'change', 'change-something']);

/** While a placed order is on the table nothing of it is thrown away: it stays as it is. */
const LEAVES_EDIT: ReadonlySet<Command['do']> = new Set(['cancel', 'restart', 'empty-cart', 'back']);

/** What is about a whole order ends a change that was not said yes to. */
const ABOUT_ANOTHER: ReadonlySet<Command['do']> = new Set(['cancel-order', 'order-again', 'return', 'answer-proposal']);

export function execute(turn: Turn, command: Command): void {
  const { wording } = turn;
  if (!STAYS_AT_MENU.has(command.do)) passMenusBy(turn);
  if (CHANGES_WHAT_IS_THERE.has(command.do) && turn.cart.lines.length === 0 && changePlacedOrder(turn)) return;
  if (turn.cart.amends && ABOUT_ANOTHER.has(command.do)) endEdit(turn);
  if (turn.cart.amends && LEAVES_EDIT.has(command.do)) return leaveEdit(turn);
  switch (command.do) {
    case 'add':
    case 'set':
    case 'change-by':
    case 'remove':
    case 'empty-cart':
      return changeCart(turn, command);
    case 'coupon':
    case 'drop-coupon':
      return talkAboutCoupon(turn, command);
    case 'answer':
      return takeAnswer(turn, command);
    case 'confirm':
      return confirm(turn);
    case 'deny':
      return deny(turn);
    case 'show-catalog':
      return showCatalog(turn, command.page, command.category ?? null);
    case 'show-product':
      return showProduct(turn, command.productId);
    case 'show-cart':
      return showCart(turn);
    case 'tell-price':
    case 'tell-stock':
    case 'tell-shipping':
    case 'tell-payment':
    case 'tell-hours':
    case 'tell-policy':
    case 'tell-help':
      return answerQuestion(turn, command);
    case 'order-status':
      return tellOrders(turn, command.number ?? null);
    case 'greet':
      return greet(turn);
    case 'thanks':
      restIfEmptyHanded(turn);
      return say(turn, wording.rich('thanks'));
    case 'checkout':
      return checkout(turn);
    case 'start-flow':
      return startFlow(turn, command.flow);
    case 'flow-option':
      return chooseInFlow(turn, command);
    case 'back':
    case 'skip':
    case 'repeat':
    case 'cancel':
    case 'restart':
    case 'resume':
    case 'change-something':
    case 'change':
      return move(turn, command);
    case 'person':
      return callPerson(turn);
    case 'speak':
      speak(turn, command.language);
      return say(turn, turn.wording.rich('language.changed'));
    case 'cancel-order':
    case 'pay-again':
    case 'order-again':
    case 'claim-paid':
      return talkAboutOrder(turn, command);
    case 'edit-order':
    case 'join-order':
    case 'keep-edit':
    case 'leave-edit':
    case 'which-order':
    case 'answer-proposal':
      return talkAboutEdit(turn, command);
    case 'return':
      return talkAboutReturn(turn, command.asked);
    case 'withdraw':
      return talkAboutWithdrawal(turn, command);
    case 'call-off-return':
      return callOffReturn(turn, command);
    case 'clarify-product':
      return clarifyProduct(turn, command);
    case 'clarify-options':
      return clarifyOptions(turn, command);
    case 'not-in-catalog':
      note(turn, 'not-found', { words: command.words });
      say(turn, wording.rich('catalog.not_found', { words: command.words }));
      showCatalog(turn);
      if (turn.question) turn.question = { ...turn.question, courtesy: true };
      return;
    case 'quantity-out-of-range':
      return askQuantityAgain(turn, command.productId, command.qty);
    case 'not-all-taken':
      return say(turn, wording.rich('clarify.not_all', { taken: command.taken }));
    case 'object-price':
      note(turn, 'price-objection');
      return say(turn, wording.rich('price.objection'));
    case 'complain':
      turn.counter.callSeller('customer-in-trouble', {});
      turn.atRest = true;
      return say(turn, wording.rich('complaint', { contact: turn.files.shop.contact }));
    case 'join':
      return answerJoin(turn, command.sure);
    case 'go-elsewhere':
      return goElsewhere(turn, command.to);
    case 'go-on-here':
      return goOnHere(turn, command.code, command.sure);
    case 'keep-address':
      return keepAddress(turn, command);
    case 'my-data':
      return tellOwnData(turn);
    case 'forget-me':
      return forgetMe(turn, command.sure === true);
    // Of somebody who helped here once, and is a customer now.
    case 'staff':
      return say(turn, wording.rich('nav.old_menu'));
    case 'opt-out':
      note(turn, 'opted-out');
      turn.atRest = true;
      return say(turn, wording.rich('opt_out'));
    case 'refuse':
      turn.pendingTouched = true;
      if (command.why === 'discount' && tellPromotions(turn)) return;
      return say(turn, wording.rich(`refuse.${command.why}`));
  }
}

/** "Sí" and "no": to what is on the table; never to anything the customer was not asked. */
function confirm(turn: Turn): void {
  if (chooseMeaning(turn, 'yes')) return;
  turn.pendingTouched = true;
  if (isAskedSomething(turn)) return say(turn, turn.wording.rich('confirm.go_on'));
  const [order] = turn.counter.orders();
  if (turn.cart.lines.length === 0 && order) return tellOrders(turn, order.number);
  say(turn, turn.wording.rich('confirm.nothing'));
}

function deny(turn: Turn): void {
  if (chooseMeaning(turn, 'no')) return;
  if (turn.cart.amends) return leaveEdit(turn);
  turn.pendingTouched = true;
  if (isAskedSomething(turn)) return say(turn, turn.wording.rich('nav.cannot_skip'));
  turn.atRest = true;
  say(turn, turn.wording.rich('deny.nothing'));
}

function chooseMeaning(turn: Turn, meaning: 'yes' | 'no'): boolean {
  const option = turn.table?.options.find(({ means }) => means === meaning);
  if (!option || (option.cartVersion !== undefined && option.cartVersion !== turn.cart.version)) return false;
  for (const command of option.commands) {
    if (command.do === 'confirm') confirmTotal(turn);
    else execute(turn, command);
  }
  return true;
}

/** A question that needs an answer of its own is open. */
function isAskedSomething(turn: Turn): boolean {
  const slot = turn.conversation.pending?.slot;
  return slot !== undefined && slot !== 'items';
}

function greet(turn: Turn): void {
  if (topFrame(turn)) return say(turn, turn.wording.rich('greeting.again'));
  if (turn.cart.lines.length === 0) return startFlow(turn, 'welcome');
  say(turn, turn.wording.rich('greeting.again'));
  showCart(turn);
}

function checkout(turn: Turn): void {
  if (turn.cart.amends) return;
  if (turn.cart.lines.length === 0) {
    const open = turn.counter.orders().find((order) => order.status === 'awaiting_payment');
    return open ? tellOrders(turn, open.number) : say(turn, turn.wording.rich('cart.empty'));
  }
  if (topFrame(turn)?.flow !== CHECKOUT) startFlow(turn, CHECKOUT);
  turn.pendingTouched = true;
}

/** Too many for this way of selling, or no number of units at all; none of what is in the cart takes it out (S20). */
function askQuantityAgain(turn: Turn, productId: string, qty: number): void {
  const { shop, catalog } = turn.files;
  const product = productOf(catalog, productId);
  const there = qty === 0 ? findLine(turn, { productId }) : null;
  if (there) return changeCart(turn, { do: 'remove', line: { lineId: there.id } });
  const most = product?.maxPerOrder ?? shop.orders.maxPerVariant;
  if (qty > most) say(turn, turn.wording.rich('quantity.out_of_range', { most, contact: shop.contact }));
  ask(turn, {
    rich: turn.wording.rich('quantity.invalid', { what: product?.name ?? turn.wording.plain('product.this') }),
    choices: [],
    ask: 'text',
    pending: turn.conversation.pending?.slot === 'line.qty' ? turn.conversation.pending : { slot: 'items', productId },
  });
}

/** "A dozen empanadas": of which? The shop asks; it does not guess. */
function clarifyProduct(turn: Turn, command: Extract<Command, { readonly do: 'clarify-product' }>): void {
  const [only, other] = command.candidates;
  if (only !== undefined && other === undefined) return clarifyOne(turn, only, command.line);
  const choices = command.candidates.flatMap((productId): Choice[] => {
    const product = productOf(turn.files.catalog, productId);
    return product ? [{ label: product.name, commands: [{ do: 'add', line: { ...command.line, productId } }] }] : [];
  });
  ask(turn, { rich: turn.wording.rich('clarify.product'), choices, pending: { slot: 'items' } });
}

/** One thing is meant, and not what to do with it: "desháganme la gorra" while a cap is in the cart. */
function clarifyOne(turn: Turn, productId: string, line: Omit<NewLine, 'productId'>): void {
  const { wording } = turn;
  const there = findLine(turn, { productId, options: line.options });
  const what = lineWords(turn, there ?? { ...line, productId });
  const leave: Choice = { label: wording.plain('nav.go_on'), commands: [{ do: 'resume' }], means: 'no', last: true };
  const choices: readonly Choice[] = there
    ? [
        { label: wording.plain('clarify.take_out'), commands: [{ do: 'remove', line: { lineId: there.id } }] },
        { label: wording.plain('clarify.one_more'), commands: [{ do: 'change-by', line: { lineId: there.id }, by: 1 }] },
      ]
    : [{ label: wording.plain('clarify.add_it'), commands: [{ do: 'add', line: { ...line, productId } }], means: 'yes' }];
  const rich = wording.rich(there ? 'clarify.in_cart' : 'clarify.this_one', { what });
  ask(turn, { rich, choices: [...choices, leave], pending: { slot: 'items', productId } });
}

function clarifyOptions(turn: Turn, command: Extract<Command, { readonly do: 'clarify-options' }>): void {
  const product = productOf(turn.files.catalog, command.line.productId);
  const option = product?.options.find((candidate) => candidate.id === command.option);
  if (!product || !option) return;
  const values = option.values.filter((value) => command.candidates.includes(value.id));
  ask(turn, {
    rich: turn.wording.rich('ask.option', { option: option.label.toLowerCase(), what: describe(product.name, []) }),
    choices: values.map((value) => ({
      ...namesOf(value),
      commands: [{ do: 'add', line: { ...command.line, options: { ...command.line.options, [option.id]: value.id } } }],
    })),
    pending: aboutProduct(product, command.line.options),
  });
}
