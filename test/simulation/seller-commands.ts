/**
 * What a seller could do with an order just now: one of the commands her page offers, filled in by chance. It is
 * read by the same table as what she writes at any of her doors, so that a command that is added there is given here.
 */
import { minor, toDecimal } from '../../src/commerce/money.ts';
import type { Order } from '../../src/commerce/order.ts';
import type { CommandName, SellerCommand } from '../../src/decisions/seller-orders/arguments.ts';
import type { FieldShape } from '../../src/seller/desk/fields.ts';
import { formOf, offeredFor, readCommand } from '../../src/seller/desk/order-commands.ts';
import type { Dice } from './dice.ts';

const FILLED_IN = 0.3;
const GOES_ON = 0.7;

/** What chance would hardly ever fill in so that it can be. */
const NEVER_FILLED_IN: ReadonlySet<string> = new Set(['place', 'address', 'slot', 'dryRun']);

/** What leads an order to its end is given more often than what changes its course. */
const ONWARD: readonly CommandName[] = [
  'startPreparing',
  'markReady',
  'dispatch',
  'handOver',
  'markDelivered',
  'deliveryFailed',
  'approveReturn',
  'receiveReturn',
  'refundReturn',
];

/** null where nothing can be done with it, or what was filled in cannot be. */
export function commandFor(order: Order, dice: Dice): SellerCommand | null {
  const offered = offeredFor(order);
  const onward = offered.filter((name) => ONWARD.includes(name));
  const from = onward.length > 0 && dice.chance(GOES_ON) ? onward : offered;
  if (from.length === 0) return null;
  const name = dice.pick(from);
  const written = Object.fromEntries(formOf(name).fields.flatMap((field) => fill(field, order, dice).map((text) => [field.name, text])));
  const read = readCommand(name, written, order.currency);
  return read.ok ? read.command : null;
}

function fill(field: FieldShape & { readonly name: string }, order: Order, dice: Dice): readonly string[] {
  if (NEVER_FILLED_IN.has(field.name) || (!field.required && !dice.chance(FILLED_IN))) return [];
  switch (field.kind) {
    case 'choice':
      // No account to transfer to is set up here: nobody is asked to pay by one.
      return [dice.pick((field.choices ?? []).filter((choice) => field.required || (choice !== 'transfer' && choice !== 'pix')))];
    case 'amount':
      return [toDecimal(amountFor(order, dice), order.currency)];
    case 'flag':
      return ['yes'];
    case 'number':
      return [String(dice.between(1, 3))];
    case 'text':
      return [textFor(field.name, order, dice)];
  }
}

/** All of it, a part, or more than there is. */
function amountFor({ totals: { total } }: Order, dice: Dice) {
  return minor(Math.max(1, dice.pick([total, Math.floor(total / 2), total + 100, dice.between(1, total + 1)])));
}

function textFor(field: string, { lines, payments }: Order, dice: Dice): string {
  const variants = lines.map(({ variantId }) => variantId);
  const known = [...Object.keys(payments.reports), ...(payments.manual ?? []).map(({ id }) => id)];
  if (field === 'units' || field === 'received' || field === 'damaged') return `${dice.between(1, lines.length)}:${dice.between(1, 3)}`;
  if (field === 'line') return `${dice.pick(variants)}${dice.pick(['=', '+', '-'])}${dice.between(1, 3)}`;
  if (field === 'variant') return dice.pick(variants);
  if (field === 'payment' && known.length > 0) return dice.pick(known);
  return dice.pick(['así quedamos', 'se arrepintió', 'lo vi con mis ojos']);
}
