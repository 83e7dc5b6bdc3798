/**
 * Something is to be sent back or changed: which order, which lines, how many, why, and what for. Every answer
 * is a tap that carries what was said before, so that nothing has to be remembered between two messages, and
 * an old menu still means what it said.
 */

import { detailOf, productOf, variantById } from '../../commerce/catalog.ts';
import type { Order, OrderLine } from '../../commerce/order.ts';
import { type OrderReturn, RETURN_REASONS } from '../../commerce/order-return.ts';
import { mayReturn, returnable } from '../../commerce/returns.ts';
import type { Command, ReturnAsked } from '../commands.ts';
import { type Choice, MENU_SIZE } from '../menu.ts';
import type { Rich } from '../message.ts';
import { askWhatToChange } from './change.ts';
import { describe, explainRefusal } from './refusals.ts';
import { ask, money, restIfEmptyHanded, say, type Turn } from './turn.ts';

/** Not with her yet: there is nothing to send back. */
const ON_ITS_WAY: ReadonlySet<Order['status']> = new Set(['confirmed', 'preparing', 'ready', 'out_for_delivery', 'awaiting_payment']);

export function talkAboutReturn(turn: Turn, asked: ReturnAsked): void {
  if (asked.leave) return leave(turn);
  const orders = turn.counter.orders().filter((order) => asked.number === undefined || order.number === asked.number);
  const possible = orders.filter((order) => mayReturn(order) && linesMeant(order, asked).length > 0);
  const [order, another] = possible;
  if (!order) return nothingToReturn(turn, orders, asked);
  restIfEmptyHanded(turn);
  if (another) return askOrder(turn, possible, asked);
  const lines = linesMeant(order, asked);
  const known: ReturnAsked = { ...asked, number: order.number };
  if (!asked.units && lines.length > 1) return askLine(turn, order, lines, known);
  const [line] = lines;
  if (!asked.units && line && returnable(order, line) > 1) return askUnits(turn, order, line, known);
  const units = asked.units ?? lines.map(({ id }) => ({ lineId: id, qty: 1 }));
  return goOn(turn, order, { ...known, units });
}

/** What is to come back is known: why, and money or something else for it. */
function goOn(turn: Turn, order: Order, asked: ReturnAsked): void {
  const what = unitsWords(order, asked);
  if (asked.reason === undefined) return askReason(turn, what, asked);
  if (asked.how === undefined) return askHow(turn, what, asked);
  if (asked.how === 'exchange' && asked.wants === undefined && isOneLine(asked)) return askInstead(turn, order, what, asked);
  return asked.sure ? register(turn, order, asked) : askSure(turn, order, what, asked);
}

/** Lines that can come back, of the product that was named where one was. */
function linesMeant(order: Order, { productId, lineId, units }: ReturnAsked): readonly OrderLine[] {
  const lines = order.lines.filter((line) => returnable(order, line) > 0);
  if (lineId !== undefined && !units) return lines.filter(({ id }) => id === lineId);
  if (units) return lines.filter(({ id }) => units.some(({ lineId }) => lineId === id));
  const named = productId === undefined ? [] : lines.filter((line) => line.productId === productId);
  return named.length > 0 ? named : lines;
}

function leave(turn: Turn): void {
  restIfEmptyHanded(turn);
  say(turn, turn.wording.rich('returns.left'));
}

function nothingToReturn(turn: Turn, orders: readonly Order[], asked: ReturnAsked): void {
  const { wording } = turn;
  if (turn.cart.lines.length > 0 && asked.how === 'exchange') return askWhatToChange(turn);
  restIfEmptyHanded(turn);
  const underway = orders.find((order) => openReturn(order) !== undefined);
  const open = underway && openReturn(underway);
  if (underway && open) return tellUnderway(turn, underway, open);
  const [newest] = orders;
  if (newest && (newest.returns ?? []).length > 0) return say(turn, wording.rich('returns.nothing_left', { number: newest.number }));
  turn.counter.callSeller('customer-in-trouble', {});
  if (newest && ON_ITS_WAY.has(newest.status)) return say(turn, wording.rich('returns.not_yet', { number: newest.number }));
  say(turn, wording.rich('complaint', { contact: turn.files.shop.contact }));
}

function openReturn({ returns = [] }: Order): OrderReturn | undefined {
  return returns.findLast(({ status }) => status === 'requested' || status === 'approved');
}

function tellUnderway(turn: Turn, order: Order, returned: OrderReturn): void {
  const { wording } = turn;
  const { number } = order;
  ask(turn, {
    rich: wording.rich('returns.underway', { number, what: unitsWords(order, { units: returned.lines }) }),
    choices: [
      { label: wording.plain('returns.call_off'), commands: [{ do: 'call-off-return', number, returnId: returned.id }] },
      { label: wording.plain('nav.keep_order'), commands: [{ do: 'order-status', number }], means: 'no' },
    ],
    pending: null,
  });
}

export function callOffReturn(turn: Turn, { number, returnId }: Extract<Command, { readonly do: 'call-off-return' }>): void {
  restIfEmptyHanded(turn);
  const order = turn.counter.orders().find((candidate) => candidate.number === number);
  const off = order && turn.counter.callOffReturn(order.id, returnId);
  say(turn, off?.ok ? turn.wording.rich('returns.cancelled', { number }) : turn.wording.rich('nav.old_menu'));
}

function choose(turn: Turn, rich: Rich, choices: readonly Choice[]): void {
  ask(turn, { rich, choices: choices.slice(0, MENU_SIZE), pending: null });
}

