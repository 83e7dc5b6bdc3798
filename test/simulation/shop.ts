/**
 * The shop as its machine runs it: the real store and the real runtime, put together as `app.ts` does,
 * started, killed, restarted. The disk, the clock and the lie of the land outlive every process.
 */

import { digest } from '../../src/chance.ts';
import type { Accept, Channel } from '../../src/channels/port.ts';
import type { ChannelNews } from '../../src/conversation/channel-news.ts';
import type { SellerAction } from '../../src/decisions/event.ts';
import type { Log } from '../../src/log.ts';
import type { Payments } from '../../src/payments/port.ts';
import type { BlackBox } from '../../src/runtime/black-box.ts';
import { Runtime } from '../../src/runtime/runtime.ts';
import { listSourceOf } from '../../src/seller/exports/source.ts';
import { type ReportDeps, staffReport } from '../../src/seller/staff/report.ts';
import type { Disk } from '../../src/store/json/disk.ts';
import { openJsonStore } from '../../src/store/json/open.ts';
import { type Store, StoreFailed } from '../../src/store/port.ts';
import { type Ending, type Faults, SimulatedDisk } from '../contracts/store/simulated-disk.ts';
import { NO_STAFF } from '../stand-ins/no-staff.ts';
import type { Network } from './channel.ts';
import { Life } from './life.ts';
import type { Post, Provider } from './provider.ts';
import { slowDisk } from './slow-disk.ts';
import { witnessed } from './witnessed-store.ts';
import type { World } from './world.ts';

/** Where a test may put a mistake in: between the parts, never inside them. */
export interface Seams {
  readonly disk?: (disk: Disk) => Disk;
  readonly store?: (store: Store) => Store;
  readonly channel?: (channel: Channel) => Channel;
  readonly payments?: (payments: Payments) => Payments;
  readonly accept?: (accept: Accept, store: Store) => Accept;
}

export interface Running {
  readonly life: Life;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly accept: Accept;
}

/** What looks at the shop at the moments that matter. */
export interface Inspector {
  recovered(store: Store): Promise<void>;
}

const SECOND_MS = 1000;
const HOUR_MS = 60 * 60_000;
/** Steps of the disk that an opening takes, and some after it. */
const STEPS_OF_A_START = 400;
const STEPS_OF_A_LIFE = 3000;
const LONGEST_LAST_GASP_MS = 12;
const MOST_AWAY_MS = 5 * SECOND_MS;
const ANSWER_WITHIN_MS = 24 * HOUR_MS;
const TAKEOVER_MS = 4 * HOUR_MS;

export class Shop {
  running: Running | null = null;
  readonly #world: World;
  readonly #seams: Seams;
  readonly #disk: SimulatedDisk;
  readonly #inspector: Inspector;
  /** By event: how many processes it has killed. */
  readonly #deaths = new Map<string, number>();
  network: Network | null = null;
  provider: Provider | null = null;
  #life: Life | null = null;
  #lives = 0;

  constructor(world: World, seams: Seams, inspector: Inspector) {
    this.#world = world;
    this.#seams = seams;
    this.#inspector = inspector;
    this.#disk = new SimulatedDisk(world.dice);
  }

