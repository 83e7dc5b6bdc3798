/**
 * A shop's side of payments for these suites: the real adapter and SDK, the practice server over real HTTP,
 * a clock that stands still until it is moved, ids that count.
 */
import { onTestFinished } from 'vitest';
import { type Currency, minor } from '../../../src/commerce/money.ts';
import type { Waits } from '../../../src/payments/mercado-pago/client.ts';
import { createMercadoPago } from '../../../src/payments/mercado-pago/mercado-pago.ts';
import { type LinkInput, PaymentProblem, type Payments } from '../../../src/payments/port.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../../src/payments/practice/practice.ts';

export const ACCESS_TOKEN = 'TEST-practice-token';
export const WEBHOOK_SECRET = 'practice-secret';
export const NOON = Date.parse('2026-11-25T17:00:00Z');
const MINUTE = 60_000;

/** No pause between tries; patient with a slow machine. */
export const NO_PAUSE: Waits = { timeoutMs: 8_000, deadlineMs: 15_000, pauseMs: 2 };
/** For a provider that never answers: a suite about waiting need not wait. */
export const IMPATIENT: Waits = { timeoutMs: 40, deadlineMs: 160, pauseMs: 2 };

export interface Clock {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
}

export interface Bench {
  readonly practice: Practice;
  readonly payments: Payments;
  readonly clock: Clock;
}

export type BenchOptions = Partial<PracticeOptions> & {
  readonly waits?: Waits;
  readonly token?: string;
  /** Which the shop believes. */
  readonly secrets?: readonly string[];
};

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const clock = standingClock();
  const { waits = NO_PAUSE, token = ACCESS_TOKEN, secrets = [WEBHOOK_SECRET], ...practiceOptions } = options;
  const practice = await openPractice(clock, practiceOptions);
  const payments = createMercadoPago({
    accessToken: token,
    webhookSecrets: secrets,
    baseUrl: practice.url,
    live: false,
    now: clock.now,
    waits,
  });
  return { practice, payments, clock };
}

export async function openPractice(clock: Clock, options: Partial<PracticeOptions> = {}): Promise<Practice> {
  const practice = await startPractice({
    host: '127.0.0.1',
    port: 0,
    file: null,
    accessToken: ACCESS_TOKEN,
    webhookSecret: WEBHOOK_SECRET,
    currency: 'PEN',
    now: clock.now,
    newId: countingIds(),
    retryPausesMs: [1],
    ...options,
  });
  onTestFinished(() => practice.close());
  return practice;
}

export function standingClock(): Clock {
  let at = NOON;
  return {
    now: () => at,
    pass(ms) {
      at += ms;
    },
  };
}

function countingIds(): (length: number) => string {
  let last = 0;
  return (length) => String(++last).padStart(length, '0');
}

/** Two polos and a cap, delivered: S/ 133.00. */
export function anOrder(change: Partial<LinkInput> = {}): LinkInput {
  return {
    reference: 'ord_1001.k3j9',
    key: 'link:1001:1',
    currency: 'PEN',
    shop: 'Retama',
    lines: [
      { id: 'polo/rojo/m', title: 'Polo de algodón · Rojo, M', qty: 2, unitPrice: minor(4500) },
      { id: 'gorra', title: 'Gorra', qty: 1, unitPrice: minor(3500) },
    ],
    delivery: minor(800),
    discount: minor(0),
    total: minor(13300),
    expiresAt: NOON + 60 * MINUTE,
    notificationUrl: null,
    returnUrl: null,
    ...change,
  };
}

/** An order of one thing, for currencies other than soles. */
export function anOrderOf(currency: Currency, price: number, qty = 1): LinkInput {
  const lines = [{ id: 'x', title: 'Polo', qty, unitPrice: minor(price) }];
  return anOrder({ currency, lines, delivery: minor(0), total: minor(price * qty) });
}

/** The problem that `work` ends with. */
export async function problemWith(work: Promise<unknown>): Promise<PaymentProblem> {
  const error = await work.then(
    () => new Error('It worked, although it should not'),
    (reason: unknown) => reason,
  );
  if (error instanceof PaymentProblem) return error;
  throw error;
}
