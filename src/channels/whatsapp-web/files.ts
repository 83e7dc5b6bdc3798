/**
 * Files that customers sent, brought from the page when the shop wants them. One that its sender's telephone has to hand
 * over again is asked for a few times, and is gone then.
 */

import { LARGEST_SENT } from '../sent-files.ts';
import type { Limits } from './limits.ts';
import { answers } from './protocol.ts';
import type { Supervisor } from './supervisor.ts';

/** Times that a file may be still on its way. */
const MOST_LATER = 3;
/** Files on their way that are remembered; whoever asks for an older one begins to count anew. */
const MOST_REMEMBERED = 200;

export type FetchFile = (source: string) => Promise<Uint8Array | null>;

/** @throws where it is worth another try; answers null where it is gone for good. */
export function createFetchFile(supervisor: Pick<Supervisor, 'ask'>, { fileCallMs }: Pick<Limits, 'fileCallMs'>): FetchFile {
  const later = new Map<string, number>();

  const noteLater = (source: string): number => {
    const times = (later.get(source) ?? 0) + 1;
    later.set(source, times);
    const [oldest] = later.keys();
    if (later.size > MOST_REMEMBERED && oldest !== undefined) later.delete(oldest);
    return times;
  };

  return async (source) => {
    const file = await supervisor.ask({ ask: 'file', serialized: source, mostBytes: LARGEST_SENT }, answers.file, fileCallMs);
    if (!file.ok) throw new Error(`a file of WhatsApp could not be brought: ${file.words}`);
    if (file.value === 'later' && noteLater(source) < MOST_LATER) throw new Error('a file of WhatsApp is not there yet');
    later.delete(source);
    return file.value === 'later' || file.value === null ? null : Buffer.from(file.value, 'base64');
  };
}
