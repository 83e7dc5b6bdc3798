/**
 * Asking the shop of this folder over its door, where it is open in another window.
 */
import { join } from 'node:path';
import { readSecrets } from '../secrets.ts';
import { readSign } from './open-sign.ts';

/** The shop of this folder is open and did not answer. `what`: where it was asked, or what it said. */
export class NoAnswer extends Error {
  readonly what: string;
  constructor(what: string) {
    super(`the open shop did not answer: ${what}`);
    this.what = what;
  }
}

/** `path` with its query; `body` makes it a POST of JSON. @throws {NoAnswer} also where it answers that it could not */
export async function askOpenShop(directory: string, sellerKey: string | null, path: string, body?: unknown): Promise<Response> {
  const url = await readSign(directory);
  if (url === null) throw new NoAnswer(join(directory, 'open.json'));
  const key = sellerKey ?? (await readSecrets(directory)).sellerKey;
  const answer = await fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!answer) throw new NoAnswer(url);
  if (!answer.ok) throw new NoAnswer(`HTTP ${answer.status}`);
  return answer;
}
