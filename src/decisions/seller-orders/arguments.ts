/**
 * Every command a seller can give for an order, through whichever door, with its arguments, and what she is answered.
 * A new family adds its interface to `CommandArguments`.
 */
import type { EditPreview } from '../../commerce/edit.ts';
import type { Minor } from '../../commerce/money.ts';
import type { CancelReason, LineEdit, Order, OrderEdit } from '../../commerce/order.ts';
import type { ReturnReason } from '../../commerce/order-return.ts';
import type { ManualPayment } from '../../commerce/payments.ts';
import type { Refusal } from '../../commerce/refusal.ts';

export interface DecidingArguments {
  readonly approve: { readonly note: string | null };
  /** `reason`: for the customer. */
  readonly reject: { readonly reason: string };
  readonly confirmUnpaid: { readonly reason: string };
  readonly reactivate: Record<never, never>;
}

export interface FulfilmentArguments {
  readonly startPreparing: Record<never, never>;
  readonly markReady: Record<never, never>;
  /** `onTrust`: why it leaves though it is not paid; null where it is, or is paid at the door. */
  readonly dispatch: { readonly tracking: string | null; readonly carrier: string | null; readonly onTrust: string | null };
  /** `collected`: cash taken now; null for none. */
  readonly handOver: { readonly collected: Minor | null; readonly onTrust: string | null };
  readonly markDelivered: { readonly collected: Minor | null };
  readonly deliveryFailed: { readonly reason: string };
}

export type SellerCancelReason = Exclude<CancelReason, 'rejected_by_seller'>;

export interface EndingArguments {
  readonly cancel: { readonly reason: SellerCancelReason; readonly note: string | null };
  /** `waive`: why what is still owed is let go; null where nothing is. */
  readonly close: { readonly waive: string | null };
}

export interface MoneyArguments {
  /** `payment` null: the oldest that waits. `amount`: what really came, where it is another than what was claimed. */
  readonly acceptReceipt: { readonly payment: string | null; readonly amount: Minor | null };
  readonly rejectReceipt: { readonly payment: string | null; readonly reason: string };
  /** `amount` null: all that is still to be paid. */
  readonly registerPayment: { readonly amount: Minor | null; readonly method: ManualPayment['method'] };
  /** `amount` null: what is too much, else all of `payment`. `byHand`: given back outside the provider. */
  readonly refund: { readonly amount: Minor | null; readonly payment: string | null; readonly reason: string; readonly byHand: boolean };
  /** The customer is asked for what is still to be paid; `method` null: by the way she chose. */
  readonly askForPayment: { readonly method: 'link' | 'transfer' | null };
}

/** Units of a line, by its place in the order: 1 is the first. */
export interface Counted {
  readonly line: number;
  readonly units: number;
}

export interface ReturnsArguments {
  /** `units` null: everything that can still come back. */
  readonly requestReturn: { readonly units: readonly Counted[] | null; readonly reason: ReturnReason };
  /** `return` null: the oldest that it can be done with. */
  readonly approveReturn: { readonly return: string | null; readonly note: string | null };
  readonly rejectReturn: { readonly return: string | null; readonly reason: string };
  /** `received` null: all that was announced. `damaged`: of those, what cannot be sold again. */
  readonly receiveReturn: {
    readonly return: string | null;
    readonly received: readonly Counted[] | null;
    readonly damaged: readonly Counted[] | null;
  };
  /** `amount` null: what the units that came are worth. `delivery`: its price goes back too. `byHand`: given back outside the provider. */
  readonly refundReturn: {
    readonly return: string | null;
    readonly amount: Minor | null;
    readonly delivery: boolean;
    readonly byHand: boolean;
  };
  /** `variant` null: the one the customer asked for, else the same again. */
  readonly exchangeReturn: { readonly return: string | null; readonly variant: string | null };
  readonly cancelReturn: { readonly return: string | null; readonly note: string | null };
}

export interface EditsArguments {
  /** null: it stays. `agreed`: the customer said yes by another way. */
  readonly edit: Omit<OrderEdit, 'lines'> & {
    readonly line: readonly LineEdit[] | null;
    readonly agreed: boolean;
    readonly dryRun: boolean;
  };
}

/** What came of a change, for whoever made it. */
export interface EditOutcome extends Pick<EditPreview, 'before' | 'newTotal' | 'due' | 'refundDue'> {
  readonly is: 'preview' | 'written' | 'proposed';
  /** As it would be, one line each. */
  readonly lines: readonly string[];
}

export interface CommandArguments
  extends DecidingArguments,
    FulfilmentArguments,
    EndingArguments,
    MoneyArguments,
    ReturnsArguments,
    EditsArguments {}

export type CommandName = keyof CommandArguments;

/** `{ command: 'dispatch', tracking: … }` */
export type SellerCommand<Name extends CommandName = CommandName> = {
  [N in Name]: { readonly command: N } & CommandArguments[N];
}[Name];

/** `order`: as it is now; `edit`: what a change of it costs, or would cost. A refusal has changed nothing. */
export type OrderReply = { readonly ok: true; readonly order: Order; readonly edit?: EditOutcome } | Refusal;
