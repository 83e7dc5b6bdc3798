/**
 * What is handed to the page of a part: its words, and the bytes of its picture or document.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAttachment } from '../../conversation/message.ts';
import { readAttachment } from '../attachments.ts';
import { mimeOf, sentTypeOf } from '../sent-files.ts';
import type { Outgoing } from './protocol.ts';
import { type Part, withoutFile } from './render.ts';

export interface Folders {
  readonly imagesDirectory: string;
  readonly dataDirectory: string;
}

/** The words alone where the file is gone. */
export async function outgoingOf(part: Part, { imagesDirectory, dataDirectory }: Folders): Promise<Outgoing> {
  if (part.kind === 'text') return part;
  const { file } = part;
  const bytes = isAttachment(file)
    ? await readAttachment(dataDirectory, file)
    : await readFile(join(imagesDirectory, file.name)).catch(() => null);
  if (bytes === null) return { kind: 'text', text: withoutFile(part).text };
  const type = isAttachment(file) ? null : sentTypeOf(bytes);
  const mime = isAttachment(file) ? file.mime : type ? mimeOf(type) : 'image/jpeg';
  return { kind: part.kind, text: part.text, mime, name: file.name, data: Buffer.from(bytes).toString('base64') };
}
