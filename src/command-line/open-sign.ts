/**
 * A note in the data folder that says where the open shop answers, so that other commands can ask it
 * instead of opening its files beside it.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const signSchema = z.object({ url: z.url() });

const FILE = 'open.json';

export async function putSign(directory: string, url: string): Promise<void> {
  await writeFile(join(directory, FILE), `${JSON.stringify({ url })}\n`, { mode: 0o600 });
}

export async function takeSign(directory: string): Promise<void> {
  await rm(join(directory, FILE), { force: true });
}

/** Where the shop of this folder answers; null where it does not say. */
export async function readSign(directory: string): Promise<string | null> {
  try {
    return signSchema.parse(JSON.parse(await readFile(join(directory, FILE), 'utf8'))).url;
  } catch {
    return null;
  }
}
