/**
 * The payments port over Mercado Pago's Checkout Pro: links are preferences, what was paid is asked from
 * the payments API. The same code serves real and practice payments; only the address differs.
 */
import { Payment, PaymentRefund, Preference, User } from 'mercadopago';
import { z } from 'zod';
import type { Minor } from '../../commerce/money.ts';
import type { PaymentReport } from '../../commerce/payments.ts';
import { PaymentProblem, type Payments } from '../port.ts';
import { isCurrency, toWire } from './amount.ts';
import { type Client, createClient, WAITS, type Waits } from './client.ts';
import { cancelCode, createCode } from './code.ts';
import { closedPreference, ExistingLink, Link, preferenceOf } from './link.ts';
import { verifyNotification } from './notification.ts';
import { PaymentPage, ProviderPayment, reportOf } from './report.ts';
import { SITES } from './sites.ts';

export interface MercadoPagoOptions {
  readonly accessToken: string;
  /** The application's webhook secrets: two during a rotation. None: no notification is ever believed. */
  readonly webhookSecrets: readonly string[];
  /** `MERCADO_PAGO_URL` for real payments; a loopback address for practice. */
  readonly baseUrl: string;
  readonly live: boolean;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly waits?: Waits;
}

/** Payment ids are numbers; anything else would be another path of the API. */
const PAYMENT_ID = /^\d{1,20}$/;

const PAGE_SIZE = 30;
/** 300 payments with one unguessable reference: more is a loop of somebody's, and is refused rather than cut off. */
const MOST_PAGES = 10;

const AccountAnswer = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  site_id: z.string(),
  tags: z.array(z.string()).nullish(),
});
const RefundAnswer = z.object({ id: z.union([z.string(), z.number()]).transform(String), status: z.string().nullish() });

const REFUND_STATUSES: ReadonlyMap<string, 'settled' | 'pending' | 'failed'> = new Map([
  ['approved', 'settled'],
  ['rejected', 'failed'],
  ['cancelled', 'failed'],
  ['canceled', 'failed'],
]);

/** @throws {Error} where the address does not fit the mode, or this process takes the other kind of payments. */
export function createMercadoPago({ accessToken, webhookSecrets, baseUrl, live, now, waits = WAITS }: MercadoPagoOptions): Payments {
  const client = createClient({ accessToken, baseUrl, live, waits });
  return {
    id: 'mercado-pago',
    live,
    async check() {
      const account = await client.call({
        what: 'say whose account it is',
        write: false,
        answer: AccountAnswer,
        run: (config) => new User(config).get(),
      });
      const site = SITES.get(account.site_id);
      if (site) return { sellerId: account.id, ...site, test: account.tags?.includes('test_user') ?? false };
      throw new PaymentProblem('invalid', `The account belongs to a site that is not served: ${account.site_id}`, { retryable: false });
    },
    async createLink(input) {
      const body = preferenceOf(input, now());
      const link = await client.call({
        what: `create the link of ${input.reference}`,
        write: true,
        key: input.key,
        answer: Link,
        run: (config) => new Preference(config).create({ body }),
      });
      return { providerRef: link.id, url: link.init_point };
    },
    async closeLink(providerRef) {
      const existing = await client.call({
        what: `read the link ${providerRef}`,
        write: false,
        answer: ExistingLink,
        run: (config) => new Preference(config).get({ preferenceId: providerRef }),
      });
      await client.call({
        what: `close the link ${providerRef}`,
        write: true,
        answer: z.object({ id: z.string() }),
        run: (config) => new Preference(config).update({ id: providerRef, updatePreferenceRequest: closedPreference(existing, now()) }),
      });
    },
    createDirect: (input) => createCode(client, input),
    closeDirect: (paymentId) => cancelCode(client, paymentId),
    changedBetween: (from, to, offset) => changedBetween(client, from, to, offset),
    verifyNotification: (request) => verifyNotification(request, webhookSecrets),
    async fetchPayment(id) {
      const payment = await findPayment(client, id);
      return payment && reportOf(payment);
    },
    findByReference: (reference) => findByReference(client, reference),
    refund: (paymentId, amount, key) => refund(client, paymentId, amount, key),
  };
}

async function findPayment(client: Client, id: string): Promise<z.output<typeof ProviderPayment> | null> {
  if (!PAYMENT_ID.test(id)) return null;
  return await client.find({
    what: `read payment ${id}`,
    write: false,
    answer: ProviderPayment,
    run: (config) => new Payment(config).get({ id }),
  });
}

/** Error 1001: dates of a search are of exactly this form. */
const searchInstant = (ms: number) => new Date(ms).toISOString();

async function changedBetween(client: Client, from: number, to: number, offset: number): ReturnType<Payments['changedBetween']> {
  const { results, paging } = await client.call({
    what: 'look for payments that changed',
    write: false,
    answer: PaymentPage,
    run: (config) =>
      new Payment(config).search({
        options: {
          range: 'date_last_updated',
          begin_date: searchInstant(from),
          end_date: searchInstant(to),
          sort: 'date_last_updated',
          criteria: 'asc',
          limit: PAGE_SIZE,
          offset,
        },
      }),
  });
  const next = offset + results.length;
  return { reports: results.map(reportOf), next: results.length === 0 || next >= paging.total ? null : next };
}

/** Oldest first, so that a payment made meanwhile lands on the last page. */
async function findByReference(client: Client, reference: string): Promise<readonly PaymentReport[]> {
  const found = new Map<string, PaymentReport>();
  let offset = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const options = { external_reference: reference, sort: 'date_created', criteria: 'asc', limit: PAGE_SIZE, offset } as const;
    const { results, paging } = await client.call({
      what: `look for payments of ${reference}`,
      write: false,
      answer: PaymentPage,
      run: (config) => new Payment(config).search({ options }),
    });
    for (const report of results.map(reportOf)) if (report.reference === reference) found.set(report.paymentId, report);
    offset += results.length;
    if (results.length === 0 || offset >= paging.total) return [...found.values()];
  }
  throw new PaymentProblem('bad-response', `More than ${MOST_PAGES * PAGE_SIZE} payments of ${reference}`, { retryable: false });
}

async function refund(client: Client, paymentId: string, amount: Minor | null, key: string): ReturnType<Payments['refund']> {
  const body = amount === null ? null : { amount: await refundOnWire(client, paymentId, amount) };
  const answer = await client.call({
    what: `refund payment ${paymentId}`,
    write: true,
    key,
    answer: RefundAnswer,
    run: (config) => {
      const refunds = new PaymentRefund(config);
      return body === null ? refunds.total({ payment_id: paymentId }) : refunds.create({ payment_id: paymentId, body });
    },
  });
  return { refundId: answer.id, status: REFUND_STATUSES.get(answer.status ?? 'approved') ?? 'pending' };
}

/** The decimals of an amount depend on the currency, which only the payment knows. */
async function refundOnWire(client: Client, paymentId: string, amount: Minor): Promise<number> {
  const payment = await findPayment(client, paymentId);
  if (payment && isCurrency(payment.currency_id)) return toWire(amount, payment.currency_id);
  throw new PaymentProblem('invalid', `Payment ${paymentId} cannot be refunded in part: it is unknown, or in a currency we do not know`, {
    retryable: false,
  });
}
