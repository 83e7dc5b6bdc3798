/**
 * Calls of the Bot API with a time limit, until the channel closes. The client library is loaded with the first one.
 */
import type { Clock } from '../../clock.ts';
import type { Params, TelegramDriver, Upload } from './driver.ts';
import { CALL_TIMEOUT_MS, FILE_TIMEOUT_MS } from './limits.ts';
import { within } from './waiting.ts';

export interface CallWishes {
  readonly file?: Upload;
  /** ms; by default as long as such a call may take. */
  readonly timeoutMs?: number;
  /** Ends it before. */
  readonly closing?: AbortSignal;
}

/** The `result` of the answer. @throws {CallFailed} */
export type Call = (method: string, params: Params, wishes?: CallWishes) => Promise<unknown>;

export function createCaller(load: () => Promise<TelegramDriver>, clock: Clock): Call {
  let driver: Promise<TelegramDriver> | null = null;
  return async (method, params, { file, timeoutMs = file ? FILE_TIMEOUT_MS : CALL_TIMEOUT_MS, closing } = {}) => {
    driver ??= load();
    const loaded = await driver;
    const upload = file && { file: { ...file, name: inHeader(file.name) } };
    return within(clock, timeoutMs, closing, (signal) => loaded.call(method, params, { signal, ...upload }));
  };
}

/** grammY writes the name of a file into the header of its part as it is, Telegraf between quotes. */
function inHeader(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]/g, '_');
}
