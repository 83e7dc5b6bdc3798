/**
 * The shop's side of the process with the browser: starts it, asks it, hears it, ends it. Nothing of the client
 * library is loaded here.
 */
import { execFile, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { answers, type News, type Question, told } from './protocol.ts';

const ENTRY = fileURLToPath(new URL('child/main.ts', import.meta.url));

/** `late`: no answer came in time; `gone`: the process ended; `refused`: the library or the page said no, in `words`. */
export type Answered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: 'late' | 'gone' | 'refused'; readonly words: string };

export interface BrowserProcess {
  ask<T>(question: Question, answer: z.ZodType<T>, withinMs: number): Promise<Answered<T>>;
  readonly pid: number | null;
  /** The browser is closed, the process and all that belongs to it are gone. */
  end(): Promise<void>;
}

export interface BrowserProcessDeps {
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string>>;
  readonly closeMs: number;
  readonly onNews: (news: News) => void;
  /** It ended, and nobody had asked it to. */
  readonly onGone: () => void;
}

interface Waiting {
  readonly answered: (answer: unknown) => void;
  readonly failed: (why: 'late' | 'gone' | 'refused', words: string) => void;
}

export function startBrowserProcess({ clock, environment, closeMs, onNews, onGone }: BrowserProcessDeps): BrowserProcess {
  const child = fork(ENTRY, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, ...environment } });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ending: Promise<void> | null = null;
  let browserPid: number | null = null;

  const exited = new Promise<void>((resolve) => {
    const end = (): void => {
      for (const one of waiting.values()) one.failed('gone', 'the process with the browser ended');
      waiting.clear();
      resolve();
      if (ending === null) onGone();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.on('message', (message) => {
    const read = told.safeParse(message);
    if (!read.success) return;
    if ('tell' in read.data) {
      if (ending === null) onNews(read.data.tell);
      return;
    }
    const { n } = read.data;
    const one = waiting.get(n);
    waiting.delete(n);
    if ('problem' in read.data) one?.failed('refused', read.data.problem);
    else one?.answered(read.data.answer);
  });

  const ask = <T>(question: Question, answer: z.ZodType<T>, withinMs: number): Promise<Answered<T>> =>
    new Promise((resolve) => {
      if (!child.connected) return resolve({ ok: false, why: 'gone', words: 'the process with the browser ended' });
      asked += 1;
      const n = asked;
      const cancel = clock.after(withinMs, () => {
        waiting.delete(n);
        resolve({ ok: false, why: 'late', words: `no answer to "${question.ask}" within ${withinMs} ms` });
      });
      const failed: Waiting['failed'] = (why, words) => {
        cancel();
        resolve({ ok: false, why, words });
      };
      waiting.set(n, {
        failed,
        answered: (value) => {
          const read = answer.safeParse(value);
          if (!read.success) return failed('refused', `an answer to "${question.ask}" that cannot be read`);
          cancel();
          resolve({ ok: true, value: read.data });
        },
      });
      child.send({ n, question }, (problem) => {
        if (problem) failed('gone', problem.message);
      });
    });

  const end = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return endBrowser(browserPid);
    await ask({ ask: 'close' }, answers.done, closeMs);
    let overdue = (): void => {};
    const late = new Promise<void>((resolve) => {
      overdue = clock.after(closeMs, resolve);
    });
    await Promise.race([exited, late]);
    overdue();
    child.kill('SIGKILL');
    await exited;
    await endBrowser(browserPid);
  };

  return {
    pid: child.pid ?? null,
    async ask(question, answer, withinMs) {
      const answered = await ask(question, answer, withinMs);
      if (question.ask === 'open' && answered.ok) browserPid = answers.open.parse(answered.value).browserPid;
      return answered;
    },
    end() {
      ending ??= end();
      return ending;
    },
  };
}

/** Chromium ends when its pipe does; where that takes too long, or on Windows, its whole tree is ended. */
async function endBrowser(pid: number | null): Promise<void> {
  if (pid === null) return;
  for (let look = 0; look < LOOKS_FOR_BROWSER && lives(pid); look += 1) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  if (!lives(pid)) return;
  if (process.platform === 'win32') {
    await new Promise<void>((resolve) => execFile('taskkill', ['/pid', String(pid), '/t', '/f'], () => resolve()));
    return;
  }
  try {
    // It leads a group of its own.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

const LOOKS_FOR_BROWSER = 50;
const LOOK_MS = 100;

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
