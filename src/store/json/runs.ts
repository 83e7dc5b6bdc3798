/**
 * A file of documents as a fold sees it: long runs of lines that stay as they are, and what is new between them.
 * Most of a file that is folded into does not change; it is copied, and never parsed.
 */
import type { Disk } from './disk.ts';
import type { WrittenText } from './journal-texts.ts';
import { endOfString } from './json-text.ts';
import { headOf, TAIL } from './lines.ts';
import { type Format, openDatabase } from './shard.ts';

export interface Runs {
  /** As the file has it; 0 where there is no file. */
  readonly sequence: number;
  /** Each of one line or many, `"id":{…}`, with a comma and a newline between two. */
  readonly runs: readonly Buffer[];
}

/** The same files as those of `openShard`. @throws {DataDamaged} */
export const openRuns = (disk: Disk, file: string) => openDatabase<Runs>(disk, file, runsFormat, { sequence: 0, runs: [] });

const BETWEEN = Buffer.from(',\n');
const COLON = Buffer.from(':');
const END = Buffer.from(TAIL);
const NEWLINE = 10;

const runsFormat: Format<Runs> = {
  write({ sequence, runs }) {
    const parts = runs.flatMap((run, index) => (index === 0 ? [run] : [BETWEEN, run]));
    return Buffer.concat([Buffer.from(`"sequence":${sequence},"docs":{\n`), ...parts, END]);
  },
  read(content) {
    const head = headOf(content);
    if (!head) return null;
    const lines = content.subarray(head.length, content.length - END.length);
    return { sequence: head.sequence, runs: lines.length === 0 ? [] : [lines] };
  },
};

type Change = Pick<WrittenText, 'key' | 'text'>;

/** The lines with these changes, the last one of each document: in the place of the line before, or at the end. */
export function withChanges(runs: readonly Buffer[], changes: Iterable<Change>): readonly Buffer[] {
  /** By the bytes of the key: those of the file are looked up without being decoded. */
  const left = new Map([...changes].map((change) => [latin1(change.key), change]));
  const changed: Buffer[] = [];
  const add = ({ key, text }: Change) => {
    if (text) changed.push(Buffer.concat([key, COLON, text]));
  };
  for (const run of runs) {
    /** Where the lines begin that stay and are not in `changed` yet. */
    let staying = 0;
    for (let start = 0; start < run.length; ) {
      const keyEnd = endOfString(run, start + 1) + 1;
      const newline = run.indexOf(NEWLINE, keyEnd);
      const next = newline < 0 ? run.length + BETWEEN.length : newline + 1;
      const key = latin1(run, start, keyEnd);
      const change = left.get(key);
      if (change) {
        if (start > staying) changed.push(run.subarray(staying, start - BETWEEN.length));
        add(change);
        left.delete(key);
        staying = next;
      }
      start = next;
    }
    if (staying < run.length) changed.push(run.subarray(staying));
  }
  for (const change of left.values()) add(change);
  return changed;
}

function latin1(bytes: Buffer, from = 0, to = bytes.length): string {
  return bytes.toString('latin1', from, to);
}
