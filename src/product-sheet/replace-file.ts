/**
 * Puts a file in the place of another so that there is always a whole one, and keeps the one that was there.
 */
import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';

/**
 * `kept`: where the file that was there is copied to, with a number behind it where that is taken; null where
 * nothing was there. Answers where it was copied to.
 */
export async function replaceFile(path: string, text: string, kept: string | null): Promise<string | null> {
  const next = `${path}.tmp`;
  try {
    const file = await open(next, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    const copy = kept === null ? null : await keep(path, kept);
    await rename(next, path);
    return copy;
  } finally {
    await rm(next, { force: true });
  }
}

async function keep(path: string, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      await copyFile(path, name, constants.COPYFILE_EXCL);
      return name;
    } catch (problem) {
      if (!(problem instanceof Error && 'code' in problem && problem.code === 'EEXIST')) throw problem;
    }
  }
}
