/** What the browser takes is known on every system that a shop runs on. */
import { expect, test } from 'vitest';
import { listed, memoryOf } from './memory.ts';

test('this process and what it started are weighed', async () => {
  const own = process.memoryUsage().rss / (1024 * 1024);
  expect(await memoryOf(process.pid)).toBeGreaterThan(own / 3);
  expect(await memoryOf(2 ** 30)).toBeNull();
});

test('what the systems say of their processes is read alike', () => {
  const processes = [
    { pid: 4, parent: 0, kib: 140 },
    { pid: 5210, parent: 4, kib: 91_224 },
  ];
  expect(listed('    4     0   140\n 5210     4 91224\n')).toEqual(processes);
  expect(listed('4 0 140\r\n5210 4 91224\r\n\r\n')).toEqual(processes);
  expect(listed('Get-CimInstance : Access denied')).toEqual([]);
});
