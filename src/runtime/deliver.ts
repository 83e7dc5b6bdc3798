/**
 * Delivery: what was decided leaves through its channel, the head of each conversation first and the
 * next only after it, so that replies stay in order. What a channel refuses for good steps aside.
 */
import type { Attempt, Channel, Sent } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import type { Change } from '../decisions/collections.ts';
import { messageId } from '../decisions/message-id.ts';
import type { OutboxEntry } from '../decisions/records.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/port.ts';
import { backoff } from './backoff.ts';

export interface DeliveryParts {
  readonly store: Store;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly log: Log;
  /** Counts work under way, so that a test can wait until there is none. */
  readonly track: (work: Promise<void>) => void;
  /** The channel will never take it: it steps aside and the seller is told. */
  readonly undeliverable: (entry: OutboxEntry, failure: Failure) => Promise<void>;
}

type Failure = Extract<Sent, { readonly sent: false }>;

const TAKEN_BACK: Sent = { sent: true, refs: [] };
const NOTHING_TO_SEND: Failure = {
  sent: false,
  refs: [],
  retryAfterMs: null,
  final: true,
  uncertain: false,
  reason: 'nothing to send or nobody to send it',
};

export class Delivery {
  readonly #parts: DeliveryParts;
  /** By conversation, in order; the first is under way or waiting for its time. */
  readonly #queues = new Map<string, OutboxEntry[]>();
  /** By conversation: its head waits for its time, and this stops the waiting. */
  readonly #waiting = new Map<string, () => void>();
  #acknowledged: Change[] = [];
  #stopped = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Entries that are durable. Those of one conversation come in the order of their numbers; one that is on its way already stays where it is. */
  enqueue(entry: OutboxEntry): void {
    const queue = this.#queues.get(entry.conversationId);
    if (queue?.some(({ id }) => id === entry.id)) return;
    if (queue) {
      queue.push(entry);
      return this.#skipTakenBack(entry.conversationId, queue);
    }
    this.#queues.set(entry.conversationId, [entry]);
    this.#sendHead(entry.conversationId);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#waiting.values()) cancel();
  }

