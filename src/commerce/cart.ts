/**
 * The cart: what a customer wants so far, complete or not. It lives for days, reserves nothing, and is
 * apart from the order. What it still lacks is computed (`requirements.ts`), never stored.
 */
import { type Catalog, type PaymentMethod, productOf } from './catalog.ts';
import { fitLine, joinSame, mayHoldTotal, refuseLine } from './line-rules.ts';
import type { Minor } from './money.ts';
import type { ChosenSlot } from './promise.ts';
import type { Refusal } from './refusal.ts';
import type { SlotWish } from './slot-wish.ts';

export interface Cart {
  readonly id: string;
  readonly lines: readonly CartLine[];
  readonly delivery: CartDelivery | null;
  readonly contact: { readonly name?: string; readonly phone?: string };
  readonly payment: PaymentMethod | null;
  readonly note?: string;
  /** A code as `couponKey` writes it. It stays while it does not count and is tried at each pricing (S28). */
  readonly coupon?: string;
  /** When she would like it, said before it could be chosen: those that fit are offered first. */
  readonly wish?: SlotWish;
  /** The total the customer was last shown and asked to confirm; null when it was not shown yet. */
  readonly shownTotal: Minor | null;
  /** The placed order that this is as it would be after a change; missing: it is no order yet. */
  readonly amends?: Amends;
  /** Grows with every change: an old button can tell that the cart is not the one it was made for. */
  readonly version: number;
}

export interface CartLine {
  readonly id: string;
  readonly productId: string;
  /** Option id → value id; options not answered yet are missing. */
  readonly options: Readonly<Record<string, string>>;
  /** null: the customer named the product but not how many. */
  readonly qty: number | null;
  /** Missing: not asked yet. Empty: asked, and the customer wants none. */
  readonly personal?: string;
  /** How it is wanted, one wish each, in the customer's language: "sin cebolla". Missing: as it comes. */
  readonly wishes?: readonly string[];
  /** What was agreed when it was ordered: it holds as long as it is the same variant. */
  readonly agreed?: AgreedLine;
}

/** A line of a placed order, as far as a change of the order must not lose it. */
export interface AgreedLine {
  readonly variantId: string;
  readonly name: string;
  readonly detail: string;
  readonly category: string;
  readonly qty: number;
  readonly unitPrice: Minor;
  readonly listPrice: Minor;
  /** The promotion whose offer made the price; null where it had none. */
  readonly offer: string | null;
  readonly taxBps: number | null;
  readonly tracked: boolean;
}

export interface Amends {
  readonly orderId: string;
  readonly number: number;
  /** Of the order that was looked at: another one is never changed. */
  readonly version: number;
  /** What it costs as it is, and what of that its delivery. */
  readonly total: Minor;
  readonly fee: Minor;
  /** Where it is brought as it is. */
  readonly delivery: CartDelivery;
  /** What was in the cart when the change began: it is there again when it is over. */
  readonly aside: Cart | null;
  /** What was in the cart goes into the order: it is not there again once the order is changed. */
  readonly joined?: true;
}

export type CartDelivery =
  | { readonly kind: 'pickup' }
  | {
      readonly kind: 'home';
      /** As the customer wrote it, once a zone was found for it. */
      readonly district?: string;
      readonly zoneId?: string;
      /** As `postalCode` writes it. */
      readonly postal?: string;
      readonly address?: string;
      readonly reference?: string;
      readonly pin?: { readonly lat: number; readonly lng: number };
      /** The part of a day she chose, where her zone has several. */
      readonly slot?: ChosenSlot;
    };

/** Units of a variant that can be sold; null where they are not counted. */
export type StockCheck = (variantId: string) => number | null;

/** Lines of one cart: what a person can still look over before she confirms it. */
export const MOST_LINES = 40;

export interface CartLimits {
  /** Units of one variant in one cart. */
  readonly maxPerVariant: number;
}

export interface LineWish {
  readonly productId: string;
  readonly options: Readonly<Record<string, string>>;
  /** null: not said. */
  readonly qty: number | null;
  readonly personal?: string;
  readonly wishes?: readonly string[];
}

export interface LineChange {
  /** 0 takes the line out. */
  readonly qty?: number;
  /** Only the answers that change. */
  readonly options?: Readonly<Record<string, string>>;
  /** null: the customer wants no text. */
  readonly personal?: string | null;
  /** All of them; empty: as it comes. */
  readonly wishes?: readonly string[];
}

/**
 * `line` is the line as it is in `cart` now: where it became the same as another one, the earlier of the
 * two with the units of both; where it was taken out, the line that is gone, with no units. `before` is
 * the line that was changed, as it was.
 */
export type CartChange = { readonly ok: true; readonly cart: Cart; readonly line: CartLine; readonly before?: CartLine } | Refusal;

export function emptyCart(id: string): Cart {
  return { id, lines: [], delivery: null, contact: {}, payment: null, shownTotal: null, version: 0 };
}

