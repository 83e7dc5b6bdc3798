/**
 * Files that customers send: their address is asked for by id, lives five minutes and needs the shop's token. The token
 * goes to Meta's own hosts and nowhere else, whatever an answer says; what comes is measured while it comes.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LARGEST_SENT } from '../sent-files.ts';
import type { Failed, Graph } from './graph.ts';
import { MEDIA_HOSTS, MOST_REDIRECTS } from './limits.ts';

const place = z.object({ url: z.url(), sha256: z.string().optional(), file_size: z.coerce.number().optional() });

export interface Download {
  readonly graph: Graph;
  readonly phoneId: string;
  /** Origin of the Graph API, which may hold files itself where the shop is tried out. */
  readonly apiUrl: string;
}

/** null where it is gone for good, too large or not what it was said to be. @throws {Error} where it is worth another try. */
export async function download({ graph, phoneId, apiUrl }: Download, id: string): Promise<Uint8Array | null> {
  const path = `${encodeURIComponent(id)}?phone_number_id=${phoneId}`;
  const answered = await graph.call({ method: 'GET', path, answer: place });
  if (!answered.ok) {
    if (isForGood(answered)) return null;
    throw new Error(`a file of WhatsApp could not be found: ${answered.words}`);
  }
  const { url, sha256, file_size: size = 0 } = answered.value;
  if (size > LARGEST_SENT) return null;
  const bytes = await follow(graph, new URL(url), new URL(apiUrl).origin);
  return bytes && isClaimed(bytes, sha256) ? bytes : null;
}

function isForGood({ fault }: Failed): boolean {
  return fault === 'message' || fault === 'file';
}

/** null where it leads to a host that is not Meta's, or is too large. */
async function follow(graph: Graph, url: URL, apiOrigin: string): Promise<Uint8Array | null> {
  let next = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!isTrusted(next, apiOrigin)) return null;
    const got = await graph.fetchWithToken(next, (response) => readOrFollow(response, next));
    if (!(got instanceof URL)) return got;
    next = got;
  }
  return null;
}

async function readOrFollow(response: Response, from: URL): Promise<Uint8Array | URL | null> {
  const location = response.headers.get('location');
  if (response.ok) return readUpTo(response, LARGEST_SENT);
  await response.body?.cancel();
  if (response.status < 400 && location !== null && URL.canParse(location, from.href)) return new URL(location, from);
  throw new Error(`a file of WhatsApp could not be fetched: status ${response.status}`);
}

function isTrusted(url: URL, apiOrigin: string): boolean {
  return url.origin === apiOrigin || (url.protocol === 'https:' && url.port === '' && MEDIA_HOSTS.includes(url.hostname));
}

async function readUpTo(response: Response, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** Meta writes sums in hexadecimal here and in base 64 in webhooks. */
function isClaimed(bytes: Uint8Array, sum: string | undefined): boolean {
  if (sum === undefined) return true;
  const digest = createHash('sha256').update(bytes).digest();
  return sum.toLowerCase() === digest.toString('hex') || sum === digest.toString('base64');
}
