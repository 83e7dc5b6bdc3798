/**
 * Asking a service on the internet once, and why it did not answer, as a code that texts can put into words.
 */
import { z } from 'zod';
import { NoMoreAnswers } from './talk.ts';

/** Why nothing came back. */
const NO_ANSWER = [
  'no-name',
  'refused',
  'late',
  'no-route',
  'cut',
  'certificate-expired',
  'certificate-other-name',
  'certificate-unknown',
  'no-tls',
  'other',
] as const;
export type NoAnswerWhy = (typeof NO_ANSWER)[number];

/** Codes of Node, OpenSSL and undici, under the cause that each has for people. */
const WHY: Readonly<Record<string, NoAnswerWhy>> = {
  ENOTFOUND: 'no-name',
  EAI_AGAIN: 'no-name',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'late',
  UND_ERR_CONNECT_TIMEOUT: 'late',
  UND_ERR_HEADERS_TIMEOUT: 'late',
  UND_ERR_BODY_TIMEOUT: 'late',
  TimeoutError: 'late',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  UND_ERR_SOCKET: 'cut',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-other-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown',
  EPROTO: 'no-tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'no-tls',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'no-tls',
};

export type Fetch = typeof fetch;

/** ms that a service may take before it counts as not answering. */
const PATIENCE_MS = 15_000;

export interface Answer {
  readonly status: number;
  /** null where it was no JSON. */
  readonly body: unknown;
}

export type Asked = { readonly answered: true; readonly answer: Answer } | { readonly answered: false; readonly why: NoAnswerWhy };

/** Asks once. The address may hold a secret: nothing of it is in the answer. @throws {NoMoreAnswers} where she left meanwhile */
export async function askJson(fetched: Fetch, url: string, init: RequestInit = {}): Promise<Asked> {
  try {
    const response = await fetched(url, { redirect: 'manual', ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    return { answered: true, answer: { status: response.status, body: jsonOf(text) } };
  } catch (problem) {
    if (problem instanceof NoMoreAnswers) throw problem;
    return { answered: false, why: whyNot(problem) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const coded = z.object({ code: z.string() });

/** Looks through the causes: `fetch` hides the reason in one of them, and several addresses give several reasons. */
export function whyNot(problem: unknown): NoAnswerWhy {
  const code = coded.safeParse(problem);
  const known = code.success ? WHY[code.data.code] : undefined;
  if (known !== undefined) return known;
  if (problem instanceof AggregateError) return problem.errors.map(whyNot).find((why) => why !== 'other') ?? 'other';
  if (!(problem instanceof Error)) return 'other';
  const named = WHY[problem.name];
  if (named !== undefined) return named;
  return problem.cause === undefined ? 'other' : whyNot(problem.cause);
}
