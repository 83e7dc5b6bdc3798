/**
 * What the seller wrote herself, laid out to be brought away with a backup: without it a shop that is gone back to has
 * its orders and nothing to sell.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backupsOf } from '../backup/backup.ts';

/** In the folder of the shop. */
const OWN = ['catalog', 'flows', '.env'] as const;
/** Beside the backups, for a moment: it holds the secrets of `.env`. */
const STAGE = 'own-files';

/** `home`: folder of the shop. What `use` is given is gone when it is done. */
export async function withOwnFiles<T>(home: string, dataDirectory: string, use: (folder: string) => Promise<T>): Promise<T> {
  const stage = join(backupsOf(dataDirectory), STAGE);
  try {
    await rm(stage, { recursive: true, force: true });
    await mkdir(stage, { recursive: true, mode: 0o700 });
    for (const name of OWN) await cp(join(home, name), join(stage, name), { recursive: true, dereference: true }).catch(unlessMissing);
    return await use(stage);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** A shop with no settings has no `.env`. */
function unlessMissing(problem: unknown): void {
  if (!(problem instanceof Error && 'code' in problem && problem.code === 'ENOENT')) throw problem;
}
