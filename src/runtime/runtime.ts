/**
 * The one loop: receive → decide → commit → deliver. An event is acknowledged when its commit is on
 * disk; only then do its messages leave, its timers run and its jobs begin. A repeat of an event waits
 * for the first one's durability and changes nothing.
 */

import type { Accepted } from '../channels/port.ts';
import type { ChannelNews } from '../conversation/channel-news.ts';
import { type ArrivingMessage, hasFileElsewhere, type LoggedMessage } from '../conversation/message.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import type { Change, Key, View } from '../decisions/collections.ts';
import { setAside } from '../decisions/dead-letter.ts';
import { decide } from '../decisions/decide.ts';
import type { Decision, World } from '../decisions/decision.ts';
import type { Event, Reply, SellerAction } from '../decisions/event.ts';
import type { Timer } from '../decisions/records.ts';
import { type Store, StoreFailed, Unreadable } from '../store/port.ts';
import { Alarm } from './alarm.ts';
import { MOST_DEATHS } from './black-box.ts';
import { alreadyHandled, changesOf, channelOf } from './compose.ts';
import { Delivery } from './deliver.ts';
import { choresOf, NOTHING_TO_DO, SWEEP_EVERY_MS } from './housekeeping.ts';
import { Jobs } from './jobs.ts';
import { withoutProvider } from './without-provider.ts';
import { type RuntimeParts, worldOf } from './world.ts';

export type Received = { readonly kept: true; readonly duplicate: boolean; readonly reply?: Reply } | { readonly kept: false };

interface Opened {
  readonly view: View;
  /** Where a document that was asked for lies in a damaged file. */
  readonly unreadable: Unreadable | null;
}

/** What came of deciding once. */
type Attempt =
  | { readonly is: 'repeated'; readonly settled: Promise<void> }
  | { readonly is: 'lacking'; readonly need: readonly Key[] }
  | {
      readonly is: 'decided';
      readonly changes: readonly Change[];
      readonly reply: Reply | undefined;
      readonly committed: ReturnType<Store['commit']>;
    };

/** Rounds of "load and decide again" before a decision counts as broken. */
const MOST_ROUNDS = 50;

