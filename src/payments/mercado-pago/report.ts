/**
 * A payment of Mercado Pago as our report. Only what is compared is read; the amount is
 * `transaction_amount` (what was charged for the order), never `total_paid_amount` (which includes the
 * interest of instalments). A status we do not know is `unknown`: neither paid nor lost.
 */
import { z } from 'zod';
import { EXPONENTS, minor } from '../../commerce/money.ts';
import type { PaymentReport } from '../../commerce/payments.ts';
import { PaymentProblem } from '../port.ts';
import { fromWire, isCurrency } from './amount.ts';

/** "Payment status" of its reference. The newest reference writes `canceled`, payments still say `cancelled`. */
const STATUSES: ReadonlyMap<string, PaymentReport['status']> = new Map([
  ['approved', 'approved'],
  ['authorized', 'authorized'],
  ['in_process', 'in_process'],
  ['pending', 'pending'],
  ['rejected', 'rejected'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['refunded', 'refunded'],
  ['in_mediation', 'in_mediation'],
  ['charged_back', 'charged_back'],
]);

const Id = z.union([z.string().min(1), z.number()]).transform(String);
const Instant = z.iso.datetime({ offset: true });

export const ProviderPayment = z.object({
  id: Id,
  status: z.string(),
  status_detail: z.string().nullish(),
  transaction_amount: z.number(),
  transaction_amount_refunded: z.number().nullish(),
  currency_id: z.string(),
  external_reference: z.string().nullish(),
  /** Missing is taken for practice, so that it can never confirm a real order. */
  live_mode: z.boolean().nullish(),
  date_created: Instant,
  date_last_updated: Instant.nullish(),
  payment_method_id: z.string().nullish(),
  fee_details: z.array(z.object({ amount: z.number(), fee_payer: z.string().nullish() })).nullish(),
  transaction_details: z.object({ net_received_amount: z.number().nullish() }).nullish(),
});

export const PaymentPage = z.object({
  results: z.array(ProviderPayment),
  paging: z.object({ total: z.number() }),
});

/** @throws {PaymentProblem} `bad-response` for an amount with more decimals than its currency has. */
export function reportOf(payment: z.output<typeof ProviderPayment>): PaymentReport {
  return {
    paymentId: payment.id,
    status: STATUSES.get(payment.status) ?? 'unknown',
    detail: payment.status_detail ?? '',
    ...moneyOf(payment),
    reference: payment.external_reference || null,
    live: payment.live_mode ?? false,
    updatedAt: new Date(payment.date_last_updated ?? payment.date_created).toISOString(),
    means: payment.payment_method_id ?? '',
    ...economicsOf(payment),
  };
}

/**
 * What it cost and what is left, as the provider reports it: fees differ by plan, province and date, so they
 * are never computed. Only what the seller pays is hers. Rounded, because nothing is decided by it.
 */
function economicsOf({
  currency_id: currency,
  fee_details,
  transaction_details,
}: z.output<typeof ProviderPayment>): Pick<PaymentReport, 'fees' | 'net'> {
  if (!isCurrency(currency)) return {};
  const rounded = (amount: number) => minor(Math.round(amount * 10 ** EXPONENTS[currency]) || 0);
  const fees = fee_details?.filter(({ fee_payer }) => fee_payer !== 'payer').reduce((sum, { amount }) => sum + amount, 0);
  const net = transaction_details?.net_received_amount;
  return {
    ...(fees !== undefined && { fees: rounded(fees) }),
    // Nothing is received yet of a payment that waits: 0 says nothing then.
    ...(typeof net === 'number' && net > 0 && { net: rounded(net) }),
  };
}

/** In a currency we do not know, amounts are hundredths: something to show, never to compare. */
function moneyOf(payment: z.output<typeof ProviderPayment>): Pick<PaymentReport, 'amount' | 'refunded' | 'currency'> {
  const { id, currency_id: currency, transaction_amount, transaction_amount_refunded } = payment;
  if (!isCurrency(currency)) {
    const hundredths = (amount: number) => minor(Math.round(amount * 100));
    return { amount: hundredths(transaction_amount), refunded: hundredths(transaction_amount_refunded ?? 0), currency: 'other' };
  }
  const amount = fromWire(transaction_amount, currency);
  const refunded = fromWire(transaction_amount_refunded ?? 0, currency);
  if (amount === null || refunded === null) {
    throw new PaymentProblem('bad-response', `Payment ${id} has an amount that ${currency} does not have: ${transaction_amount}`, {
      retryable: false,
    });
  }
  return { amount, refunded, currency };
}
