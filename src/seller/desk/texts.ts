/** The words of the seller's commands: what they are called, what they ask for, and why one cannot be done. */
import type { Language } from '../../commerce/catalog.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import type { CommandName } from '../../decisions/seller-orders/arguments.ts';
import { exportTexts } from '../exports/texts.ts';
import { fill } from '../pages/texts.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Spanish is the measure: a command that a language lacks does not compile. */
export type DeskTexts = typeof es & { readonly commands: Readonly<Record<CommandName, string>> };

const TEXTS: Readonly<Record<Language, DeskTexts>> = { es, pt, en };

export function deskTexts(language: Language): DeskTexts {
  return TEXTS[language];
}

/** As the form calls it; a field nobody gave a name is called by its own. */
export function fieldWords(texts: DeskTexts, field: string): string {
  const words: Readonly<Record<string, string>> = texts.fields;
  return words[field] ?? field;
}

export function choiceWords(texts: DeskTexts, choice: string): string {
  const words: Readonly<Record<string, string>> = texts.choices;
  return words[choice] ?? choice;
}

/** `order`: null where there is none. */
export function refusalWords(language: Language, refusal: Refusal, order: Order | null): string {
  const { refusals } = deskTexts(language);
  const money = (amount: Parameters<typeof formatMoney>[0]) => formatMoney(amount, order?.currency ?? 'USD');
  switch (refusal.code) {
    case 'ORDER_NOT_FOUND':
      return fill(refusals.ORDER_NOT_FOUND, { number: refusal.orderId });
    case 'ILLEGAL_TRANSITION':
      return illegalWords(language, refusal);
    case 'BALANCE_DUE':
      return fill(refusals.BALANCE_DUE, { missing: money(refusal.missing) });
    case 'REFUND_EXCEEDS':
      return fill(refusals.REFUND_EXCEEDS, { max: money(refusal.max) });
    case 'INVALID_AMOUNT':
      return fill(refusals.INVALID_AMOUNT, { amount: money(refusal.amount) });
    case 'INSUFFICIENT_STOCK':
      return fill(refusals.INSUFFICIENT_STOCK, {
        available: refusal.available,
        product: order?.lines.find(({ variantId }) => variantId === refusal.variantId)?.name ?? refusal.productId,
      });
    case 'INSUFFICIENT_ON_HAND':
      return fill(refusals.INSUFFICIENT_ON_HAND, {
        product: order?.lines.find(({ variantId }) => variantId === refusal.variantId)?.name ?? refusal.variantId,
        variant: refusal.variantId,
        onHand: refusal.onHand,
        needed: refusal.needed,
      });
    case 'COUPON_LIMIT':
      return fill(refusals.COUPON_LIMIT, { coupon: refusal.coupon });
    case 'NOT_EDITABLE':
      return fill(refusals.NOT_EDITABLE, {
        status: exportTexts(language).status[refusal.status],
        states: refusal.editableIn.map((state) => exportTexts(language).status[state]).join(', '),
      });
    case 'QUANTITY_TOO_GREAT':
      return fill(refusals.QUANTITY_TOO_GREAT, { variant: refusal.variantId, max: refusal.max });
    case 'NOTHING_SELECTED':
    case 'SLOT_TAKEN':
    case 'CART_EMPTY':
      return refusals[refusal.code];
    case 'PRODUCT_UNAVAILABLE':
      return fill(refusals.PRODUCT_UNAVAILABLE, { product: refusal.productId });
    case 'QUANTITY_LIMIT':
      return fill(refusals.QUANTITY_LIMIT, { max: refusal.max });
    case 'CART_INCOMPLETE':
      return fill(refusals.CART_INCOMPLETE, { slot: refusal.missing.slot });
    case 'ZONE_NOT_COVERED':
      return refusals.ZONE_NOT_COVERED;
    case 'BELOW_MINIMUM':
      return fill(refusals.BELOW_MINIMUM, { missing: money(refusal.missing) });
    case 'NOT_COUNTED':
      return fill(refusals.NOT_COUNTED, { variant: refusal.variantId });
    case 'RETURN_EXCEEDS':
      return fill(refusals.RETURN_EXCEEDS, { max: refusal.max });
    case 'ILLEGAL_RETURN':
      return returnWords(language, refusal);
    case 'COMPLAINT_NOT_FOUND':
      return fill(refusals.COMPLAINT_NOT_FOUND, { number: refusal.complaintId });
    case 'CUSTOMER_UNREACHABLE':
      return refusals[refusal.because === 'blocked' ? 'CUSTOMER_BLOCKED' : 'CUSTOMER_GONE'];
    case 'CONVERSATION_NOT_FOUND':
    case 'COMPLAINT_ANSWERED':
    case 'RETURN_NOT_FOUND':
    case 'RETURN_OPEN':
    case 'NOT_DUE':
    case 'PAYMENT_UNDERWAY':
    case 'NOTHING_DUE':
    case 'REFUND_NOT_ALLOWED':
    case 'PAYMENT_NOT_FOUND':
      return refusals[refusal.code];
    default:
      return fill(refusals.other, { code: refusal.code });
  }
}

function illegalWords(language: Language, refusal: Extract<Refusal, { readonly code: 'ILLEGAL_TRANSITION' }>): string {
  const { refusals, commands } = deskTexts(language);
  const names: Readonly<Record<string, string>> = commands;
  const { status } = exportTexts(language);
  const states = refusal.allowed.map((to) => status[to]).join(', ');
  const allowed = states === '' ? refusals.allowedNone : fill(refusals.allowed, { states });
  const command = (names[refusal.command] ?? refusal.command).toLowerCase();
  const words = fill(refusals.ILLEGAL_TRANSITION, { from: status[refusal.from], command, allowed });
  return refusal.command === 'cancel' && LEFT.has(refusal.from) ? `${words} ${refusals.goesToReturn}` : words;
}

function returnWords(language: Language, { returnId, from, allowed }: Extract<Refusal, { readonly code: 'ILLEGAL_RETURN' }>): string {
  const { refusals, returnStates } = deskTexts(language);
  const states = allowed.map((to) => returnStates[to]).join(', ');
  const then = states === '' ? refusals.allowedNone : fill(refusals.allowed, { states });
  return fill(refusals.ILLEGAL_RETURN, { id: returnId, from: returnStates[from], allowed: then });
}

/** The goods are out of the house: they cannot be cancelled, only come back (S75). */
const LEFT: ReadonlySet<string> = new Set(['out_for_delivery', 'delivered', 'closed']);