export class Runtime {
  readonly #parts: RuntimeParts;
  readonly #delivery: Delivery;
  readonly #jobs: Jobs;
  readonly #timers: Alarm<Timer>;
  readonly #broom: Alarm<undefined>;
  readonly #underWay = new Set<Promise<void>>();
  #files: ShopFiles;
  #filesWithoutProvider: ShopFiles;
  #stopped = false;

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
    this.#files = parts.files;
    this.#filesWithoutProvider = withoutProvider(parts.files);
    const { store, clock, chance, log } = parts;
    const track = (work: Promise<void>) => this.#track(work);
    this.#delivery = new Delivery({
      store,
      channels: parts.channels,
      clock,
      chance,
      log,
      track,
      undeliverable: ({ id, attempts }, { reason, because, refs }) =>
        this.#receiveQuietly({
          kind: 'undeliverable',
          id: `${id}#${attempts}`,
          messageId: id,
          reason,
          ...(because && { because }),
          ...(refs.length > 0 && { refs }),
        }),
    });
    this.#broom = new Alarm(clock, () => track(this.#sweep()));
    this.#timers = new Alarm(clock, (timer) => track(this.#receiveQuietly({ kind: 'timer', id: `${timer.id}@${timer.at}`, timer })));
    this.#jobs = new Jobs({
      store,
      payments: parts.payments,
      erasePerson: parts.erasePerson,
      fetchFile: parts.fetchFile,
      staff: parts.staff,
      shop: () => this.#files.shop,
      notificationUrl: parts.notificationUrl,
      returnUrl: parts.returnUrl,
      clock,
      chance,
      log,
      track,
      done: (job, result) => this.#receiveQuietly({ kind: 'job-done', id: `${job.id}#${job.attempts}`, job, result }),
    });
  }

  /** Takes up what a restart interrupted: messages that were not sent, timers, jobs. */
  async start(): Promise<void> {
    const { query } = this.#parts.store;
    await this.act({ do: 'take-over-counts' });
    await this.act({ do: 'plan-sweep' });
    const unsent = [...query.all('outbox')].sort((a, b) => a.n - b.n);
    // What was under way when the last process ended may have arrived.
    for (const entry of unsent) this.#delivery.enqueue({ ...entry, uncertain: true });
    for (const timer of query.all('timers')) this.#timers.set(timer.at, timer);
    for (const job of query.all('jobs')) this.#jobs.add(job);
    this.#track(this.#sweep());
  }

  /** Keeps house now, and comes back in some hours. */
  async #sweep(): Promise<void> {
    const { store, clock, newId } = this.#parts;
    const chores = choresOf(store.query, clock.now(), this.#files.shop.timeZone);
    for (const chore of chores) {
      if (this.#stopped) return;
      await this.receive({ ...NOTHING_TO_DO, ...chore, id: `housekeeping:${newId(16)}` });
    }
    this.#broom.set(clock.now() + SWEEP_EVERY_MS, undefined);
  }

  /** A file of old documents is damaged: the seller has to know, once. */
  async reportDamage(file: string): Promise<void> {
    await this.receive({ kind: 'damage', id: `damage:${file}`, file });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.stop();
    this.#broom.stop();
    this.#jobs.stop();
    this.#delivery.stop();
    await this.idle();
  }

  /** Resolves when nothing is under way but what waits for its time. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  get files(): ShopFiles {
    return this.#files;
  }

  /** A good change of the seller's files: the next event is decided by them. */
  async replaceFiles(files: ShopFiles): Promise<void> {
    this.#files = files;
    this.#filesWithoutProvider = withoutProvider(files);
    await this.act({ do: 'take-over-counts' });
  }

  async accept(message: ArrivingMessage): Promise<Accepted> {
    const id = `${message.channel}:${message.account}:${message.chat}:${message.messageId}`;
    return this.#accepted(hasFileElsewhere(message) ? { kind: 'file-coming', id, message } : { kind: 'inbound', id, message });
  }

  async note(news: ChannelNews): Promise<Accepted> {
    return this.#accepted({ kind: 'channel-news', id: `news:${news.channel}:${news.account}:${news.id}`, news });
  }

  async #accepted(event: Event): Promise<Accepted> {
    const received = await this.receive(event);
    return received.kept ? { accepted: true, duplicate: received.duplicate } : { accepted: false };
  }

  act(action: SellerAction): Promise<Received> {
    return this.receive({ kind: 'seller', id: `seller:${this.#parts.newId(16)}`, action });
  }

  /** Resolves when the event is on disk, or with `kept: false` when it cannot be kept. */
  async receive(event: Event): Promise<Received> {
    if (this.#stopped) return { kept: false };
    try {
      return await this.#process(event);
    } catch (problem) {
      if (!(problem instanceof StoreFailed)) throw problem;
      this.#parts.log.error('an event could not be kept', { kind: event.kind, error: problem });
      return { kept: false };
    }
  }

  async #process(event: Event): Promise<Received> {
    const keys: Key[] = [];
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const attempt = this.#attempt(event, await this.#open(keys));
      if (attempt.is === 'repeated') {
        await attempt.settled;
        return { kept: true, duplicate: true };
      }
      if (attempt.is === 'lacking') {
        keys.push(...attempt.need);
        continue;
      }
      const committed = await attempt.committed;
      if (!committed.ok) continue;
      this.#release(attempt.changes);
      return { kept: true, duplicate: false, ...(attempt.reply !== undefined && { reply: attempt.reply }) };
    }
    throw new Error(`event ${event.kind} was decided ${MOST_ROUNDS} times and could not be committed`);
  }

  /**
   * Decides once. A function of its own, so that nothing of the view and the decision is held while the
   * disk is waited for: hundreds of events may be under way, and the collector would carry all of it around.
   */
  #attempt(event: Event, { view, unreadable }: Opened): Attempt {
    const { store } = this.#parts;
    if (alreadyHandled(view, event)) return { is: 'repeated', settled: store.settled() };
    const world = worldOf(this.#parts, this.#parts.providerRefuses() ? this.#filesWithoutProvider : this.#files);
    const decision = unreadable ? withoutFile(view, event, world, unreadable) : this.#decide(view, event, world);
    if ('need' in decision) return { is: 'lacking', need: decision.need };
    const changes = changesOf(view, event, decision, world.now, this.#isRead);
    return { is: 'decided', changes, reply: decision.reply, committed: store.commit(view, changes) };
  }

  /** What lies in a damaged file cannot be had: the rest of the shop is shown, and the event is set aside on it. */
  async #open(keys: readonly Key[]): Promise<Opened> {
    const { store } = this.#parts;
    if (keys.length === 0) return { view: store.openHot(), unreadable: null };
    try {
      return { view: await store.open(keys), unreadable: null };
    } catch (problem) {
      if (!(problem instanceof Unreadable)) throw problem;
      this.#parts.log.error('an event needs a document from a file that cannot be read, and was set aside', { error: problem });
      return { view: store.openHot(), unreadable: problem };
    }
  }

  #decide(view: View, event: Event, world: World): Decision | { readonly need: readonly Key[] } {
    const { blackBox } = this.#parts;
    if (blackBox.deaths(event.id) >= MOST_DEATHS) return setAside(view, event, world, 'the process died while it decided on this');
    blackBox.enter(event.id);
    try {
      return decide(view, event, world);
    } catch (problem) {
      this.#parts.log.error('an event could not be decided and was set aside', { kind: event.kind, error: problem });
      return setAside(view, event, world, problem instanceof Error ? (problem.stack ?? problem.message) : 'unknown');
    } finally {
      blackBox.leave();
    }
  }

  /** What is durable now may have consequences. */
  #release(changes: readonly Change[]): void {
    if (this.#stopped) return;
    for (const change of changes) {
      if (!('put' in change)) continue;
      if (change.put === 'outbox') this.#delivery.enqueue(change.doc);
      else if (change.put === 'messages') this.#announce(change.doc);
      else if (change.put === 'timers') this.#timers.set(change.doc.at, change.doc);
      else if (change.put === 'jobs') this.#jobs.add(change.doc);
    }
  }

  readonly #isRead = (channel: string): boolean => this.#parts.channels.get(channel)?.delivery === 'read';

  /** Whoever reads the log itself is told that there is something new; whoever is not looking will find it. */
  #announce(message: LoggedMessage): void {
    const channel = message.from === 'customer' ? undefined : this.#parts.channels.get(channelOf(message));
    if (channel?.delivery !== 'read') return;
    const conversation = this.#parts.store.openHot().get('conversations', message.conversationId);
    if (conversation)
      this.#track(channel.send(conversation, message, { key: message.id, refs: [], uncertain: false }).then(() => undefined));
  }

  async #receiveQuietly(event: Event): Promise<void> {
    await this.receive(event);
  }

  #track(work: Promise<void>): void {
    const quiet = work.catch((problem: unknown) => this.#parts.log.error('work behind the scenes failed', { error: problem }));
    this.#underWay.add(quiet);
    void quiet.finally(() => this.#underWay.delete(quiet));
  }
}

function withoutFile(view: View, event: Event, world: World, { message }: Unreadable): Decision | { readonly need: readonly Key[] } {
  const told = setAside(view, event, world, message);
  return 'need' in told ? setAside(view, event, world, message, false) : told;
}
