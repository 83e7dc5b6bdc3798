/**
 * The cart: what a customer wants so far, complete or not. It lives for days, reserves nothing, and is
 * apart from the order. What it still lacks is computed (`requirements.ts`), never stored.
 */
import type { PaymentMethod } from './catalog.ts';
import type { Minor } from './money.ts';
import type { ChosenSlot } from './promise.ts';
import type { SlotWish } from './slot-wish.ts';

export interface Cart {
  readonly id: string;
  readonly lines: readonly CartLine[];
  readonly delivery: CartDelivery | null;
  /** `profile`: what she calls herself where she writes, offered when her name is asked; not enough to deliver to. */
  readonly contact: { readonly name?: string; readonly phone?: string; readonly profile?: string };
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

export interface CartLimits {
  /** Units of one variant in one cart. */
  readonly maxPerVariant: number;
}

export function emptyCart(id: string): Cart {
  return { id, lines: [], delivery: null, contact: {}, payment: null, shownTotal: null, version: 0 };
}
