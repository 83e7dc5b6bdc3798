/**
 * Commands: the only language between "what the customer meant" and "what happens". Words
 * (understanding), taps (menu options) and flows all become these; one executor runs them. No command
 * can carry a price, a discount, a stock level or a payment state: text never decides those.
 */
import type { Language, PaymentMethod } from '../commerce/catalog.ts';
import type { ReturnReason } from '../commerce/order-return.ts';
import type { SlotWish } from '../commerce/slot-wish.ts';
import type { StaffCommand } from './staff-command.ts';

/** Which lines of the cart a command means: by line id, else by product and options, else the line in focus. */
export interface LineRef {
  readonly lineId?: string;
  readonly productId?: string;
  readonly options?: Readonly<Record<string, string>>;
}

export interface NewLine {
  readonly productId: string;
  readonly options: Readonly<Record<string, string>>;
  /** null: not said. */
  readonly qty: number | null;
  readonly personal?: string;
  /** How it is wanted: `sin:cebolla`, `extra:queso`; the noun as it was typed. */
  readonly mods?: readonly string[];
  /** The same in words, where a line is taken over from an earlier order. */
  readonly wishes?: readonly string[];
}

/** What a customer has said of a return, from one tap to the next. */
export interface ReturnAsked {
  /** Of the order. */
  readonly number?: number;
  /** The product she named. */
  readonly productId?: string;
  /** The line, where it is not said yet how many of it. */
  readonly lineId?: string;
  readonly units?: readonly { readonly lineId: string; readonly qty: number }[];
  readonly reason?: ReturnReason;
  readonly how?: 'money' | 'exchange';
  /** The variant she wants instead; null: something else, which a person agrees with her. */
  readonly wants?: string | null;
  /** She was asked, and said yes. */
  readonly sure?: true;
  /** She was asked, and said no. */
  readonly leave?: true;
}

/** Where a customer can be: WhatsApp is one for her, however the shop is connected to it. */
export type Door = 'web' | 'telegram' | 'whatsapp';

