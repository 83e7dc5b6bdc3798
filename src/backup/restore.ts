/**
 * Going back to a backup: what is in it is looked through before anything is touched, what is there now is
 * put aside and never deleted, and who was erased since is forgotten again before anybody is served.
 */
import fs from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { beginAudit, type Violation } from '../audit/audit.ts';
import type { SellerAction } from '../decisions/event.ts';
import { erasePerson } from '../erasure/erase-person.ts';
import { isAmong, readLedgers, writeLedgers } from '../erasure/ledger.ts';
import { realDisk } from '../store/json/disk.ts';
import type { FolderStore } from '../store/json/folder-store.ts';
import { copyByLinks } from '../store/json/linked-copy.ts';
import { lookInto } from '../store/json/look.ts';
import { openJsonStore } from '../store/json/open.ts';
import { type BackupNote, backupsOf, NOTE_FILE, notWhole, readNote } from './backup.ts';

/** What is in a folder of data, read without changing it. */
export interface Contents {
  /** null for a folder that is no backup of this program: a copy made by hand, or the data themselves. */
  readonly note: BackupNote | null;
  /** Files that are missing or damaged. */
  readonly bad: readonly string[];
  readonly orders: number;
  /** UTC ISO instants of the first and the last order; null where there is none. */
  readonly placed: readonly [string, string] | null;
  readonly lastNumber: number;
  readonly violations: readonly Violation[];
  /** Ids of customers who were erased after it was made. */
  readonly erased: readonly string[];
}

/** @throws {NewerData} */
export async function contentsOf(folder: string, isErased: (customerId: string) => boolean): Promise<Contents> {
  const note = await readNote(folder);
  const bad = new Set(note ? notWhole(folder, note) : []);
  const look = await lookInto(realDisk, folder, ({ file }) => bad.add(path.relative(folder, file)));
  const auditor = beginAudit();
  const violations: Violation[] = [];
  const erased = new Set<string>();
  let orders = 0;
  let lastNumber = 0;
  let first = '';
  let last = '';
  for await (const stored of look.documents) {
    violations.push(...auditor.see(stored));
    if (stored.collection === 'customers' && isErased(stored.id)) erased.add(stored.id);
    if (stored.collection === 'resting' && isErased(stored.doc.conversation.customerId)) erased.add(stored.doc.conversation.customerId);
    if (stored.collection !== 'orders') continue;
    const { number, placedAt, customerId } = stored.doc;
    if (isErased(customerId)) erased.add(customerId);
    orders += 1;
    lastNumber = Math.max(lastNumber, number);
    if (first === '' || placedAt < first) first = placedAt;
    if (placedAt > last) last = placedAt;
  }
  violations.push(...auditor.end());
  return { note, bad: [...bad].sort(), orders, placed: orders > 0 ? [first, last] : null, lastNumber, violations, erased: [...erased] };
}

/** Where it is written who was erased: in the backup, in the data of now, and beside the backups. */
export const ledgersFor = (folder: string, dataDirectory: string) => [folder, dataDirectory, backupsOf(dataDirectory)];

export interface Restoring {
  readonly folder: string;
  readonly dataDirectory: string;
  readonly act: (store: FolderStore, action: SellerAction) => Promise<void>;
  /** Drops what a channel keeps of this conversation in a data folder. */
  readonly forgetChat: (directory: string, conversationId: string) => Promise<void>;
  readonly country: string;
  /** ms since the epoch. */
  readonly now: () => number;
}

export interface Restored {
  /** Where the data of before are now; null where there were none. */
  readonly putAside: string | null;
  readonly erased: number;
}

/**
 * The data folder must be closed and stays closed. Until the last step nothing of it is touched.
 * @throws {DirectoryInUse} {DataDamaged} {NewerData} {StoreFailed}
 */
export async function restoreBackup({ folder, dataDirectory, act, forgetChat, country, now }: Restoring): Promise<Restored> {
  const data = path.resolve(dataDirectory);
  const fresh = `${data}.restoring`;
  await rm(fresh, { recursive: true, force: true });
  const release = fs.existsSync(data) ? await realDisk.claim(data) : async () => {};
  try {
    await copyByLinks(folder, fresh);
    await rm(path.join(fresh, NOTE_FILE), { force: true });
    const erased = await forgetAgain({ folder, dataDirectory: data, act, forgetChat, country, now }, fresh);
    await release();
    const putAside = fs.existsSync(data) ? freeName(`${data}-set-aside-${new Date(now()).toISOString().slice(0, 10)}`) : null;
    if (putAside) await rename(data, putAside);
    await rename(fresh, data);
    await realDisk.syncDirectory(path.dirname(data));
    return { putAside, erased };
  } catch (problem) {
    await release();
    await rm(fresh, { recursive: true, force: true });
    throw problem;
  }
}

/** Opens the copy, which also brings an older one forward, and erases who was erased. Answers how many. */
async function forgetAgain({ folder, dataDirectory, act, forgetChat, country, now }: Restoring, fresh: string): Promise<number> {
  const entries = await readLedgers(ledgersFor(folder, dataDirectory));
  const store = await openJsonStore({ directory: fresh });
  try {
    const eraser = {
      store,
      act: (action: SellerAction) => act(store, action),
      forgetChat: (conversationId: string) => forgetChat(fresh, conversationId),
      ledgers: [],
      country,
      now,
    };
    const done = await erasePerson(eraser, { isHer: isAmong(entries) });
    if (done?.left?.length) throw new Error(`files of the backup still hold somebody who was erased: ${done.left.join(', ')}`);
    await writeLedgers([fresh], entries);
    return done?.customers ?? 0;
  } finally {
    await store.close();
  }
}

function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!fs.existsSync(free)) return free;
  }
}
