/**
 * A journal segment with its documents as they are written there. A fold moves most of them into their files and looks
 * into few: parsing all, and writing them anew, was most of its work.
 */
import type { WrittenCollection } from '../../decisions/collections.ts';
import { type Segment, segmentOf } from './journal.ts';
import { endOfObject, endOfString } from './json-text.ts';
import { isCollection } from './layout.ts';

export interface WrittenText {
  readonly collection: WrittenCollection;
  readonly id: string;
  /** JSON text of the id. */
  readonly key: Buffer;
  /** JSON text of the document; null where it is deleted. */
  readonly text: Buffer | null;
}

/** @throws {DataDamaged} as `readSegment` does */
export const readSegmentTexts = (bytes: Buffer, file: string, first: number, next: number | null): Segment<WrittenText> =>
  segmentOf(bytes, file, first, next, textsIn);

const OPENING = 91;
const CLOSING = 93;
const COMMA = 44;

/** `[["put","carts","c1",{…}],["delete","timers","t9"]]`; null where it is something else. */
function textsIn(changes: Buffer): readonly WrittenText[] | null {
  const texts: WrittenText[] = [];
  let at = 1;
  while (changes[at] === OPENING) {
    const what = stringAt(changes, at + 1);
    const collection = stringAt(changes, what.end + 1);
    const id = stringAt(changes, collection.end + 1);
    const isPut = what.string === 'put';
    const end = isPut ? endOfObject(changes, id.end + 1) : id.end;
    if (!(isPut || what.string === 'delete') || !isCollection(collection.string) || changes[end] !== CLOSING) return null;
    const text = isPut ? changes.subarray(id.end + 1, end) : null;
    texts.push({ collection: collection.string, id: id.string, key: id.text, text });
    at = end + 1;
    if (changes[at] === COMMA) at++;
  }
  return changes[0] === OPENING && at === changes.length - 1 ? texts : null;
}

/** The string that begins at `from`. `text`: with its quotes, as it is written; `end`: just behind it. */
function stringAt(bytes: Buffer, from: number): { readonly string: string; readonly text: Buffer; readonly end: number } {
  const end = endOfString(bytes, from + 1) + 1;
  const text = bytes.subarray(from, end);
  return { string: String(JSON.parse(text.toString('utf8'))), text, end };
}
