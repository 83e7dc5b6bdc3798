/**
 * Another program of this machine, run to its end without a shell and without questions.
 */
import { execFile } from 'node:child_process';

export type Ran =
  | { readonly found: true; readonly code: number; readonly output: string }
  /** There is no such program. */
  | { readonly found: false };

export type Run = (program: string, args: readonly string[]) => Promise<Ran>;

/** ms after which a program is ended: a first copy over a slow line takes long. */
const LONGEST_MS = 2 * 60 * 60_000;
/** Characters of what it said that are kept. */
const OUTPUT = 64 * 1024;

/** `signal`: ends the program with the shop. */
export const runPrograms =
  (signal: AbortSignal): Run =>
  (program, args) => {
    const { promise, resolve } = Promise.withResolvers<Ran>();
    const child = execFile(
      program,
      [...args],
      { timeout: LONGEST_MS, maxBuffer: OUTPUT, windowsHide: true, signal },
      (problem, stdout, stderr) => {
        if (problem && problem.code === 'ENOENT') resolve({ found: false });
        else
          resolve({
            found: true,
            code: problem === null ? 0 : typeof problem.code === 'number' ? problem.code : 1,
            output: `${stdout}${stderr}`,
          });
      },
    );
    child.stdin?.end();
    return promise;
  };
