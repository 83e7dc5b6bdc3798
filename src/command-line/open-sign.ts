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

/** ms that a shop of this machine may take to say that it is there. */
const PATIENCE_MS = 5_000;

/** The same, and it really answers: a shop that was ended by force leaves its note behind. */
export async function whereOpen(directory: string): Promise<string | null> {
  const url = await readSign(directory);
  if (url === null) return null;
  return fetch(`${url}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    () => url,
    () => null,
  );
}