/**
 * Puts a line into the cart, complete or not; a complete one joins the line that is the same (S18, S19).
 * Refused without a change where it is not sold or there is not that much of it: never fewer than asked
 * for (S23). `lineId`: a new id, used where a line is made.
 */
export function addLine(cart: Cart, catalog: Catalog, stock: StockCheck, wish: LineWish, limits: CartLimits, lineId: string): CartChange {
  const product = productOf(catalog, wish.productId);
  if (!product) return { ok: false, code: 'PRODUCT_UNAVAILABLE', productId: wish.productId };
  const line = fitLine(product, { ...wish, id: lineId });
  const refused = refuseLine(product, line, cart.lines, { stock, limits });
  if (refused) return refused;
  const kept = keepLine(cart, catalog, [...cart.lines, line], line);
  return kept.ok && kept.cart.lines.length > MOST_LINES ? { ok: false, code: 'TOO_MANY_LINES', max: MOST_LINES } : kept;
}

/** Changes what is named and keeps the rest of a line. The same refusals as `addLine`. */
export function setLine(
  cart: Cart,
  catalog: Catalog,
  stock: StockCheck,
  lineId: string,
  change: LineChange,
  limits: CartLimits,
): CartChange {
  const before = cart.lines.find((line) => line.id === lineId);
  if (!before) return { ok: false, code: 'LINE_NOT_FOUND', lineId };
  if (change.qty === 0) return removeLine(cart, lineId);
  const product = productOf(catalog, before.productId);
  if (!product) return { ok: false, code: 'PRODUCT_UNAVAILABLE', productId: before.productId, lineId };
  const line = fitLine(product, {
    ...before,
    ...(change.qty !== undefined && { qty: change.qty }),
    options: { ...before.options, ...change.options },
    ...(change.personal !== undefined && { personal: change.personal ?? '' }),
    ...(change.wishes !== undefined && { wishes: change.wishes }),
  });
  const others = cart.lines.filter((other) => other.id !== lineId);
  const countsUnits = change.qty !== undefined || change.options !== undefined;
  const refused = refuseLine(product, line, others, countsUnits ? { stock, limits } : null);
  if (refused) return refused;
  const result = keepLine(
    cart,
    catalog,
    cart.lines.map((other) => (other.id === lineId ? line : other)),
    line,
  );
  return result.ok ? { ...result, before } : result;
}

/** `lines`: the cart's lines with `line` among them. */
function keepLine(cart: Cart, catalog: Catalog, lines: readonly CartLine[], line: CartLine): CartChange {
  const product = productOf(catalog, line.productId);
  const joined = product ? joinSame(lines, line, product) : { lines, line };
  if (!mayHoldTotal(joined.lines, catalog)) return { ok: false, code: 'AMOUNT_TOO_LARGE' };
  return { ok: true, cart: changed(cart, { lines: joined.lines }), line: joined.line };
}

export function removeLine(cart: Cart, lineId: string): CartChange {
  const before = cart.lines.find((line) => line.id === lineId);
  if (!before) return { ok: false, code: 'LINE_NOT_FOUND', lineId };
  const lines = cart.lines.filter((line) => line.id !== lineId);
  return { ok: true, cart: changed(cart, { lines }), line: { ...before, qty: 0 }, before };
}

export function emptyLines(cart: Cart): Cart {
  return changed(cart, { lines: [] });
}

export function setDelivery(cart: Cart, delivery: CartDelivery | null): Cart {
  return changed(cart, { delivery });
}

export function setContact(cart: Cart, contact: Cart['contact']): Cart {
  return changed(cart, { contact });
}

export function setPayment(cart: Cart, payment: PaymentMethod | null): Cart {
  return changed(cart, { payment });
}

/** Empty text: no note. */
export function setNote(cart: Cart, note: string): Cart {
  const { note: _before, ...rest } = cart;
  return changed(rest, note === '' ? {} : { note });
}

/** null takes the code out. A cart that had none, or this one, stays as it is (S33, S34). */
export function setCoupon(cart: Cart, coupon: string | null): Cart {
  if ((cart.coupon ?? null) === coupon) return cart;
  const { coupon: _before, ...rest } = cart;
  return changed(rest, coupon === null ? {} : { coupon });
}

/** It is no answer yet: what was shown stays right. */
export function setWish(cart: Cart, wish: SlotWish): Cart {
  return { ...cart, wish };
}

/** Remembers the total the customer is asked to confirm. It changes nothing in the cart, so the version stays. */
export function showTotal(cart: Cart, total: Minor): Cart {
  return { ...cart, shownTotal: total };
}

/** What was shown before a change is no longer what the customer would confirm. */
function changed(cart: Cart, change: Partial<Cart>): Cart {
  return { ...cart, ...change, shownTotal: null, version: cart.version + 1 };
}
