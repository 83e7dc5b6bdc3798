/**
 * The practice provider's business: preferences, payments, refunds, and the event that each change sends.
 * Every change and its event are one step on the records; whoever calls saves before answering.
 */
import { type Currency, type Minor, minor, percentOf, subtract } from '../../commerce/money.ts';
import { fromWire, isCurrency, toWire } from '../mercado-pago/amount.ts';
import { canMove, MOVES, type MoveName, OUTCOMES, type Outcome, type OutcomeName } from './outcomes.ts';
import { type PaymentBody, type PracticePayment, Preference, type PreferenceBody } from './records.ts';
import type { Shelf } from './shelf.ts';

/** The seller's account in practice. */
export const SELLER_ID = 1_000_001;

/** Why something is refused: HTTP status, Mercado Pago's code where it has one, and a message in its language. */
export interface Refused {
  readonly refused: { readonly status: 400 | 404 | 409; readonly code: number | null; readonly message: string };
}

export interface PayOptions {
  /** Other than what the preference asks for. */
  readonly amount?: Minor;
  readonly currency?: string;
  /** Other than the outcome's own status detail. */
  readonly detail?: string;
}

export interface Refund {
  readonly id: number;
  readonly payment_id: number;
  readonly amount: number;
  readonly status: 'approved';
  readonly date_created: string;
}

export interface Ledger {
  createPreference(body: PreferenceBody): Preference | Refused;
  changePreference(id: string, change: object): Preference | Refused;
  preference(id: string): Preference | null;
  /** What a buyer is asked for, in minor units of the preference's currency. */
  total(preference: Preference): Minor;
  currencyOf(preference: Preference): Currency;
  isExpired(preference: Preference): boolean;
  pay(preference: Preference, outcome: OutcomeName, options?: PayOptions): PracticePayment;
  move(paymentId: string, move: MoveName): PracticePayment | Refused;
  /** `amount` as it came over the wire; null: what is left. */
  refund(paymentId: string, amount: number | null): Refund | Refused;
  refundMinor(paymentId: string, amount: Minor | null): Refund | Refused;
  /** A Pix code that waits to be paid. `baseUrl`: where its page would be. */
  createCode(body: PaymentBody, baseUrl: string): PracticePayment | Refused;
  /** Money that no link of ours asked for. */
  payElsewhere(reference: string | null, amount: Minor, notificationUrl: string | null): PracticePayment;
  payment(id: string): PracticePayment | null;
  /** Oldest first. */
  paymentsOf(preferenceId: string): readonly PracticePayment[];
  preferenceOf(paymentId: string): Preference | null;
  /** Oldest first; without those of the last `lagMs`. */
  search(reference: string | null, lagMs: number): readonly PracticePayment[];
  /** An event about something that is not a payment, or about one again. */
  notify(url: string, topic: string, action: string, resourceId: string): void;
}

export interface LedgerOptions {
  readonly shelf: Shelf;
  readonly currency: Currency;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly newId: (length: number) => string;
}

const refusal = (status: 400 | 404 | 409, code: number | null, message: string): Refused => ({ refused: { status, code, message } });
const UNKNOWN_PREFERENCE = refusal(404, null, 'Preference not found');
const UNKNOWN_PAYMENT = refusal(404, 2000, 'Payment not found');

