/**
 * Files that customers send through channels which only tell of them: brought, known by what is in them, and
 * kept where those of the web chat are.
 */
import type { Channel } from '../channels/port.ts';
import { dropSent, folderOf, keepFile, LARGEST_SENT, sentTypeOf } from '../channels/sent-files.ts';
import type { KeptFile, MessageWithFile } from '../conversation/message.ts';

export interface CustomerFiles {
  readonly channels: ReadonlyMap<string, Channel>;
  /** `data/media`. */
  readonly directory: string;
  readonly newId: (length: number) => string;
}

/**
 * null where it is gone, larger than what the shop keeps, neither a picture, a voice note nor a PDF, or of somebody who
 * was forgotten while it was on its way. Rejects where it is worth another try.
 */
export async function bringFile(
  { channels, directory, newId }: CustomerFiles,
  message: MessageWithFile,
  isWanted: () => boolean,
): Promise<KeptFile | null> {
  const { channel, account, chat, body } = message;
  const bytes = await channels.get(channel)?.fetchFile?.(account, body.source);
  if (!bytes || bytes.length > LARGEST_SENT || !isWanted()) return null;
  const type = sentTypeOf(bytes);
  if (type === null) return null;
  const kept = await keepFile(directory, folderOf(channel, chat), { bytes, type, caption: body.caption }, newId);
  if (isWanted()) return kept;
  await dropSent(directory, kept.ref);
  return null;
}
