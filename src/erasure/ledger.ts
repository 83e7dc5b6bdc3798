/**
 * Who was erased, told so that nobody can read who it was: a backup from before knows her still, and whoever
 * restores it must forget her again. Ids of customers are unguessable and never given twice, so their keyed
 * hash is enough. Kept in the data folder and beside the backups, so that neither is needed to know.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { realDisk, replaceFile } from '../store/json/disk.ts';

const entrySchema = z.object({
  /** UTC ISO instant. */
  at: z.iso.datetime(),
  /** The key of the hash. */
  salt: z.string(),
  hash: z.string(),
});
const ledgerSchema = z.object({ erased: z.array(entrySchema) });

export type ErasureEntry = z.output<typeof entrySchema>;

const FILE = 'erasures.json';
const SALT_BYTES = 16;

/** Entries of all these folders, each once. @throws where a ledger is there and cannot be read: nobody may come back unseen. */
export async function readLedgers(folders: readonly string[]): Promise<readonly ErasureEntry[]> {
  const entries = new Map<string, ErasureEntry>();
  for (const folder of folders) for (const entry of await readLedger(folder)) entries.set(entry.hash, entry);
  return [...entries.values()];
}

async function readLedger(folder: string): Promise<readonly ErasureEntry[]> {
  const file = path.join(folder, FILE);
  const text = await readFile(file, 'utf8').catch((problem: unknown) => {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return null;
    throw problem;
  });
  if (text === null) return [];
  try {
    return ledgerSchema.parse(JSON.parse(text)).erased;
  } catch (problem) {
    throw new Error(`${file} cannot be read: it says who was erased and has to be forgotten again after a restore`, { cause: problem });
  }
}

/** Adds entries to the ledgers of these folders, durably. Folders that are not there are left alone. */
export async function writeLedgers(folders: readonly string[], entries: readonly ErasureEntry[]): Promise<void> {
  for (const folder of folders) {
    const known = await readLedger(folder);
    const hashes = new Set(known.map(({ hash }) => hash));
    const erased = [...known, ...entries.filter(({ hash }) => !hashes.has(hash))];
    await replaceFile(realDisk, path.join(folder, FILE), Buffer.from(`${JSON.stringify({ erased }, null, 1)}\n`));
  }
}

/** `now`: ms. */
export function entriesFor(customers: readonly string[], now: number): readonly ErasureEntry[] {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  return customers.map((id) => ({ at: new Date(now).toISOString(), salt, hash: hashOf(salt, id) }));
}

/** Whether a customer is among the erased. */
export function isAmong(entries: readonly ErasureEntry[]): (customerId: string) => boolean {
  const hashes = new Set(entries.map(({ hash }) => hash));
  const salts = [...new Set(entries.map(({ salt }) => salt))];
  const known = new Map<string, boolean>();
  return (customerId) => {
    const before = known.get(customerId);
    if (before !== undefined) return before;
    const is = salts.some((salt) => hashes.has(hashOf(salt, customerId)));
    known.set(customerId, is);
    return is;
  };
}

const hashOf = (salt: string, id: string) => createHmac('sha256', salt).update(id).digest('base64url');