function askOrder(turn: Turn, orders: readonly Order[], asked: ReturnAsked): void {
  const { wording } = turn;
  choose(
    turn,
    wording.rich('returns.which_order'),
    orders.map((order) => ({
      label: wording.plain('returns.order_label', { number: order.number, total: money(turn, order.totals.total) }),
      description: order.lines.map(nameOf).join(', '),
      commands: [{ do: 'return', asked: { ...asked, number: order.number } }],
    })),
  );
}

function askLine(turn: Turn, order: Order, lines: readonly OrderLine[], asked: ReturnAsked): void {
  const { wording } = turn;
  const all = lines.map((line) => ({ lineId: line.id, qty: returnable(order, line) }));
  const each = lines.map((line): Choice => ({ label: nameOf(line), commands: [{ do: 'return', asked: { ...asked, lineId: line.id } }] }));
  choose(turn, wording.rich('returns.which_line', { number: order.number }), [
    ...each.slice(0, MENU_SIZE - 1),
    { label: wording.plain('returns.all'), commands: [{ do: 'return', asked: { ...asked, units: all } }] },
  ]);
}

function askUnits(turn: Turn, order: Order, line: OrderLine, asked: ReturnAsked): void {
  const most = Math.min(returnable(order, line), MENU_SIZE);
  choose(
    turn,
    turn.wording.rich('returns.how_many', { what: nameOf(line) }),
    Array.from({ length: most }, (_, index) => index + 1).map((qty) => ({
      label: String(qty),
      commands: [{ do: 'return', asked: { ...asked, units: [{ lineId: line.id, qty }] } }],
    })),
  );
}

function askReason(turn: Turn, what: string, asked: ReturnAsked): void {
  const { wording } = turn;
  choose(
    turn,
    wording.rich('returns.why', { what }),
    RETURN_REASONS.map((reason) => ({
      label: wording.plain(`returns.reason.${reason}`),
      commands: [{ do: 'return', asked: { ...asked, reason } }],
    })),
  );
}

function askHow(turn: Turn, what: string, asked: ReturnAsked): void {
  const { wording } = turn;
  choose(turn, wording.rich('returns.money_or_change', { what }), [
    { label: wording.plain('returns.as_money'), commands: [{ do: 'return', asked: { ...asked, how: 'money' } }] },
    { label: wording.plain('returns.as_change'), commands: [{ do: 'return', asked: { ...asked, how: 'exchange' } }] },
  ]);
}

function isOneLine({ units }: ReturnAsked): boolean {
  return units?.length === 1;
}

/** Other variants of the same product that there are. */
function askInstead(turn: Turn, order: Order, what: string, asked: ReturnAsked): void {
  const { wording, files, counter } = turn;
  const [unit] = asked.units ?? [];
  const line = order.lines.find(({ id }) => id === unit?.lineId);
  const product = line && productOf(files.catalog, line.productId);
  const enough = (variantId: string) => (counter.available(variantId) ?? Number.POSITIVE_INFINITY) >= (unit?.qty ?? 1);
  const others = (product?.variants ?? []).filter(({ id, active }) => active && id !== line?.variantId && enough(id));
  choose(turn, wording.rich('returns.instead', { what }), [
    ...others.slice(0, MENU_SIZE - 1).map((variant) => ({
      label: variantWords(turn, variant.id),
      commands: [{ do: 'return' as const, asked: { ...asked, wants: variant.id } }],
    })),
    { label: wording.plain('returns.instead_other'), commands: [{ do: 'return', asked: { ...asked, wants: null } }] },
  ]);
}

function askSure(turn: Turn, { number }: Order, what: string, asked: ReturnAsked): void {
  const { wording } = turn;
  const instead = asked.wants ? variantWords(turn, asked.wants) : null;
  const rich =
    asked.how === 'money'
      ? wording.rich('returns.sure_return', { number, what })
      : instead === null
        ? wording.rich('returns.sure_exchange_open', { number, what })
        : wording.rich('returns.sure_exchange', { number, what, instead });
  choose(turn, rich, [
    { label: wording.plain('returns.yes'), commands: [{ do: 'return', asked: { ...asked, sure: true } }], means: 'yes' },
    { label: wording.plain('returns.no'), commands: [{ do: 'return', asked: { leave: true } }], means: 'no' },
  ]);
}

function register(turn: Turn, order: Order, { units = [], reason = 'other', how, wants }: ReturnAsked): void {
  const wish = { lines: units, reason, by: 'customer', ...(wants && { wants }) } as const;
  const outcome = turn.counter.requestReturn(order.id, { ...wish, kind: how === 'exchange' ? 'exchange' : 'return' });
  if (!outcome.ok && outcome.code === 'RETURN_EXCEEDS')
    return say(turn, turn.wording.rich('returns.nothing_left', { number: order.number }));
  if (!outcome.ok) return say(turn, explainRefusal(turn, outcome, null));
  say(turn, turn.wording.rich('returns.registered', { id: outcome.returned.id }));
}

function unitsWords(order: Order, { units = [] }: Pick<ReturnAsked, 'units'>): string {
  return units
    .flatMap(({ lineId, qty }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      return line ? [`${qty} × ${nameOf(line)}`] : [];
    })
    .join(', ');
}

function nameOf({ name, detail }: OrderLine): string {
  return describe(name, detail === '' ? [] : [detail]);
}

function variantWords(turn: Turn, variantId: string): string {
  const found = variantById(turn.files.catalog, variantId);
  if (!found) return variantId;
  const detail = detailOf(found.product, found.variant.options);
  return describe(found.product.name, detail === '' ? [] : [detail]);
}
