/**
 * Files that customers send: pictures, voice notes and PDFs (a bank's receipt), recognised by what is in them and
 * kept under random names that only their own conversation and the seller can fetch.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptFile } from '../conversation/message.ts';

/** Bytes at a place, counted from the beginning of the file. */
interface Mark {
  readonly at: number;
  readonly bytes: readonly number[];
}

interface Kind {
  readonly media: 'image' | 'voice' | 'document';
  readonly mime: string;
  /** Ways in which such a file begins; all marks of one of them. */
  readonly begins: readonly (readonly Mark[])[];
}

/** Letters of a mark. */
function letters(text: string): readonly number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

/** Scalable graphics are not among them: they can carry script. Videos are not: nobody could see them here. */
const SENT = {
  jpg: { media: 'image', mime: 'image/jpeg', begins: [[{ at: 0, bytes: [0xff, 0xd8, 0xff] }]] },
  png: { media: 'image', mime: 'image/png', begins: [[{ at: 0, bytes: [0x89, ...letters('PNG'), 0x0d, 0x0a, 0x1a, 0x0a] }]] },
  webp: {
    media: 'image',
    mime: 'image/webp',
    begins: [
      [
        { at: 0, bytes: letters('RIFF') },
        { at: 8, bytes: letters('WEBP') },
      ],
    ],
  },
  ogg: { media: 'voice', mime: 'audio/ogg', begins: [[{ at: 0, bytes: letters('OggS') }]] },
  webm: { media: 'voice', mime: 'audio/webm', begins: [[{ at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] }]] },
  // Brands of MP4 that hold sound; pictures of telephones begin with the same box and other brands.
  m4a: {
    media: 'voice',
    mime: 'audio/mp4',
    begins: ['M4A ', 'mp41', 'mp42', 'isom', 'iso5', 'iso6', 'dash'].map((brand) => [{ at: 4, bytes: letters(`ftyp${brand}`) }]),
  },
  mp3: {
    media: 'voice',
    mime: 'audio/mpeg',
    begins: [[{ at: 0, bytes: letters('ID3') }], ...[0xfb, 0xf3, 0xf2].map((second) => [{ at: 0, bytes: [0xff, second] }])],
  },
  pdf: { media: 'document', mime: 'application/pdf', begins: [[{ at: 0, bytes: letters('%PDF-') }]] },
} as const satisfies Readonly<Record<string, Kind>>;

/** Bytes of the largest file that is kept, of any kind: what a phone's camera app sends after its own shrinking (WhatsApp Cloud API: 5 MB). */
export const LARGEST_SENT = 5 * 1024 * 1024;

export type SentType = keyof typeof SENT;

const KINDS: Readonly<Record<SentType, Kind>> = SENT;
const TYPES = ['jpg', 'png', 'webp', 'ogg', 'webm', 'm4a', 'mp3', 'pdf'] as const satisfies SentType[];

/** By what is in it; a name or a declared type is only a claim. null: none of these. */
export function sentTypeOf(bytes: Uint8Array): SentType | null {
  const has = ({ at, bytes: mark }: Mark): boolean => mark.every((byte, index) => bytes[at + index] === byte);
  const type = TYPES.find((candidate) => KINDS[candidate].begins.some((marks) => marks.every(has)));
  return type === undefined || hasMovingPictures(bytes, type) ? null : type;
}

/** Names of the tracks of a video: a codec of WebM begins with V_, the handler of an MP4's track is "vide". */
function hasMovingPictures(bytes: Uint8Array, type: SentType): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'webm') return ['V_VP', 'V_AV1', 'V_MPEG'].some((codec) => buffer.includes(codec, 0, 'latin1'));
  if (type !== 'm4a') return false;
  for (let at = buffer.indexOf('hdlr'); at >= 0; at = buffer.indexOf('hdlr', at + 4)) {
    if (buffer.toString('latin1', at + 12, at + 16) === 'vide') return true;
  }
  return false;
}

export function mediaOf(type: SentType): Kind['media'] {
  return SENT[type].media;
}

