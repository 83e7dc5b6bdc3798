/**
 * Secrets that the shop makes for itself, so that it can run before anybody has written a `.env`: the
 * key of the seller's pages, and the two ends of practice payments. Kept beside the data, for the owner
 * of the files only.
 */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  sellerKey: z.string().min(20),
  practiceToken: z.string().min(10),
  practiceWebhookSecret: z.string().min(20),
});

export type Secrets = z.infer<typeof secretsSchema>;

const FILE = 'secrets.json';
const KEY_BYTES = 24;

/** Reads `secrets.json` in the data directory, or makes it. @throws where the file is there and cannot be read. */
export async function readSecrets(directory: string): Promise<Secrets> {
  const path = join(directory, FILE);
  try {
    return secretsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (problem) {
    if (!(problem instanceof Error && 'code' in problem && problem.code === 'ENOENT')) {
      throw new Error(`${path} cannot be read; delete it and new keys are made`, { cause: problem });
    }
  }
  const made: Secrets = { sellerKey: newKey(), practiceToken: `PRACTICE-${newKey()}`, practiceWebhookSecret: newKey() };
  await writeFile(`${path}.tmp`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${path}.tmp`, 0o600);
  await rename(`${path}.tmp`, path);
  return made;
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}
