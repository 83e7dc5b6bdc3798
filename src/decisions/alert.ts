/** What the seller is told of because it needs her. */

/** What needs the seller: shown on her page until she has seen to it. */
export interface Alert {
  /** `<kind>:<what it is about, else the order, else the conversation>`: the same need is one alert, however often it arises. */
  readonly id: string;
  readonly kind:
    | 'order-paid'
    | 'order-to-deliver'
    | 'order-to-approve'
    | 'order-cancelled'
    | 'order-edited'
    | 'order-while-paused'
    | 'edit-declined'
    | 'refund-due'
    | 'return-to-approve'
    | 'withdrawal'
    | 'withdrawal-late'
    | 'complaint-filed'
    | 'complaint-due'
    | 'stock-low'
    | 'stock-short'
    | 'payment-for-dead-order'
    | 'payment-twice'
    | 'payment-short'
    | 'payment-over'
    | 'receipt-to-review'
    | 'receipt-repeated'
    | 'balance-paid'
    | 'payment-lost'
    | 'refund-failed'
    | 'refund-no-balance'
    | 'refund-contradicted'
    | 'payment-won-back'
    | 'provider-refuses'
    | 'payment-wrong-currency'
    | 'payment-unknown'
    | 'payment-disputed'
    | 'payment-refunded'
    | 'payments-unreachable'
    | 'person-wanted'
    | 'customer-waits'
    | 'customer-unreachable'
    | 'customer-in-trouble'
    | 'message-from-flow'
    | 'file-received'
    | 'voice-received'
    | 'not-erased'
    | 'not-processed'
    | 'not-sent'
    | 'not-answered'
    | 'channel-down'
    | 'backup-failed'
    | 'data-damaged';
  readonly at: string;
  readonly orderId?: string;
  readonly conversationId?: string;
  /** Facts of the alert, for its text. */
  readonly data: Readonly<Record<string, string | number>>;
}

/** What `because` says of news of an order that came too late for the channel (`not-sent.ts`). */
export const LATE_NEWS = 'late-news';

export function isLateNews({ data }: Alert): boolean {
  return data.because === LATE_NEWS;
}

const TRIED_AGAIN: ReadonlySet<Alert['kind']> = new Set(['not-processed', 'not-sent']);

/** With one tap; not what would be refused again until the customer writes. */
export function mayBeTriedAgain(alert: Alert): boolean {
  return TRIED_AGAIN.has(alert.kind) && !isLateNews(alert);
}
