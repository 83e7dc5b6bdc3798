/**
 * The commands that change the cart, each said back in the customer's words with the new total. A change
 * that cannot be made leaves the cart as it was and says what is possible instead.
 */

import type { Cart, CartLine } from '../../commerce/cart.ts';
import { addLine, emptyLines, removeLine, setLine } from '../../commerce/cart-changes.ts';
import { detailOf, productOf } from '../../commerce/catalog.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import type { Requirement } from '../../commerce/requirement.ts';
import { requirements } from '../../commerce/requirements.ts';
import type { Command, LineRef, NewLine } from '../commands.ts';
import type { Choice } from '../menu.ts';
import type { Pending } from '../understanding/understanding.ts';
import { describe, explainRefusal } from './refusals.ts';
import { aboutProduct, insteadOf, namesOf } from './showing.ts';
import { ask, note, say, sayChange, type Turn } from './turn.ts';
import { wishesWith } from './wishes.ts';

type CartCommand = Extract<Command, { readonly do: 'add' | 'set' | 'change-by' | 'remove' | 'empty-cart' }>;

/** Length of the random id of a line. */
const LINE_ID_LENGTH = 8;

export function changeCart(turn: Turn, command: CartCommand): void {
  switch (command.do) {
    case 'add':
      return add(turn, command.line);
    case 'set':
      return set(turn, command);
    case 'change-by': {
      const line = findLine(turn, command.line);
      if (!line) return say(turn, turn.wording.rich('cart.which_line'));
      const qty = (line.qty ?? 0) + command.by;
      return qty <= 0 ? remove(turn, line) : set(turn, { line: { lineId: line.id }, qty });
    }
    case 'remove': {
      const line = findLine(turn, command.line);
      return line ? remove(turn, line) : say(turn, turn.wording.rich('cart.not_in_it'));
    }
    case 'empty-cart':
      if (turn.cart.lines.length > 0) keep(turn, emptyLines(turn.cart));
      turn.conversation = { ...turn.conversation, frames: [], pending: null, focus: null };
      turn.pendingTouched = true;
      turn.atRest = true;
      return say(turn, turn.wording.rich('cart.emptied'));
  }
}

function add(turn: Turn, line: NewLine): void {
  const { mods = [], ...asked } = line;
  const wish = { ...asked, wishes: wishesWith(turn, asked.wishes ?? [], mods) };
  const result = addLine(turn.cart, turn.files.catalog, turn.counter.available, wish, limitsOf(turn), turn.newId(LINE_ID_LENGTH));
  if (!result.ok) {
    const other: Choice = {
      label: turn.wording.plain('stock.other'),
      commands: [{ do: 'show-product', productId: line.productId }],
      means: 'no',
      last: true,
    };
    return refuse(turn, result, line, (change) => ({ do: 'add', line: { ...line, ...change } }), other);
  }
  keep(turn, result.cart);
  turn.conversation = { ...turn.conversation, focus: result.line.id };
  const product = productOf(turn.files.catalog, line.productId);
  note(turn, 'added', { productId: line.productId, ...(line.qty !== null && { qty: line.qty }), ...(product && { price: product.price }) });
  if (result.line.qty !== null)
    sayChange(turn, turn.wording.rich('cart.added', { what: lineWords(turn, { ...result.line, qty: line.qty }) }));
}

function set(turn: Turn, change: Omit<Extract<CartCommand, { readonly do: 'set' }>, 'do'>): void {
  const before = findLine(turn, change.line);
  if (!before) return say(turn, turn.wording.rich('cart.which_line'));
  if (change.qty === 0) return remove(turn, before);
  const result = setLine(
    turn.cart,
    turn.files.catalog,
    turn.counter.available,
    before.id,
    {
      ...(change.qty !== undefined && { qty: change.qty }),
      ...(change.options && { options: change.options }),
      ...(change.personal !== undefined && { personal: change.personal }),
      ...(change.mods && { wishes: wishesWith(turn, before.wishes ?? [], change.mods) }),
    },
    limitsOf(turn),
  );
  if (!result.ok) {
    const wanted = { ...before, qty: change.qty ?? before.qty, options: { ...before.options, ...change.options } };
    const keepIt: Choice = { label: turn.wording.plain('nav.go_on'), commands: [{ do: 'resume' }], means: 'no', last: true };
    const take = ({ qty, options }: Pick<NewLine, 'qty' | 'options'>): Command => ({
      do: 'set',
      line: { lineId: before.id },
      ...(qty !== null && { qty }),
      options,
    });
    return refuse(turn, result, wanted, take, keepIt);
  }
  turn.conversation = { ...turn.conversation, focus: result.line.id };
  const now = lineWords(turn, result.line);
  if (now === lineWords(turn, before) && result.line.personal === before.personal) {
    turn.pendingTouched = true;
    return sayChange(turn, turn.wording.rich('cart.as_is', { what: now }));
  }
  keep(turn, result.cart);
  const answersPending = turn.conversation.pending?.lineId === before.id;
  if (answersPending || before.qty === null) sayChange(turn, turn.wording.rich('cart.noted', { what: now }));
  else sayChange(turn, turn.wording.rich('cart.corrected', { now, before: lineWords(turn, before) }));
}

