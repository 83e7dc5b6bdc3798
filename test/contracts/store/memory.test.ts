/** The store in memory keeps what every store promises. */
import { newMemory, openMemoryStore } from '../../../src/store/memory.ts';
import { storeContract } from './contract.ts';
import { findingContract } from './finding.ts';

const place = async () => {
  const memory = newMemory();
  return { open: async () => openMemoryStore(memory), dispose: async () => {} };
};

storeContract('store in memory', place);
findingContract('store in memory', place);
