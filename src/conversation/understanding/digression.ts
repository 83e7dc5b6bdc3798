/**
 * Whether a message leaves the question that was asked: an order, another question or a command wins over
 * the answer; a name that sounds like a product, or a "yes", does not.
 */
import type { Act, ActName } from './acts.ts';
import type { Context } from './understanding.ts';

/** Acts that leave a pending question open: they answer it, or say nothing of their own. */
const NO_DIGRESSION: ReadonlySet<ActName> = new Set([
  'greet',
  'thanks_bye',
  'bye',
  'confirm',
  'deny',
  'deliver-home',
  'pickup',
  'pay-with',
  'abuse',
  'help',
  'ask_product_info',
  'ask_availability',
  'ask_catalog',
  'ask_hours_location',
]);

/** Questions that are one only when they are asked as one: "Colonia Del Menú 5" is an address. */
const NEEDS_ASKING: ReadonlySet<ActName> = new Set(['ask_product_info', 'ask_availability', 'ask_catalog', 'ask_hours_location', 'help']);

/** Slots whose answer is any text. */
const FREE_TEXT = new Set(['contact.name', 'delivery.address', 'delivery.reference', 'line.personal', 'delivery.district']);

export function isDigression(acts: readonly Act[], context: Context): boolean {
  const slot = context.pending?.slot ?? 'items';
  const isFree = FREE_TEXT.has(slot) || slot.startsWith('flow.');
  return acts.some((act) => {
    if (slot.startsWith('flow.') && context.pending?.expects === 'text' && act.name === 'order') return false;
    if (act.name === 'order') return isSureOrder(act, isFree ? null : context) || slot === 'items' || slot === 'confirm';
    if (NEEDS_ASKING.has(act.name)) return act.asks || act.to - act.from <= 2;
    if (act.name === 'ask_payment') return act.asks || slot !== 'payment.method';
    if (act.name === 'ask_shipping') return act.asks || (slot !== 'delivery.kind' && isFree);
    if ((act.name === 'greet' || act.name === 'confirm' || act.name === 'deny') && isFree)
      return acts.length === 1 && act.name !== 'greet' ? true : acts.every((other) => other.name === act.name);
    return !NO_DIGRESSION.has(act.name);
  });
}

/**
 * An order with a verb, or with a number and a product: a product's name alone may be a surname.
 * @param context given where the answer is no free text: there a product that is not the one asked about is an order.
 */
function isSureOrder(act: Act, context: Context | null): boolean {
  const asked = context?.cart.lines.find((line) => line.id === context.pending?.lineId)?.productId;
  return act.drafts.some((draft) => {
    if (draft.unknown !== null && draft.named === null) return draft.verb;
    if (draft.named === null) return false;
    const isOther = context !== null && draft.named.candidates.every(({ product }) => product.id !== asked);
    return draft.verb || (draft.qty !== null && (!draft.qty.article || isOther));
  });
}
