/**
 * Where the practice provider keeps its records: a file that lowdb writes whole, or memory only. What
 * nobody will ask for any more is left out when it is opened, so that the file stays small.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Low, Memory } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { noRecords, Records } from './records.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than a voucher can stay unpaid (30 days) and than the shop looks back (35 days). */
const KEPT_MS = 60 * DAY_MS;
/** Keys and forms only have to outlive the retries of one request. */
const ANSWERS_KEPT_MS = DAY_MS;

export interface Shelf {
  readonly records: Records;
  /** Resolves once everything is in the file. */
  save(): Promise<void>;
}

/** @throws {Error} with what to do, where the file is not ours or is broken. */
export async function openShelf(file: string | null, now: number): Promise<Shelf> {
  if (file !== null) await mkdir(dirname(file), { recursive: true });
  const low = new Low<Records>(file === null ? new Memory() : new JSONFile(file), noRecords());
  await read(low, file);
  prune(low.data, now);
  return { records: low.data, save: oneAtATime(() => low.write()) };
}

/** Calls that come while a write is under way share the next one: the whole file is written each time. */
function oneAtATime(write: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = () => {
    next = null;
    running = write().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}

async function read(low: Low<Records>, file: string | null): Promise<void> {
  try {
    await low.read();
    low.data = Records.parse(low.data);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The practice payments in ${file} cannot be read. Move the file away and start again: a new one is made. (${why})`, {
      cause: error,
    });
  }
}

function prune(records: Records, now: number): void {
  const old = (iso: string) => Date.parse(iso) < now - KEPT_MS;
  for (const [id, preference] of Object.entries(records.preferences)) if (old(preference.date_created)) delete records.preferences[id];
  for (const [id, { payment }] of Object.entries(records.payments)) if (old(payment.date_created)) delete records.payments[id];
  for (const [key, { at }] of Object.entries(records.answered)) if (at < now - ANSWERS_KEPT_MS) delete records.answered[key];
  for (const [token, { at }] of Object.entries(records.forms)) if (at < now - ANSWERS_KEPT_MS) delete records.forms[token];
}
