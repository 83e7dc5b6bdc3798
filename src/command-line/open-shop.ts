/**
 * Asking the shop of this folder over its door, where it is open in another window.
 */
import { join } from 'node:path';
import type { Language } from '../commerce/catalog.ts';
import { readSecrets } from '../secrets.ts';
import { readSign } from './open-sign.ts';
import { fill, textsIn } from './terminal.ts';

/** The shop of this folder is open and did not answer. `what`: where it was asked, or what it said. */
export class NoAnswer extends Error {
  readonly what: string;
  /** It was opened with another key than the settings have now. */
  readonly otherKey: boolean;
  constructor(what: string, otherKey = false) {
    super(`the open shop did not answer: ${what}`);
    this.what = what;
    this.otherKey = otherKey;
  }
}

export function noAnswerWords({ what, otherKey }: NoAnswer, language: Language): string {
  const texts = textsIn(language).problem;
  return otherKey ? texts.otherKey : fill(texts.noAnswer, { what });
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
  if (!answer.ok) throw new NoAnswer(`HTTP ${answer.status}`, answer.status === 401);
  return answer;
}