  #sendHead(conversationId: string): void {
    const head = this.#queues.get(conversationId)?.[0];
    if (!head || this.#stopped) return;
    const wait = head.dueAt - this.#parts.clock.now();
    if (wait <= 0) return this.#parts.track(this.#send(head));
    const cancel = this.#parts.clock.after(wait, () => {
      this.#waiting.delete(conversationId);
      this.#parts.track(this.#send(head));
    });
    this.#waiting.set(conversationId, cancel);
  }

  /** What a person of the shop writes does not wait for the time of something that was taken back because she did. */
  #skipTakenBack(conversationId: string, queue: OutboxEntry[]): void {
    const cancel = this.#waiting.get(conversationId);
    const first = queue.findIndex((entry) => this.#isWanted(entry));
    if (!cancel || first <= 0) return;
    cancel();
    this.#waiting.delete(conversationId);
    queue.splice(0, first);
    this.#sendHead(conversationId);
  }

  async #send(entry: OutboxEntry): Promise<void> {
    // Whoever decided it may have taken it back meanwhile, before or while it left.
    const sent = this.#isWanted(entry) ? await this.#try(entry) : TAKEN_BACK;
    // What left while the shop closes is noted as gone, or it would leave again; what did not leave stays.
    if (this.#stopped && !sent.sent) return this.#noteParts(entry, sent);
    const queue = this.#queues.get(entry.conversationId) ?? [];
    const isWanted = this.#isWanted(entry);
    if (!sent.sent && !sent.final && isWanted) {
      const waitMs = sent.retryAfterMs ?? backoff(entry.attempts, this.#parts.chance());
      const again = triedAgain(this.#withSeen(entry), sent, this.#parts.clock.now() + waitMs);
      queue[0] = again;
      this.#parts.log.warn('message will be sent again', { channel: entry.channel, attempts: again.attempts, reason: sent.reason });
      await this.#commit([{ put: 'outbox', id: entry.id, doc: again }]);
      return this.#sendHead(entry.conversationId);
    }
    queue.shift();
    if (queue.length === 0) this.#queues.delete(entry.conversationId);
    if (isWanted) this.#parts.track(sent.sent ? this.#acknowledge(entry, sent.refs) : this.#parts.undeliverable(entry, sent));
    else if (sent.refs.length > 0) this.#parts.track(this.#commit(this.#left(entry, sent.refs)));
    this.#sendHead(entry.conversationId);
  }

  /** Of a message that stays, the parts that left do not leave again. */
  async #noteParts(entry: OutboxEntry, sent: Failure): Promise<void> {
    if (sent.refs.length === (entry.refs?.length ?? 0) || !this.#isWanted(entry)) return;
    await this.#commit([{ put: 'outbox', id: entry.id, doc: { ...this.#withSeen(entry), refs: sent.refs } }]);
  }

  /** Not taken back, and not acknowledged at this moment. */
  #isWanted({ id }: OutboxEntry): boolean {
    const isGone = this.#acknowledged.some((change) => 'delete' in change && change.id === id);
    return !isGone && this.#parts.store.openHot().get('outbox', id) !== undefined;
  }

  /** With what the channel told of it meanwhile, which is kept with it. */
  #withSeen(entry: OutboxEntry): OutboxEntry {
    const { seen } = this.#parts.store.openHot().get('outbox', entry.id) ?? {};
    return seen ? { ...entry, seen } : entry;
  }

  async #try(entry: OutboxEntry): Promise<Sent> {
    const { store, channels } = this.#parts;
    const view = store.openHot();
    const channel = channels.get(entry.channel);
    const conversation = view.get('conversations', entry.conversationId);
    const message = view.get('messages', entry.id);
    if (!channel || !conversation || !message) return NOTHING_TO_SEND;
    const { id: key, refs = [], uncertain = false, seen } = this.#withSeen(entry);
    const attempt: Attempt = { key, refs, uncertain, ...(seen && { seen }), ...this.#replaced(message) };
    try {
      return await channel.send({ account: conversation.account, chat: conversation.chat }, message, attempt);
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : 'unknown';
      return { sent: false, refs, retryAfterMs: null, final: false, uncertain: true, reason };
    }
  }

  #replaced({ conversationId, insteadOf }: LoggedMessage): Pick<Attempt, 'insteadOf'> {
    const old = insteadOf === undefined ? undefined : this.#parts.store.openHot().get('messages', messageId(conversationId, insteadOf));
    return old?.sentAs ? { insteadOf: { body: old.body, refs: old.sentAs } } : {};
  }

  /** Acknowledgements of the same moment share one commit. */
  #acknowledge(entry: OutboxEntry, refs: readonly string[]): Promise<void> {
    const isFirst = this.#acknowledged.length === 0;
    this.#acknowledged.push({ delete: 'outbox', id: entry.id });
    if (refs.length > 0) this.#acknowledged.push(...this.#left(entry, refs));
    if (!isFirst) return Promise.resolve();
    return Promise.resolve().then(() => {
      const changes = this.#acknowledged;
      this.#acknowledged = [];
      return this.#commit(changes);
    });
  }

  /** The customer has it, also where it was being taken back at that moment. */
  #left({ id }: OutboxEntry, refs: readonly string[]): readonly Change[] {
    const message = this.#parts.store.openHot().get('messages', id);
    if (!message) return [];
    const { unsent: _yetItLeft, ...doc } = message;
    return [{ put: 'messages', id, doc: { ...doc, sentAs: refs } }];
  }

  async #commit(changes: readonly Change[]): Promise<void> {
    const { store } = this.#parts;
    await store.commit(store.openHot(), changes);
  }
}

function triedAgain(entry: OutboxEntry, { refs, uncertain }: Failure, dueAt: number): OutboxEntry {
  const { uncertain: _before, ...rest } = entry;
  return { ...rest, attempts: entry.attempts + 1, dueAt, ...(refs.length > 0 && { refs }), ...(uncertain && { uncertain }) };
}
