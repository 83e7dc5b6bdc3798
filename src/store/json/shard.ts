/**
 * The files documents rest in: each one a lowdb database, `{"crc":…,"sequence":…,"docs":{id: document}}`,
 * that stock lowdb opens too. What lowdb's own file adapter leaves out is added here: a checksum over the
 * content, and a way of writing that survives a power loss. `sequence` is the last commit folded into the
 * file; folding the same commits again changes nothing.
 */
import { type Adapter, Low } from 'lowdb';
import { DataDamaged } from './damage.ts';
import { type Disk, replaceFile } from './disk.ts';
import { checksum } from './journal.ts';
import { LAYOUT_VERSION } from './layout.ts';

export interface Shard {
  readonly sequence: number;
  /** A map, not an object: ids come from outside and one may be called `__proto__`. */
  readonly docs: Map<string, unknown>;
}

/** How far everything is folded, and the last number given to each collection that the store numbers. */
export interface Folded {
  readonly layout: number;
  /** `TERMS_VERSION` of the indexes; 0 where they have to be built. */
  readonly terms: number;
  readonly sequence: number;
  readonly numbers: Readonly<Record<string, number>>;
}

export const FOLDED_FILE = 'folded.json';

export const openShard = (disk: Disk, file: string) => openDatabase<Shard>(disk, file, shardFormat, { sequence: 0, docs: new Map() });

export const openFolded = (disk: Disk, file: string) =>
  openDatabase<Folded>(disk, file, foldedFormat, { layout: LAYOUT_VERSION, terms: 0, sequence: 0, numbers: {} });

/** @throws {DataDamaged} where the file is not as it was written */
export async function openDatabase<T>(disk: Disk, file: string, format: Format<T>, empty: T): Promise<Low<T>> {
  const database = new Low(new DurableFile(disk, file, format), empty);
  await database.read();
  return database;
}

/** How data lie in a file: all of it but the checksum, which stands before. */
export interface Format<T> {
  /** JSON text of an object with at least one field, without its first brace. */
  write(data: T): Buffer;
  /** The same text, whole; null where it is something else. */
  read(content: Buffer): T | null;
}

/** One document a line: a person can read it, and tools for text can compare two of them. */
const shardFormat: Format<Shard> = {
  write({ sequence, docs }) {
    const lines: string[] = [];
    for (const [id, doc] of docs) lines.push(`${JSON.stringify(id)}:${JSON.stringify(doc)}`);
    return Buffer.from(`"sequence":${sequence},"docs":{\n${lines.join(',\n')}\n}}\n`);
  },
  read(content) {
    const value = objectOf(content);
    if (!('sequence' in value && typeof value.sequence === 'number' && 'docs' in value)) return null;
    if (typeof value.docs !== 'object' || value.docs === null) return null;
    return { sequence: value.sequence, docs: new Map(Object.entries(value.docs)) };
  },
};

const foldedFormat: Format<Folded> = {
  write: (folded) => Buffer.from(`${JSON.stringify(folded).slice(1)}\n`),
  read(content) {
    const value = objectOf(content);
    if (!('layout' in value && value.layout === LAYOUT_VERSION)) return null;
    if (!('sequence' in value && typeof value.sequence === 'number' && 'numbers' in value)) return null;
    if (typeof value.numbers !== 'object' || value.numbers === null) return null;
    const numbers: Record<string, number> = {};
    for (const [collection, number] of Object.entries(value.numbers)) if (typeof number === 'number') numbers[collection] = number;
    // Folders from before there were indexes say nothing of them.
    const terms = 'terms' in value && typeof value.terms === 'number' ? value.terms : 0;
    return { layout: value.layout, terms, sequence: value.sequence, numbers };
  },
};

function objectOf(content: Buffer): object {
  const value: unknown = JSON.parse(`{${content.toString('utf8')}`);
  return typeof value === 'object' && value !== null ? value : {};
}

const CRC_START = '{"crc":"';
const CRC_END = '",';
const CONTENT_AT = CRC_START.length + 8 + CRC_END.length;

/** What comes after the checksum. @throws {DataDamaged} where it does not fit */
export function contentOf(bytes: Buffer, file: string): Buffer {
  const content = bytes.subarray(CONTENT_AT);
  if (bytes.toString('latin1', 0, CONTENT_AT) === CRC_START + checksum(content) + CRC_END) return content;
  throw new DataDamaged(file, null, 'the checksum does not fit the content');
}

export function withChecksum(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(CRC_START + checksum(content) + CRC_END), content]);
}

/** lowdb adapter: JSON with a checksum as its first field, replaced durably. */
class DurableFile<T> implements Adapter<T> {
  readonly #disk: Disk;
  readonly #file: string;
  readonly #format: Format<T>;

  constructor(disk: Disk, file: string, format: Format<T>) {
    this.#disk = disk;
    this.#file = file;
    this.#format = format;
  }

  async read(): Promise<T | null> {
    const bytes = await this.#disk.read(this.#file);
    if (bytes === null) return null;
    const data = this.#format.read(contentOf(bytes, this.#file));
    if (data === null) throw new DataDamaged(this.#file, null, 'the file is whole, but not one that this version of the program writes');
    return data;
  }

  async write(data: T): Promise<void> {
    await replaceFile(this.#disk, this.#file, withChecksum(this.#format.write(data)));
  }
}
