/** Memory that is lent: two readers never get the same byte, and what came back is there for the next one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LentMemory } from './lent-memory.ts';

const MOST = 24 * 1024 * 1024;

test('no byte is lent to two readers, and all of it comes back', () => {
  const step = fc.record({ size: fc.integer({ min: 0, max: MOST / 3 }), back: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const memory = new LentMemory();
      const lent: Buffer[] = [];
      for (const { size, back } of steps) {
        const taken = memory.take(size);
        if (taken) lent.push(taken);
        const overlapping = lent.some((a, i) => lent.some((b, k) => i < k && a.byteOffset < endOf(b) && b.byteOffset < endOf(a)));
        expect(overlapping).toBe(false);
        const [given] = lent.splice(back, 1);
        if (given) memory.giveBack(given);
      }
      for (const left of lent) memory.giveBack(left);
      expect(memory.take(MOST)?.length).toBe(MOST);
    }),
  );
});

test('where nothing is left nothing is lent, and memory from elsewhere is left alone', () => {
  const memory = new LentMemory();
  expect(memory.take(MOST + 1)).toBeNull();
  const all = memory.take(MOST);
  expect(memory.take(1)).toBeNull();
  memory.giveBack(Buffer.alloc(10));
  expect(memory.take(1)).toBeNull();
  if (all) memory.giveBack(all);
  expect(memory.take(1)?.length).toBe(1);
});

const endOf = (memory: Buffer) => memory.byteOffset + memory.length;
