/**
 * Who runs a fold: a thread of its own, so that the shop answers meanwhile; or, for a disk that was passed
 * in and lives in this thread only, this thread. The same one looks through old files.
 */
import { Worker } from 'node:worker_threads';
import { StoreFailed } from '../port.ts';
import { type Done, fold, type Pass } from './compaction.ts';
import { DataDamaged } from './damage.ts';
import type { Disk } from './disk.ts';
import { readLines } from './lines.ts';

export interface Compactor {
  /** One pass at a time. */
  fold(pass: Pass): Promise<Done>;
  /** Reads a file through; not while a fold replaces it. @throws {DataDamaged} */
  check(file: string): Promise<void>;
  stop(): Promise<void>;
}

export const compactorInThisThread = (disk: Disk): Compactor => ({
  fold: (pass) => fold(disk, pass),
  check: async (file) => void (await readLines(disk, file)),
  stop: async () => {},
});

export type Task = { readonly pass: Pass } | { readonly check: string };

/** What the thread answers. */
export type Answer =
  | { readonly done: Done }
  | { readonly checked: string }
  | { readonly damaged: string; readonly what: string }
  | { readonly problem: string; readonly diskFull: boolean };

/** A fold makes much that is forgotten at once; without a limit the thread takes ever more memory for it. */
const YOUNG_MEGABYTES = 16;

/** The thread starts with the first task and does not keep the process alive while it has nothing to do. */
export function compactorInWorker(): Compactor {
  let worker: Worker | null = null;
  let before: Promise<unknown> = Promise.resolve();
  const ask = async (task: Task): Promise<Answer> => {
    worker ??= new Worker(new URL('./compaction-worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    worker.ref();
    try {
      return await answerOf(worker, task);
    } finally {
      worker.unref();
    }
  };
  /** One after the other. */
  const inTurn = (task: Task): Promise<Answer> => {
    const answer = before.then(() => ask(task));
    before = answer.catch(() => {});
    return answer;
  };
  return {
    async fold(pass) {
      const answer = await inTurn({ pass });
      if ('done' in answer) return answer.done;
      throw 'problem' in answer ? new StoreFailed(answer.problem, answer) : new Error('the folding thread answered something else');
    },
    async check(file) {
      const answer = await inTurn({ check: file });
      if ('damaged' in answer) throw new DataDamaged(answer.damaged, null, answer.what);
      if ('problem' in answer) throw new StoreFailed(answer.problem, answer);
    },
    async stop() {
      await before;
      await worker?.terminate();
      worker = null;
    },
  };
}

function answerOf(worker: Worker, task: Task): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const onExit = (code: number) => reject(new Error(`the folding thread ended with code ${code}`));
  worker.once('message', resolve).once('error', reject).once('exit', onExit);
  worker.postMessage(task);
  return promise.finally(() => worker.off('message', resolve).off('error', reject).off('exit', onExit));
}
