/**
 * The disk as one process has it: every step may take time, so that other things happen meanwhile, and
 * the process may end between any two of them.
 */
import type { AppendFile, Disk } from '../../src/store/json/disk.ts';
import { ProcessEnded } from '../contracts/store/simulated-disk.ts';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** ms of a step that is not the journal's. */
const LONGEST_STEP_MS = 3;
const SHARE_OF_SLOW_STEPS = 0.03;
const LONGEST_SYNC_MS = 6;
/** A neighbour on the same machine can hold a sync up for seconds (facts/store.md §4.2). */
const LONGEST_SLOW_SYNC_MS = 3000;

export function slowDisk(world: World, life: Life, disk: Disk, onEnd: () => void): Disk {
  const { dice } = world;

  /** `ms` null: done in the same turn. */
  async function step<T>(ms: number | null, access: () => Promise<T>): Promise<T> {
    if (ms !== null) await life.wait(ms);
    try {
      if (life.goesOn) {
        const result = await access();
        if (life.goesOn) return result;
      }
    } catch (problem) {
      if (!life.goesOn) return forever();
      if (!(problem instanceof ProcessEnded)) throw noted(problem);
      onEnd();
    }
    return forever();
  }

  function noted(problem: unknown): unknown {
    const code = problem instanceof Error && 'code' in problem ? problem.code : '';
    if (code === 'ENOSPC') world.sometimes.note('the disk was full');
    if (code === 'EIO') world.sometimes.note('a sync failed');
    world.story.tell(`the disk: ${problem}`);
    return problem;
  }

  const little = () => (dice.chance(SHARE_OF_SLOW_STEPS) ? dice.between(1, LONGEST_STEP_MS) : null);
  const ofSync = () => dice.between(0, world.strikes('slowSync') ? LONGEST_SLOW_SYNC_MS : LONGEST_SYNC_MS);

  const slow = (file: AppendFile, isJournal: boolean): AppendFile => ({
    write: (bytes) => step(isJournal ? dice.between(0, 1) : little(), () => file.write(bytes)),
    sync: () => step(isJournal ? ofSync() : little(), () => file.sync()),
    close: () => step(little(), () => file.close()),
  });

  return {
    ...disk,
    makeDirectory: (directory) => step(null, () => disk.makeDirectory(directory)),
    list: (directory) => step(null, () => disk.list(directory)),
    read: (file) => step(little(), () => disk.read(file)),
    create: (file) => step(little(), async () => slow(await disk.create(file), file.endsWith('.jsonl'))),
    rename: (from, to) => step(little(), () => disk.rename(from, to)),
    remove: (file) => {
      if (file.endsWith('.jsonl')) world.sometimes.note('journal files were folded');
      return step(little(), () => disk.remove(file));
    },
    syncDirectory: (directory) => step(little(), () => disk.syncDirectory(directory)),
  };
}

function forever(): Promise<never> {
  return new Promise(() => {});
}
