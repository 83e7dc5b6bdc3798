/**
 * The one way to the Graph API. Every call ends: with an answer, with what it was refused for, or in doubt. The token
 * travels in a header only, and nothing of a call but Meta's code gets into a reason.
 */
import { z } from 'zod';
import type { Waits } from './limits.ts';
import { type Fault, meaningOf } from './problems.ts';

export type Answered<T> = { readonly ok: true; readonly value: T } | Failed;

export interface Failed {
  readonly ok: false;
  readonly fault: Fault | 'unreachable';
  /** Whether it may have been done although no answer came. */
  readonly uncertain: boolean;
  /** Where Meta says how long to wait. */
  readonly retryAfterMs: number | null;
  readonly words: string;
}

export interface Call<Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  /** Below the version, with its query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>> | FormData;
  readonly answer: Answer;
  /** It carries a message of the shop. */
  readonly isMessage?: true;
}

export interface Graph {
  call<Answer extends z.ZodType>(call: Call<Answer>): Promise<Answered<z.output<Answer>>>;
  /** Asks an address that Graph gave, with the token; no redirect is followed. Rejects where it is not read in time. */
  fetchWithToken<T>(url: URL, read: (response: Response) => Promise<T>): Promise<T>;
}

export interface GraphOptions {
  readonly token: string;
  /** Origin. */
  readonly apiUrl: string;
  /** `v25.0` */
  readonly apiVersion: string;
  readonly waits: Waits;
  /** Told whatever came of each call. */
  readonly heard: (outcome: 'answered' | Failed, isMessage: boolean) => void;
}

const refusal = z.object({ error: z.object({ code: z.number() }) });

export function createGraph({ token, apiUrl, apiVersion, waits, heard }: GraphOptions): Graph {
  const authorization = `Bearer ${token}`;

  async function attempt<Answer extends z.ZodType>({ method, path, body, answer }: Call<Answer>): Promise<Answered<z.output<Answer>>> {
    const isForm = body instanceof FormData;
    try {
      const response = await fetch(`${apiUrl}/${apiVersion}/${path}`, {
        method,
        headers: { authorization, ...(body && !isForm && { 'content-type': 'application/json' }) },
        redirect: 'error',
        signal: AbortSignal.timeout(isForm ? waits.fileMs : waits.callMs),
        ...(body && { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return read(response, text, answer);
    } catch (problem) {
      return lost(`no answer came: ${networkCode(problem)}`, !neverLeft(problem));
    }
  }

  return {
    async call(call) {
      const answered = await attempt(call);
      heard(answered.ok ? 'answered' : answered, call.isMessage ?? false);
      return answered;
    },
    async fetchWithToken(url, read) {
      return read(await fetch(url, { headers: { authorization }, redirect: 'manual', signal: AbortSignal.timeout(waits.fileMs) }));
    },
  };
}

function read<Answer extends z.ZodType>(response: Response, text: string, answer: Answer): Answered<z.output<Answer>> {
  const json = parsed(text);
  if (response.ok) {
    const value = answer.safeParse(json);
    return value.success ? { ok: true, value: value.data } : lost('an answer that is none', true);
  }
  const said = refusal.safeParse(json);
  const retryAfterMs = secondsIn(response.headers.get('retry-after'));
  if (said.success) return { ok: false, ...meaningOf(said.data.error.code, response.status), uncertain: false, retryAfterMs };
  // Not Graph's own words: something on the way gave up, and nobody knows how far it got.
  const { fault } = meaningOf(-1, response.status);
  return { ok: false, fault, uncertain: response.status >= 500, retryAfterMs, words: `status ${response.status}` };
}

function lost(words: string, uncertain: boolean): Failed {
  return { ok: false, fault: 'unreachable', uncertain, retryAfterMs: null, words };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function secondsIn(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : null;
}

/** Faults before anything was written. */
const BEFORE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function neverLeft(problem: unknown): boolean {
  return BEFORE.has(networkCode(problem));
}

function networkCode(problem: unknown): string {
  if (!(problem instanceof Error)) return 'unknown';
  const { cause } = problem;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : problem.name;
}
