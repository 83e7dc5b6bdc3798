/**
 * The payment provider of this process: the real one where there is a token, otherwise the practice
 * server on this machine, with the same code in front of it.
 */
import { join } from 'node:path';
import type { Currency } from '../commerce/money.ts';
import { MERCADO_PAGO_URL } from '../payments/mercado-pago/client.ts';
import { createMercadoPago } from '../payments/mercado-pago/mercado-pago.ts';
import type { Payments } from '../payments/port.ts';
import { type Practice, startPractice } from '../payments/practice/practice.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Secrets } from '../secrets.ts';
import type { AppParts } from './parts.ts';

/** Practice payments listen beside the shop's own port, so that links survive a restart. */
const PRACTICE_PORT_AFTER = 1;

export async function openPayments(
  parts: AppParts,
  secrets: Secrets,
  currency: Currency,
): Promise<{ readonly payments: Payments; readonly practice: Practice | null }> {
  const { settings, clock } = parts;
  const practice = settings.mercadoPago ? null : await openPractice(parts, secrets, currency);
  const payments = createMercadoPago({
    accessToken: settings.mercadoPago?.accessToken ?? secrets.practiceToken,
    webhookSecrets: settings.mercadoPago?.webhookSecrets ?? [secrets.practiceWebhookSecret],
    baseUrl: practice?.url ?? MERCADO_PAGO_URL,
    live: practice === null,
    now: clock.now,
  });
  return { payments, practice };
}

function openPractice({ settings, clock, newId }: AppParts, secrets: Secrets, currency: Currency): Promise<Practice> {
  return startPractice({
    host: '127.0.0.1',
    port: settings.port === 0 ? 0 : settings.port + PRACTICE_PORT_AFTER,
    file: join(settings.dataDirectory, 'practice.json'),
    accessToken: secrets.practiceToken,
    webhookSecret: secrets.practiceWebhookSecret,
    currency,
    now: clock.now,
    newId,
  });
}

/** News of a payment become an event; the provider is told "kept" only when it is on disk. */
export function newsTo(runtime: Runtime) {
  return async (paymentId: string, requestId: string): Promise<'kept' | 'unavailable'> => {
    const received = await runtime.receive({ kind: 'payment-news', id: `mercado-pago:${paymentId}:${requestId}`, paymentId });
    return received.kept ? 'kept' : 'unavailable';
  };
}
