/**
 * How long backups are kept. They hold people as they were: one that is kept for ever would keep for ever
 * who asked to be erased.
 */
import { rm } from 'node:fs/promises';
import { type Backup, listBackups } from './backup.ts';

/** Within which an erased person has left the last backup (facts/store.md §5). */
export const DAYS_KEPT = 30;
/** Two a day; links take no room, but each file that changes keeps its old self. */
export const MOST_KEPT = 60;
const DAY_MS = 24 * 60 * 60_000;

/** `backups`: newest first; the newest is never too old. `now`: ms. */
export function tooOld(backups: readonly Backup[], now: number): readonly Backup[] {
  return backups.filter(({ note }, index) => index > 0 && (index >= MOST_KEPT || now - Date.parse(note.takenAt) > DAYS_KEPT * DAY_MS));
}

/** Removes what is too old from a folder of backups; answers what it removed. */
export async function removeOldBackups(parent: string, now: number): Promise<readonly string[]> {
  const old = tooOld(await listBackups(parent), now).map(({ folder }) => folder);
  for (const folder of old) await rm(folder, { recursive: true, force: true });
  return old;
}
