/**
 * A file of documents, read without parsing it: each document is a line of its own, so that one can be
 * found and parsed alone. A file of a megabyte then costs the look of a checksum instead of ten
 * milliseconds of parsing and three megabytes of objects.
 */
import { DataDamaged } from './damage.ts';
import type { Disk, TakeMemory } from './disk.ts';
import { endOfString } from './json-text.ts';
import { contentOf, withChecksum } from './shard.ts';

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
/** How the first line of a shard goes on after its checksum (`shardFormat`). */
const HEAD = /^"sequence":(\d+),"docs":\{\n/;
const LONGEST_HEAD = 64;
/** And how the last one does. */
export const TAIL = '\n}}\n';
const LINE_START = Buffer.from('\n');
const COLON = Buffer.from(':');

export interface Line {
  /** JSON text of the id. */
  readonly key: Buffer;
  /** JSON text of the document. */
  readonly text: Buffer;
}

export const idOf = ({ key }: Line): string => String(JSON.parse(key.toString('utf8')));
export const docOf = ({ text }: Pick<Line, 'text'>): unknown => JSON.parse(text.toString('utf8'));
export const keyOf = (id: string): Buffer => Buffer.from(JSON.stringify(id));

/** How a line is found: by halves where lines are in the order of their keys, else by its number, else by looking for it. */
export type LineOrder = 'by key' | 'as written';

export class Lines {
  /** Begins at the newline before the first document. */
  readonly #bytes: Buffer;
  readonly #order: LineOrder;
  /** As the file has it; 0 where there is no file. */
  readonly sequence: number;

  constructor(bytes: Buffer, sequence: number, order: LineOrder) {
    this.#bytes = bytes;
    this.sequence = sequence;
    this.#order = order;
  }

  static readonly none = new Lines(Buffer.from(`\n${TAIL}`), 0, 'by key');

  get size(): number {
    return this.#bytes.length;
  }

  /** The same lines in memory of their own. */
  copy(): Lines {
    return new Lines(Buffer.from(this.#bytes), this.sequence, this.#order);
  }

  /** JSON text of the document, undefined where there is none. For a few of a file: each search passes over it. */
  text(id: string): Buffer | undefined {
    const key = keyOf(id);
    if (this.#order === 'by key') return this.#byHalves((other) => Buffer.compare(key, other));
    const number = ONLY_DIGITS.test(id) ? Number(id) : null;
    // Numbers are given in their order, and a fold adds at the end.
    const found = number === null ? undefined : this.#byHalves((other) => (other.equals(key) ? 0 : number - numberOf(other) || 1));
    return found ?? this.#byBeginning(key);
  }

  get(id: string): unknown {
    const text = this.text(id);
    return text && JSON.parse(text.toString('utf8'));
  }

  *[Symbol.iterator](): Generator<Line> {
    const bytes = this.#bytes;
    for (let at = 0; bytes[at + 1] === QUOTE; ) {
      const keyEnd = endOfString(bytes, at + 2);
      const end = bytes.indexOf(NEWLINE, keyEnd);
      yield { key: bytes.subarray(at + 1, keyEnd + 1), text: this.#textBetween(keyEnd, end) };
      at = end;
    }
  }

  /** @param order of what is wanted against another key: 0 where that is the one */
  #byHalves(order: (key: Buffer) => number): Buffer | undefined {
    const bytes = this.#bytes;
    // Both are newlines before a line; `until` is that of the first line that is too large.
    let from = 0;
    let until = bytes.length - TAIL.length;
    while (from < until) {
      const start = bytes.lastIndexOf(NEWLINE, Math.max(from, (from + until - 1) >> 1));
      const keyEnd = endOfString(bytes, start + 2);
      const end = bytes.indexOf(NEWLINE, keyEnd);
      const which = order(bytes.subarray(start + 1, keyEnd + 1));
      if (which === 0) return this.#textBetween(keyEnd, end);
      if (which < 0) until = start;
      else from = end;
    }
    return undefined;
  }

  /** Text in JSON holds no newline and no bare quote: only a line with this key begins so. */
  #byBeginning(key: Buffer): Buffer | undefined {
    const start = this.#bytes.indexOf(Buffer.concat([LINE_START, key, COLON]));
    if (start < 0) return undefined;
    const keyEnd = start + key.length;
    return this.#textBetween(keyEnd, this.#bytes.indexOf(NEWLINE, keyEnd));
  }

  #textBetween(keyEnd: number, end: number): Buffer {
    return this.#bytes.subarray(keyEnd + 2, this.#bytes[end - 1] === COMMA ? end - 1 : end);
  }
}

const ONLY_DIGITS = /^[1-9]\d{0,14}$/;

/** Of a key like `"1001"`; NaN of others, which are neither before nor after. */
const numberOf = (key: Buffer) => Number(key.toString('latin1', 1, key.length - 1));

/** No lines where there is no file. `take`: memory to read it into. @throws {DataDamaged} */
export async function readLines(disk: Disk, file: string, order: LineOrder = 'as written', take?: TakeMemory): Promise<Lines> {
  const bytes = await disk.read(file, take);
  if (bytes === null) return Lines.none;
  const content = contentOf(bytes, file);
  const head = headOf(content);
  if (!head) throw new DataDamaged(file, null, 'the file is whole, but not one that this version of the program writes');
  return new Lines(content.subarray(head.length - 1), head.sequence, order);
}

/** What stands before the first document; null where the content begins otherwise. */
export function headOf(content: Buffer): { readonly length: number; readonly sequence: number } | null {
  const [head, sequence] = HEAD.exec(content.toString('latin1', 0, LONGEST_HEAD)) ?? [];
  return head === undefined ? null : { length: head.length, sequence: Number(sequence) };
}

/** The bytes of a file with these lines, as `shardFormat` would write them. */
export function fileOfLines(sequence: number, lines: Iterable<Line>): Buffer {
  const parts: Buffer[] = [Buffer.from(`"sequence":${sequence},"docs":{\n`)];
  for (const { key, text } of lines) parts.push(parts.length === 1 ? key : Buffer.concat([NEXT, key]), COLON, text);
  parts.push(Buffer.from(TAIL));
  return withChecksum(Buffer.concat(parts));
}

const NEXT = Buffer.from(',\n');