function remove(turn: Turn, line: CartLine): void {
  const result = removeLine(turn.cart, line.id);
  if (!result.ok) return say(turn, turn.wording.rich('cart.not_in_it'));
  keep(turn, result.cart);
  note(turn, 'removed', { productId: line.productId, ...(line.qty !== null && { qty: line.qty }) });
  turn.conversation = { ...turn.conversation, focus: turn.cart.lines.at(-1)?.id ?? null };
  sayChange(turn, turn.wording.rich('cart.removed', { what: lineWords(turn, line) }));
}

function keep(turn: Turn, cart: Cart): void {
  turn.cart = cart;
  turn.cartChanged = true;
  turn.pendingTouched = true;
}

/** Refusals after which something else can be had; after any other the open question is asked again. */
const HAS_ALTERNATIVES: ReadonlySet<Refusal['code']> = new Set(['INSUFFICIENT_STOCK', 'QUANTITY_LIMIT', 'PRODUCT_UNAVAILABLE']);

/**
 * Says why not and offers, as one tap each, what is left of it or what there is in its place. `line` has an id where it
 * is in the cart: what she says next is still about that line, also where it is the same again.
 */
function refuse(
  turn: Turn,
  refusal: Refusal,
  line: NewLine & { readonly id?: string },
  take: (change: Pick<NewLine, 'qty' | 'options'>) => Command,
  other: Choice,
): void {
  const { wording } = turn;
  const { productId, options } = line;
  say(turn, explainRefusal(turn, refusal, productId));
  if (!HAS_ALTERNATIVES.has(refusal.code)) {
    turn.pendingTouched = true;
    return;
  }
  const left =
    refusal.code === 'INSUFFICIENT_STOCK' ? refusal.available : refusal.code === 'QUANTITY_LIMIT' ? refusal.max - refusal.inCart : 0;
  const pending = { slot: 'items', productId, options } as const;
  const instead = refusal.code === 'INSUFFICIENT_STOCK' && left === 0 ? insteadOf(turn, productId, options) : null;
  if (instead) {
    const choices = instead.values.map(
      (value): Choice => ({
        ...namesOf(value),
        commands: [take({ qty: line.qty, options: { ...options, [instead.option.id]: value.id } })],
      }),
    );
    const rich = wording.rich('stock.instead', { option: instead.option.label.toLowerCase() });
    const { [instead.option.id]: _gone, ...others } = options;
    const stillOpen: Pending =
      line.id === undefined ? aboutProduct({ id: productId }, others) : { slot: 'line.option', lineId: line.id, option: instead.option.id };
    return ask(turn, { rich, choices: [...choices, other], pending: stillOpen });
  }
  if (left <= 0) return ask(turn, { rich: wording.rich('stock.what_now'), choices: [other], pending });
  const takeLeft: Choice = {
    label: wording.plain('stock.take', { left }),
    commands: [take({ qty: left, options })],
    means: 'yes',
  };
  ask(turn, { rich: wording.rich('stock.what_now'), choices: [takeLeft, other], pending });
}

/** The line a command means: by id, by product and options, else the one talked about last. */
export function findLine(turn: Turn, ref: LineRef): CartLine | null {
  const { lines } = turn.cart;
  if (ref.lineId) return lines.find((line) => line.id === ref.lineId) ?? null;
  if (ref.productId) {
    const same = lines.filter((line) => line.productId === ref.productId);
    const exact = same.filter((line) => Object.entries(ref.options ?? {}).every(([option, value]) => line.options[option] === value));
    return exact.at(-1) ?? (Object.keys(ref.options ?? {}).length === 0 ? (same.at(-1) ?? null) : null);
  }
  return lines.find((line) => line.id === turn.conversation.focus) ?? lines.at(-1) ?? null;
}

/** "2 × Polo de algodón (Rojo, M)". */
export function lineWords(turn: Turn, line: Pick<CartLine, 'productId' | 'options' | 'qty' | 'personal' | 'wishes'>): string {
  const product = productOf(turn.files.catalog, line.productId);
  const what = describe(
    product?.name ?? line.productId,
    product ? [detailOf(product, line.options), line.personal ?? '', ...(line.wishes ?? [])].filter((part) => part !== '') : [],
  );
  return line.qty === null ? what : `${line.qty} × ${what}`;
}

export function limitsOf(turn: Turn): { readonly maxPerVariant: number } {
  return { maxPerVariant: turn.files.shop.orders.maxPerVariant };
}

/** What is still missing before the cart can be placed. */
export function missingNow({ cart, files, counter }: Turn): readonly Requirement[] {
  return requirements(cart, files.shop, files.catalog, counter.available, counter.deals(cart));
}
