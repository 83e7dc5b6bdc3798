/**
 * From where a request comes. Behind a proxy or a tunnel of the seller's own every connection comes from this machine:
 * what the proxy says of the other end counts then, and being connected from here proves nothing.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isLoopback } from './config/settings.ts';

/** Network address of whoever asks. `trustProxy`: the shop stands behind a proxy, which writes it down last. */
export function addressOf(context: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded || (getConnInfo(context).remote.address ?? '');
}

/** What proxies and tunnels add, also where the settings know of none. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'cf-connecting-ip', 'via'] as const;

/** Asked on this machine, by a name that only this machine has, and passed on by nobody. */
export function isFromThisMachine(context: Context): boolean {
  const from = getConnInfo(context).remote.address?.replace(/^::ffff:/, '') ?? '';
  const host = URL.parse(`http://${context.req.header('host') ?? ''}`)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return isLoopback(from) && isLoopback(host) && PASSED_ON.every((name) => context.req.header(name) === undefined);
}