  start(): void {
    const life = new Life(this.#world, ++this.#lives);
    this.#life = life;
    this.#open(life).catch((problem: unknown) => {
      if (!life.goesOn) return;
      if (problem instanceof StoreFailed) return this.#end('the disk failed', 'kill');
      this.#world.violated('the shop opens again after any accident', problem instanceof Error ? (problem.stack ?? '') : String(problem));
    });
  }

  async #open(life: Life): Promise<void> {
    const world = this.#world;
    const { network, provider } = this;
    if (!network || !provider) throw new Error('the shop has no surroundings');
    const { store: changeStore = same, channel: changeChannel = same, payments: changePayments = same } = this.#seams;
    const real = await openJsonStore({
      directory: 'data',
      disk: (this.#seams.disk ?? same)(
        slowDisk(world, life, this.#disk.start(this.#faults()), () => this.#end('between two steps', 'kill')),
      ),
      segmentBytes: world.profile.segmentBytes,
      onFailure: (failure) => this.#failed(life, failure),
      every: (ms, call) => this.#every(life, ms, call),
    });
    await this.#inspector.recovered(real);
    const store = changeStore(witnessed(world, life, real, () => this.#afterCommit()));
    const channel = changeChannel(network.channelOf(life));
    const runtime = new Runtime({
      fetchFile: async () => null,
      staff: { ...NO_STAFF, report: (wish) => staffReport(this.#reportDeps(real), wish) },
      providerRefuses: () => false,
      store,
      channels: new Map([[channel.name, channel]]),
      payments: changePayments(provider.paymentsOf(life)),
      files: world.files,
      notificationUrl: 'https://retama.example/webhooks/mercadopago',
      erasePerson: async () => {},
      returnUrl: 'https://retama.example',
      clock: life.clock,
      newId: world.dice.id,
      digest,
      chance: world.dice.next,
      blackBox: this.#blackBox(life),
      answerWithinMs: ANSWER_WITHIN_MS,
      takeoverMs: TAKEOVER_MS,
      log: this.#logOf(life),
    });
    await runtime.start();
    const accept: Accept = (message) => runtime.accept(message);
    life.state = 'open';
    this.running = { life, store, runtime, accept: this.#seams.accept ? this.#seams.accept(accept, store) : accept };
    world.story.tell(`life ${life.number} is open`);
  }

  /** The process that takes messages, or null. */
  get door(): Running | null {
    return this.running?.life.state === 'open' ? this.running : null;
  }

  kill(): void {
    const ending: Ending = this.#world.strikes('powerLoss') ? 'power loss' : 'kill';
    this.#world.sometimes.note(ending === 'kill' ? 'the process was killed' : 'the power went');
    this.#end(ending, ending);
  }

  /** Between a commit and what follows from it is where most can go wrong. */
  #afterCommit(): void {
    this.network?.somebodyLooks();
    if (!this.#world.strikes('diesAfterCommit')) return;
    const life = this.#life;
    this.#world.time.after(this.#world.dice.below(LONGEST_LAST_GASP_MS), () => life === this.#life && life?.goesOn && this.kill());
  }

  /** As an operator restarts it: nothing new is taken, what is under way is ended, the data is closed. */
  async restart(awayMs?: number): Promise<void> {
    const running = this.door;
    if (!running) return;
    const { life, runtime, store } = running;
    this.#world.story.tell(`life ${life.number} is asked to end`);
    life.state = 'closing';
    await runtime.stop();
    await store.close();
    this.#world.sometimes.note('the shop was restarted in good order');
    this.#end('good order', 'kill', awayMs);
  }

  /** The simulation is over: nothing of the shop runs on. */
  abandon(): void {
    if (this.#life) this.#life.state = 'over';
  }

  async news(paymentId: string, requestId: string): ReturnType<Post> {
    const running = this.door;
    if (!running) return 'not taken';
    const event = { kind: 'payment-news', id: `mercado-pago:${paymentId}:${requestId}`, paymentId } as const;
    const received = await running.runtime.receive(event);
    if (!running.life.goesOn) return new Promise(() => {});
    if (!received.kept) return 'not taken';
    return received.duplicate ? 'taken before' : 'taken';
  }

  async act(action: SellerAction): Promise<void> {
    await this.door?.runtime.act(action);
  }

  /** A code that makes a chat one of the team; undefined where the shop gives none now. */
  async invite(action: Extract<SellerAction, { readonly do: 'invite-helper' }>): Promise<string | undefined> {
    const received = await this.door?.runtime.act(action);
    const reply = received?.kept ? received.reply : undefined;
    return reply?.ok && 'invited' in reply ? reply.invited : undefined;
  }

  async note(news: ChannelNews): Promise<void> {
    await this.door?.runtime.note(news);
  }

  /** The seller saved her files. */
  async filesChanged(): Promise<void> {
    await this.door?.runtime.replaceFiles(this.#world.files);
  }

  #reportDeps({ query, openHot }: Pick<Store, 'query' | 'openHot'>): ReportDeps {
    return {
      lists: () => listSourceOf({ query, openHot }, this.#world.files, this.#world.time.now),
      alerts: () => query.all('alerts'),
      newestOrders: (limit) => query.newest('orders', limit),
      newestFacts: (limit) => query.newest('facts', limit),
      practice: false,
    };
  }

  #faults(): Partial<Faults> {
    const { dice } = this.#world;
    const steps = () => 1 + dice.below(dice.chance(0.5) ? STEPS_OF_A_START : STEPS_OF_A_LIFE);
    return {
      ...(this.#world.strikes('diesBetweenDiskSteps') && { endsAt: steps() }),
      ...(this.#world.strikes('diskFull') && { fullAt: steps() }),
      ...(this.#world.strikes('syncFails') && { syncFailsAt: steps() }),
    };
  }

  #every(life: Life, ms: number, call: () => void): () => void {
    let cancel = () => {};
    const again = () => {
      cancel = life.clock.after(ms, () => {
        call();
        again();
      });
    };
    again();
    return () => cancel();
  }

  #failed(life: Life, failure: StoreFailed): void {
    this.#world.story.tell(`life ${life.number}: ${failure.message}`);
    // The process ends itself, and until it has it answers what it can answer.
    if (life.state === 'open')
      this.#world.time.after(this.#world.dice.below(SECOND_MS), () => life.goesOn && this.#end('the disk failed', 'kill'));
  }

  /** `awayMs`: until it is started again; by chance where it is not given. */
  #end(why: string, ending: Ending, awayMs?: number): void {
    const life = this.#life;
    const { dice, sometimes, story, time } = this.#world;
    if (!life?.goesOn) return;
    if (life.state === 'opening') sometimes.note('the process ended while it recovered');
    if (why === 'between two steps') sometimes.note('the process ended between two steps of the disk');
    life.state = 'over';
    this.running = null;
    this.#disk.end(ending);
    const long = this.#world.strikes('longDown');
    if (long) sometimes.note('the shop was away for long');
    const away = awayMs ?? (long ? dice.below(HOUR_MS) : dice.between(1, MOST_AWAY_MS));
    story.tell(`life ${life.number} is over: ${why}; back in ${away} ms`);
    time.after(away, () => this.start());
  }

  /** A message that kills: the process is gone in the middle of its decision. */
  #blackBox(life: Life): BlackBox {
    return {
      enter: (eventId) => {
        const mark = eventId.slice(eventId.lastIndexOf(':') + 1);
        if (!life.goesOn || !this.#world.witness.written.get(mark)?.killer) return;
        this.#deaths.set(eventId, (this.#deaths.get(eventId) ?? 0) + 1);
        this.#end(`killed by ${mark}`, 'kill');
      },
      leave: () => {},
      deaths: (eventId) => this.#deaths.get(eventId) ?? 0,
      close: () => {},
    };
  }

  #logOf(life: Life): Log {
    const { story } = this.#world;
    return {
      info: () => {},
      warn: () => {},
      error: (words, facts) => {
        if (!life.goesOn) return;
        const problem = facts?.error;
        story.tell(`life ${life.number}: ${words}: ${problem}`);
        if (problem instanceof StoreFailed || life.state === 'closing') return;
        this.#world.violated('nothing fails behind the scenes', `${words}: ${problem instanceof Error ? problem.stack : problem}`);
      },
    };
  }
}

function same<T>(thing: T): T {
  return thing;
}
