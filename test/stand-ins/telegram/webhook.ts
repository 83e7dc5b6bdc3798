/**
 * Updates told to an address (bot-api WebhookActor.cpp): of each chat one at a time and the next only after it was
 * confirmed, chats beside each other; what is not confirmed is told again, later and later, until it is too old.
 */
import { z } from 'zod';
import type { Clock } from '../../../src/clock.ts';
import type { Faults } from './faults.ts';
import type { Updates, Waiting } from './updates.ts';

const FIRST_RETRY_MS = 1000;
/** The longest pause is drawn between one and two minutes. */
const LONGEST_RETRY_MS = { from: 60_000, to: 120_000 };
const LONGEST_RETRY_AFTER_MS = 3600_000;
const CONNECTIONS = 40;
/** An address that has said "gone" for so long is no longer told anything. */
const GONE_MS = 23 * 3600_000;
/** When an answer is no longer waited for. */
const PATIENCE_MS = 60_000;

const settings = z.object({
  url: z.string(),
  secret_token: z.string().optional(),
  max_connections: z.int().min(1).max(100).default(CONNECTIONS),
});

export class Webhook {
  readonly #clock: Clock;
  readonly #updates: Updates;
  readonly #faults: Faults;
  readonly #resolve: (url: string) => string;
  readonly #onChange: () => void;
  #settings: z.infer<typeof settings> | null = null;
  readonly #busy = new Set<number>();
  readonly #failures = new Map<number, number>();
  #goneSince: number | null = null;
  #refused = 0;
  #telling = 0;
  #lastError: { readonly at: number; readonly words: string } | null = null;

  /** `resolve` finds the server behind an address, as name servers do. */
  constructor(parts: { clock: Clock; updates: Updates; faults: Faults; resolve: (url: string) => string; onChange: () => void }) {
    this.#clock = parts.clock;
    this.#updates = parts.updates;
    this.#faults = parts.faults;
    this.#resolve = parts.resolve;
    this.#onChange = parts.onChange;
  }

  get isSet(): boolean {
    return this.#settings !== null;
  }

  /** Deliveries that were not taken. */
  get refused(): number {
    return this.#refused;
  }

  /** A delivery is on its way. */
  get isTelling(): boolean {
    return this.#telling > 0;
  }

  /** Something is on its way, or will be told again. */
  get isBusy(): boolean {
    return this.#busy.size > 0;
  }

  set(params: unknown): void {
    const { url, ...rest } = settings.parse(params);
    this.#settings = url === '' ? null : { url, ...rest };
    this.#failures.clear();
    this.#lastError = null;
    this.tell();
  }

  remove(): void {
    this.#settings = null;
  }

  info(): Readonly<Record<string, unknown>> {
    const { url = '', max_connections } = this.#settings ?? {};
    return {
      url,
      has_custom_certificate: false,
      pending_update_count: this.#updates.pending,
      ...(max_connections !== undefined && { max_connections }),
      ...(this.#lastError && { last_error_date: Math.floor(this.#lastError.at / 1000), last_error_message: this.#lastError.words }),
    };
  }

  /** There may be something to tell. */
  tell(): void {
    for (const waiting of this.#updates.heads()) {
      if (!this.#settings || this.#busy.size >= this.#settings.max_connections) return;
      if (!this.#busy.has(waiting.chat)) void this.#deliver(waiting, this.#settings);
    }
  }

  async #deliver(waiting: Waiting, to: z.infer<typeof settings>): Promise<void> {
    this.#busy.add(waiting.chat);
    this.#telling += 1;
    const answer = await this.#post(waiting, to);
    this.#telling -= 1;
    const isTaken = answer.status >= 200 && answer.status < 300;
    if (isTaken && !this.#faults.isTold('again')) this.#updates.confirm(waiting);
    this.#hearsThatItIsGone(answer.status === 410);
    if (!isTaken) {
      this.#lastError = { at: this.#clock.now(), words: `Wrong response from the webhook: ${answer.status}` };
      this.#refused += 1;
      const pause = new Promise<void>((resolve) => this.#clock.after(this.#pause(waiting.chat, answer.retryAfter), resolve));
      this.#onChange();
      await pause;
    } else this.#failures.delete(waiting.chat);
    this.#busy.delete(waiting.chat);
    this.tell();
    this.#onChange();
  }

  #hearsThatItIsGone(isGone: boolean): void {
    this.#goneSince = isGone ? (this.#goneSince ?? this.#clock.now()) : null;
    if (this.#goneSince !== null && this.#clock.now() - this.#goneSince >= GONE_MS) this.remove();
  }

  async #post(waiting: Waiting, to: z.infer<typeof settings>): Promise<{ readonly status: number; readonly retryAfter: number }> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (to.secret_token !== undefined) headers['x-telegram-bot-api-secret-token'] = to.secret_token;
    try {
      const answer = await fetch(this.#resolve(to.url), {
        method: 'POST',
        headers,
        body: JSON.stringify(this.#updates.number(waiting)),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      await answer.arrayBuffer();
      return { status: answer.status, retryAfter: Number(answer.headers.get('retry-after') ?? 0) };
    } catch {
      return { status: 0, retryAfter: 0 };
    }
  }

  /** ms. `retryAfter`: s, as the shop asked. */
  #pause(chat: number, retryAfter: number): number {
    if (retryAfter > 0) return Math.min(retryAfter * 1000, LONGEST_RETRY_AFTER_MS);
    const failures = (this.#failures.get(chat) ?? 0) + 1;
    this.#failures.set(chat, failures);
    return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), this.#faults.place(LONGEST_RETRY_MS.from, LONGEST_RETRY_MS.to));
  }
}
