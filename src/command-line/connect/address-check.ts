/**
 * Whether an address on the internet leads to this very shop, with everything whole: asked through the address and
 * at the shop's own door with the same nonce, which only the same process answers alike.
 */
import { createHash } from 'node:crypto';
import { connect } from 'node:tls';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { REACH_PATH } from '../../reach.ts';
import { askJson, type Fetch, type NoAnswerWhy, whyNot } from './network.ts';
import { NoMoreAnswers } from './talk.ts';

export interface AddressParts {
  readonly fetched: Fetch;
  readonly clock: Clock;
  readonly newId: (length: number) => string;
}

export type AddressAnswer =
  | {
      readonly ok: true;
      /** A body arrives byte for byte as it was sent. */
      readonly bodies: boolean;
      /** What the shop writes is there at once, and not when the connection ends. */
      readonly streams: boolean;
    }
  /** `to`: where the address sends whoever comes. */
  | { readonly ok: false; readonly why: 'redirect'; readonly to: string }
  /**
   * `behind-closed`: what stands in front answers, and finds no shop behind it; `not-found`: another program, which has no
   * such page; `not-let-in`: it asks for a password first; `other-shop`: a shop, not this one; `something-else`.
   */
  | {
      readonly ok: false;
      readonly why: 'behind-closed' | 'not-found' | 'not-let-in' | 'other-shop' | 'something-else';
      readonly status: number;
    }
  | { readonly ok: false; readonly why: 'no-answer'; readonly cause: NoAnswerWhy }
  /** The shop's own door did not answer: there is nothing to compare with. */
  | { readonly ok: false; readonly why: 'shop-closed' };

const shopSchema = z.object({ shop: z.string().length(64) });
const bodySchema = z.object({ bytes: z.number(), sha256: z.string() });

const NONCE_LENGTH = 24;
/** ms until the first event of a stream has to be there; the shop holds the stream open for longer. */
export const STREAM_PATIENCE_MS = 5_000;

/** Bytes that whatever is between might be tempted to change: other letters, blanks at the end, both kinds of line ends. */
const BODY = Buffer.from('{"ñ":"\\u00e1\\/ 🍓",  "b" : 1}\r\n\n\t ', 'utf8');

/** `address`: origin; `door`: where the open shop answers on this machine. */
export async function checkAddress(parts: AddressParts, address: string, door: string): Promise<AddressAnswer> {
  const nonce = parts.newId(NONCE_LENGTH);
  const own = await askJson(parts.fetched, `${door}${REACH_PATH}?nonce=${nonce}`);
  const here = own.answered ? shopSchema.safeParse(own.answer.body) : undefined;
  if (!here?.success) return { ok: false, why: 'shop-closed' };
  const reached = await askThrough(parts.fetched, `${address}${REACH_PATH}?nonce=${nonce}`);
  if (!reached.ok) return reached;
  if (reached.shop !== here.data.shop) return { ok: false, why: 'other-shop', status: 200 };
  return {
    ok: true,
    bodies: await bodiesPass(parts.fetched, address),
    streams: await streamsPass(parts, `${address}${REACH_PATH}/stream?nonce=${nonce}`, here.data.shop),
  };
}

/** A gateway that stands in front of nothing: RFC 9110 15.6, and what Cloudflare adds of its own (520 to 530). */
function isGateway(status: number): boolean {
  return status === 502 || status === 503 || status === 504 || (status >= 520 && status <= 530);
}

async function askThrough(
  fetched: Fetch,
  url: string,
): Promise<{ readonly ok: true; readonly shop: string } | Exclude<AddressAnswer, { ok: true }>> {
  let response: Response;
  let text: string;
  try {
    response = await fetched(url, { redirect: 'manual', signal: AbortSignal.timeout(THROUGH_MS) });
    text = await response.text();
  } catch (problem) {
    if (problem instanceof NoMoreAnswers) throw problem;
    return { ok: false, why: 'no-answer', cause: whyNot(problem) };
  }
  const { status } = response;
  if (status >= 300 && status < 400) return { ok: false, why: 'redirect', to: response.headers.get('location') ?? '' };
  if (isGateway(status)) return { ok: false, why: 'behind-closed', status };
  if (status === 401 || status === 403) return { ok: false, why: 'not-let-in', status };
  if (status === 404) return { ok: false, why: 'not-found', status };
  const shop = shopSchema.safeParse(jsonIn(text));
  return shop.success ? { ok: true, shop: shop.data.shop } : { ok: false, why: 'something-else', status };
}

const THROUGH_MS = 20_000;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function bodiesPass(fetched: Fetch, address: string): Promise<boolean> {
  const asked = await askJson(fetched, `${address}${REACH_PATH}`, {
    method: 'POST',
    body: BODY,
    headers: { 'content-type': 'application/json' },
  });
  const told = asked.answered ? bodySchema.safeParse(asked.answer.body) : undefined;
  return told?.success === true && told.data.sha256 === createHash('sha256').update(BODY).digest('hex');
}

async function streamsPass({ fetched, clock }: AddressParts, url: string, expected: string): Promise<boolean> {
  const stop = new AbortController();
  const cancel = clock.after(STREAM_PATIENCE_MS, () => stop.abort());
  try {
    const response = await fetched(url, { redirect: 'manual', signal: stop.signal });
    let seen = '';
    for await (const chunk of response.body ?? []) {
      seen += Buffer.from(chunk).toString('latin1');
      if (seen.includes(expected)) return true;
    }
    return false;
  } catch {
    return false;
  } finally {
    cancel();
    stop.abort();
  }
}

/** When the certificate of an https address ends, in ms since the epoch; null where that cannot be told. */
export function certificateEnds(address: string): Promise<number | null> {
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== 'https:') return Promise.resolve(null);
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname, timeout: THROUGH_MS }, () => {
    const ends = Date.parse(socket.getPeerCertificate().valid_to);
    socket.destroy();
    resolve(Number.isNaN(ends) ? null : ends);
  });
  const give = () => {
    socket.destroy();
    resolve(null);
  };
  socket.on('error', give);
  socket.on('timeout', give);
  return promise;
}