export type Command =
  // the cart
  | { readonly do: 'add'; readonly line: NewLine }
  | {
      readonly do: 'set';
      readonly line: LineRef;
      readonly qty?: number;
      readonly options?: Readonly<Record<string, string>>;
      readonly personal?: string | null;
      /** Added to what the line has. */
      readonly mods?: readonly string[];
    }
  | { readonly do: 'change-by'; readonly line: LineRef; readonly by: number }
  | { readonly do: 'remove'; readonly line: LineRef }
  | { readonly do: 'empty-cart' }
  /** `code`: as it was written; missing: she has one and did not say which. */
  | { readonly do: 'coupon'; readonly code?: string }
  | { readonly do: 'drop-coupon' }
  // answers to what the shop asked
  | { readonly do: 'answer'; readonly slot: SlotName; readonly value: SlotValue }
  | { readonly do: 'confirm' }
  | { readonly do: 'deny' }
  // questions of the customer
  | { readonly do: 'show-catalog'; readonly category?: string; readonly page?: number }
  | { readonly do: 'show-product'; readonly productId: string }
  | { readonly do: 'show-cart' }
  | { readonly do: 'tell-price'; readonly productId?: string; readonly options?: Readonly<Record<string, string>> }
  | { readonly do: 'tell-stock'; readonly productId: string; readonly options: Readonly<Record<string, string>> }
  | { readonly do: 'tell-shipping'; readonly district?: string }
  | { readonly do: 'tell-payment' }
  | { readonly do: 'tell-hours' }
  | { readonly do: 'tell-policy'; readonly policy?: string }
  | { readonly do: 'tell-help' }
  | { readonly do: 'order-status'; readonly number?: number }
  // where the conversation goes
  | { readonly do: 'greet' }
  | { readonly do: 'thanks' }
  | { readonly do: 'checkout' }
  | { readonly do: 'start-flow'; readonly flow: string }
  | { readonly do: 'flow-option'; readonly flow: string; readonly step: string; readonly option: string }
  | { readonly do: 'back' }
  | { readonly do: 'skip' }
  | { readonly do: 'repeat' }
  | { readonly do: 'cancel' }
  | { readonly do: 'restart' }
  /** Go on with what was pending ("no, sigamos"). */
  | { readonly do: 'resume' }
  | { readonly do: 'change-something' }
  | { readonly do: 'change'; readonly what: SlotName }
  | { readonly do: 'person' }
  | { readonly do: 'speak'; readonly language: Language }
  // a placed order
  /** What follows in the same message changes this order; a person is called where she may not change it herself. */
  | { readonly do: 'edit-order'; readonly number: number }
  /** What is in the cart is to go into this order. */
  | { readonly do: 'join-order'; readonly number: number }
  /** Her yes to the order as it would be. */
  | { readonly do: 'keep-edit' }
  | { readonly do: 'leave-edit' }
  /** Her cart or her order: what is done with either. */
  | { readonly do: 'which-order'; readonly number: number; readonly cart: readonly Command[]; readonly order: readonly Command[] }
  /** A change that the shop proposed. */
  | { readonly do: 'answer-proposal'; readonly number: number; readonly accept: boolean }
  /** `sure`: she was asked, and said yes. */
  | { readonly do: 'cancel-order'; readonly number?: number; readonly sure?: true }
  | { readonly do: 'pay-again'; readonly number?: number }
  /** The lines of an earlier order, at today's prices and stock. */
  | { readonly do: 'order-again'; readonly number?: number }
  | { readonly do: 'claim-paid'; readonly amount?: number; readonly operation?: string }
  /** Something is to be sent back or changed; `asked`: what is known of it so far. */
  | { readonly do: 'return'; readonly asked: ReturnAsked }
  | { readonly do: 'call-off-return'; readonly number: number; readonly returnId: string }
  /** She withdraws from what she bought, where the law gives her the right. `sure`: she was asked, and said yes. */
  | { readonly do: 'withdraw'; readonly number?: number; readonly sure?: true }
  // what must be said, not guessed
  | { readonly do: 'clarify-product'; readonly candidates: readonly string[]; readonly line: Omit<NewLine, 'productId'> }
  | { readonly do: 'clarify-options'; readonly line: NewLine; readonly option: string; readonly candidates: readonly string[] }
  | { readonly do: 'not-in-catalog'; readonly words: string }
  | { readonly do: 'quantity-out-of-range'; readonly productId: string; readonly qty: number }
  /** More was said than one message changes: the first `taken` things were, the rest was not. */
  | { readonly do: 'not-all-taken'; readonly taken: number }
  // her data
  /** Whether this conversation and another one with her telephone are joined. */
  | { readonly do: 'join'; readonly sure: boolean }
  /** She wants to go on in another chat; null: wherever there is one. */
  | { readonly do: 'go-elsewhere'; readonly to: Door | null }
  /** Whether the conversation that gave this code is hers, and goes on here. */
  | { readonly do: 'go-on-here'; readonly code: string; readonly sure: boolean }
  /** Whether the address of this order is kept for the next time. */
  | { readonly do: 'keep-address'; readonly number: number; readonly keep: boolean }
  | { readonly do: 'my-data' }
  /** `sure`: she was asked, and said yes. */
  | { readonly do: 'forget-me'; readonly sure?: true }
  // a helper of the shop, in her own chat
  | { readonly do: 'staff'; readonly staff: StaffCommand }
  // signals for the validation
  | { readonly do: 'object-price' }
  | { readonly do: 'complain' }
  | { readonly do: 'opt-out' }
  | { readonly do: 'refuse'; readonly why: 'injection' | 'discount' | 'abuse' | 'out-of-scope' };

/** What the shop may ask for. Flows may ask further slots of their own (`flow.<name>`). */
export type SlotName =
  | 'items'
  | 'line.qty'
  | 'line.option'
  | 'line.personal'
  | 'delivery.kind'
  | 'delivery.district'
  | 'delivery.address'
  | 'delivery.reference'
  | 'delivery.slot'
  | 'contact.name'
  | 'contact.phone'
  | 'join.code'
  | 'payment.method'
  | 'payment.receipt'
  | 'payment.cash'
  | 'coupon'
  | 'confirm'
  | `flow.${string}`;

export type SlotValue =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'option'; readonly option: string; readonly value: string }
  | { readonly type: 'delivery'; readonly kind: 'home' | 'pickup' }
  | { readonly type: 'payment'; readonly method: PaymentMethod }
  | { readonly type: 'pin'; readonly lat: number; readonly lng: number }
  | { readonly type: 'when'; readonly when: SlotWish }
  | { readonly type: 'date'; readonly date: string; readonly from?: string; readonly to?: string };
