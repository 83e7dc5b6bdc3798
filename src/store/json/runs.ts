/**
 * A file of documents as a fold sees it: long runs of lines that stay as they are, and what is new between them.
 * Most of a file that is folded into does not change; it is copied, and never parsed.
 */
import type { Disk } from './disk.ts';
import { endOfKey, headOf, TAIL } from './lines.ts';
import { type Format, openDatabase } from './shard.ts';

export interface Runs {
  /** As the file has it; 0 where there is no file. */
  readonly sequence: number;
  /** Each of one line or many, `"id":{…}`, with a comma and a newline between two. */
  readonly runs: readonly Buffer[];
}

/** The same files as those of `openShard`. @throws {DataDamaged} */
export const openRuns = (disk: Disk, file: string) => openDatabase<Runs>(disk, file, runsFormat, { sequence: 0, runs: [] });

const BETWEEN = ',\n';
const END = Buffer.from(TAIL);
const NEWLINE = 10;

const runsFormat: Format<Runs> = {
  write({ sequence, runs }) {
    const parts = runs.flatMap((run, index) => (index === 0 ? [run] : [Buffer.from(BETWEEN), run]));
    return Buffer.concat([Buffer.from(`"sequence":${sequence},"docs":{\n`), ...parts, END]);
  },
  read(content) {
    const head = headOf(content);
    if (!head) return null;
    const lines = content.subarray(head.length, content.length - END.length);
    return { sequence: head.sequence, runs: lines.length === 0 ? [] : [lines] };
  },
};

/**
 * The lines with these changes: a document in the place of the one before, or at the end.
 * @param changes by id: the JSON text of the document, or null where it is gone
 */
export function withChanges(runs: readonly Buffer[], changes: ReadonlyMap<string, string | null>): readonly Buffer[] {
  /** By the bytes of the key: those of the file are then looked up without being decoded. */
  const left = new Map<string, string | null>();
  for (const [id, text] of changes) {
    const key = JSON.stringify(id);
    left.set(latin1(Buffer.from(key)), text === null ? null : `${key}:${text}`);
  }
  const changed: Buffer[] = [];
  for (const run of runs) {
    /** Where the lines begin that stay and are not in `changed` yet. */
    let staying = 0;
    for (let start = 0; start < run.length; ) {
      const keyEnd = endOfKey(run, start + 1) + 1;
      const newline = run.indexOf(NEWLINE, keyEnd);
      const next = newline < 0 ? run.length + BETWEEN.length : newline + 1;
      const key = latin1(run, start, keyEnd);
      const line = left.get(key);
      if (line !== undefined) {
        if (start > staying) changed.push(run.subarray(staying, start - BETWEEN.length));
        if (line !== null) changed.push(Buffer.from(line));
        left.delete(key);
        staying = next;
      }
      start = next;
    }
    if (staying < run.length) changed.push(run.subarray(staying));
  }
  const added = [...left.values()].filter((line) => line !== null);
  return added.length === 0 ? changed : [...changed, Buffer.from(added.join(BETWEEN))];
}

function latin1(bytes: Buffer, from = 0, to = bytes.length): string {
  return bytes.toString('latin1', from, to);
}
