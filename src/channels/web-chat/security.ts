/**
 * The headers of everything the web chat answers (facts/store.md §5): nothing from elsewhere, nothing
 * inline, no frame around it, no address handed on. A handler may set its own, stricter policy.
 */
import type { MiddlewareHandler } from 'hono';

/** `blob:` is the preview of a picture or voice note that was not sent yet. */
const POLICY =
  "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'geolocation=(self), camera=(), microphone=(self), payment=()',
  'Cache-Control': 'no-store',
};

export const secured: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) if (!context.res.headers.has(name)) context.res.headers.set(name, value);
};

/** The same for an answer in JSON, made in one step: headers that are added later cost more than the message itself. */
export function securedJson(body: object, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...HEADERS, ...headers } });
}
