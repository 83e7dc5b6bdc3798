/** Where documents lie, as a person finds them in the folder. */
import { expect, test } from 'vitest';
import { COLD } from '../port.ts';
import { COLLECTIONS, isCold, isHot, runningNumber, segmentFile, segmentOfFile, shardFile, shardOf, shardOfFile } from './layout.ts';

test('order 1001 lies with the orders 1000 to 1999', () => {
  expect(shardFile('orders', shardOf('orders', '1001'))).toBe('orders/000001.json');
  expect([shardOf('orders', '999'), shardOf('orders', '1000'), shardOf('orders', '1999'), shardOf('orders', '2000')]).toEqual([0, 1, 1, 2]);
  expect(shardOf('transcripts', 'web:shop:ana:120')).toBe(2);
});

test('the number of an id is what it ends in', () => {
  expect(['1001', 'web:shop:ana:12', 'x007', 'ana', '', '12a'].map(runningNumber)).toEqual([1001, 12, 7, null, null, null]);
  expect(runningNumber('99999999999999999999')).toBeNull();
});

test('a live document lies in the same file every time, with its neighbours spread', () => {
  const shards = new Set(Array.from({ length: 200 }, (_, n) => shardOf('conversations', `web:shop:${n}`)));
  expect(shards.size).toBe(16);
  expect(shardOf('conversations', 'web:shop:ana')).toBe(shardOf('conversations', 'web:shop:ana'));
  expect(shardOf('stock', 'polo/rojo/m')).toBe(0);
});

test('every collection is either live or read when needed', () => {
  expect(COLLECTIONS.filter(isCold).toSorted()).toEqual([...COLD].toSorted());
  for (const name of COLLECTIONS) expect(isCold(name)).not.toBe(isHot(name));
  for (const stranger of ['__proto__', 'constructor', 'toString', '']) expect(isCold(stranger) || isHot(stranger)).toBe(false);
});

test('file names are understood again, and strangers are not', () => {
  expect(shardOfFile('000012.json')).toBe(12);
  expect(segmentFile(18)).toBe('journal/000000000018.jsonl');
  expect(segmentOfFile('000000000018.jsonl')).toBe(18);
  expect([shardOfFile('000012.json.tmp'), shardOfFile('notes.json'), segmentOfFile('18.jsonl'), segmentOfFile('.DS_Store')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
