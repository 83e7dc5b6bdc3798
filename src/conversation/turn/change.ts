/**
 * Changing one thing of an order that is being made: which one is asked, and its answer is forgotten, so
 * that it is the next thing missing.
 */
import { setContact, setDelivery, setPayment } from '../../commerce/cart-changes.ts';
import { detailOf, productOf } from '../../commerce/catalog.ts';
import type { SlotName } from '../commands.ts';
import { type Choice, MENU_SIZE } from '../menu.ts';
import { CHECKOUT, startFlow, topFrame } from './frames.ts';
import { ask, type Turn } from './turn.ts';

/** Forgets one answer, so that it is the next thing asked. */
export function change(turn: Turn, slot: SlotName): void {
  const { delivery, contact } = turn.cart;
  const home = delivery?.kind === 'home' ? delivery : { kind: 'home' as const };
  turn.pendingTouched = true;
  turn.conversation = { ...turn.conversation, pending: null };
  switch (slot) {
    case 'items':
      return askWhichLine(turn);
    case 'delivery.kind':
      turn.cart = setDelivery(turn.cart, null);
      break;
    case 'delivery.district':
      turn.cart = setDelivery(turn.cart, { kind: 'home', ...(home.address !== undefined && { address: home.address }) });
      break;
    case 'delivery.address': {
      const { address: _dropped, pin: _pin, reference: _reference, ...rest } = home;
      turn.cart = setDelivery(turn.cart, rest);
      break;
    }
    case 'delivery.slot': {
      const { slot: _dropped, ...rest } = home;
      turn.cart = setDelivery(turn.cart, rest);
      break;
    }
    case 'contact.name':
      turn.cart = setContact(turn.cart, contact.phone === undefined ? {} : { phone: contact.phone });
      break;
    case 'contact.phone':
      turn.cart = setContact(turn.cart, contact.name === undefined ? {} : { name: contact.name });
      break;
    case 'payment.method':
      turn.cart = setPayment(turn.cart, null);
      break;
    default:
      break;
  }
  if (!turn.cart.amends && topFrame(turn)?.flow !== CHECKOUT) startFlow(turn, CHECKOUT);
}

/** How products are changed: in words, and each line can be taken out with one tap. */
function askWhichLine(turn: Turn): void {
  const { wording, cart, files } = turn;
  const lines = cart.lines.slice(0, MENU_SIZE).map((line): Choice => {
    const product = productOf(files.catalog, line.productId);
    const detail = product ? detailOf(product, line.options) : '';
    return {
      label: wording.plain('change.take_out', { what: product?.name ?? line.productId }),
      ...(detail && { description: detail }),
      commands: [{ do: 'remove', line: { lineId: line.id } }],
    };
  });
  ask(turn, {
    rich: wording.rich('change.how'),
    choices: [...lines, goOn(turn)],
    pending: { slot: 'items' },
  });
}

export function askWhatToChange(turn: Turn): void {
  const { wording, cart } = turn;
  const home = cart.delivery?.kind === 'home';
  const slots: readonly { readonly what: SlotName; readonly label: string }[] = [
    { what: 'items', label: wording.plain('change.items') },
    { what: 'delivery.kind', label: wording.plain('change.delivery') },
    ...(home ? [{ what: 'delivery.address' as const, label: wording.plain('change.address') }] : []),
    ...(cart.delivery?.kind === 'home' && cart.delivery.slot
      ? [{ what: 'delivery.slot' as const, label: wording.plain('change.slot') }]
      : []),
    { what: 'contact.name', label: wording.plain('change.name') },
    { what: 'contact.phone', label: wording.plain('change.phone') },
    ...(turn.files.shop.payment.methods.length > 1 ? [{ what: 'payment.method' as const, label: wording.plain('change.payment') }] : []),
  ];
  const choices: Choice[] = slots.map(({ what, label }) => ({ label, commands: [{ do: 'change', what }] }));
  ask(turn, {
    rich: wording.rich('change.what'),
    choices: [...choices, goOn(turn)],
    pending: null,
  });
}

/** Away from what is changed: to the order that is made, or leaving a placed one as it is. */
function goOn({ wording, cart }: Turn): Choice {
  return cart.amends
    ? { label: wording.plain('edit.no'), commands: [{ do: 'leave-edit' }], means: 'no', last: true }
    : { label: wording.plain('nav.go_on'), commands: [{ do: 'resume' }], last: true };
}
