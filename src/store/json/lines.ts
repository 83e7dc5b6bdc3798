/**
 * A file of documents, read without parsing it: each document is a line of its own, so that one can be
 * found and parsed alone. A file of a megabyte then costs the look of a checksum instead of ten
 * milliseconds of parsing and three megabytes of objects.
 */
import { DataDamaged } from './damage.ts';
import type { Disk } from './disk.ts';
import { contentOf, withChecksum } from './shard.ts';

const NEWLINE = 10;
const COMMA = 44;
const BACKSLASH = 92;
/** How the first line of a shard goes on after its checksum (`shardFormat`). */
const HEAD = /^"sequence":(\d+),"docs":\{\n/;
const LONGEST_HEAD = 64;

export interface Line {
  readonly id: string;
  /** JSON text of the document. */
  readonly text: Buffer;
}

export class Lines {
  /** Begins at the newline before the first document. */
  readonly #bytes: Buffer;
  /** As the file has it; 0 where there is no file. */
  readonly sequence: number;

  constructor(bytes: Buffer, sequence: number) {
    this.#bytes = bytes;
    this.sequence = sequence;
  }

  static readonly none = new Lines(Buffer.from('\n\n}}\n'), 0);

  get size(): number {
    return this.#bytes.length;
  }

  /** JSON text of the document, undefined where there is none. */
  text(id: string): Buffer | undefined {
    const start = `\n${JSON.stringify(id)}:`;
    const at = this.#bytes.indexOf(start);
    return at < 0 ? undefined : this.#upToEnd(at + Buffer.byteLength(start));
  }

  get(id: string): unknown {
    const text = this.text(id);
    return text && JSON.parse(text.toString('utf8'));
  }

  *[Symbol.iterator](): Generator<Line> {
    const bytes = this.#bytes;
    for (let at = 0; bytes[at + 1] === QUOTE; ) {
      const keyEnd = endOfKey(bytes, at + 2);
      const text = this.#upToEnd(keyEnd + 2);
      yield { id: String(JSON.parse(bytes.toString('utf8', at + 1, keyEnd + 1))), text };
      at = bytes.indexOf(NEWLINE, keyEnd);
    }
  }

  #upToEnd(from: number): Buffer {
    const end = this.#bytes.indexOf(NEWLINE, from);
    return this.#bytes.subarray(from, this.#bytes[end - 1] === COMMA ? end - 1 : end);
  }
}

const QUOTE = 34;

/** Where the quote is that ends the text which begins at `from`. */
function endOfKey(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); ; at = bytes.indexOf(QUOTE, at + 1)) {
    let before = at;
    while (bytes[before - 1] === BACKSLASH && before > from) before--;
    if ((at - before) % 2 === 0) return at;
  }
}

/** No lines where there is no file. @throws {DataDamaged} */
export async function readLines(disk: Disk, file: string): Promise<Lines> {
  const bytes = await disk.read(file);
  if (bytes === null) return Lines.none;
  const content = contentOf(bytes, file);
  const [head, sequence] = HEAD.exec(content.toString('latin1', 0, LONGEST_HEAD)) ?? [];
  if (head === undefined) throw new DataDamaged(file, null, 'the file is whole, but not one that this version of the program writes');
  return new Lines(content.subarray(head.length - 1), Number(sequence));
}

/** The bytes of a file with these lines, as `shardFormat` would write them. */
export function fileOfLines(sequence: number, lines: Iterable<Line>): Buffer {
  const parts: Buffer[] = [Buffer.from(`"sequence":${sequence},"docs":{\n`)];
  for (const { id, text } of lines) parts.push(Buffer.from(`${parts.length === 1 ? '' : ',\n'}${JSON.stringify(id)}:`), text);
  parts.push(Buffer.from('\n}}\n'));
  return withChecksum(Buffer.concat(parts));
}
