/**
 * From an error of the disk to the sentence an operator reads before the process ends: which file, what
 * happened, what to do now.
 */
import { StoreFailed } from '../port.ts';
import { DataDamaged } from './damage.ts';

/** By code of the system error. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space, then start again',
  EDQUOT: 'The disk quota is used up: free some space, then start again',
  EROFS: 'The disk is read-only: mount it for writing, then start again',
  EACCES: 'This user may not write there: correct the permissions, then start again',
  EPERM: 'This user may not write there: correct the permissions, then start again',
  EMFILE: 'Too many files are open: raise the limit (ulimit -n), then start again',
};
const CHECK_THE_DISK = 'Check the disk (its own log tells more), then start again';

/** `doing`: "write data/journal/000000000001.jsonl". */
export function storeFailed(doing: string, error: unknown): StoreFailed {
  if (error instanceof StoreFailed) return error;
  if (error instanceof DataDamaged) return new StoreFailed(error.message, { cause: error });
  const what = error instanceof Error ? error.message : String(error);
  const code = errorCode(error);
  const advice = WHAT_TO_DO[code ?? ''] ?? CHECK_THE_DISK;
  const message = `Could not ${doing}: ${what}. ${advice}: everything that was acknowledged is kept, nothing more is accepted until then.`;
  return new StoreFailed(message, { cause: error, diskFull: code === 'ENOSPC' || code === 'EDQUOT' });
}

/** The code of a system error ("ENOSPC"), or null where it is another kind of error. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
