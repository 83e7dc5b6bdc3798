/**
 * The line format of the journal: one line per commit,
 *
 *     4f1c22a9 {"sequence":18,"durable":16,"changes":[["put","carts","c1",{…}],["delete","timers","t9"]]}
 *
 * a checksum (CRC-32 of the rest, in hex), the running number of the commit, the highest commit that was
 * durable when the line was written, and the changes. The second number is what tells damage from a line
 * that a crash cut off: nobody was ever told that a cut-off line is safe, so it is left out; but a bad line
 * that a later line says was durable held something that was promised, and the store must not open.
 */
import { crc32 } from 'node:zlib';
import type { WrittenCollection } from '../../decisions/collections.ts';
import { DataDamaged } from './damage.ts';
import { isCollection } from './layout.ts';

/** One change as it is written down; an `append` has become a `put` under its number. */
export type Written = readonly ['put', WrittenCollection, string, unknown] | readonly ['delete', WrittenCollection, string];

export interface JournalLine<T = Written> {
  readonly sequence: number;
  readonly durable: number;
  readonly changes: readonly T[];
}

export interface Segment<T = Written> {
  readonly lines: readonly JournalLine<T>[];
  /** Bytes up to the end of the last good line. */
  readonly end: number;
  /** Lines after it, never acknowledged, that a crash left unfinished. */
  readonly unfinished: number;
}

const CHECKSUM_LENGTH = 8;
const NEWLINE = 10;
const SPACE = 32;
/** After the changes: the end of the object, which the checksum covers, and of the line, which it does not. */
const OBJECT_END = Buffer.from('}');
const LINE_END = Buffer.from('}\n');

export const checksum = (content: string | Buffer) => inHex(crc32(content));

const inHex = (sum: number) => sum.toString(16).padStart(CHECKSUM_LENGTH, '0');

/** As it is written, in parts to be joined. `changes`: the JSON text of a `Written[]`. */
export function journalLine(sequence: number, durable: number, changes: Buffer): readonly Buffer[] {
  const beginning = `{"sequence":${sequence},"durable":${durable},"changes":`;
  const sum = crc32(OBJECT_END, crc32(changes, crc32(beginning)));
  return [Buffer.from(`${inHex(sum)} ${beginning}`), changes, LINE_END];
}

/** The segment with its documents. @see segmentOf */
export const readSegment = (bytes: Buffer, file: string, first: number, next: number | null): Segment =>
  segmentOf(bytes, file, first, next, writtenIn);

/**
 * Reads one segment.
 * @param first sequence of its first line
 * @param next first sequence of the segment after it, which exists only because this one was complete;
 *   null for the last segment, whose end may have been cut off
 * @param changesIn reads the changes of a line; null where they are none
 * @throws {DataDamaged} where something acknowledged cannot be read
 */
export function segmentOf<T>(
  bytes: Buffer,
  file: string,
  first: number,
  next: number | null,
  changesIn: (changes: Buffer) => readonly T[] | null,
): Segment<T> {
  const lines: JournalLine<T>[] = [];
  let end = 0;
  let badLine: number | null = null;
  let expected = first;
  let lineNumber = 0;
  for (let start = 0; start < bytes.length; ) {
    lineNumber++;
    const newline = bytes.indexOf(NEWLINE, start);
    const stop = newline < 0 ? bytes.length : newline;
    const line = newline < 0 ? null : readLine(bytes.subarray(start, stop), file, lineNumber, changesIn);
    if (badLine === null && line?.sequence === expected) {
      lines.push(line);
      expected++;
      end = stop + 1;
    } else {
      badLine ??= lineNumber;
      if (line && line.durable >= expected) {
        throw new DataDamaged(
          file,
          badLine,
          `commit ${expected} cannot be read, and commit ${line.sequence} says that it was safe on disk`,
        );
      }
    }
    start = stop + 1;
  }
  if (next !== null && expected !== next) {
    const at = badLine ?? lineNumber + 1;
    throw new DataDamaged(file, at, `commit ${expected} cannot be read, and a later file begins with commit ${next}`);
  }
  return { lines, end, unfinished: badLine === null ? 0 : lineNumber - badLine + 1 };
}

/** The line, or null where its checksum does not fit. */
function readLine<T>(
  bytes: Buffer,
  file: string,
  lineNumber: number,
  changesIn: (changes: Buffer) => readonly T[] | null,
): JournalLine<T> | null {
  if (bytes.length <= CHECKSUM_LENGTH || bytes[CHECKSUM_LENGTH] !== SPACE) return null;
  const content = bytes.subarray(CHECKSUM_LENGTH + 1);
  if (bytes.toString('latin1', 0, CHECKSUM_LENGTH) !== checksum(content)) return null;
  const [beginning, sequence, durable] = BEGINNING.exec(content.toString('latin1', 0, LONGEST_BEGINNING)) ?? [];
  const changes = beginning === undefined ? null : changesIn(content.subarray(beginning.length, content.length - OBJECT_END.length));
  if (changes) return { sequence: Number(sequence), durable: Number(durable), changes };
  throw new DataDamaged(file, lineNumber, 'the line is whole, but not one that this version of the program writes');
}

/** What stands before the changes (`journalLine`). */
const BEGINNING = /^\{"sequence":(\d+),"durable":(\d+),"changes":/;
const LONGEST_BEGINNING = 80;

function writtenIn(changes: Buffer): readonly Written[] | null {
  const value: unknown = JSON.parse(changes.toString('utf8'));
  return Array.isArray(value) && value.every(isWritten) ? value : null;
}

function isWritten(value: unknown): value is Written {
  if (!Array.isArray(value)) return false;
  const [what, collection, id] = value;
  if (typeof collection !== 'string' || !isCollection(collection) || typeof id !== 'string') return false;
  return what === 'put' ? value.length === 4 : what === 'delete' && value.length === 3;
}
