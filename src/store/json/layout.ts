/**
 * Where each collection lives. Hot ones are read whole into memory when the store opens and spread over
 * a fixed number of files by a hash of the id. Cold ones lie by running number, so many to a file, and
 * are read when needed: an old file never changes again, and its name says which numbers are in it.
 * Changing a number here changes where documents are looked for: it needs a new `LAYOUT_VERSION` and a
 * migration.
 */
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Change, WrittenCollection } from '../../decisions/collections.ts';
import { COLD, type ColdCollection, type HotCollection } from '../port.ts';

export const LAYOUT_VERSION = 2;

/** Collections with few documents take one file; the others 16, so that a fold rewrites files of some 100 KB. */
const HOT: Readonly<Record<HotCollection, { readonly files: number }>> = {
  conversations: { files: 16 },
  customers: { files: 16 },
  carts: { files: 16 },
  messages: { files: 16 },
  inbox: { files: 16 },
  outbox: { files: 1 },
  timers: { files: 1 },
  jobs: { files: 1 },
  stock: { files: 1 },
  counters: { files: 1 },
  redemptions: { files: 16 },
  phones: { files: 16 },
  aliases: { files: 1 },
  complaints: { files: 1 },
  slots: { files: 1 },
  tokens: { files: 1 },
  staff: { files: 1 },
  answers: { files: 16 },
  alerts: { files: 1 },
};

/** Documents to a file, for files of at most about 2 MB: a transcript holds a hundred messages, a conversation at rest up to two hundred. */
const PER_FILE: Readonly<Record<ColdCollection, number>> = {
  orders: 1000,
  facts: 1000,
  movements: 1000,
  transcripts: 50,
  dead: 1000,
  resting: 50,
  proofs: 64,
};

/** Collections whose documents are numbered by the store. */
export type AppendedCollection = Extract<Change, { append: unknown }>['append'];
export const APPENDED = ['facts', 'movements'] as const satisfies readonly AppendedCollection[];

const isOneOf = (names: readonly string[]) => {
  const set = new Set(names);
  return (name: string) => set.has(name);
};
const cold = isOneOf(COLD);
const appended = isOneOf(APPENDED);
const hot = isOneOf(Object.keys(HOT));

export const isCold = (name: string): name is ColdCollection => cold(name);
export const isHot = (name: string): name is HotCollection => hot(name);
export const isAppended = (name: string): name is AppendedCollection => appended(name);
export const isCollection = (name: string): name is WrittenCollection => cold(name) || hot(name);
export const COLLECTIONS: readonly WrittenCollection[] = [...Object.keys(HOT), ...COLD].filter(isCollection);

/** The number an id ends in, or null: "1001" → 1001, "web:shop:ana:12" → 12. */
export function runningNumber(id: string): number | null {
  let start = id.length;
  while (start > 0 && isDigit(id.charCodeAt(start - 1))) start--;
  if (start === id.length) return null;
  const number = Number(id.slice(start));
  return Number.isSafeInteger(number) ? number : null;
}

const isDigit = (code: number) => code >= 48 && code <= 57;

/** Number of the file that holds this document. @throws where the id of a cold document has no number. */
export function shardOf(collection: WrittenCollection, id: string): number {
  if (isHot(collection)) {
    const { files } = HOT[collection];
    return files === 1 ? 0 : crc32(id) % files;
  }
  const number = runningNumber(id);
  if (number === null) throw new Error(`The id of ${collection}/${id} must end in a running number`);
  return shardOfNumber(collection, number);
}

export const shardOfNumber = (collection: ColdCollection, number: number) => Math.floor(number / PER_FILE[collection]);

/** File of a shard, seen from the data directory: `orders/000001.json` holds the orders 1000 to 1999. */
export const shardFile = (collection: WrittenCollection, shard: number) => path.join(collection, `${String(shard).padStart(6, '0')}.json`);

/** The shard a file name means, or null where it is none. */
export function shardOfFile(name: string): number | null {
  const digits = /^(\d{6,})\.json$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Collections whose documents are found by terms, each with a folder of index files (index-files.ts). */
export const INDEXED = ['orders', 'resting'] as const satisfies readonly ColdCollection[];
export type IndexedCollection = (typeof INDEXED)[number];
export const indexFolder = (collection: IndexedCollection) => `${collection}-index`;

export const JOURNAL = 'journal';

/** Every folder of the data directory that the store writes to. */
export const FOLDERS: readonly string[] = [JOURNAL, ...COLLECTIONS, ...INDEXED.map(indexFolder)];

/** Journal segments are named after the first commit in them. */
export const segmentFile = (first: number) => path.join(JOURNAL, `${String(first).padStart(12, '0')}.jsonl`);

export function segmentOfFile(name: string): number | null {
  const digits = /^(\d{12,})\.jsonl$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Names of files by folder. */
export type Names = ReadonlyMap<string, readonly string[]>;
