/**
 * Keeps the browser's process alive and in its place: starts it, looks at it, ends it and starts it anew. What
 * follows from what is a table (`state.ts`); here is who carries it out, one thing after the other.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { localMinute } from '../../commerce/calendar.ts';
import type { Log } from '../../log.ts';
import { argumentsFor, userAgentOf } from './browser/browser-arguments.ts';
import type { Browser } from './browser/find-browser.ts';
import { type Answered, type BrowserProcess, type BrowserProcessDeps, startBrowserProcess } from './browser-process.ts';
import type { Kept } from './kept.ts';
import { type Limits, QUIET_AFTER_UP_MS, QUIET_FOR_MS, QUIET_HOUR } from './limits.ts';
import { memoryOf } from './memory.ts';
import { answers, type News, type Question } from './protocol.ts';
import { begunWith, type Standing, standingAfter } from './standing.ts';
import type { Effect, Happening, Situation, Trouble } from './state.ts';
import { hangs, next, overdueAt } from './transitions.ts';

export interface SupervisorDeps {
  /** Of the channel: the profile lies in it. */
  readonly directory: string;
  readonly browserArguments: readonly string[];
  readonly environment: BrowserProcessDeps['environment'];
  readonly version: string | null;
  readonly findBrowser: () => Promise<Browser | null>;
  readonly clock: Clock;
  readonly chance: () => number;
  readonly timeZone: () => string;
  readonly limits: Limits;
  readonly kept: Kept<Standing>;
  /** News of messages. */
  readonly onNews: (news: News) => void;
  /** Customers can be heard from now on, or again. */
  readonly onReady: () => void;
  readonly onChange: () => void;
  /** When something last came or left, ms since the epoch; null: never. */
  readonly lastActivity: () => number | null;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

