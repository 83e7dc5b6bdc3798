/**
 * Calls to the outside: run when they are due, tried again with patience, their result brought back as
 * an event. The job stays in the store until that event is committed, so that a crash only repeats it.
 */

import type { Clock } from '../clock.ts';
import type { Shop } from '../commerce/catalog.ts';
import type { Attachment, KeptFile, MessageWithFile } from '../conversation/message.ts';
import type { Job, JobResult, JobTask, ProviderProblem } from '../decisions/records.ts';
import type { StaffReport, StaffReportWish } from '../decisions/staff-report.ts';
import type { Log } from '../log.ts';
import { PaymentProblem, type Payments } from '../payments/port.ts';
import type { Store } from '../store/port.ts';
import { Alarm } from './alarm.ts';
import { backoff } from './backoff.ts';

/** Tries of each kind before it is given up. A customer waits for a link; a report may take hours. */
const MOST_TRIES = {
  'create-link': 5,
  'create-code': 5,
  'close-link': 5,
  'fetch-payment': 40,
  'find-payments': 5,
  refund: 40,
  'sweep-payments': 5,
  'erase-person': 5,
  'fetch-file': 6,
  'staff-report': 3,
  'staff-list': 3,
} as const satisfies Readonly<Record<JobTask['kind'], number>>;

/** Made for a helper's chat, outside of any commit. */
export interface StaffJobs {
  readonly report: (wish: StaffReportWish) => Promise<StaffReport>;
  /** The list of orders, kept for its message. */
  readonly list: () => Promise<Attachment>;
}

export interface JobParts {
  readonly store: Store;
  readonly payments: Payments;
  /** Removes all that the data hold of whoever has this conversation. @throws where a file still holds her */
  readonly erasePerson: (conversationId: string) => Promise<void>;
  /**
   * Brings and keeps a file that a channel still has, where it is wanted at the end; null where there is nothing to keep.
   * Rejects where it is worth another try.
   */
  readonly fetchFile: (message: MessageWithFile, isWanted: () => boolean) => Promise<KeptFile | null>;
  /** What helpers of the shop want looked up. */
  readonly staff: StaffJobs;
  readonly shop: () => Pick<Shop, 'name' | 'currency'>;
  readonly notificationUrl: string | null;
  readonly returnUrl: string | null;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly log: Log;
  readonly track: (work: Promise<void>) => void;
  /** Brings a result back as an event. */
  readonly done: (job: Job, result: JobResult) => Promise<void>;
}

export class Jobs {
  readonly #parts: JobParts;
  readonly #alarm: Alarm<string>;
  readonly #running = new Set<string>();
  #stopped = false;

  constructor(parts: JobParts) {
    this.#parts = parts;
    this.#alarm = new Alarm(parts.clock, (id) => this.#run(id));
  }

  /** A job that is durable. */
  add(job: Job): void {
    if (!this.#stopped) this.#alarm.set(job.dueAt, job.id);
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm.stop();
  }

  #run(id: string): void {
    this.#parts.track(this.#begin(id));
  }

  /** A store that has failed meanwhile is told to `track`, not thrown at whoever rang. */
  async #begin(id: string): Promise<void> {
    const job = this.#parts.store.openHot().get('jobs', id);
    if (!job || this.#running.has(id) || job.dueAt > this.#parts.clock.now()) return;
    this.#running.add(id);
    await this.#work(job);
  }

  async #work(job: Job): Promise<void> {
    const outcome = await this.#try(job);
    this.#running.delete(job.id);
    if (this.#stopped) return;
    if (outcome !== 'again' && !this.#isOfNobody(job)) await this.#parts.done(job, outcome.result);
    // Asked for again while it ran, or put off: the one in the store counts.
    const next = this.#parts.store.openHot().get('jobs', job.id);
    if (next) this.add(next);
  }

  /** Who sent the file was forgotten while it was brought: she does not begin anew with it. */
  #isOfNobody({ id, task }: Job): boolean {
    return task.kind === 'fetch-file' && !this.#isKnown(id);
  }

  #isKnown(id: string): boolean {
    return this.#parts.store.openHot().get('jobs', id) !== undefined;
  }

  async #try(job: Job): Promise<'again' | { readonly result: JobResult }> {
    try {
      return { result: await this.#call(job) };
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : 'unknown';
      const attempts = job.attempts + 1;
      this.#parts.log.warn('a job did not work', { kind: job.task.kind, jobId: job.id, attempts, reason });
      const retryable = !(problem instanceof PaymentProblem) || problem.retryable;
      if (!retryable || attempts >= MOST_TRIES[job.task.kind])
        return { result: { ok: false, task: job.task.kind, reason, ...providerProblem(problem) } };
      const waitMs = (problem instanceof PaymentProblem && problem.retryAfterMs) || backoff(job.attempts, this.#parts.chance());
      await this.#putOff(job, attempts, waitMs);
      return 'again';
    }
  }

  async #putOff(job: Job, attempts: number, waitMs: number): Promise<void> {
    const { store, clock } = this.#parts;
    const view = store.openHot();
    if (view.get('jobs', job.id) !== job) return;
    await store.commit(view, [{ put: 'jobs', id: job.id, doc: { ...job, attempts, dueAt: clock.now() + waitMs } }]);
  }

  async #call({ id, task }: Job): Promise<JobResult> {
    const { payments, shop, staff, notificationUrl, returnUrl } = this.#parts;
    switch (task.kind) {
      case 'create-link': {
        const { reference, lines, delivery, discount, total, expiresAt } = task;
        const link = await payments.createLink({
          reference,
          key: reference,
          currency: shop().currency,
          shop: shop().name,
          lines,
          delivery,
          discount,
          total,
          expiresAt,
          notificationUrl,
          returnUrl,
        });
        return { ok: true, task: task.kind, ...link };
      }
      case 'create-code': {
        const { reference, title, total, expiresAt } = task;
        const input = { reference, key: reference, currency: shop().currency, title, total, expiresAt, notificationUrl };
        return { ok: true, task: task.kind, ...(await payments.createDirect(input)) };
      }
      case 'close-link':
        await (task.code ? payments.closeDirect(task.providerRef) : payments.closeLink(task.providerRef));
        return { ok: true, task: task.kind };
      case 'erase-person':
        await this.#parts.erasePerson(task.conversationId);
        return { ok: true, task: task.kind };
      case 'fetch-file':
        return { ok: true, task: task.kind, file: await this.#parts.fetchFile(task.message, () => this.#isKnown(id)) };
      case 'staff-report':
        return { ok: true, task: task.kind, report: await staff.report(task) };
      case 'staff-list':
        return { ok: true, task: task.kind, file: await staff.list() };
      case 'fetch-payment':
        return { ok: true, task: task.kind, report: await payments.fetchPayment(task.paymentId) };
      case 'find-payments': {
        const reports = await Promise.all(task.references.map((reference) => payments.findByReference(reference)));
        return { ok: true, task: task.kind, reports: reports.flat() };
      }
      case 'refund': {
        const { status } = await payments.refund(task.paymentId, task.whole ? null : task.amount, task.key);
        return { ok: true, task: task.kind, status };
      }
      case 'sweep-payments':
        return { ok: true, task: task.kind, ...(await payments.changedBetween(task.from, task.to, task.offset)) };
    }
  }
}

/** What a decision can do something about. */
function providerProblem(problem: unknown): { readonly problem?: ProviderProblem } {
  const kind = problem instanceof PaymentProblem ? problem.kind : null;
  return kind === 'bad-credentials' || kind === 'no-balance' ? { problem: kind } : {};
}
