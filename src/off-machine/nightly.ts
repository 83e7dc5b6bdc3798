/**
 * The copy of every night, while the shop is open: at its hour, or as soon as the shop is open again where it was
 * closed then; tried again every hour until it is whole somewhere else. The seller is told once a night, and again
 * where the reason is another one.
 */
import type { Clock } from '../clock.ts';
import { instantAt, localDate, plusDays } from '../commerce/calendar.ts';
import type { Log } from '../log.ts';
import type { Brought } from './bring.ts';
import type { Failure } from './words.ts';

export interface NightParts {
  readonly clock: Clock;
  /** Of the shop. */
  readonly timeZone: () => string;
  /** 0..23, of the shop's day. */
  readonly hour: number;
  /** When the last one was whole, ms since the epoch; null: never. */
  readonly last: number | null;
  /** Takes a backup and brings it away. `date`: the shop's day; `signal`: the shop closes. */
  readonly copy: (date: string, signal: AbortSignal) => Promise<Brought>;
  /** Resolves when the seller has been told, or what she was told is taken back (null). */
  readonly tell: (failure: Failure | null) => Promise<void>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** After the shop opened: customers who waited come first. */
const FIRST_MS = 2 * 60_000;
/** A clock that was set, a machine that slept: it is looked at so often whether it is time. */
const LOOK_EVERY_MS = 10 * 60_000;
const AGAIN_MS = 60 * 60_000;

export interface Nights {
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** What is under way is ended. */
  close(): Promise<void>;
}

export function followNights({ clock, timeZone, hour, last, copy, tell, log }: NightParts): Nights {
  let madeAt = last;
  let triedAt = Number.NEGATIVE_INFINITY;
  /** Of which night she was told, and why it failed. */
  let toldOf = '';
  let underWay: Promise<void> = Promise.resolve();
  let cancel = clock.after(FIRST_MS, look);
  const closing = new AbortController();

  function look(): void {
    if (closing.signal.aborted) return;
    const now = clock.now();
    const due = lastHour(now, timeZone(), hour);
    if ((madeAt === null || madeAt < due) && now - triedAt >= AGAIN_MS) underWay = make(now, due);
    void underWay.then(() => {
      if (!closing.signal.aborted) cancel = clock.after(LOOK_EVERY_MS, look);
    });
  }

  async function make(now: number, due: number): Promise<void> {
    triedAt = now;
    const brought = await copy(localDate(now, timeZone()), closing.signal).catch(
      (problem: unknown): Brought => ({ ok: false, why: 'failed', detail: problem instanceof Error ? problem.message : '' }),
    );
    if (closing.signal.aborted) return;
    if (brought.ok) madeAt = now;
    if (brought.ok) log.info('the copy off this machine is whole');
    else log.warn('the copy off this machine failed', { kind: brought.why });
    const news = brought.ok ? '' : `${due} ${brought.why}`;
    if (news !== '' && news === toldOf) return;
    await tell(brought.ok ? null : brought).then(
      () => {
        toldOf = news;
      },
      (error: unknown) => log.warn('the seller could not be told of the copy', { error }),
    );
  }

  return {
    settled: () => underWay,
    async close() {
      closing.abort();
      cancel();
      await underWay;
    },
  };
}

/** The last time it was that hour in the shop. */
function lastHour(now: number, timeZone: string, hour: number): number {
  const today = localDate(now, timeZone);
  const time = `${String(hour).padStart(2, '0')}:00`;
  const at = instantAt(today, time, timeZone);
  return at <= now ? at : instantAt(plusDays(today, -1), time, timeZone);
}
