/**
 * A customer whose phone sends a message again and again until the shop has confirmed it, as the chat page
 * does, and who remembers all she sent and saw: what the shop must still know after any accident.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const shown = z.object({
  n: z.int().positive(),
  from: z.enum(['customer', 'shop', 'seller']),
  kind: z.string(),
  text: z.string(),
  url: z.string().optional(),
  options: z.array(z.object({ label: z.string(), token: z.string() })).optional(),
});
export type Shown = z.infer<typeof shown>;
const page = z.object({ messages: z.array(shown) });
const acceptance = z.object({ accepted: z.literal(true), duplicate: z.boolean() });

export type Body = { readonly text: string } | { readonly choice: string };

export interface Sent {
  readonly id: string;
  readonly body: Body;
  /** As it has to read in the history. */
  readonly reads: string;
}

/** ms between two looks at whether the shop has answered. */
const LOOK_AGAIN_MS = 10;
/** ms between two knocks at a shop that is down. */
const KNOCK_AGAIN_MS = 40;
/** ms until a shop that does not come back, or an answer that does not come, is a failure. */
const PATIENCE_MS = 30_000;

export class PatientCustomer {
  readonly chat: string;
  readonly sent: Sent[] = [];
  readonly seen: Shown[] = [];
  readonly #url: string;

  constructor(url: string, chat: string) {
    this.#url = url;
    this.chat = chat;
  }

  /** The last things the shop said. */
  get heard(): readonly Shown[] {
    const mine = this.seen.findLastIndex(({ from }) => from === 'customer');
    return this.seen.slice(mine + 1).filter(({ from }) => from === 'shop');
  }

  /** Writes until it is confirmed, then waits for an answer. */
  async say(text: string): Promise<void> {
    await this.#send({ text }, text);
  }

  /** @throws where it is not offered. */
  async tap(label: string): Promise<void> {
    const option = this.option(label);
    if (!option)
      throw new Error(`${label} is not offered in ${this.chat}; the shop said:\n${this.heard.map(({ text }) => text).join('\n')}`);
    await this.#send({ choice: option.token }, option.label);
  }

  option(label: string): { readonly label: string; readonly token: string } | undefined {
    return this.heard.flatMap(({ options = [] }) => options).find((option) => option.label === label);
  }

  /** Waits until the shop has said something of which this is true; answers it. */
  async hears(isIt: (message: Shown) => boolean): Promise<Shown> {
    await this.#until(() => this.seen.some(isIt));
    return this.seen.find(isIt) ?? this.#lost();
  }

  /** Reads what is new. */
  async look(): Promise<void> {
    this.seen.push(...(await this.history(this.seen.at(-1)?.n ?? 0)));
  }

  async history(after = 0): Promise<readonly Shown[]> {
    const messages: Shown[] = [];
    for (;;) {
      const answer = await persistently(() => fetch(`${this.#url}/chat/${this.chat}/messages?after=${messages.at(-1)?.n ?? after}`), 200);
      const next = page.parse(await answer.json()).messages;
      if (next.length === 0) return messages;
      messages.push(...next);
    }
  }

  /** Sends something again that was confirmed before; answers whether the shop knew it. */
  async again(sent: Sent): Promise<boolean> {
    const answer = await persistently(() => this.#post(sent), 202);
    return acceptance.parse(await answer.json()).duplicate;
  }

  async #send(body: Body, reads: string): Promise<void> {
    const message: Sent = { id: `m${this.sent.length + 1}`, body, reads };
    this.sent.push(message);
    await persistently(() => this.#post(message), 202);
    await this.#until(() => this.#known() >= this.sent.length && this.heard.length > 0);
  }

  /** Messages of hers that the shop has shown to her. */
  #known(): number {
    return this.seen.filter(({ from }) => from === 'customer').length;
  }

  async #until(isSo: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!isSo()) {
      if (Date.now() > deadline) this.#lost();
      await this.look();
      if (!isSo()) await pause(LOOK_AGAIN_MS);
    }
  }

  #lost(): never {
    throw new Error(`no answer in ${this.chat} after ${JSON.stringify(this.sent.at(-1))}; the shop said last:\n${this.seen.at(-1)?.text}`);
  }

  #post({ id, body }: Sent): Promise<Response> {
    return fetch(`${this.#url}/chat/${this.chat}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'es' },
      body: JSON.stringify({ id, ...body }),
    });
  }
}

/** Tries until the answer has this status. Connections that break and a shop that is opening (503) are no answers. @throws for any other answer. */
export async function persistently(knock: () => Promise<Response>, status: number): Promise<Response> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await knock().catch(() => null);
    // The body may break off where the head has come through.
    const whole = answer && (await answer.text().catch(() => null));
    if (answer && whole !== null) {
      if (answer.status === status) return new Response(whole, { status: 200 });
      if (answer.status !== 503) throw new Error(`${answer.status} instead of ${status}: ${whole}`);
    }
    if (Date.now() > deadline) throw new Error('the shop did not come back');
    await pause(KNOCK_AGAIN_MS);
  }
}
