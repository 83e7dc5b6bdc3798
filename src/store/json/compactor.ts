/**
 * Who runs a fold: a thread of its own, so that the shop answers meanwhile; or, for a disk that was passed
 * in and lives in this thread only, this thread.
 */
import { Worker } from 'node:worker_threads';
import { StoreFailed } from '../port.ts';
import { type Done, fold, type Pass } from './compaction.ts';
import type { Disk } from './disk.ts';

export interface Compactor {
  /** One pass at a time. */
  fold(pass: Pass): Promise<Done>;
  stop(): Promise<void>;
}

export const compactorInThisThread = (disk: Disk): Compactor => ({
  fold: (pass) => fold(disk, pass),
  stop: async () => {},
});

/** What the thread answers. */
type Answer = { readonly done: Done } | { readonly problem: string };

/** The thread starts with the first pass and does not keep the process alive while it has nothing to do. */
export function compactorInWorker(): Compactor {
  let worker: Worker | null = null;
  return {
    async fold(pass) {
      worker ??= new Worker(new URL('./compaction-worker.ts', import.meta.url));
      worker.ref();
      try {
        return await answerOf(worker, pass);
      } finally {
        worker.unref();
      }
    },
    async stop() {
      await worker?.terminate();
      worker = null;
    },
  };
}

function answerOf(worker: Worker, pass: Pass): Promise<Done> {
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  const onMessage = (answer: Answer) => ('problem' in answer ? reject(new StoreFailed(answer.problem)) : resolve(answer.done));
  const onExit = (code: number) => reject(new Error(`the folding thread ended with code ${code}`));
  worker.once('message', onMessage).once('error', reject).once('exit', onExit);
  worker.postMessage(pass);
  return promise.finally(() => worker.off('message', onMessage).off('error', reject).off('exit', onExit));
}
