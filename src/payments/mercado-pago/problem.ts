/**
 * What went wrong at Mercado Pago, in the words of the port: whether trying again can help, when, and
 * whether the thing may have been done although no answer came.
 */
import { MercadoPagoError, MPConnectionError, MPRateLimitError, MPServerError } from 'mercadopago';
import { PaymentProblem } from '../port.ts';

interface Meaning {
  readonly kind: PaymentProblem['kind'];
  readonly retryable: boolean;
}

/** By HTTP status; every other 4xx is a request that will never be accepted. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  401: { kind: 'bad-credentials', retryable: false },
  403: { kind: 'bad-credentials', retryable: false },
  408: { kind: 'unreachable', retryable: true },
  409: { kind: 'conflict', retryable: false },
  /** The same idempotency key is being worked on. */
  423: { kind: 'conflict', retryable: true },
  424: { kind: 'provider-down', retryable: true },
};

/** A refund needs money in the account; the API has no code of its own for that, only words. */
const NO_BALANCE = /(not enough|insufficient|doesn't have enough|sin) (money|funds|balance|saldo)/i;

/** `what` was being done; `write`: it may have been done. Never contains the access token. */
export function problemOf(error: unknown, what: string, write: boolean): PaymentProblem {
  if (error instanceof PaymentProblem) return error;
  const says = (detail: string) => `Mercado Pago could not ${what}: ${detail}`;
  if (error instanceof MPRateLimitError) {
    const retryAfterMs = error.retryAfter === null ? null : error.retryAfter * 1000;
    return new PaymentProblem('rate-limited', says('too many requests'), { retryable: true, retryAfterMs });
  }
  if (error instanceof MPConnectionError) {
    return new PaymentProblem('unreachable', says(error.message), { retryable: true, maybeApplied: write });
  }
  if (error instanceof MPServerError) {
    return new PaymentProblem('provider-down', says(`status ${error.status}`), { retryable: true, maybeApplied: write });
  }
  if (error instanceof MercadoPagoError) {
    if (error.status === 400 && NO_BALANCE.test(error.message))
      return new PaymentProblem('no-balance', says(error.message), { retryable: false });
    const meaning = MEANINGS[error.status] ?? { kind: 'invalid', retryable: false };
    return new PaymentProblem(meaning.kind, says(`status ${error.status}, ${error.message}`), { retryable: meaning.retryable });
  }
  // The SDK fails like this on a body that is JSON but no object.
  const detail = error instanceof Error ? error.message : String(error);
  return new PaymentProblem('bad-response', says(detail), { retryable: true, maybeApplied: write });
}
