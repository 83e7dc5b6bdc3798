/**
 * What the practice provider remembers, in the shapes of Mercado Pago's answers, so that what is kept is
 * what is served. One file of JSON: it is small, belongs to one shop, and holds no money.
 */
import { z } from 'zod';

const PreferenceItem = z.object({
  id: z.string().optional(),
  title: z.string().min(1).max(256),
  quantity: z.int().min(1),
  unit_price: z.number().positive(),
  currency_id: z.string().optional(),
});

const BackUrls = z.object({ success: z.string().optional(), pending: z.string().optional(), failure: z.string().optional() });

/** What can be said about a preference when it is created or changed. */
export const PreferenceBody = z.object({
  items: z.array(PreferenceItem).min(1),
  external_reference: z.string().max(256).optional(),
  notification_url: z.url().optional(),
  back_urls: BackUrls.optional(),
  auto_return: z.string().optional(),
  expires: z.boolean().optional(),
  expiration_date_from: z.iso.datetime({ offset: true }).nullish(),
  expiration_date_to: z.iso.datetime({ offset: true }).nullish(),
  statement_descriptor: z.string().max(13).optional(),
});

export const Preference = PreferenceBody.extend({ id: z.string(), collector_id: z.number(), date_created: z.string() });

export const PracticePayment = z.object({
  id: z.number(),
  date_created: z.string(),
  date_last_updated: z.string(),
  date_approved: z.string().nullable(),
  status: z.string(),
  status_detail: z.string(),
  currency_id: z.string(),
  transaction_amount: z.number(),
  transaction_amount_refunded: z.number(),
  payment_method_id: z.string(),
  payment_type_id: z.string(),
  external_reference: z.string().nullable(),
  notification_url: z.string().nullable(),
  collector_id: z.number(),
  live_mode: z.literal(false),
  captured: z.boolean(),
  installments: z.number(),
  fee_details: z.array(z.object({ type: z.string(), amount: z.number(), fee_payer: z.string() })).default([]),
  transaction_details: z.object({ net_received_amount: z.number() }).default({ net_received_amount: 0 }),
  point_of_interaction: z
    .object({ transaction_data: z.object({ qr_code: z.string(), qr_code_base64: z.string(), ticket_url: z.string() }) })
    .optional(),
  date_of_expiration: z.string().nullish(),
});

/** What is sent to create a payment without a page: a Pix code. */
export const PaymentBody = z.object({
  transaction_amount: z.number().positive(),
  description: z.string().max(256).optional(),
  payment_method_id: z.literal('pix'),
  external_reference: z.string().max(256).optional(),
  notification_url: z.url().optional(),
  date_of_expiration: z.iso.datetime({ offset: true }).nullish(),
  payer: z.object({ email: z.email() }),
});

/** One event on its way to the shop; gone once it was answered with 200 or 201. */
export const Notification = z.object({
  id: z.number(),
  url: z.string(),
  topic: z.string(),
  action: z.string(),
  resourceId: z.string(),
  createdAt: z.number(),
  attempts: z.number(),
  /** ms since the epoch. */
  dueAt: z.number(),
});

/** The answer given to an idempotency key, and to what request. */
const Answered = z.object({ fingerprint: z.string(), status: z.number(), body: z.unknown(), at: z.number() });

export const Records = z.object({
  version: z.literal(1),
  lastId: z.number(),
  preferences: z.record(z.string(), Preference),
  /** `preferenceId`: null for a code, which has no page. */
  payments: z.record(z.string(), z.object({ preferenceId: z.string().nullable(), payment: PracticePayment })),
  notifications: z.record(z.string(), Notification),
  answered: z.record(z.string(), Answered),
  /** A pressed button (token of the page, outcome, amount) → the payment it made: a double tap pays once. */
  forms: z.record(z.string(), z.object({ paymentId: z.number(), at: z.number() })),
});

export type PaymentBody = z.output<typeof PaymentBody>;
export type PreferenceBody = z.output<typeof PreferenceBody>;
export type Preference = z.output<typeof Preference>;
export type PracticePayment = z.output<typeof PracticePayment>;
export type Notification = z.output<typeof Notification>;
export type Records = z.output<typeof Records>;

export function noRecords(): Records {
  return { version: 1, lastId: 0, preferences: {}, payments: {}, notifications: {}, answered: {}, forms: {} };
}
