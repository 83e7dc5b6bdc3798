/** An order as the API shows it: the schema of its JSON, from which the description is made. */
import { z } from 'zod';
import { NAMED } from './named.ts';

export const moneySchema = z
  .strictObject({
    amount: z.int().describe('In minor units: 1290 is 12.90 PEN, and 1290 is 1290 CLP'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217'),
  })
  .register(NAMED, { id: 'Money' });

const instant = z.iso.datetime();
const localDay = z.iso.date().describe('By the clock of the shop');

const lineSchema = z
  .strictObject({
    id: z.string(),
    product: z.string(),
    variant: z.string(),
    name: z.string(),
    detail: z.string(),
    personal: z.string().nullable(),
    wishes: z.array(z.string()),
    quantity: z.int(),
    unitPrice: moneySchema,
    listPrice: moneySchema.nullable(),
    discount: moneySchema,
    net: moneySchema,
    taxBps: z.int().nullable().describe('Tax inside `net`, in basis points'),
    tax: moneySchema.nullable(),
    returned: z.int(),
  })
  .register(NAMED, { id: 'OrderLine' });

const paymentSchema = z
  .strictObject({
    id: z.string(),
    via: z.enum(['provider', 'manual']),
    means: z.string(),
    status: z.string(),
    amount: moneySchema,
    operation: z.string().nullable(),
    at: instant,
  })
  .register(NAMED, { id: 'Payment' });

const refundSchema = z
  .strictObject({
    id: z.string(),
    payment: z.string(),
    amount: moneySchema,
    status: z.enum(['pending', 'settled', 'failed']),
    via: z.enum(['provider', 'registered']),
  })
  .register(NAMED, { id: 'Refund' });

const eventSchema = z
  .strictObject({
    at: instant,
    what: z.string(),
    by: z.enum(['customer', 'seller', 'provider', 'clock']),
    who: z.string().nullable(),
    reason: z.string().nullable(),
    note: z.string().nullable(),
  })
  .register(NAMED, { id: 'OrderEvent' });

const deliverySchema = z
  .strictObject({
    kind: z.enum(['pickup', 'home']),
    zone: z.string().nullable(),
    district: z.string().nullable(),
    postal: z.string().nullable(),
    address: z.string().nullable(),
    reference: z.string().nullable(),
    pin: z.strictObject({ lat: z.number(), lng: z.number() }).nullable(),
    date: localDay,
    window: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
    carrier: z.string().nullable(),
    tracking: z.string().nullable(),
    attempts: z.int(),
  })
  .register(NAMED, { id: 'Delivery' });

const totalsSchema = z
  .strictObject({
    merchandise: moneySchema,
    discount: moneySchema,
    delivery: moneySchema,
    rounding: moneySchema,
    total: moneySchema,
    paid: moneySchema.describe('Settled, less what was given back'),
    balance: moneySchema.describe('Still to be paid; below zero: to be given back'),
    taxes: z.array(z.strictObject({ bps: z.int(), net: moneySchema, tax: moneySchema })),
  })
  .register(NAMED, { id: 'Totals' });

export const orderSchema = z
  .strictObject({
    number: z.int().describe('Of the shop, from 1001; not the number of a legal invoice'),
    code: z.string(),
    version: z.int(),
    status: z.string(),
    paymentStatus: z.string(),
    nextAction: z.string(),
    commands: z.array(z.string()).describe('What may be done now; money and stock may still refuse it'),
    placedAt: instant,
    dueAt: instant.nullable(),
    channel: z.string(),
    conversation: z.string().nullable().describe('Where its customer is told of it; null where she was erased'),
    campaign: z.string().nullable(),
    live: z.boolean().describe('false: practice, no money moves'),
    customer: z.strictObject({ id: z.string(), name: z.string(), phone: z.string(), language: z.string() }),
    lines: z.array(lineSchema),
    delivery: deliverySchema,
    method: z.string(),
    deposit: moneySchema.nullable(),
    paysWith: moneySchema.nullable(),
    coupon: z.string().nullable(),
    promotions: z.array(z.strictObject({ id: z.string(), amount: moneySchema })),
    note: z.string().nullable(),
    totals: totalsSchema,
    payments: z.array(paymentSchema),
    refunds: z.array(refundSchema),
    returns: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        status: z.string(),
        reason: z.string(),
        requestedAt: instant,
        lines: z.array(z.strictObject({ line: z.string(), quantity: z.int(), received: z.int() })),
      }),
    ),
    cancellation: z.strictObject({ reason: z.string(), actor: z.string(), note: z.string().nullable(), refundDue: moneySchema }).nullable(),
    replaces: z.string().nullable(),
    history: z.array(eventSchema),
  })
  .register(NAMED, { id: 'Order' });
export type OrderJson = z.output<typeof orderSchema>;

export const orderListSchema = z
  .strictObject({
    orders: z.array(orderSchema),
    next: z.string().nullable().describe('`cursor` of the next page, also in the Link header; a page may be short and have a next one'),
  })
  .register(NAMED, { id: 'OrderList' });

/** After a command. */
export const orderBriefSchema = z
  .strictObject({
    order: z.strictObject({
      number: z.int(),
      version: z.int(),
      status: z.string(),
      paymentStatus: z.string(),
      total: moneySchema,
      paid: moneySchema,
      balance: moneySchema,
      refunds: z.array(refundSchema),
    }),
  })
  .register(NAMED, { id: 'CommandAnswer' });
