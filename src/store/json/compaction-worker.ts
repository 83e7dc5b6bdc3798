/** The thread that folds: takes one pass at a time and answers what it did. */
import { parentPort } from 'node:worker_threads';
import { fold, type Pass } from './compaction.ts';
import { realDisk } from './disk.ts';
import { storeFailed } from './failure.ts';

parentPort?.on('message', (pass: Pass) => {
  fold(realDisk, pass).then(
    (done) => parentPort?.postMessage({ done }),
    // As a sentence: an error loses its code on the way between threads.
    (error) => parentPort?.postMessage({ problem: storeFailed(`fold the journal in ${pass.directory}`, error).message }),
  );
});