export interface Supervisor {
  situation(): Situation;
  happens(what: Happening): void;
  ask<T>(question: Question, answer: z.ZodType<T>, withinMs: number): Promise<Answered<T>>;
  linkedAt(): number | null;
  readonly browser: Browser | null;
  readonly memoryMiB: number | null;
  /** What the page or the process last complained of. */
  readonly complaint: string | null;
  /** Everything it was about to do is done. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const NOT_RUNNING = { ok: false, why: 'gone', words: 'the browser is not running' } as const;
/** The profile of one program at a time: its data folder is locked, so that a lock in it is of a browser that is gone. */
const LOCKS = ['SingletonLock', 'SingletonCookie', 'SingletonSocket'];
const MEMORY_EVERY_MS = 5 * 60_000;

export function createSupervisor(deps: SupervisorDeps): Supervisor {
  const { clock, limits, kept, log } = deps;
  const profile = join(deps.directory, 'profile');
  let situation = begunWith(kept.get(), clock.now());
  let running: BrowserProcess | null = null;
  let browser: Browser | null = null;
  let memoryMiB: number | null = null;
  let measuredAt = 0;
  let complaint: string | null = null;
  let doing: Promise<void> = Promise.resolve();
  let cancelAlarm = (): void => {};
  let cancelLook = (): void => {};
  let looking = false;
  let lookAgain = false;
  let closed = false;

  const happens = (what: Happening): void => {
    if (closed) return;
    const before = situation;
    const step = next(before, what, clock.now(), limits);
    situation = step.situation;
    if (situation.state !== before.state) changed(before);
    setAlarm();
    if (!isAlike(situation, before)) deps.onChange();
    for (const effect of step.effects) carryOut(effect);
  };

  const changed = (before: Situation): void => {
    const { state, trouble } = situation;
    kept.set(standingAfter(kept.get(), situation, clock.now()));
    kept.save().catch((problem: unknown) => log.error('how WhatsApp stands could not be kept', { error: problem }));
    const reason = state === 'recovering' ? [trouble, complaint ?? ''].join(' ').trim() : undefined;
    log.info('WhatsApp changed its state', { channel: 'whatsapp-web', status: state, kind: before.state, reason });
  };

  const setAlarm = (): void => {
    cancelAlarm();
    const at = overdueAt(situation, limits);
    if (at !== null) cancelAlarm = clock.after(at - clock.now(), () => happens({ is: 'overdue', chance: deps.chance() }));
  };

  /** One after the other: nothing starts before what was there has ended. */
  const inTurn = (work: () => Promise<void>): void => {
    doing = doing.then(work).catch((problem: unknown) => log.error('WhatsApp could not be kept running', { error: problem }));
  };

  const carryOut = (effect: Effect): void => {
    switch (effect) {
      case 'launch':
        return inTurn(launch);
      case 'end':
        return inTurn(end);
      case 'wipe':
        return inTurn(() => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
      case 'reload':
        return void ask({ ask: 'reload' }, answers.done, limits.startMs);
      case 'sweep':
        return deps.onReady();
    }
  };

  const end = async (): Promise<void> => {
    cancelLook();
    const ending = running;
    running = null;
    memoryMiB = null;
    await ending?.end();
  };

  const launch = async (): Promise<void> => {
    await end();
    // Meanwhile the seller may have ended it.
    if (situation.state !== 'starting') return;
    browser = await deps.findBrowser();
    if (browser === null) return happens({ is: 'no-browser' });
    for (const lock of LOCKS) await rm(join(profile, 'session-main', lock), { force: true });
    const starting = startBrowserProcess({
      clock,
      environment: deps.environment,
      closeMs: limits.closeMs,
      onNews: (news) => {
        if (running === starting) hear(news);
      },
      onGone: () => {
        if (running === starting) trouble('process-gone');
      },
    });
    running = starting;
    void open(starting, browser);
  };

  const open = async (starting: BrowserProcess, { path, version, headless }: Browser): Promise<void> => {
    const opened = await starting.ask(
      {
        ask: 'open',
        profile,
        browser: path,
        headless,
        arguments: argumentsFor(deps.browserArguments, process.getuid?.() ?? null),
        userAgent: userAgentOf(version, process.platform),
        version: deps.version,
        takeOverMs: limits.takeOverMs,
        startMs: limits.startMs,
      },
      answers.open,
      limits.startMs,
    );
    if (running !== starting) return;
    if (opened.ok) return planLook();
    complaint = opened.words;
    trouble('start-failed');
  };

  const trouble = (what: Trouble): void => happens({ is: 'trouble', trouble: what, chance: deps.chance() });

  const hear = (news: News): void => {
    switch (news.news) {
      case 'qr':
        return happens({ is: 'qr', qr: news.qr });
      case 'code':
        return happens({ is: 'code', code: news.code });
      case 'progress':
        return happens({ is: 'progress' });
      case 'logged-out':
        return happens({ is: 'logged-out' });
      case 'socket':
        happens({ is: 'socket', socket: news.socket });
        return void look();
      case 'authenticated':
        happens({ is: 'authenticated' });
        return void look();
      case 'changed':
        return void look();
      case 'gone':
        complaint = news.words || complaint;
        return trouble(news.trouble);
      case 'message':
      case 'edited':
      case 'unreadable':
      case 'taken-back':
      case 'ack':
        return deps.onNews(news);
    }
  };

  const planLook = (): void => {
    cancelLook();
    cancelLook = clock.after(limits.lookEveryMs, () => void look());
  };

  const look = async (): Promise<void> => {
    if (running === null) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    lookAgain = false;
    const asked = running;
    const seen = await asked.ask({ ask: 'look' }, answers.look, limits.lookMs);
    looking = false;
    if (running !== asked) return;
    if (seen.ok) {
      complaint = seen.value.pageError ?? complaint;
      happens({ is: 'seen', page: seen.value });
    } else if (seen.why === 'late' && (situation.state === 'ready' || situation.state === 'offline')) {
      happens({ is: 'not-seen' });
      if (hangs(situation)) return trouble('hangs');
    }
    if (lookAgain) return look();
    planLook();
    await startAnewWhereWise(asked);
  };

  /** Memory grows over weeks, and a night's restart keeps it down. */
  const startAnewWhereWise = async (asked: BrowserProcess): Promise<void> => {
    const now = clock.now();
    if (asked.pid !== null && now - measuredAt >= MEMORY_EVERY_MS) {
      measuredAt = now;
      memoryMiB = await memoryOf(asked.pid);
    }
    if (running !== asked || situation.state !== 'ready') return;
    if (memoryMiB !== null && memoryMiB > limits.memoryMiB) return trouble('memory');
    const hour = Math.floor(localMinute(now, deps.timeZone()) / 60);
    const isUpLong = now - (situation.readySince ?? now) >= QUIET_AFTER_UP_MS;
    const isQuiet = now - (deps.lastActivity() ?? 0) >= QUIET_FOR_MS;
    if (hour === QUIET_HOUR && isUpLong && isQuiet) trouble('quiet-hour');
  };

  const ask: Supervisor['ask'] = (question, answer, withinMs) =>
    running ? running.ask(question, answer, withinMs) : Promise.resolve(NOT_RUNNING);

  return {
    situation: () => situation,
    happens,
    ask,
    linkedAt: () => kept.get().linkedAt,
    get browser() {
      return browser;
    },
    get memoryMiB() {
      return memoryMiB;
    },
    get complaint() {
      return complaint;
    },
    settled: () => doing,
    async close() {
      closed = true;
      cancelAlarm();
      inTurn(end);
      await doing;
      await kept.save();
    },
  };
}

function isAlike(a: Situation, b: Situation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
