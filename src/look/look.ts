/**
 * The look that all pages share: the tokens in front of each page's own style, and the display face they
 * name. Both come from the shop's own address, so that no page asks anybody else for anything.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const TOKENS = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
/** Fraunces, latin letters, one file for all weights: 37 kB, SIL Open Font License. */
const FACE = fileURLToPath(import.meta.resolve('@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2'));

/** A page's own style with the tokens in front of it. */
export function withLook(style: string): string {
  return `${TOKENS}\n${style}`;
}

/** `GET /look/fraunces.woff2`. The face changes only with the package: browsers may keep it for a year. */
export function lookRoutes(): Hono {
  const face = new Uint8Array(readFileSync(FACE));
  const routes = new Hono();
  routes.get('/look/fraunces.woff2', (context) =>
    context.body(face, 200, {
      'Content-Type': 'font/woff2',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    }),
  );
  return routes;
}
