/**
 * The payment provider: links, payments, and the news of them. What it knows is the truth about money;
 * what the shop gets to know of it comes late, twice, in another order, or only when it asks.
 */
import { type Minor, minor } from '../../src/commerce/money.ts';
import type { PaymentReport } from '../../src/commerce/payments.ts';
import { type LinkInput, PaymentProblem, type Payments } from '../../src/payments/port.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

export interface Link {
  readonly id: string;
  readonly url: string;
  readonly input: LinkInput;
  closed: boolean;
}

/** Every change of a payment that the provider has made, newest last. */
export type History = readonly [PaymentReport, ...PaymentReport[]];

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const LONGEST_CALL_MS = 400;
const LONGEST_SLOW_CALL_MS = 20_000;
const LONGEST_OUTAGE_MS = 20 * MINUTE_MS;
/** How long a payment may be missing from the provider's search. */
const LONGEST_LAG_MS = 30 * SECOND_MS;
const LONGEST_LATE_MS = 40 * MINUTE_MS;
/** Who found nobody this often, over a season, comes that much more rarely. */
const MANY_TRIES = 100;
const RARELY = 10;

interface Looks {
  begun: number;
  /** The newest that was answered. */
  answered: number;
  /** Who is looking now. */
  by: Life | null;
}

/** Hands news to the shop; resolves to what it made of them, never where it ends meanwhile. */
export type Post = (paymentId: string, requestId: string) => Promise<'taken' | 'taken before' | 'not taken'>;

export class Provider {
  readonly payments = new Map<string, History>();
  readonly links = new Map<string, Link>();
  /** News on their way. */
  onTheWay = 0;
  /** By payment. */
  readonly looks = new Map<string, Looks>();
  /** By reference: when a search for it was last begun and answered, by the clock of the shop. */
  readonly searched = new Map<string, number>();
  /** Payments whose news never left. */
  readonly silent = new Set<string>();
  readonly #world: World;
  readonly #post: Post;
  /** By request: looks at its payment that had begun when it was first brought. */
  readonly #firstBrought = new Map<string, number>();
  /** By key. */
  readonly #refunds = new Map<string, string>();
  #downUntil = 0;
  #lastId = 70_000;
  /** Called when a link was made, before the shop knows. */
  onLink: (link: Link) => void = () => {};

  constructor(world: World, post: Post) {
    this.#world = world;
    this.#post = post;
  }

  linkAt(url: string): Link | undefined {
    return this.links.get(url.slice(url.lastIndexOf('/') + 1));
  }

  latest(paymentId: string): PaymentReport | null {
    return this.payments.get(paymentId)?.at(-1) ?? null;
  }

