/**
 * Keeping the data of a shop, whether it is open or was opened for this only: backups, copies to audit, and
 * the erasure of a person, one at a time.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { backupsOf, listBackups, type TakenBackup, takeBackup } from './backup/backup.ts';
import { newBackupFolder } from './backup/backup-name.ts';
import { removeOldBackups } from './backup/retention.ts';
import type { SellerAction } from './decisions/event.ts';
import { type Erased, erasePerson, lookForPerson } from './erasure/erase-person.ts';
import type { Wanted } from './erasure/person.ts';
import type { FolderStore } from './store/json/folder-store.ts';

export interface KeepingParts {
  readonly store: FolderStore;
  /** Resolves when it is decided and on disk. */
  readonly act: (action: SellerAction) => Promise<void>;
  /** Drops what a channel itself keeps of this conversation. @throws when the disk refuses */
  readonly forgetChat: (conversationId: string) => Promise<void>;
  readonly shop: () => { readonly country: string; readonly timeZone: string };
  /** ms since the epoch. */
  readonly now: () => number;
}

export interface Keeping {
  /** Into the folder of backups, from which the too old ones are removed. */
  takeBackup(): Promise<TakenBackup>;
  /** A copy for a moment only: whoever asked removes it. */
  takeCopy(): Promise<TakenBackup>;
  lookForPerson(wanted: Wanted): Promise<Erased | null>;
  /** null where there is nobody. */
  erasePerson(wanted: Wanted): Promise<Erased | null>;
}

/** Folder in the folder of backups, so that a copy is never taken for one. */
const COPIES = 'copies';
/** A copy that nobody removed: whoever asked for it was cut off. */
const COPY_FORGOTTEN_MS = 60 * 60_000;

export function keepingOf({ store, act, forgetChat, shop, now }: KeepingParts): Keeping {
  const parent = backupsOf(store.directory);
  const copies = path.join(parent, COPIES);
  const ledgers = () => [store.directory, parent].filter((folder) => existsSync(folder));
  const eraser = () => ({ store, act, forgetChat, ledgers: ledgers(), country: shop().country, now });
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = before.then(work);
    before = turn.catch(() => {});
    return turn;
  };
  return {
    takeBackup: () =>
      inTurn(async () => {
        const taken = await takeBackup(store, newBackupFolder(parent, now(), shop().timeZone), now);
        await removeOldBackups(parent, now());
        return taken;
      }),
    takeCopy: () =>
      inTurn(async () => {
        for (const { folder, note } of await listBackups(copies)) {
          if (now() - Date.parse(note.takenAt) > COPY_FORGOTTEN_MS) await rm(folder, { recursive: true, force: true });
        }
        return takeBackup(store, newBackupFolder(copies, now(), shop().timeZone), now);
      }),
    lookForPerson: (wanted) => inTurn(() => lookForPerson(eraser(), wanted)),
    erasePerson: (wanted) => inTurn(() => erasePerson(eraser(), wanted)),
  };
}
