/** The counter of the shop as a conversation sees it: the only way from a turn to stock, orders and the seller. */
import type { Cart } from '../../commerce/cart.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { Complaint, ComplaintFiled } from '../../commerce/complaint.ts';
import type { EditPreview } from '../../commerce/edit.ts';
import type { Minor } from '../../commerce/money.ts';
import type { Order, Withdrawal } from '../../commerce/order.ts';
import type { Proof } from '../../commerce/payments.ts';
import type { Deals } from '../../commerce/promotions.ts';
import type { Refusal } from '../../commerce/refusal.ts';
import type { Returning, ReturnWish } from '../../commerce/returns.ts';
import type { Slot } from '../../commerce/zone.ts';

export interface Counter {
  /** Units that can be sold now; null where stock is not counted. */
  readonly available: (variantId: string) => number | null;
  /** Orders that a part of a day (`slotId`) still has room for. */
  readonly room: (slotId: string, slot: Pick<Slot, 'capacity'>) => number;
  /** Promotions as they are for who this cart belongs to. */
  readonly deals: (cart: Cart) => Deals;
  /** The last orders of this customer, newest first. */
  readonly orders: () => readonly Order[];
  /** The shop takes no new orders for now. */
  readonly paused: () => boolean;
  /** Places the cart at exactly this total, reserving its stock. */
  readonly place: (cart: Cart, expectedTotal: Minor) => { readonly ok: true; readonly order: Order } | Refusal;
  /** A placed order with the cart that it is on the table as; nothing is written. */
  readonly previewEdit: (cart: Cart) => EditPreview | Refusal;
  /** Writes it at exactly this total. */
  readonly edit: (cart: Cart, expectedTotal: Minor) => { readonly ok: true; readonly order: Order } | Refusal;
  /** Her answer to a change that the seller proposed. */
  readonly answerProposal: (orderId: string, accept: boolean) => { readonly ok: true; readonly order: Order } | Refusal;
  readonly cancel: (orderId: string) => { readonly ok: true; readonly order: Order } | Refusal;
  /** She shows that she paid: the receipt waits for the seller. */
  readonly claimPaid: (orderId: string, claim: ReceiptShown) => void;
  /** What she will hand over at her door. */
  readonly payWith: (orderId: string, amount: Minor) => void;
  /** Asks for what is due of an order by the way she chose; the link or code comes later as a message of its own. */
  readonly askForPayment: (orderId: string) => void;
  /** Looks with the provider whether a payment came; the answer comes later as a message of its own. */
  readonly lookForPayment: (orderId: string) => void;
  readonly fileComplaint: (filed: ComplaintFiled) => Complaint;
  readonly requestReturn: (orderId: string, wish: ReturnWish) => Returning;
  readonly withdraw: (orderId: string) => { readonly ok: true; readonly withdrawal: Withdrawal; readonly delivered: boolean } | Refusal;
  /** Address of a file with all her data, open for a while. */
  readonly ownDataLink: () => string;
  /** Everything of hers is removed, soon. */
  readonly forgetMe: () => void;
  /** Tells a code to who bought with this telephone in another conversation, where there is somebody (`other`). */
  readonly sendJoinCode: (phone: string | undefined) => { readonly code: string; readonly other: string | null };
  /** A code with which she goes on elsewhere, and the links that bring it there. */
  readonly carryCode: () => Carried;
  /** Whose code it is; null where it is used, too old, or made up. */
  readonly carriedFrom: (code: string) => CarriedFrom | null;
  readonly callOffReturn: (orderId: string, returnId: string) => Returning;
  /** Shows the seller that this customer needs her. */
  readonly callSeller: (
    why: 'order-while-paused' | 'person-wanted' | 'customer-in-trouble' | 'message-from-flow' | 'file-received' | 'voice-received',
    data: Readonly<Record<string, string>>,
  ) => void;
}

/** A link that opens a chat of the shop on this channel. */
export interface Invite {
  readonly channel: string;
  readonly url: string;
}

export interface Carried {
  readonly code: string;
  readonly invites: readonly Invite[];
}

export interface CarriedFrom {
  /** Of the conversation. */
  readonly id: string;
  readonly channel: string;
  readonly language: Language | null;
}

/** A picture of a receipt, the number of an operation, or both. */
export interface ReceiptShown {
  readonly proof?: Proof;
  readonly operation?: string;
}
