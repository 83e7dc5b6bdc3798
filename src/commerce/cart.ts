/**
 * The cart: what a customer wants so far, complete or not. It lives for days, reserves nothing, and is
 * apart from the order. What it still lacks is computed (`requirements.ts`), never stored.
 */
import type { PaymentMethod } from './catalog.ts';
import type { Minor } from './money.ts';

export interface Cart {
  readonly id: string;
  readonly lines: readonly CartLine[];
  readonly delivery: CartDelivery | null;
  readonly contact: { readonly name?: string; readonly phone?: string };
  readonly payment: PaymentMethod | null;
  readonly note?: string;
  /** The total the customer was last shown and asked to confirm; null when it was not shown yet. */
  readonly shownTotal: Minor | null;
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
  readonly personal?: string;
}

export type CartDelivery =
  | { readonly kind: 'pickup' }
  | {
      readonly kind: 'home';
      /** As the customer wrote it, once a zone was found for it. */
      readonly district?: string;
      readonly zoneId?: string;
      readonly address?: string;
      readonly reference?: string;
      readonly pin?: { readonly lat: number; readonly lng: number };
    };
