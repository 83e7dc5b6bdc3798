/**
 * The one way to Mercado Pago's API: the unmodified SDK with the bounds it lacks. A fresh configuration
 * for every call, because the SDK writes a call's idempotency key back into the shared one (sdk-nodejs#481);
 * an own deadline, because its timeout ends at the response headers; every answer is parsed, because it
 * turns a 200 that is no JSON into `{}`. Where the calls go is decided here, once per process.
 */
import { createHash } from 'node:crypto';
import { MercadoPagoConfig, MPNotFoundError } from 'mercadopago';
import { AppConfig } from 'mercadopago/dist/utils/config/index.js';
import type { z } from 'zod';
import { PaymentProblem } from '../port.ts';
import { problemOf } from './problem.ts';

export const MERCADO_PAGO_URL = 'https://api.mercadopago.com';

/** How long a call may take, in ms. */
export interface Waits {
  /** Until the headers of one attempt. */
  readonly timeoutMs: number;
  /** For everything: both attempts, the pause between them, and a body that stalls. */
  readonly deadlineMs: number;
  /** Longest pause before the second attempt. */
  readonly pauseMs: number;
}

export const WAITS: Waits = { timeoutMs: 8_000, deadlineMs: 15_000, pauseMs: 2_000 };

/** One more attempt here; the long retries are the job queue's. */
const MAX_RETRIES = 1;

/** Not 429: the provider says how long to wait, and the job queue does. */
const RETRIED_STATUSES = [500, 502, 503, 504];

/** Longest `X-Idempotency-Key` (sdk-python#141). */
const LONGEST_KEY = 64;

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

export interface Call<Answer extends z.ZodType> {
  /** For the message of a problem: "create a preference". */
  readonly what: string;
  /** Whether it may have changed something although no answer came. */
  readonly write: boolean;
  /** A repeat with the same key is the same write. */
  readonly key?: string;
  readonly answer: Answer;
  readonly run: (config: MercadoPagoConfig) => Promise<unknown>;
}

export interface Client {
  /** @throws {PaymentProblem} */
  call<Answer extends z.ZodType>(call: Call<Answer>): Promise<z.output<Answer>>;
  /** The same; null where the provider knows no such thing. @throws {PaymentProblem} */
  find<Answer extends z.ZodType>(call: Call<Answer>): Promise<z.output<Answer> | null>;
}

export interface ClientOptions {
  readonly accessToken: string;
  readonly baseUrl: string;
  readonly live: boolean;
  readonly waits: Waits;
}

/** @throws {Error} where `baseUrl` and `live` do not fit each other, or this process already has the other mode. */
export function createClient({ accessToken, baseUrl, live, waits }: ClientOptions): Client {
  const origin = checkedOrigin(baseUrl, live, isTestToken(accessToken));
  keepMode(live);

  async function attempt<Answer extends z.ZodType>({ what, write, key, answer, run }: Call<Answer>): Promise<z.output<Answer>> {
    const config = new MercadoPagoConfig({
      accessToken,
      options: {
        timeout: waits.timeoutMs,
        maxRetries: MAX_RETRIES,
        retryOn: RETRIED_STATUSES,
        initialDelay: waits.pauseMs / 2,
        maxDelay: waits.pauseMs,
        ...(key === undefined ? {} : { idempotencyKey: fittingKey(key) }),
      },
    });
    const raw = await within(waits.deadlineMs, what, write, () => {
      aimAt(origin);
      return run(config);
    });
    const parsed = answer.safeParse(raw);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`).join('; ');
    throw new PaymentProblem('bad-response', `Mercado Pago answered "${what}" with something else (${where})`, {
      retryable: true,
      maybeApplied: write,
    });
  }

  return {
    async call(call) {
      try {
        return await attempt(call);
      } catch (error) {
        throw problemOf(error, call.what, call.write);
      }
    },
    async find(call) {
      try {
        return await attempt(call);
      } catch (error) {
        if (error instanceof MPNotFoundError) return null;
        throw problemOf(error, call.what, call.write);
      }
    },
  };
}

/** Credentials for tests: what is paid with them is marked as not real by Mercado Pago itself. */
export function isTestToken(accessToken: string): boolean {
  return accessToken.startsWith('TEST-');
}

function checkedOrigin(baseUrl: string, live: boolean, test: boolean): string {
  if (live || (test && baseUrl === MERCADO_PAGO_URL)) {
    if (baseUrl === MERCADO_PAGO_URL) return MERCADO_PAGO_URL;
    throw new Error(`Real payments only go to ${MERCADO_PAGO_URL}, not to ${baseUrl}`);
  }
  const url = new URL(baseUrl);
  if (url.protocol === 'http:' && LOOPBACK.has(url.hostname) && url.pathname === '/') return url.origin;
  throw new Error(`Practice payments only go to this machine (http://127.0.0.1:<port>), not to ${baseUrl}`);
}

/** The SDK's base URL belongs to the whole process, and so does the question whether money is real. */
let liveProcess: boolean | null = null;

function keepMode(live: boolean): void {
  if (liveProcess !== null && liveProcess !== live) {
    throw new Error(`This process already takes ${liveProcess ? 'real' : 'practice'} payments: start another one for the other kind`);
  }
  liveProcess = live;
}

/** The SDK reads the URL before its first await, so setting it right before a call is enough for every call. */
function aimAt(origin: string): void {
  if (AppConfig.BASE_URL === origin) return;
  if (!Reflect.set(AppConfig, 'BASE_URL', origin)) throw new Error('The base URL of the mercadopago package can no longer be set');
}

function fittingKey(key: string): string {
  return key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex');
}

async function within<T>(ms: number, what: string, write: boolean, run: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(
      new PaymentProblem('unreachable', `Mercado Pago did not finish "${what}" in ${ms} ms`, { retryable: true, maybeApplied: write }),
    );
  }, ms);
  try {
    return await Promise.race([run(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
