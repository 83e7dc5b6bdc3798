/**
 * Pictures and files that the shop sends: read from the catalog or the data folder, uploaded once, and sent by the id
 * that WhatsApp gave them for as long as it lives. The same bytes are the same file, whatever their name.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { type Attachment, isAttachment, type Picture } from '../../conversation/message.ts';
import { readAttachment } from '../attachments.ts';
import type { Answered, Graph } from './graph.ts';
import { LARGEST_DOCUMENT, LARGEST_PICTURE, LARGEST_SOUND, MEDIA_ID_LIVES_MS } from './limits.ts';
import type { MediaForm } from './parts.ts';

export interface Sendable {
  readonly form: MediaForm;
  readonly mime: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ShopFilesOut {
  /** null where there is none, or none that WhatsApp takes. */
  find(file: Picture | Attachment): Promise<Sendable | null>;
  /** WhatsApp's id of it; uploads it where it has none. */
  idOf(file: Sendable): Promise<Answered<string>>;
  /** WhatsApp does not know it any more. */
  forget(file: Sendable): void;
}

interface Kind {
  readonly form: MediaForm;
  readonly most: number;
  /** As what it is uploaded, where WhatsApp does not know the kind. */
  readonly as?: string;
}

const SHEETS = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCUMENT: Kind = { form: 'document', most: LARGEST_DOCUMENT };

/** What WhatsApp takes (business-phone-numbers/media#supported-media-types). Drawings (SVG) and WebP are not among it. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['image/jpeg', { form: 'image', most: LARGEST_PICTURE }],
  ['image/png', { form: 'image', most: LARGEST_PICTURE }],
  ['audio/ogg', { form: 'audio', most: LARGEST_SOUND }],
  ['audio/mp4', { form: 'audio', most: LARGEST_SOUND }],
  ['audio/mpeg', { form: 'audio', most: LARGEST_SOUND }],
  ['application/pdf', DOCUMENT],
  ['text/plain', DOCUMENT],
  [SHEETS, DOCUMENT],
  ['text/csv', { ...DOCUMENT, as: 'text/plain' }],
  ['application/json', { ...DOCUMENT, as: 'text/plain' }],
]);

const MIME_OF_PICTURE: ReadonlyMap<string, string> = new Map([
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.png', 'image/png'],
  ['.pdf', 'application/pdf'],
]);

const uploaded = z.object({ id: z.string().min(1) });

interface Places {
  /** `catalog/images`. */
  readonly imagesDirectory: string;
  /** The shop's data folder. */
  readonly dataDirectory: string;
  /** ms since the epoch. */
  readonly now: () => number;
}

export function createShopFiles(graph: Graph, phoneId: string, { imagesDirectory, dataDirectory, now }: Places): ShopFilesOut {
  const ids = new Map<string, { readonly id: Promise<Answered<string>>; readonly until: number }>();

  const upload = async ({ bytes, mime, name }: Sendable): Promise<Answered<string>> => {
    const body = new FormData();
    body.set('messaging_product', 'whatsapp');
    body.set('type', mime);
    body.set('file', new Blob([bytes], { type: mime }), name);
    const answered = await graph.call({ method: 'POST', path: `${phoneId}/media`, body, answer: uploaded });
    return answered.ok ? { ok: true, value: answered.value.id } : answered;
  };

  return {
    async find(file) {
      const found = isAttachment(file) ? await attachment(dataDirectory, file) : await picture(imagesDirectory, file);
      const kind = found && KINDS.get(found.mime);
      if (!found || !kind || found.bytes.length === 0 || found.bytes.length > kind.most) return null;
      return { form: kind.form, mime: kind.as ?? found.mime, name: found.name, bytes: found.bytes };
    },
    /** Those who ask for the same file at once wait for one upload. */
    async idOf(file) {
      const key = keyOf(file);
      const known = ids.get(key);
      if (known && known.until > now()) return known.id;
      const id = upload(file);
      ids.set(key, { id, until: now() + MEDIA_ID_LIVES_MS });
      const answered = await id;
      if (!answered.ok) ids.delete(key);
      return answered;
    },
    forget: (file) => void ids.delete(keyOf(file)),
  };
}

function keyOf({ bytes, mime }: Sendable): string {
  return `${mime} ${createHash('sha256').update(bytes).digest('hex')}`;
}

type Found = Pick<Sendable, 'mime' | 'name' | 'bytes'>;

async function attachment(dataDirectory: string, file: Attachment): Promise<Found | null> {
  const bytes = await readAttachment(dataDirectory, file);
  return bytes && { mime: file.mime, name: file.name, bytes: new Uint8Array(bytes) };
}

/** A file of that folder itself, never a path. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}$/;

async function picture(directory: string, { name }: Picture): Promise<Found | null> {
  const mime = MIME_OF_PICTURE.get(extname(name).toLowerCase());
  if (mime === undefined || !NAME.test(name)) return null;
  const path = join(directory, name);
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );
  if (size === 0 || size > LARGEST_DOCUMENT) return null;
  const bytes = await readFile(path).catch(() => null);
  return bytes && { mime, name, bytes: new Uint8Array(bytes) };
}
