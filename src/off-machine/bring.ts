/**
 * A backup brought off the machine, and looked at where it arrived: it counts only when it is whole there.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyFolder } from '../backup/backup.ts';
import { removeOldBackups } from '../backup/retention.ts';
import { weekday } from '../commerce/calendar.ts';
import type { CopyTarget } from '../config/copy-target.ts';
import { filesOf } from '../store/json/linked-copy.ts';
import type { Run } from './run.ts';

export type Brought =
  | { readonly ok: true; readonly where: string }
  | {
      readonly ok: false;
      /**
       * `no-folder`: it is not there, as a disk that was unplugged; `not-let-in`: it may not be written, or the server lets
       * nobody in without a password; `not-whole`: what arrived is not what was sent.
       */
      readonly why: 'no-folder' | 'no-room' | 'no-program' | 'not-let-in' | 'not-whole' | 'failed';
      /** What the machine or the program said; for the seller's own eyes. */
      readonly detail: string;
    };

/** In the folder of the seller: backups, of which those older than a month are removed, and what she wrote herself. Nothing else of hers is touched. */
const DAILY = 'tanteo-daily';
const OWN = 'tanteo-shop';

export interface Copy {
  /** Folder of a finished backup. */
  readonly backup: string;
  /** Folder with what the seller wrote herself. */
  readonly own: string;
}

/** `date`: of the shop's day; `now`: ms since the epoch. `where` is the place of the backup. */
export async function bringCopy(
  copy: Copy,
  target: CopyTarget,
  { run, date, now }: { readonly run: Run; readonly date: string; readonly now: number },
): Promise<Brought> {
  const slot = SLOTS[weekday(date)] ?? '';
  if (target.kind === 'folder') return toFolder(copy, target.path, slot, now);
  const send = target.kind === 'rsync' ? byRsync : byRclone;
  const to = target.to.replace(/\/+$/, '');
  const brought = await send(copy.backup, `${to}/tanteo-${slot}`, run);
  if (!brought.ok) return brought;
  const own = await send(copy.own, `${to}/${OWN}-${slot}`, run);
  return own.ok ? brought : own;
}

/** Seven places that are used in turn: a week back, in a room that does not grow. The calendar's week begins on Sunday. */
const SLOTS = ['0-sun', '1-mon', '2-tue', '3-wed', '4-thu', '5-fri', '6-sat'] as const;

async function toFolder({ backup, own }: Copy, path: string, slot: string, now: number): Promise<Brought> {
  const there = await stat(path).catch(() => null);
  if (!there?.isDirectory()) return { ok: false, why: 'no-folder', detail: path };
  const daily = join(path, DAILY);
  const brought = await placeIn(daily, basename(backup), backup, path);
  if (!brought.ok) return brought;
  await removeOldBackups(daily, now);
  const hers = await placeIn(join(path, OWN), slot, own, path);
  return hers.ok ? brought : hers;
}

/** It appears whole or not at all. `path`: the place as the seller knows it. */
async function placeIn(parent: string, name: string, from: string, path: string): Promise<Brought> {
  const to = join(parent, name);
  const unfinished = `${to}${UNFINISHED}`;
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    await removeUnfinished(parent);
    await copyFolder(from, unfinished);
    if (!(await isSame(from, unfinished))) return { ok: false, why: 'not-whole', detail: to };
    await rm(to, { recursive: true, force: true });
    await rename(unfinished, to);
    return { ok: true, where: to };
  } catch (problem) {
    // On a disk that is full it is in the way of the next.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    const why = whyOf(problem);
    return { ok: false, why, detail: why === 'failed' && problem instanceof Error ? problem.message : path };
  }
}

const UNFINISHED = '.unfinished';

/** What was cut off, by a disk that was unplugged or a machine that was. */
async function removeUnfinished(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (name.endsWith(UNFINISHED)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

const WHYS: Readonly<Record<string, 'no-folder' | 'no-room' | 'not-let-in'>> = {
  ENOENT: 'no-folder',
  ENODEV: 'no-folder',
  EIO: 'no-folder',
  ENOSPC: 'no-room',
  EDQUOT: 'no-room',
  EACCES: 'not-let-in',
  EPERM: 'not-let-in',
  EROFS: 'not-let-in',
};

function whyOf(problem: unknown): 'no-folder' | 'no-room' | 'not-let-in' | 'failed' {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return WHYS[code] ?? 'failed';
}

async function isSame(from: string, to: string): Promise<boolean> {
  const names = await filesOf(from);
  if (names.join('\n') !== (await filesOf(to)).join('\n')) return false;
  for (const name of names) {
    if ((await digestOf(join(from, name))) !== (await digestOf(join(to, name)))) return false;
  }
  return true;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Nobody is there to type a password. */
const SSH = ['-e', 'ssh -o BatchMode=yes -o ConnectTimeout=20'];

async function byRsync(folder: string, to: string, run: Run): Promise<Brought> {
  const sent = await run('rsync', ['-a', '--delete', '--chmod=Du=rwx,Dgo=,Fu=rw,Fgo=', ...SSH, '--', `${folder}/`, `${to}/`]);
  if (!sent.found) return { ok: false, why: 'no-program', detail: 'rsync' };
  if (sent.code !== 0) return failed(sent.output);
  // It lists what it would still send, by what the files hold: nothing, where all is there.
  const seen = await run('rsync', ['-r', '--delete', '--checksum', '--dry-run', '--out-format=%n', ...SSH, '--', `${folder}/`, `${to}/`]);
  if (!seen.found || seen.code !== 0) return failed(seen.found ? seen.output : '');
  return seen.output.trim() === '' ? { ok: true, where: to } : { ok: false, why: 'not-whole', detail: to };
}

async function byRclone(folder: string, to: string, run: Run): Promise<Brought> {
  const sent = await run('rclone', ['sync', '--', folder, to]);
  if (!sent.found) return { ok: false, why: 'no-program', detail: 'rclone' };
  if (sent.code !== 0) return failed(sent.output);
  const seen = await run('rclone', ['check', '--', folder, to]);
  return seen.found && seen.code === 0 ? { ok: true, where: to } : { ok: false, why: 'not-whole', detail: to };
}

const NOT_LET_IN = /permission denied|host key verification|authentication|unauthorized|invalid_grant|403|401/i;
const NO_ROOM = /no space left|quota/i;
/** Characters of what a program said that a person reads. */
const DETAIL = 200;

function failed(output: string): Brought {
  const detail = output.trim().split('\n').at(-1)?.slice(0, DETAIL) ?? '';
  const why = NOT_LET_IN.test(output) ? 'not-let-in' : NO_ROOM.test(output) ? 'no-room' : 'failed';
  return { ok: false, why, detail };
}
