/**
 * The page's own files (style, script, icon), read once at start. They are served below a name made of
 * their content, so a browser may keep them for good and a new version is a new name.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { withLook } from '../../../look/look.ts';

const MIME: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
]);

export interface PageFiles {
  /** Path of a file, e.g. `/chat-page/4f2a…/chat.js`. */
  path(name: string): string;
  /** Names of the scripts, so that the page can ask for all of them at once. */
  readonly scripts: readonly string[];
  /** Null where there is no such file in this version. */
  serve(version: string, name: string, acceptEncoding: string | undefined): Response | null;
}

export function loadPageFiles(): PageFiles {
  const names = readdirSync(import.meta.dirname).filter((name) => MIME.has(extname(name)));
  const files = new Map(
    names.sort().map((name) => {
      const file = readFileSync(join(import.meta.dirname, name));
      const bytes = extname(name) === '.css' ? Buffer.from(withLook(file.toString('utf8'))) : file;
      return [name, { plain: new Uint8Array(bytes), packed: new Uint8Array(gzipSync(bytes)), mime: MIME.get(extname(name)) ?? '' }];
    }),
  );
  const hash = createHash('sha256');
  for (const [name, { plain }] of files) hash.update(name).update(plain);
  const current = hash.digest('hex').slice(0, 16);

  return {
    path: (name) => `/chat-page/${current}/${name}`,
    scripts: names.filter((name) => extname(name) === '.js'),
    serve(version, name, acceptEncoding) {
      const file = version === current ? files.get(name) : undefined;
      if (!file) return null;
      const packed = /\bgzip\b/.test(acceptEncoding ?? '');
      return new Response(packed ? file.packed : file.plain, {
        headers: {
          'Content-Type': file.mime,
          'Cache-Control': 'public, max-age=31536000, immutable',
          Vary: 'Accept-Encoding',
          ...(packed && { 'Content-Encoding': 'gzip' }),
        },
      });
    },
  };
}
