/**
 * What this channel needs of a client library: to make one call of the Bot API. Everything else — polling, order,
 * retries, what a message looks like — is the channel's own, so that it is the same with either library: grammY's
 * poller takes one chat after another, Telegraf's confirms what failed.
 */
import { z } from 'zod';

export type Params = Readonly<Record<string, unknown>>;

/** Bytes only: both libraries would also take a path or an address, and read it. */
export interface Upload {
  /** The parameter that it is. */
  readonly field: string;
  readonly bytes: Uint8Array;
  readonly name: string;
}

export interface CallOptions {
  readonly file?: Upload;
  readonly signal?: AbortSignal;
}

export interface TelegramDriver {
  /** The `result` of the answer. @throws {CallFailed} and nothing else. */
  call(method: string, params: Params, options?: CallOptions): Promise<unknown>;
}

export interface DriverOptions {
  readonly token: string;
  /** Origin of the Bot API, without a slash at the end. */
  readonly apiUrl: string;
}

/** Codes of a network that never carried the request to the other side. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What of a refusal concerns us; both libraries hang the whole request on theirs, and so what the customer reads. */
const refusal = z.object({
  error_code: z.number().catch(500),
  description: z.string().catch(''),
  parameters: z.object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() }).catch({}).optional(),
});

/**
 * A call that did not succeed. It holds neither the token, which is in the address of every call, nor anything of what
 * was sent: errors of the libraries stay where they were caught.
 */
export class CallFailed extends Error {
  /** HTTP status as Telegram says it; 0: no answer. */
  readonly status: number;
  readonly description: string;
  readonly retryAfterS: number | null;
  /** The chat goes on under this id. */
  readonly movedTo: number | null;
  /** Nobody knows whether Telegram did what it was asked. */
  readonly uncertain: boolean;

  private constructor(method: string, said: z.infer<typeof refusal>, uncertain: boolean) {
    const description = withoutQuotes(said.description);
    super(`${method}: ${said.error_code || 'no answer'} ${description}`);
    this.name = 'CallFailed';
    this.status = said.error_code;
    this.description = description;
    this.retryAfterS = said.parameters?.retry_after ?? null;
    this.movedTo = said.parameters?.migrate_to_chat_id ?? null;
    this.uncertain = uncertain;
  }

  /** @param answer of Telegram, in which `ok` is false. */
  static refused(method: string, answer: unknown): CallFailed {
    const said = refusal.parse(answer);
    return new CallFailed(method, said, said.error_code >= 500);
  }

  /** @param cause what the network or the library threw: only its code is looked at. */
  static unanswered(method: string, cause: unknown): CallFailed {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return new CallFailed(method, { error_code: 0, description: code }, !NEVER_LEFT.has(code));
  }
}

/** Telegram quotes addresses and labels that it refuses. */
function withoutQuotes(description: string): string {
  return description.replaceAll(/"[^"]*"|'[^']*'/g, '…');
}
