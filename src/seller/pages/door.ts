/**
 * The door of the seller's pages: the link with the key opens a session, a session opens everything else,
 * and an order counts only when it comes from these pages themselves (facts/store.md §5).
 */
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { SellerDeps } from './deps.ts';
import { notice, type Setting } from './layout.ts';
import { createSessions, createWrongKeys, sameSecret } from './session.ts';
import { fill } from './texts.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** `same-origin` as referrer: browsers that get none tell no origin either, and forms need it. */
const HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Security-Policy', POLICY],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
];

export const secured: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of HEADERS) if (!context.res.headers.has(name)) context.res.headers.set(name, value);
};

export interface Door {
  /** `GET /seller/enter?key=…` */
  readonly enter: (context: Context) => Response | Promise<Response>;
  /** `POST /seller/leave` */
  readonly leave: (context: Context) => Response | Promise<Response>;
  /** Lets through who has a session. */
  readonly inside: MiddlewareHandler;
  /** The same, or who sends the key itself: `Authorization: Bearer <key>`. */
  readonly insideOrKey: MiddlewareHandler;
  /** Refuses what changes something and was not sent by these pages. */
  readonly fromHere: MiddlewareHandler;
}

export function createDoor(deps: SellerDeps, setting: () => Setting): Door {
  const sessions = createSessions(deps.now, deps.newToken);
  const wrongKeys = createWrongKeys(deps.now);
  // On the machine itself the pages are opened without https, and some browsers keep no secure cookie there.
  const isSecure = (context: Context) => deps.secureHost !== null && context.req.header('host') === deps.secureHost;
  // The prefix makes browsers refuse a cookie that another host of the domain set.
  const cookieOf = (context: Context) => (isSecure(context) ? '__Host-tanteo-seller' : 'tanteo-seller');
  const rulesOf = (context: Context) => ({ httpOnly: true, sameSite: 'Strict', path: '/', secure: isSecure(context) }) as const;

  const tooMany = (context: Context, waitMs: number): Response | Promise<Response> => {
    const { gate } = setting().texts;
    context.header('Retry-After', String(Math.ceil(waitMs / 1000)));
    return context.html(notice(setting(), gate.tooManyTitle, [fill(gate.tooMany, { minutes: Math.ceil(waitMs / 60_000) })]), 429);
  };

  /** Null where the key is right, otherwise the answer to give. */
  const checkKey = (context: Context, key: string): Response | Promise<Response> | null => {
    const address = deps.addressOf(context);
    const waitMs = wrongKeys.wait(address);
    if (waitMs > 0) return tooMany(context, waitMs);
    if (sameSecret(key, deps.key)) return null;
    wrongKeys.note(address);
    deps.log.warn('wrong key for the pages of the seller');
    const { gate } = setting().texts;
    return context.html(notice(setting(), gate.wrongTitle, [gate.wrong]), 401);
  };

  const hasSession = (context: Context): boolean => sessions.holds(getCookie(context, cookieOf(context)));

  const closed = (context: Context): Response | Promise<Response> => {
    const { gate } = setting().texts;
    return context.html(notice(setting(), gate.title, [gate.text, gate.again]), 401);
  };

  return {
    enter(context) {
      const refused = checkKey(context, context.req.query('key') ?? '');
      if (refused) return refused;
      setCookie(context, cookieOf(context), sessions.open(), rulesOf(context));
      return context.redirect('/seller', 303);
    },
    leave(context) {
      sessions.close(getCookie(context, cookieOf(context)));
      deleteCookie(context, cookieOf(context), rulesOf(context));
      const { gate } = setting().texts;
      return context.html(notice(setting(), gate.title, [gate.left]));
    },
    async inside(context, next) {
      if (hasSession(context)) return next();
      if (context.req.header('sec-fetch-site') === 'cross-site' && context.req.method === 'GET') return bounce(context, setting());
      return closed(context);
    },
    async insideOrKey(context, next) {
      const key = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
      if (key === undefined) return hasSession(context) ? next() : closed(context);
      return checkKey(context, key) ?? next();
    },
    async fromHere(context, next) {
      if (context.req.method === 'GET' || context.req.method === 'HEAD' || isFromHere(context)) return next();
      const { problem } = setting().texts;
      return context.html(notice(setting(), problem.foreignTitle, [problem.foreign], backToday(setting())), 403);
    },
  };
}

export function backToday(setting: Setting) {
  return html`<p><a class="pill main" href="/seller">${setting.texts.problem.back}</a></p>`;
}

/**
 * A link in a mail or in a web chat leads here from another site, and a strict cookie stays away from such
 * a visit: the page asks for itself once more, and that is a visit from here.
 */
function bounce(context: Context, setting: Setting): Response | Promise<Response> {
  const { gate } = setting.texts;
  const here = new URL(context.req.url);
  const again = here.pathname + here.search;
  context.header('Refresh', `0;url=${again}`);
  return context.html(notice(setting, gate.bounceTitle, [], html`<p><a class="pill main" href="${again}">${gate.bounce}</a></p>`));
}

/** By what browsers say on their own: `Sec-Fetch-Site`, or `Origin` where they do not send it (plain http in a local network). */
function isFromHere(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = context.req.header('origin');
  return origin !== undefined && URL.parse(origin)?.host === context.req.header('host');
}
