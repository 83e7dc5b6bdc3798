/** The pictures of the catalog, as the chat page shows them. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

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
