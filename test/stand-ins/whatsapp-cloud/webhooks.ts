/**
 * Webhooks as Meta sends them: letters beyond ASCII and slashes are written as escapes, the signature is over those
 * bytes, and whatever is not answered with 200 is kept and sent again.
 */
import { createHmac } from 'node:crypto';

/** JSON as Meta writes it. */
export function escaped(json: unknown): string {
  return JSON.stringify(json)
    .replaceAll('/', '\\/')
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function signatureOf(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** `field` → its value, as one change. */
export interface Change {
  readonly field: string;
  readonly value: unknown;
}

/** @param entries changes by entry: Meta puts several of both into one webhook */
export function notificationOf(accountId: string, entries: readonly (readonly Change[])[]): object {
  return { object: 'whatsapp_business_account', entry: entries.map((changes) => ({ id: accountId, changes })) };
}

export class Webhooks {
  readonly #appSecret: string;
  readonly #accountId: string;
  /** Where the shop is; null: Meta was never told. */
  url: string | null = null;
  /** Bodies that were not confirmed, oldest first. */
  readonly waiting: string[] = [];
  /** Every body that was sent, with its signature. */
  readonly sent: { readonly body: string; readonly signature: string }[] = [];

  constructor(appSecret: string, accountId: string) {
    this.#appSecret = appSecret;
    this.#accountId = accountId;
  }

  /** Sends one; resolves to the status, 0 where nobody answered. */
  async send(entries: readonly (readonly Change[])[]): Promise<number> {
    return this.#post(escaped(notificationOf(this.#accountId, entries)));
  }

  /** One that gets lost on its way, and comes later. */
  lose(entries: readonly (readonly Change[])[]): void {
    this.waiting.push(escaped(notificationOf(this.#accountId, entries)));
  }

  /** What was not confirmed, again. Resolves to how many still wait. */
  async sendAgain(): Promise<number> {
    for (const body of this.waiting.splice(0)) await this.#post(body);
    return this.waiting.length;
  }

  async #post(body: string): Promise<number> {
    const signature = signatureOf(body, this.#appSecret);
    this.sent.push({ body, signature });
    const status = this.url === null ? 0 : await post(this.url, body, signature);
    if (status !== 200) this.waiting.push(body);
    return status;
  }
}

async function post(url: string, body: string, signature: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}