export function createLedger({ shelf: { records }, currency, now, newId }: LedgerOptions): Ledger {
  /** Grows with the clock, so that ids are not given twice when the file was lost. */
  function nextId(): number {
    records.lastId = Math.max(records.lastId + 1, now());
    return records.lastId;
  }

  function currencyOf(preference: Preference): Currency {
    const code = preference.items[0]?.currency_id;
    return code !== undefined && isCurrency(code) ? code : currency;
  }

  function total(preference: Preference): Minor {
    const of = currencyOf(preference);
    const amounts = preference.items.map((item) => (fromWire(item.unit_price, of) ?? 0) * item.quantity);
    return minor(amounts.reduce((sum, amount) => sum + amount, 0));
  }

  function wrongItems(items: PreferenceBody['items']): Refused | null {
    for (const item of items) {
      if ((item.currency_id ?? currency) !== currency) return refusal(400, null, `currency_id invalid: this account takes ${currency}`);
      if (fromWire(item.unit_price, currency) === null) return refusal(400, null, `unit_price invalid: too many decimals for ${currency}`);
    }
    return null;
  }

  function wrongReturn({ auto_return, back_urls }: PreferenceBody): Refused | null {
    if (auto_return === undefined || back_urls?.success !== undefined) return null;
    return refusal(400, null, 'auto_return invalid. back_url.success must be defined');
  }

  function notify(url: string, topic: string, action: string, resourceId: string): void {
    const id = nextId();
    records.notifications[id] = { id, url, topic, action, resourceId, createdAt: now(), attempts: 0, dueAt: now() };
  }

  function tell(payment: PracticePayment, action: 'payment.created' | 'payment.updated'): void {
    if (payment.notification_url !== null) notify(payment.notification_url, 'payment', action, String(payment.id));
  }

  /** A new payment, with what it costs the seller. */
  function keep(preferenceId: string | null, outcome: Outcome, facts: PaymentFacts): PracticePayment {
    const id = nextId();
    const at = instant(now());
    const payment: PracticePayment = {
      id,
      date_created: at,
      date_last_updated: at,
      date_approved: outcome.status === 'approved' ? at : null,
      status: outcome.status,
      status_detail: outcome.detail,
      transaction_amount_refunded: 0,
      payment_method_id: outcome.method,
      payment_type_id: outcome.type,
      collector_id: SELLER_ID,
      live_mode: false,
      captured: true,
      installments: 1,
      ...costsOf(outcome.status, facts.transaction_amount, isCurrency(facts.currency_id) ? facts.currency_id : currency),
      ...facts,
    };
    records.payments[id] = { preferenceId, payment };
    tell(payment, 'payment.created');
    return payment;
  }

  /** Every change is later than the one before, even within a millisecond: the newest one wins at the shop. */
  function change(payment: PracticePayment, to: Partial<PracticePayment>): PracticePayment {
    const at = Math.max(now(), Date.parse(payment.date_last_updated) + 1);
    const approval = to.status === 'approved' && payment.date_approved === null ? { date_approved: instant(at) } : {};
    const costs = to.status === 'approved' ? costsOf('approved', payment.transaction_amount, currency) : {};
    Object.assign(payment, to, approval, costs, { date_last_updated: instant(at) });
    tell(payment, 'payment.updated');
    return payment;
  }

  const ledger: Ledger = {
    createPreference(body) {
      const wrong = wrongItems(body.items) ?? wrongReturn(body);
      if (wrong) return wrong;
      const id = `${SELLER_ID}-${newId(32)}`;
      const preference = { ...body, id, collector_id: SELLER_ID, date_created: instant(now()) };
      records.preferences[id] = preference;
      return preference;
    },
    changePreference(id, change) {
      const preference = ledger.preference(id);
      if (!preference) return UNKNOWN_PREFERENCE;
      const changed = Preference.parse({ ...preference, ...change });
      const wrong = wrongItems(changed.items) ?? wrongReturn(changed);
      if (wrong) return wrong;
      records.preferences[id] = changed;
      return changed;
    },
    preference: (id) => (Object.hasOwn(records.preferences, id) ? (records.preferences[id] ?? null) : null),
    total,
    currencyOf,
    isExpired({ expires, expiration_date_to }) {
      return expires === true && typeof expiration_date_to === 'string' && Date.parse(expiration_date_to) <= now();
    },
    pay(preference, outcomeName, { amount, currency: otherCurrency, detail } = {}) {
      return keep(preference.id, OUTCOMES[outcomeName], {
        ...(detail !== undefined && { status_detail: detail }),
        currency_id: otherCurrency ?? currencyOf(preference),
        transaction_amount: toWire(amount ?? total(preference), currencyOf(preference)),
        external_reference: preference.external_reference ?? null,
        notification_url: preference.notification_url ?? null,
      });
    },
    move(paymentId, move) {
      const payment = ledger.payment(paymentId);
      if (!payment) return UNKNOWN_PAYMENT;
      if (!canMove(payment.status, move)) return refusal(400, 3005, `Invalid action, the payment is ${payment.status}`);
      return change(payment, { status: MOVES[move].status, status_detail: MOVES[move].detail });
    },
    refund(paymentId, wireAmount) {
      const payment = ledger.payment(paymentId);
      if (!payment) return UNKNOWN_PAYMENT;
      const of = isCurrency(payment.currency_id) ? payment.currency_id : currency;
      const amount = wireAmount === null ? null : fromWire(wireAmount, of);
      return wireAmount !== null && amount === null ? refusal(400, 4040, 'Invalid refund amount') : ledger.refundMinor(paymentId, amount);
    },
    refundMinor(paymentId, wanted) {
      const payment = ledger.payment(paymentId);
      if (!payment) return UNKNOWN_PAYMENT;
      const of = isCurrency(payment.currency_id) ? payment.currency_id : currency;
      const paid = fromWire(payment.transaction_amount, of) ?? minor(0);
      const refunded = fromWire(payment.transaction_amount_refunded, of) ?? minor(0);
      if (payment.status !== 'approved') return refusal(400, 2063, 'The action requested is not valid for the current payment state');
      const left = minor(paid - refunded);
      const amount = wanted ?? left;
      if (amount <= 0 || amount > left) return refusal(400, 4040, 'Invalid refund amount');
      const all = amount === left;
      change(payment, {
        transaction_amount_refunded: toWire(minor(refunded + amount), of),
        ...(all ? { status: 'refunded', status_detail: 'refunded' } : { status_detail: 'partially_refunded' }),
      });
      return { id: nextId(), payment_id: payment.id, amount: toWire(amount, of), status: 'approved', date_created: instant(now()) };
    },
    createCode(body, baseUrl) {
      const total = fromWire(body.transaction_amount, currency);
      if (currency !== 'BRL') return refusal(400, 10102, 'payment_method_id invalid: pix is not available for this account');
      if (total === null) return refusal(400, null, `transaction_amount invalid: too many decimals for ${currency}`);
      const code = `00020126580014br.gov.bcb.pix0136${newId(36)}5204000053039865802BR6304${newId(4).toUpperCase()}`;
      const ticket_url = `${baseUrl}/payments/${newId(16)}/ticket`;
      return keep(null, OUTCOMES.code, {
        currency_id: currency,
        transaction_amount: toWire(total, currency),
        external_reference: body.external_reference ?? null,
        notification_url: body.notification_url ?? null,
        date_of_expiration: body.date_of_expiration ?? null,
        point_of_interaction: { transaction_data: { qr_code: code, qr_code_base64: '', ticket_url } },
      });
    },
    payElsewhere: (reference, amount, notificationUrl) =>
      keep(null, OUTCOMES.approved, {
        currency_id: currency,
        transaction_amount: toWire(amount, currency),
        external_reference: reference,
        notification_url: notificationUrl,
      }),
    payment: (id) => (Object.hasOwn(records.payments, id) ? (records.payments[id]?.payment ?? null) : null),
    paymentsOf: (preferenceId) =>
      Object.values(records.payments)
        .filter((entry) => entry.preferenceId === preferenceId)
        .map(({ payment }) => payment),
    preferenceOf(paymentId) {
      const entry = Object.hasOwn(records.payments, paymentId) ? records.payments[paymentId] : undefined;
      return entry?.preferenceId ? ledger.preference(entry.preferenceId) : null;
    },
    search: (reference, lagMs) =>
      Object.values(records.payments)
        .map(({ payment }) => payment)
        .filter((payment) => reference === null || payment.external_reference === reference)
        .filter((payment) => Date.parse(payment.date_created) + lagMs <= now()),
    notify,
  };
  return ledger;
}

export function isRefused(answer: object): answer is Refused {
  return 'refused' in answer;
}

/** What a payment of its own brings along. */
type PaymentFacts = Pick<PracticePayment, 'currency_id' | 'transaction_amount' | 'external_reference' | 'notification_url'> &
  Partial<Pick<PracticePayment, 'status_detail' | 'point_of_interaction' | 'date_of_expiration'>>;

/** What a payment costs in practice: a figure to practise with, no country's tariff. */
const FEE_BPS = 400;

function costsOf(status: string, wireAmount: number, currency: Currency): Pick<PracticePayment, 'fee_details' | 'transaction_details'> {
  const amount = status === 'approved' ? fromWire(wireAmount, currency) : null;
  if (amount === null) return { fee_details: [], transaction_details: { net_received_amount: 0 } };
  const fee = percentOf(amount, FEE_BPS);
  return {
    fee_details: [{ type: 'mercadopago_fee', amount: toWire(fee, currency), fee_payer: 'collector' }],
    transaction_details: { net_received_amount: toWire(subtract(amount, fee), currency) },
  };
}

/** As Mercado Pago writes instants: with an offset. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}