export function mimeOf(type: SentType): string {
  return SENT[type].mime;
}

/** Characters of the random name of a kept file. */
const NAME_LENGTH = 32;

/**
 * Where the files of a conversation lie: a folder of its own, named by its id on the web chat; with the channel before
 * it elsewhere, and a dot between, which no conversation of the web chat has in its id.
 */
export function folderOf(channel: string, chat: string): string {
  return channel === 'web' ? chat : `${channel}.${chat.replace(/[^A-Za-z0-9_@.-]/g, '_')}`;
}

/**
 * Keeps a file for good (synced) and returns its reference, `<folder>/<name>`, a path below `directory`.
 * Readable by the shop's user only.
 * @throws when the disk refuses.
 */
export async function keepSent(
  directory: string,
  ofConversation: string,
  sent: { readonly bytes: Uint8Array; readonly type: SentType },
  newId: (length: number) => string,
): Promise<string> {
  const folder = join(directory, ofConversation);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${newId(NAME_LENGTH)}.${sent.type}`;
  const file = await open(join(folder, name), 'wx', 0o600);
  try {
    await file.writeFile(sent.bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return `${ofConversation}/${name}`;
}

/** A file as the shop hears of it, once it is kept. @throws when the disk refuses. */
export async function keepFile(
  directory: string,
  ofConversation: string,
  { bytes, type, caption }: { readonly bytes: Uint8Array; readonly type: SentType; readonly caption: string },
  newId: (length: number) => string,
): Promise<KeptFile> {
  const ref = await keepSent(directory, ofConversation, { bytes, type }, newId);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: 'media', media: mediaOf(type), ref, mime: mimeOf(type), bytes: bytes.length, sha256, caption };
}

export async function dropSent(directory: string, ref: string): Promise<void> {
  await rm(join(directory, ref), { force: true });
}

/** As `folderOf` makes them, never a path. */
const KEPT_FOLDER = /^(?:[A-Za-z0-9_-]{16,64}|[a-z-]{3,20}\.[A-Za-z0-9_@.-]{1,150})$/;
const KEPT_NAME = /^[a-z0-9]{16,64}\.([a-z0-9]{3,4})$/;

/** All that this conversation has sent, also what no message tells of. @throws when the disk refuses */
export async function dropAllSent(directory: string, folder: string): Promise<void> {
  if (KEPT_FOLDER.test(folder)) await rm(join(directory, folder), { recursive: true, force: true });
}

/**
 * A file of that conversation as an answer; null where there is none.
 * @param range the header of that name: players ask for parts, and some play nothing without.
 */
export async function serveSent(directory: string, folder: string, name: string, range: string | undefined): Promise<Response | null> {
  const type = TYPES.find((candidate) => KEPT_NAME.exec(name)?.[1] === candidate);
  if (type === undefined || !KEPT_FOLDER.test(folder)) return null;
  const bytes = await readFile(join(directory, folder, name)).catch(() => null);
  if (bytes === null) return null;
  const headers = {
    'Content-Type': mimeOf(type),
    'Content-Security-Policy': "default-src 'none'; media-src 'self'; sandbox",
    'Cache-Control': 'private, max-age=86400',
    'Accept-Ranges': 'bytes',
    // A browser's own reader of PDFs does not open in a sandbox.
    ...(mediaOf(type) === 'document' && { 'Content-Disposition': 'attachment' }),
  };
  const part = partOf(range, bytes.length);
  if (part === null) return new Response(new Uint8Array(bytes), { headers });
  const body = new Uint8Array(bytes.subarray(part.from, part.to + 1));
  return new Response(body, { status: 206, headers: { ...headers, 'Content-Range': `bytes ${part.from}-${part.to}/${bytes.length}` } });
}

/** One part with a beginning, which is what players ask for; anything else gets the whole. Both ends belong to it. */
function partOf(range: string | undefined, size: number): { readonly from: number; readonly to: number } | null {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === undefined) return null;
  const from = Number(first);
  const to = last ? Math.min(Number(last), size - 1) : size - 1;
  return from <= to ? { from, to } : null;
}
