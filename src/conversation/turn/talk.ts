/**
 * Talking about what there is: the cart, a person to speak with, what would be thrown away.
 */
import { nextActions } from '../../commerce/transitions.ts';
import type { Choice } from '../menu.ts';
import { askBeforeCancellingOrder, tellOrders } from './placed-orders.ts';
import { ask, note, restIfEmptyHanded, say, type Turn } from './turn.ts';

/** The cart is said at the end of the turn, as it is then and where it is not in the question (`conclude.ts`). */
export function showCart(turn: Turn): void {
  if (turn.cart.lines.length === 0) {
    if (turn.counter.orders().length > 0) return tellOrders(turn, null);
    return say(turn, turn.wording.rich('cart.empty'));
  }
  turn.cartAt ??= turn.paragraphs.length;
}

export function callPerson(turn: Turn): void {
  note(turn, 'wanted-person');
  turn.counter.callSeller('person-wanted', {});
  turn.conversation = { ...turn.conversation, wantsPerson: true };
  restIfEmptyHanded(turn);
  say(turn, turn.wording.rich('person.called', { contact: turn.files.shop.contact }));
}

/** Asked before anything is thrown away. */
export function askBeforeCancelling(turn: Turn): void {
  const { wording } = turn;
  if (turn.cart.lines.length > 0) {
    const empty: Choice = {
      label: wording.plain('nav.empty_cart'),
      commands: [{ do: 'empty-cart' }],
      cartVersion: turn.cart.version,
      means: 'yes',
    };
    const goOn: Choice = { label: wording.plain('nav.go_on'), commands: [{ do: 'resume' }], means: 'no' };
    return ask(turn, { rich: wording.rich('nav.cancel_cart'), choices: [empty, goOn], pending: null });
  }
  const open = turn.counter.orders().find((order) => nextActions(order, 'customer').includes('cancel'));
  if (open) return askBeforeCancellingOrder(turn, open);
  say(turn, wording.rich('nav.nothing_to_cancel'));
  turn.atRest = true;
}
