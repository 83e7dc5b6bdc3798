/**
 * Whether words are about an order that was placed and not about the cart: she names it, or there is nothing in the
 * cart that she could mean. They are then read again with the order on the table.
 */
import type { Cart } from '../../commerce/cart.ts';
import type { Shop } from '../../commerce/catalog.ts';
import { cartOfOrder } from '../../commerce/edit-cart.ts';
import type { Order } from '../../commerce/order.ts';
import { mayEdit } from '../../commerce/order-policy.ts';
import type { Command, SlotName } from '../commands.ts';
import type { ShopFiles } from '../shop-files.ts';
import type { Pending, Understanding } from '../understanding/understanding.ts';

/** Where something of an order can still be changed, by her or by a person. */
export const OPEN_ORDERS: ReadonlySet<Order['status']> = new Set([
  'pending_approval',
  'awaiting_payment',
  'confirmed',
  'preparing',
  'ready',
]);

const CHANGES: ReadonlySet<Command['do']> = new Set(['set', 'change-by', 'remove', 'change', 'change-something']);
const PLACE: ReadonlySet<SlotName> = new Set(['delivery.kind', 'delivery.district', 'delivery.address', 'delivery.slot']);
/** What is said beside a change, or means nothing without a cart. */
const NEUTRAL: ReadonlySet<Command['do']> = new Set([
  'greet',
  'thanks',
  'confirm',
  'deny',
  'not-in-catalog',
  'clarify-product',
  'clarify-options',
  'show-product',
  'order-status',
]);

export interface HeardAt {
  readonly files: ShopFiles;
  readonly cart: Cart;
  readonly pending: Pending | null;
  /** Newest first. */
  readonly orders: () => readonly Order[];
}

/** `again`: the same words with another cart, and the line in focus of it. */
export function aboutPlacedOrder(
  at: HeardAt,
  understood: Understanding,
  again: (cart: Cart, focus: string | null) => Understanding,
): Understanding {
  const { cart, files, pending } = at;
  const named = understood.placedOrder;
  if (cart.amends || (pending !== null && pending.slot !== 'items' && pending.slot !== 'confirm' && named === undefined)) return understood;
  if (named === undefined && !mayMeanOrder(understood, cart)) return understood;
  const order = orderMeant(at, named?.number ?? null);
  if (!order) return understood;
  const table = cartOfOrder(order, files.catalog, cart);
  const read = again(table, table.lines.at(-1)?.id ?? null);
  // Without a cart "cámbiala a beige" is a new beige one; with her order on the table it is a change, or a new one still.
  if (named === undefined && isNew(understood) && isNew(read)) return understood;
  const commands = read.commands.filter((command) => !NEUTRAL.has(command.do) || command.do === 'not-in-catalog');
  if (!commands.some((command) => isChange(command, order, named !== undefined))) return understood;
  return { ...read, confidence: Math.max(read.confidence, 0.5), commands: commandsFor(at, understood, order, commands) };
}

/** The cart and the order may both be meant where she names neither by its number. */
function commandsFor(
  { cart, files }: HeardAt,
  understood: Understanding,
  { number, status }: Order,
  commands: readonly Command[],
): readonly Command[] {
  const open: Command = { do: 'edit-order', number };
  const whole = isHers(status, files.shop) ? [open, ...commands] : [open];
  if (cart.lines.length === 0 || understood.placedOrder?.number !== null) return whole;
  return [{ do: 'which-order', number, cart: understood.commands, order: whole }];
}

function isHers(status: Order['status'], shop: Shop): boolean {
  return mayEdit({ status }, 'customer', shop);
}

function orderMeant({ orders }: HeardAt, number: number | null): Order | null {
  const all = orders();
  return (
    all.find((order) => (number === null ? OPEN_ORDERS.has(order.status) : order.number === number && OPEN_ORDERS.has(order.status))) ??
    null
  );
}

/** Nothing is in the cart, and nothing is said that only a cart could take. */
function mayMeanOrder({ commands }: Understanding, cart: Cart): boolean {
  return (
    cart.lines.length === 0 &&
    commands.every((command) => command.do === 'add' || CHANGES.has(command.do) || NEUTRAL.has(command.do) || isPlace(command))
  );
}

function isNew({ commands }: Understanding): boolean {
  return commands.some((command) => command.do === 'add');
}

function isChange(command: Command, { delivery }: Order, isNamed: boolean): boolean {
  if (CHANGES.has(command.do)) return true;
  if (command.do === 'add') return isNamed;
  if (command.do === 'answer' && command.slot === 'payment.method') return isNamed;
  if (command.do === 'answer' && command.value.type === 'delivery') return command.value.kind !== delivery.kind;
  return isPlace(command);
}

function isPlace(command: Command): boolean {
  return command.do === 'answer' && PLACE.has(command.slot);
}
