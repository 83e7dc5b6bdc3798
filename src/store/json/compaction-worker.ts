/** The thread that folds and checks files: does one thing at a time and answers what came of it. */
import { parentPort } from 'node:worker_threads';
import { fold } from './compaction.ts';
import type { Answer, Task } from './compactor.ts';
import { DataDamaged } from './damage.ts';
import { realDisk } from './disk.ts';
import { storeFailed } from './failure.ts';
import { readLines } from './lines.ts';

async function answer(task: Task): Promise<Answer> {
  if ('pass' in task) return { done: await fold(realDisk, task.pass) };
  await readLines(realDisk, task.check);
  return { checked: task.check };
}

parentPort?.on('message', (task: Task) => {
  answer(task).then(
    (said) => parentPort?.postMessage(said),
    (error) => parentPort?.postMessage(problemOf(error, task)),
  );
});

/** As sentences: an error loses its code on the way between threads. */
function problemOf(error: unknown, task: Task): Answer {
  if ('check' in task && error instanceof DataDamaged) return { damaged: error.file, what: error.what };
  const { message, diskFull } = storeFailed('pass' in task ? `fold the journal in ${task.pass.directory}` : `read ${task.check}`, error);
  return { problem: message, diskFull };
}
