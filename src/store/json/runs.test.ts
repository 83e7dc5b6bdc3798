/** What a fold makes of a file without parsing it is what it would make of the parsed documents. */
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import { realDisk } from './disk.ts';
import { openRuns, withChanges } from './runs.ts';
import { openShard } from './shard.ts';

afterAll(removeFolders);

/** Few, so that changes meet; with what JSON escapes, and what needs more than one byte. */
const anyId = fc.constantFrom('a', 'aa', 'ab', '__proto__', 'ñandú', 'emoji 🧢', 'a "quoted", one', 'back\\slash', 'line\nend', '":{');
const anyDoc = fc.oneof(fc.record({ text: fc.string({ unit: 'grapheme' }), n: fc.integer() }), fc.constant({ '":': ',\n"a":{}' }));
const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const anyChanges = fc.array(fc.tuple(anyId, fc.option(anyDoc)), { maxLength: 12 });

test('file after file, folding lines is folding documents, in the same order', async () => {
  const directory = newFolder();
  await realDisk.makeDirectory(directory);
  const file = path.join(directory, 'folded.json');
  await fc.assert(
    fc.asyncProperty(fc.array(anyChanges, { maxLength: 4 }), async (folds) => {
      await realDisk.remove(file);
      const expected = new Map<string, unknown>();
      for (const [sequence, changes] of folds.entries()) {
        const latest = new Map(changes);
        for (const [id, doc] of latest) {
          if (doc) expected.set(id, doc);
          else expected.delete(id);
        }
        const database = await openRuns(realDisk, file);
        const texts = changes.map(([id, doc]) => ({ key: jsonOf(id), text: doc && jsonOf(doc) }));
        database.data = { sequence: sequence + 1, runs: withChanges(database.data.runs, texts) };
        await database.write();
        const { data } = await openShard(realDisk, file);
        expect([...data.docs]).toEqual([...expected]);
        expect(data.sequence).toBe(sequence + 1);
      }
    }),
    { numRuns: 60 },
  );
});
