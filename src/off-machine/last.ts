/** When the last copy off the machine was whole where it arrived: beside the backups, for the shop and for the command. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { backupsOf } from '../backup/backup.ts';
import { realDisk, replaceFile } from '../store/json/disk.ts';

const lastSchema = z.object({
  /** UTC ISO instant. */
  at: z.iso.datetime(),
  where: z.string(),
});
export type LastCopy = z.output<typeof lastSchema>;

const FILE = 'off-machine.json';

/** null where none was made yet. */
export async function lastCopy(dataDirectory: string): Promise<LastCopy | null> {
  try {
    return lastSchema.parse(JSON.parse(await readFile(join(backupsOf(dataDirectory), FILE), 'utf8')));
  } catch {
    return null;
  }
}

export async function noteCopy(dataDirectory: string, last: LastCopy): Promise<void> {
  const folder = backupsOf(dataDirectory);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replaceFile(realDisk, join(folder, FILE), Buffer.from(`${JSON.stringify(last)}\n`));
}
