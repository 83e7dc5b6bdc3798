/**
 * The versions of the data folder. A folder of a newer program is refused, because this one would pass over
 * what it does not know; one of an older program is brought forward step by step, after a copy of it was put
 * aside. A step may be cut off anywhere and is then done again from its beginning.
 */
import path from 'node:path';
import { type Disk, replaceFile } from './disk.ts';
import { LAYOUT_VERSION } from './layout.ts';
import { contentOf, FOLDED_FILE, withChecksum } from './shard.ts';

/** What each version brought. A step gets the folder of the version before and leaves it fit for its own. */
interface Step {
  readonly to: number;
  readonly migrate: (disk: Disk, directory: string) => Promise<void>;
}

/** Oldest first. */
const STEPS: readonly Step[] = [
  // Conversations at rest, and indexes of orders: nothing that was there changes, and the start builds the indexes.
  { to: 2, migrate: async () => {} },
];

/** The folder was written by a newer program. */
export class NewerData extends Error {
  readonly directory: string;
  readonly found: number;
  readonly known: number;
  constructor(directory: string, found: number, known: number) {
    super(
      `The data in ${directory} have version ${found}; this program knows versions up to ${known}. ` +
        'Start the newer program again, or restore a backup from before it.',
    );
    this.directory = directory;
    this.found = found;
    this.known = known;
  }
}

/**
 * `putAside`: called once before anything is changed, with the version that was found.
 * @throws {NewerData} @throws {DataDamaged} where the file that says the version is damaged
 */
export async function bringForward(
  disk: Disk,
  directory: string,
  putAside: (version: number) => Promise<void>,
  steps: readonly Step[] = STEPS,
): Promise<void> {
  const known = steps.at(-1)?.to ?? LAYOUT_VERSION;
  const found = await versionOf(disk, directory);
  if (found === null || found === known) return;
  if (found > known) throw new NewerData(directory, found, known);
  await putAside(found);
  for (const { to, migrate } of steps) {
    if (to <= found) continue;
    await migrate(disk, directory);
    await noteVersion(disk, directory, to);
  }
}

/** null where the folder is new. */
export async function versionOf(disk: Disk, directory: string): Promise<number | null> {
  return numberIn(await readFolded(disk, directory), 'layout');
}

/** Last commit that is in the files, of a folder of this version or an older one. @throws {NewerData} */
export async function foldedSequence(disk: Disk, directory: string): Promise<number> {
  const folded = await readFolded(disk, directory);
  const version = numberIn(folded, 'layout') ?? LAYOUT_VERSION;
  if (version > LAYOUT_VERSION) throw new NewerData(directory, version, LAYOUT_VERSION);
  return numberIn(folded, 'sequence') ?? 0;
}

function numberIn(folded: object | null, field: string): number | null {
  const value = folded && Object.entries(folded).find(([name]) => name === field)?.[1];
  return typeof value === 'number' ? value : null;
}

async function noteVersion(disk: Disk, directory: string, layout: number): Promise<void> {
  const { crc: _of, ...content } = { crc: '', ...(await readFolded(disk, directory)) };
  const text = `${JSON.stringify({ ...content, layout })}\n`;
  await replaceFile(disk, path.join(directory, FOLDED_FILE), withChecksum(Buffer.from(text.slice(1))));
}

/** What `folded.json` says, whichever version wrote it. */
async function readFolded(disk: Disk, directory: string): Promise<object | null> {
  const file = path.join(directory, FOLDED_FILE);
  const bytes = await disk.read(file);
  if (!bytes) return null;
  contentOf(bytes, file);
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  return typeof value === 'object' ? value : null;
}
