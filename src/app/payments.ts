/**
 * The payment provider of this process: the real one where there is a token, otherwise the practice
 * server on this machine, with the same code in front of it.
 */
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Currency } from '../commerce/money.ts';
import { isTestToken, MERCADO_PAGO_URL } from '../payments/mercado-pago/client.ts';
import { createMercadoPago } from '../payments/mercado-pago/mercado-pago.ts';
import { type Practice, startPractice } from '../payments/practice/practice.ts';
import { type Standing, type Stood, standingWith } from '../payments/standing.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Secrets } from '../secrets.ts';
import type { AppParts, PaymentMode } from './parts.ts';

/** Practice payments listen beside the shop's own port, so that links survive a restart. */
const PRACTICE_PORT_AFTER = 1;

export interface Provider extends Stood {
  /** null where it is the real one. */
  readonly practice: Practice | null;
  readonly mode: PaymentMode;
}

/** `reachedAt`: origin at which others than this machine reach the shop; null where they do not. */
export async function openPayments(parts: AppParts, secrets: Secrets, currency: Currency, reachedAt: string | null): Promise<Provider> {
  const { settings, clock, log } = parts;
  const practice = settings.mercadoPago ? null : await openPractice(parts, secrets, currency, reachedAt);
  const mode = practice ? 'practice' : isTestToken(settings.mercadoPago?.accessToken ?? '') ? 'test' : 'live';
  const payments = createMercadoPago({
    accessToken: settings.mercadoPago?.accessToken ?? secrets.practiceToken,
    webhookSecrets: settings.mercadoPago?.webhookSecrets ?? [secrets.practiceWebhookSecret],
    baseUrl: practice?.url ?? MERCADO_PAGO_URL,
    live: mode === 'live',
    now: clock.now,
  });
  return { ...standingWith(payments, () => currency, log), practice, mode };
}

function openPractice(
  { settings, clock, newId }: AppParts,
  secrets: Secrets,
  currency: Currency,
  reachedAt: string | null,
): Promise<Practice> {
  return startPractice({
    host: '127.0.0.1',
    ...(reachedAt !== null && { pageAt: reachedAt }),
    port: settings.port === 0 ? 0 : settings.port + PRACTICE_PORT_AFTER,
    file: join(settings.dataDirectory, 'practice.json'),
    accessToken: secrets.practiceToken,
    webhookSecret: secrets.practiceWebhookSecret,
    currency,
    now: clock.now,
    newId,
  });
}

/** A token that is refused is tried again so often, in ms: it may have been a moment's trouble at the provider. */
const CHECK_AGAIN_MS = 15 * 60_000;

/** Asks at the start how things stand, and again for as long as the token is refused. */
export function followStanding(
  { check, standing }: Stood,
  clock: Clock,
): { readonly first: Promise<Standing>; readonly close: () => void } {
  let cancel = (): void => {};
  const again = (): void => {
    cancel = clock.after(CHECK_AGAIN_MS, () => {
      if (standing().kind === 'refused') void check();
      again();
    });
  };
  again();
  return { first: check(), close: () => cancel() };
}

/** News of a payment become an event; the provider is told "kept" only when it is on disk. */
export function newsTo(runtime: Runtime) {
  return async (paymentId: string, requestId: string): Promise<'kept' | 'unavailable'> => {
    const received = await runtime.receive({ kind: 'payment-news', id: `mercado-pago:${paymentId}:${requestId}`, paymentId });
    return received.kept ? 'kept' : 'unavailable';
  };
}
