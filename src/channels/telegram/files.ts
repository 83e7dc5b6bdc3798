/**
 * Files that customers send, brought from Telegram. Their address holds the token: it is made here, used here, and no
 * error tells it.
 */
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { LARGEST_SENT } from '../sent-files.ts';
import type { Call } from './caller.ts';
import { CallFailed } from './driver.ts';
import { FILE_TIMEOUT_MS } from './limits.ts';
import { within } from './waiting.ts';

export interface FileDeps {
  readonly token: string;
  readonly apiUrl: string;
  readonly call: Call;
  readonly clock: Clock;
}

/** bot-api Client.cpp: the file may come in a moment. */
const LATER = /temporarily unavailable/i;

const described = z.object({ file_path: z.string(), file_size: z.number().optional() });

/** null: it cannot be had, now or later. @throws where it is worth another try. */
export async function fetchTelegramFile({ token, apiUrl, call, clock }: FileDeps, fileId: string): Promise<Uint8Array | null> {
  const file = await call('getFile', { file_id: fileId }).catch((problem: unknown) => {
    if (problem instanceof CallFailed && problem.status === 400 && !LATER.test(problem.description)) return null;
    throw problem;
  });
  if (file === null) return null;
  const { file_path, file_size = 0 } = described.parse(file);
  if (file_size > LARGEST_SENT) return null;
  return within(clock, FILE_TIMEOUT_MS, undefined, (signal) => download(`${apiUrl}/file/bot${token}/${file_path}`, signal));
}

/** What went wrong on the way is not told further: it could name the address. */
async function download(url: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const response = await fetch(url, { signal, redirect: 'error' }).catch(() => null);
  if (!response?.ok) throw new Error(`a file of a customer was not brought from Telegram: ${response?.status ?? 'no answer'}`);
  try {
    return await bytesUpTo(response, LARGEST_SENT);
  } catch {
    throw new Error('a file of a customer was not brought from Telegram: it broke off');
  }
}

/** null as soon as there are more. */
async function bytesUpTo(response: Response, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}
