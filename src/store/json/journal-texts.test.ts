/** The texts of a journal segment are those of its documents, whatever people have written in them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DataDamaged } from './damage.ts';
import { journalLine, readSegment } from './journal.ts';
import { readSegmentTexts } from './journal-texts.ts';

const FILE = 'data/journal/000000000001.jsonl';

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', '\\', '\\"', '}],[', '"}]', '{["', '\n', '🧢'));
/** Without escapes: JSON.parse of Node 24.21 takes one for another where a key is nothing but an escaped character. */
const anyKey = fc.constantFrom('id', 'text', 'n', '}],[', '🧢', '');
const anyDoc = fc.dictionary(anyKey, fc.oneof(anyText, fc.integer(), fc.constant(null), fc.array(anyText), fc.dictionary(anyKey, anyText)));
const anyChange = fc.oneof(
  fc.tuple(fc.constant('put'), fc.constantFrom('messages', 'orders'), anyText, anyDoc),
  fc.tuple(fc.constant('delete'), fc.constantFrom('timers', 'carts'), anyText),
);

const segment = (lines: readonly string[]) =>
  Buffer.concat(lines.flatMap((changes, index) => journalLine(index + 1, index, Buffer.from(changes))));

test('each change comes with its place, its id and the very text of its document', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyChange)), (commits) => {
      const bytes = segment(commits.map((changes) => JSON.stringify(changes)));
      const parsed = readSegment(bytes, FILE, 1, null);
      const texts = readSegmentTexts(bytes, FILE, 1, null);
      const told = texts.lines.map(({ changes }) =>
        changes.map(({ collection, key, text }) => (text ? `["put","${collection}",${key},${text}]` : `["delete","${collection}",${key}]`)),
      );
      expect(told).toEqual(parsed.lines.map(({ changes }) => changes.map((change) => JSON.stringify(change))));
      expect(texts.lines.map(({ sequence, durable }) => [sequence, durable])).toEqual(
        parsed.lines.map(({ sequence, durable }) => [sequence, durable]),
      );
      expect(texts.end).toBe(parsed.end);
      for (const { key, id } of texts.lines.flatMap(({ changes }) => changes)) expect(JSON.parse(key.toString())).toBe(id);
    }),
  );
});

test.each([
  '{}',
  '[["put","wishes","w1",{}]]',
  '[["drop","carts","c1"]]',
  '[["put","carts","c1"]]',
  '[["put","carts","c1",7]]',
  '[["put","carts","c1",{}]',
])('%s is not what this version of the program writes', (changes) => {
  expect(() => readSegmentTexts(segment([changes]), FILE, 1, null)).toThrow(DataDamaged);
});
