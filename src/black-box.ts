/**
 * The black box as a file of the data folder. Written without a sync: a killed process leaves its writes
 * in the system's cache, and a power cut accuses nobody.
 */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BlackBox } from './runtime/black-box.ts';

/** Bytes of the slot that holds the id; longer ids are cut, which can only accuse one event of the same beginning. */
const SLOT_BYTES = 200;
const EMPTY = Buffer.alloc(SLOT_BYTES);
const deathsSchema = z.record(z.string(), z.number().int().positive());

/** `directory`: the data folder, which this process has for itself. */
export function openBlackBox(directory: string): BlackBox {
  const slotFile = join(directory, 'deciding');
  const deathsFile = join(directory, 'deaths.json');
  const deaths = new Map(Object.entries(readDeaths(deathsFile)));
  const lastSeen = textOf(readOr(slotFile, EMPTY));
  if (lastSeen !== '') {
    deaths.set(lastSeen, (deaths.get(lastSeen) ?? 0) + 1);
    writeFileSync(deathsFile, `${JSON.stringify(Object.fromEntries(deaths))}\n`, { mode: 0o600 });
  }
  const slot = openSync(slotFile, 'w', 0o600);
  const buffer = Buffer.alloc(SLOT_BYTES);
  return {
    enter(eventId) {
      buffer.fill(0);
      buffer.write(eventId, 'utf8');
      writeSync(slot, buffer, 0, SLOT_BYTES, 0);
    },
    leave: () => void writeSync(slot, EMPTY, 0, SLOT_BYTES, 0),
    deaths: (eventId) => (deaths.size === 0 ? 0 : (deaths.get(cut(eventId)) ?? 0)),
    close: () => closeSync(slot),
  };
}

function cut(eventId: string): string {
  const buffer = Buffer.alloc(SLOT_BYTES);
  buffer.write(eventId, 'utf8');
  return textOf(buffer);
}

function textOf(slot: Buffer): string {
  const end = slot.indexOf(0);
  return slot.subarray(0, end === -1 ? slot.length : end).toString('utf8');
}

function readOr(file: string, otherwise: Buffer): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return otherwise;
  }
}

/** A file that cannot be read accuses nobody. */
function readDeaths(file: string): Readonly<Record<string, number>> {
  try {
    return deathsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
