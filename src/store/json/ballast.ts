/**
 * A file that holds nothing but its place. When the disk is full it is given up, so that there is room to say
 * so, to write the log, to close the shop in order and to start it again while somebody makes space.
 */
import { randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface Ballast {
  /** Makes the file where it is missing and the disk has room enough. */
  lay(directory: string): Promise<void>;
  /** Gives its room back, at once. */
  drop(directory: string): void;
}

export const BALLAST_FILE = 'ballast';

const MEGABYTE = 1024 * 1024;
const BALLAST_MEGABYTES = 20;
/** Where less than this is free, taking some of it would do harm. */
const LEAST_FREE_MEGABYTES = 200;

export const realBallast: Ballast = {
  async lay(directory) {
    const file = path.join(directory, BALLAST_FILE);
    const size = await fs.promises.stat(file).then(
      (stat) => stat.size,
      () => 0,
    );
    const { bavail, bsize } = await fs.promises.statfs(directory);
    if (size >= BALLAST_MEGABYTES * MEGABYTE || bavail * bsize < LEAST_FREE_MEGABYTES * MEGABYTE) return;
    const handle = await fs.promises.open(file, 'w', 0o600);
    try {
      // By chance, so that a file system that packs its files cannot make it small.
      for (let n = 0; n < BALLAST_MEGABYTES; n++) await handle.write(randomFillSync(Buffer.alloc(MEGABYTE)));
    } finally {
      await handle.close();
    }
  },
  drop: (directory) => fs.rmSync(path.join(directory, BALLAST_FILE), { force: true }),
};

export const noBallast: Ballast = { lay: async () => {}, drop: () => {} };
