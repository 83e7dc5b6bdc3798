/**
 * How a cart changes: a line put in, changed, taken out, what is said besides. Every change yields a new cart and
 * forgets the total that was shown; what cannot be is refused without a change.
 */
import type { Cart, CartDelivery, CartLimits, CartLine, StockCheck } from './cart.ts';
import { type Catalog, type PaymentMethod, productOf } from './catalog.ts';
import { fitLine, isSame, joinSame, mayHoldTotal, refuseLine } from './line-rules.ts';
import type { Minor } from './money.ts';
import type { Refusal } from './refusal.ts';
import type { SlotWish } from './slot-wish.ts';

/** Lines of one cart: what a person can still look over before she confirms it. */
const MOST_LINES = 40;

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

/**
 * A cart with what is in another one of the same customer: what is in both counts once, as often as it was wanted more;
 * what she said of the order besides is as here, and where nothing was said here, as there. Nothing of either is lost,
 * also where it is more than one cart takes: then no more goes in.
 */
export function withLinesOf(cart: Cart, other: Cart, catalog: Catalog): Cart {
  const isTwin = (one: CartLine, line: CartLine): boolean => {
    const product = productOf(catalog, line.productId);
    return product !== null && isSame(one, line, product);
  };
  const lines = cart.lines.map((line) => {
    const qty = Math.max(line.qty ?? 0, ...other.lines.filter((one) => isTwin(line, one)).map((one) => one.qty ?? 0));
    return qty > (line.qty ?? 0) ? { ...line, qty } : line;
  });
  const more = other.lines.filter((line) => !cart.lines.some((one) => isTwin(one, line)));
  const coupon = cart.coupon ?? other.coupon;
  return changed(cart, {
    lines: [...lines, ...more],
    delivery: cart.delivery ?? other.delivery,
    contact: { ...other.contact, ...cart.contact },
    payment: cart.payment ?? other.payment,
    ...(coupon !== undefined && { coupon }),
  });
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