  /** @returns the id of the payment */
  pay(report: Omit<PaymentReport, 'paymentId' | 'updatedAt' | 'live' | 'refunded' | 'means'>): string {
    const paymentId = String(++this.#lastId);
    const paid: PaymentReport = { ...report, paymentId, refunded: minor(0), live: false, means: 'yape', updatedAt: this.#at(0) };
    this.payments.set(paymentId, [paid]);
    this.#world.story.tell(`payment ${paymentId} for ${report.reference}: ${report.status} ${report.amount} ${report.currency}`);
    this.#tell(paymentId);
    return paymentId;
  }

  move(paymentId: string, change: Partial<PaymentReport>): void {
    const history = this.payments.get(paymentId);
    const last = history?.at(-1);
    if (!history || !last) return;
    this.payments.set(paymentId, [...history, { ...last, ...change, updatedAt: this.#at(Date.parse(last.updatedAt) + 1) }]);
    this.#world.story.tell(`payment ${paymentId} becomes ${change.status}`);
    this.#tell(paymentId);
  }

  #at(least: number): string {
    return new Date(Math.max(this.#world.time.now, least)).toISOString();
  }

  #tell(paymentId: string): void {
    const { dice, sometimes } = this.#world;
    const request = dice.id(8);
    if (this.#world.strikes('newsLost')) {
      sometimes.note('news of a payment were lost');
      this.silent.add(paymentId);
      return;
    }
    this.silent.delete(paymentId);
    const way = this.#world.strikes('newsLate') ? dice.below(LONGEST_LATE_MS) : dice.below(2 * SECOND_MS);
    this.#bring(paymentId, request, way, 0);
    if (!this.#world.strikes('newsTwice')) return;
    sometimes.note('news came twice');
    const later = dice.pick([0, dice.below(SECOND_MS), dice.below(MINUTE_MS)]);
    this.#bring(paymentId, dice.chance(0.5) ? request : dice.id(8), way + later, 0);
  }

  #bring(paymentId: string, request: string, ms: number, tries: number): void {
    const { time, dice, sometimes } = this.#world;
    this.onTheWay += 1;
    time.after(ms, async () => {
      let waiting = true;
      const again = () => {
        if (!waiting) return;
        waiting = false;
        this.onTheWay -= 1;
        const pause = dice.between(5, 120) * SECOND_MS;
        this.#bring(paymentId, request, tries < MANY_TRIES ? pause : pause * RARELY, tries + 1);
      };
      time.after(22 * SECOND_MS, again);
      if (this.#look(paymentId).by?.goesOn) sometimes.note('news came while a look at the same payment was under way');
      const looksBefore = this.#look(paymentId).begun;
      const first = this.#firstBrought.get(request) ?? looksBefore;
      this.#firstBrought.set(request, first);
      const answer = await this.#post(paymentId, request);
      if (answer === 'not taken') return again();
      this.#world.witness.news.push({ paymentId, looksBefore: answer === 'taken' ? looksBefore : first });
      if (waiting) this.onTheWay -= 1;
      waiting = false;
    });
  }

  #look(paymentId: string) {
    const look = this.looks.get(paymentId) ?? { begun: 0, answered: 0, by: null };
    this.looks.set(paymentId, look);
    return look;
  }

  /** The provider as one process of the shop has it. */
  paymentsOf(life: Life): Payments {
    return {
      id: 'mercado-pago',
      live: false,
      check: async () => ({ sellerId: '1', country: 'PE', currency: 'PEN', test: false }),
      createLink: (input) => this.#call(life, () => this.#createLink(input)),
      closeLink: (id) =>
        this.#call(life, () => {
          const link = this.links.get(id);
          if (link) link.closed = true;
        }),
      createDirect: async () => {
        throw new PaymentProblem('invalid', 'codes are for Brazil', { retryable: false });
      },
      closeDirect: async () => {},
      changedBetween: (from, to) =>
        this.#call(life, () => ({ reports: this.#changed(new Date(from).toISOString(), new Date(to).toISOString()), next: null })),
      verifyNotification: () => ({ ok: false, reason: 'no-signature' }),
      fetchPayment: async (id) => {
        const look = this.#look(id);
        const number = ++look.begun;
        look.by = life;
        try {
          const report = await this.#call(life, () => this.latest(id));
          look.answered = Math.max(look.answered, number);
          return report;
        } finally {
          look.by = null;
        }
      },
      findByReference: async (reference) => {
        const begun = life.clock.now();
        const lag = this.#world.strikes('searchLags') ? this.#world.dice.below(LONGEST_LAG_MS) : 0;
        const found = await this.#call(life, () => this.#find(reference, lag));
        this.searched.set(reference, begun);
        for (const { paymentId } of found) {
          if (this.silent.has(paymentId)) this.#world.sometimes.note('a payment whose news were lost was found');
        }
        return found;
      },
      refund: (paymentId, amount, key) => this.#call(life, () => this.#refund(paymentId, amount, key)),
    };
  }

  #refund(paymentId: string, wanted: Minor | null, key: string): { readonly refundId: string; readonly status: 'settled' | 'failed' } {
    const known = this.#refunds.get(key);
    if (known) return { refundId: known, status: 'settled' };
    const paid = this.latest(paymentId);
    const amount = wanted ?? paid?.amount ?? 0;
    if (paid?.status !== 'approved' || paid.refunded + amount > paid.amount) return { refundId: key, status: 'failed' };
    this.#refunds.set(key, key);
    const refunded = minor(paid.refunded + amount);
    this.move(paymentId, refunded === paid.amount ? { status: 'refunded', detail: 'refunded', refunded } : { refunded });
    return { refundId: key, status: 'settled' };
  }

  #find(reference: string, lagMs: number): readonly PaymentReport[] {
    const until = new Date(this.#world.time.now - lagMs).toISOString();
    return [...this.payments.values()].flatMap((history) => {
      const known = history.findLast((report) => report.updatedAt <= until);
      return known?.reference === reference ? [known] : [];
    });
  }

  #changed(from: string, to: string): readonly PaymentReport[] {
    return [...this.payments.values()].flatMap((history) => {
      const known = history.findLast((report) => report.updatedAt <= to);
      return known && known.updatedAt >= from ? [known] : [];
    });
  }

  #createLink(input: LinkInput): { readonly providerRef: string; readonly url: string } {
    // A provider that remembers keys gives the same link; one that has forgotten makes another.
    const same = [...this.links.values()].find((link) => link.input.key === input.key);
    if (same && this.#world.dice.chance(0.5)) return { providerRef: same.id, url: same.url };
    const id = this.#world.dice.id(12);
    const link: Link = { id, url: `https://pay.example/${id}`, input, closed: false };
    this.links.set(id, link);
    this.onLink(link);
    return { providerRef: id, url: link.url };
  }

  async #call<T>(life: Life, work: () => T): Promise<T> {
    const world = this.#world;
    const { dice, time, sometimes } = world;
    if (world.strikes('providerDown')) this.#downUntil = time.now + dice.below(LONGEST_OUTAGE_MS);
    const slow = world.isOn('callFails') && dice.chance(0.2);
    await life.wait(dice.between(1, slow ? LONGEST_SLOW_CALL_MS : LONGEST_CALL_MS));
    if ((world.troubled && time.now < this.#downUntil) || world.strikes('callFails')) {
      sometimes.note('a call to the provider failed');
      throw this.#problem();
    }
    const answer = work();
    await life.wait(dice.between(1, LONGEST_CALL_MS));
    if (world.strikes('callAnswerLost')) {
      sometimes.note('an answer of the provider was lost');
      throw new PaymentProblem('unreachable', 'no answer', { retryable: true, maybeApplied: true });
    }
    return answer;
  }

  #problem(): PaymentProblem {
    const { dice } = this.#world;
    if (dice.chance(0.2)) {
      return new PaymentProblem('rate-limited', 'too many requests', { retryable: true, retryAfterMs: dice.between(1, 30) * SECOND_MS });
    }
    return new PaymentProblem('provider-down', 'internal error', { retryable: true });
  }
}
