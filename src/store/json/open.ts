/** Opens the store: takes the directory, reads back what is there, begins a new journal segment. */
import fs from 'node:fs';
import path from 'node:path';
import type { StoreFailed } from '../port.ts';
import { type Ballast, noBallast, realBallast } from './ballast.ts';
import { ColdFiles } from './cold.ts';
import { compactorInThisThread, compactorInWorker } from './compactor.ts';
import { DataDamaged, whatToDo } from './damage.ts';
import { type Disk, realDisk, UNFINISHED } from './disk.ts';
import { Documents } from './documents.ts';
import { storeFailed } from './failure.ts';
import type { FolderStore } from './folder-store.ts';
import { MOST_RECENT_BYTES } from './index-files.ts';
import { Indexes } from './index-reading.ts';
import { copyByLinks } from './linked-copy.ts';
import { DirectoryInUse } from './lock.ts';
import { bringForward, NewerData } from './migrations.ts';
import { mustBeLocal, NetworkDrive } from './network-drive.ts';
import { recover } from './recovery.ts';
import { SEGMENT_BYTES } from './segments.ts';
import { JsonStore } from './store.ts';
import { type Every, everySoOften } from './upkeep.ts';

export { DataDamaged, DirectoryInUse, type FolderStore, NetworkDrive, NewerData };

export interface JsonStoreSettings {
  /** Made where it is missing. Must be on a disk of this machine, not on a network drive. */
  readonly directory: string;
  /** Another disk than the machine's, for simulations; the journal is then folded in this thread. */
  readonly disk?: Disk;
  /** A journal segment is sealed when it has this many bytes. */
  readonly segmentBytes?: number;
  /** The newest file of an index is poured into the others when it has this many bytes. */
  readonly indexBytes?: number;
  /** Called once, when the disk failed: nothing may be acknowledged any more, the process has to end. */
  readonly onFailure?: (failure: StoreFailed) => void;
  /** Called once for each file of old documents that is found damaged; everything else goes on. */
  readonly onDamage?: (file: string) => void;
  readonly ballast?: Ballast;
  /** When the store looks after its files (upkeep.ts). */
  readonly every?: Every;
}

/**
 * @throws {DirectoryInUse} where another process has the directory
 * @throws {DataDamaged} where something acknowledged cannot be read: nothing was changed then
 * @throws {NewerData} where a newer program has written the directory
 * @throws {NetworkDrive} where the directory is not on a disk of this machine
 * @throws {StoreFailed} where the disk fails
 */
export async function openJsonStore(settings: JsonStoreSettings): Promise<FolderStore> {
  const { directory, segmentBytes = SEGMENT_BYTES, indexBytes: recentBytes = MOST_RECENT_BYTES, onFailure = () => {} } = settings;
  const disk = settings.disk ?? realDisk;
  let release = async () => {};
  try {
    if (!settings.disk) mustBeLocal(directory);
    await disk.makeDirectory(directory);
    release = await disk.claim(directory);
    await bringForward(disk, directory, (version) => putAside(settings, version));
    const documents = new Documents();
    const damaged = new Map<string, string>();
    const onDamage = (damage: DataDamaged) => {
      if (damaged.has(damage.file)) return;
      damaged.set(damage.file, `${damage.file} cannot be read: ${damage.what}. ${whatToDo(damage.file)}`);
      settings.onDamage?.(damage.file);
    };
    const files = new ColdFiles(disk, directory, onDamage);
    const recovered = await recover(disk, directory, documents, files);
    const compactor = settings.disk ? compactorInThisThread(disk) : compactorInWorker();
    const shelves = { documents, files, indexes: new Indexes(files, recovered.epochs) };
    const store = new JsonStore({
      disk,
      directory,
      segmentBytes,
      recentBytes,
      onFailure,
      shelves,
      compactor,
      recovered,
      release,
      ballast: settings.ballast ?? (settings.disk ? noBallast : realBallast),
      every: settings.every ?? everySoOften,
      damaged,
      onDamage,
    });
    await store.start();
    return store;
  } catch (error) {
    await release();
    if (KNOWN_REFUSALS.some((refusal) => error instanceof refusal)) throw error;
    throw storeFailed(`open the data in ${directory}`, error);
  }
}

const KNOWN_REFUSALS = [DataDamaged, DirectoryInUse, NetworkDrive, NewerData];

/** The folder as an older program left it, whatever becomes of the new one. A copy of an earlier try stays. */
async function putAside({ directory, disk }: JsonStoreSettings, version: number): Promise<void> {
  const copy = `${path.resolve(directory)}-version-${version}`;
  if (disk || fs.existsSync(copy)) return;
  fs.rmSync(copy + UNFINISHED, { recursive: true, force: true });
  await copyByLinks(directory, copy + UNFINISHED);
  await realDisk.rename(copy + UNFINISHED, copy);
  await realDisk.syncDirectory(path.dirname(copy));
}
