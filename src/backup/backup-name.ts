/** Folders of backups are named after the seller's own clock, so that she finds the one of this morning. */
import fs from 'node:fs';
import path from 'node:path';
import { formatLocal } from '../commerce/calendar.ts';

/** `data-backups/2026-11-25_10-04-05`, with a number behind it where that is taken. `now`: ms. */
export function newBackupFolder(parent: string, now: number, timeZone: string): string {
  const name = path.join(parent, formatLocal(now, timeZone, 'YYYY-MM-DD_HH-mm-ss'));
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? name : `${name}_${number}`;
    if (!fs.existsSync(folder)) return folder;
  }
}
