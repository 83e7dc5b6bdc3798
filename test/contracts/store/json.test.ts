/** The JSON store keeps what every store promises. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openJsonStore } from '../../../src/store/json/open.ts';
import { storeContract } from './contract.ts';
import { findingContract } from './finding.ts';

for (const [name, segmentBytes] of [
  ['JSON store', 8 * 1024 * 1024],
  ['JSON store with a journal file for every commit', 1],
] as const) {
  storeContract(name, async () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tanteo-store-'));
    return {
      open: () => openJsonStore({ directory, segmentBytes }),
      dispose: async () => fs.rmSync(directory, { recursive: true, force: true }),
    };
  });
}

/** Small, so that terms go through all ages of the index. */
findingContract('JSON store', async () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'tanteo-store-'));
  return {
    open: () => openJsonStore({ directory, segmentBytes: 2 * 1024 * 1024, indexBytes: 100_000 }),
    dispose: async () => fs.rmSync(directory, { recursive: true, force: true }),
  };
});
