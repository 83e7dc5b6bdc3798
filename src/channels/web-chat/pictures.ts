/**
 * Pictures: those a customer sends (recognised by their first bytes, kept under random names that only
 * their own conversation can fetch) and those of the catalog.
 */
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a customer may send. Scalable graphics are not among them: they can carry script. */
const SENT = {
  jpg: { mime: 'image/jpeg', starts: [{ at: 0, bytes: [0xff, 0xd8, 0xff] }] },
  png: { mime: 'image/png', starts: [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }] },
  webp: {
    mime: 'image/webp',
    starts: [
      { at: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
      { at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
    ],
  },
} as const;

export type PictureType = keyof typeof SENT;

const TYPES = ['jpg', 'png', 'webp'] as const satisfies PictureType[];

/** By its first bytes; a name or a declared type is only a claim. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  const begins = (type: PictureType): boolean =>
    SENT[type].starts.every((start) => start.bytes.every((byte, index) => bytes[start.at + index] === byte));
  return TYPES.find(begins) ?? null;
}

export function mimeOf(type: PictureType): string {
  return SENT[type].mime;
}

/** Characters of the random name of a kept picture. */
const NAME_LENGTH = 32;

/**
 * Keeps a picture for good (synced) and returns its reference, `<chat>/<name>`, a path below `directory`.
 * Readable by the shop's user only.
 * @throws when the disk refuses.
 */
export async function keepPicture(
  directory: string,
  chat: string,
  picture: { readonly bytes: Uint8Array; readonly type: PictureType },
  newId: (length: number) => string,
): Promise<string> {
  const folder = join(directory, chat);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${newId(NAME_LENGTH)}.${picture.type}`;
  const file = await open(join(folder, name), 'wx', 0o600);
  try {
    await file.writeFile(picture.bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return `${chat}/${name}`;
}

export async function dropPicture(directory: string, ref: string): Promise<void> {
  await rm(join(directory, ref), { force: true });
}

/** One folder a conversation, never a path. */
const KEPT_CHAT = /^[A-Za-z0-9_-]{16,64}$/;
const KEPT_NAME = /^[a-z0-9]{16,64}\.(jpg|png|webp)$/;

/** A picture of that conversation as an answer; null where there is none. */
export async function serveKept(directory: string, chat: string, name: string): Promise<Response | null> {
  const type = TYPES.find((candidate) => KEPT_NAME.exec(name)?.[1] === candidate);
  if (type === undefined || !KEPT_CHAT.test(chat)) return null;
  const bytes = await readOrNull(join(directory, chat, name));
  if (bytes === null) return null;
  return new Response(bytes, {
    headers: {
      'Content-Type': mimeOf(type),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, max-age=86400',
    },
  });
}

const CATALOG_MIME: ReadonlyMap<string, string> = new Map([
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['webp', 'image/webp'],
]);

/** No path, no hidden file, a kind of picture that browsers show. */
const CATALOG_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}\.([a-z]{3,4})$/;

/** Drawings keep their own styles and lose everything else. */
const CATALOG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** A product's picture; `etag`: what the browser has. A seller may change it any time, so it is asked about. */
export async function serveCatalogPicture(directory: string, name: string, etag: string | undefined): Promise<Response | null> {
  const mime = CATALOG_MIME.get(CATALOG_NAME.exec(name)?.[1] ?? '');
  if (mime === undefined) return null;
  const path = join(directory, name);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return null;
  const current = `"${Math.round(found.mtimeMs).toString(36)}-${found.size.toString(36)}"`;
  const headers = {
    'Content-Type': mime,
    'Content-Security-Policy': CATALOG_POLICY,
    'Cache-Control': 'public, max-age=300',
    ETag: current,
  };
  if (etag === current) return new Response(null, { status: 304, headers });
  const bytes = await readOrNull(path);
  return bytes && new Response(bytes, { headers });
}

async function readOrNull(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return readFile(path).then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  );
}
