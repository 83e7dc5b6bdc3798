/** What counts as a line cut off by a crash, and what as damage. */
import { describe, expect, test } from 'vitest';
import { DataDamaged } from './damage.ts';
import { journalLine, readSegment } from './journal.ts';

const FILE = 'data/journal/000000000005.jsonl';
const lineOf = (sequence: number, durable: number, changes: string) =>
  Buffer.concat(journalLine(sequence, durable, Buffer.from(changes))).toString();
const line = (sequence: number, durable: number) =>
  lineOf(sequence, durable, `[["put","inbox","ñ${sequence}",{"id":"ñ${sequence}","at":0}]]`);
const read = (text: string, next: number | null = null) => readSegment(Buffer.from(text), FILE, 5, next);
const numbers = (text: string, next: number | null = null) => read(text, next).lines.map(({ sequence }) => sequence);
const broken = (text: string) => text.replace('"at":0', '"at":1');

describe('reading a journal file', () => {
  test('every line comes back as it was written', () => {
    expect(read(line(5, 4) + line(6, 4), 7)).toMatchObject({
      lines: [
        { sequence: 5, durable: 4, changes: [['put', 'inbox', 'ñ5', { id: 'ñ5', at: 0 }]] },
        { sequence: 6, durable: 4 },
      ],
      unfinished: 0,
    });
  });

  test('a person can read a line', () => {
    expect(line(5, 4)).toMatch(/^[0-9a-f]{8} \{"sequence":5,"durable":4,"changes":\[\["put","inbox","ñ5",\{"id":"ñ5","at":0\}\]\]\}\n$/);
  });

  test('the last line, wherever it was cut off, is left out', () => {
    const whole = line(5, 4);
    const last = Buffer.from(line(6, 5));
    for (let length = 0; length < last.length; length++) {
      const segment = readSegment(Buffer.concat([Buffer.from(whole), last.subarray(0, length)]), FILE, 5, null);
      expect(segment).toMatchObject({ lines: [{ sequence: 5 }], end: Buffer.byteLength(whole), unfinished: length > 0 ? 1 : 0 });
    }
  });

  test('of a group that was never acknowledged, any sectors may be missing', () => {
    expect(numbers(line(5, 4) + broken(line(6, 5)) + line(7, 5) + line(8, 5))).toEqual([5]);
    expect(numbers(`${'\0'.repeat(70)}\n${line(6, 4)}`)).toEqual([]);
    expect(read(line(5, 4) + broken(line(6, 5)) + line(7, 5)).unfinished).toBe(2);
  });

  test('a bad line that a later one says was safe is damage, told with its line', () => {
    const damaged = () => read(line(5, 4) + broken(line(6, 5)) + line(7, 6));
    expect(damaged).toThrow(DataDamaged);
    expect(damaged).toThrow(`${FILE}, line 2: commit 6 cannot be read, and commit 7 says that it was safe on disk`);
    expect(damaged).toThrow('restore the last backup');
  });

  test('a line that is missing is damage like one that is bad', () => {
    expect(() => read(line(5, 4) + line(7, 6))).toThrow('commit 6 cannot be read');
    expect(numbers(line(5, 4) + line(7, 5))).toEqual([5]);
  });

  test('a file that another one follows must be whole', () => {
    expect(() => read(line(5, 4), 7)).toThrow('line 2: commit 6 cannot be read, and a later file begins with commit 7');
    expect(() => read(line(5, 4) + broken(line(6, 5)), 7)).toThrow('line 2');
    expect(() => read('', 6)).toThrow('line 1');
  });

  test('a whole line of another version of the program is refused, not skipped', () => {
    expect(() => read(lineOf(5, 4, '[["put","wishes","w1",{}]]'))).toThrow('not one that this version of the program writes');
    expect(() => read(lineOf(5, 4, '{}'))).toThrow('not one that this version of the program writes');
  });
});
