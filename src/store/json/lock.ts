/**
 * One process at a time per data directory. Each process that wants the directory first puts down a claim,
 * an empty file whose name says who it is, and then looks for claims of others: of two that come at the
 * same instant at least one sees the other and steps back, never none. A claim whose owner is dead is
 * known at once (process id together with its start time, so that a reused id is not mistaken for the
 * owner) and removed by name, so a claim of somebody alive can never be removed by mistake.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from './failure.ts';

/** Another process works with the directory. `file` is its claim. */
export class DirectoryInUse extends Error {
  readonly pid: number;
  readonly directory: string;
  readonly file: string;
  constructor(directory: string, pid: number, file: string, why: string) {
    super(`${directory} is in use by process ${pid}${why}. Stop that process first, or start with another DATA_DIR.`);
    this.pid = pid;
    this.directory = directory;
    this.file = file;
  }
}

interface Owner {
  readonly pid: number;
  /** When the process started, in whatever the system counts; empty where it cannot be told. */
  readonly started: string;
  /** Which run of the machine; empty where it cannot be told. */
  readonly boot: string;
  /** In which world of process ids (a container has its own); empty where there is only one. */
  readonly pids: string;
}

/** @returns the function that gives the directory back. @throws {DirectoryInUse} */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const me = thisProcess();
  const mine = path.join(directory, claimName(me));
  try {
    fs.closeSync(fs.openSync(mine, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw new DirectoryInUse(directory, me.pid, mine, ', which is this very process');
  }
  const other = livingClaim(directory, me);
  if (other) {
    fs.rmSync(mine, { force: true });
    throw other;
  }
  return async () => fs.rmSync(mine, { force: true });
}

/** Looks through the claims of others and clears away those of the dead. */
function livingClaim(directory: string, me: Owner): DirectoryInUse | null {
  for (const name of fs.readdirSync(directory)) {
    const owner = readClaimName(name);
    if (!owner || name === claimName(me)) continue;
    const file = path.join(directory, name);
    if (owner.boot === me.boot && owner.pids !== me.pids) {
      return new DirectoryInUse(directory, owner.pid, file, ` of another container (if that one is gone for certain, remove ${file})`);
    }
    if (owner.boot === me.boot && isAlive(owner)) return new DirectoryInUse(directory, owner.pid, file, '');
    fs.rmSync(file, { force: true });
  }
  return null;
}

const claimName = (owner: Owner) => `lock.${owner.pid}.${owner.started}.${owner.boot}.${owner.pids}`;

function readClaimName(name: string): Owner | null {
  const parts = /^lock\.(\d+)\.([\w-]*)\.([\w-]*)\.([\w-]*)$/.exec(name);
  if (!parts) return null;
  const [, pid = '', started = '', boot = '', pids = ''] = parts;
  return { pid: Number(pid), started, boot, pids };
}

const nameable = (text: string) => text.trim().replace(/[^A-Za-z0-9]+/g, '-');

function thisProcess(): Owner {
  return {
    pid: process.pid,
    started: startOf(process.pid) ?? '',
    boot: nameable(readOr('/proc/sys/kernel/random/boot_id', '')),
    pids: nameable(linkOr('/proc/self/ns/pid', '')),
  };
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it is there, but belongs to somebody else.
    if (errorCode(error) !== 'EPERM') return false;
  }
  if (isCorpse(owner.pid)) return false;
  const started = startOf(owner.pid);
  return started === null || owner.started === '' || started === owner.started;
}

/**
 * It has ended, but its parent has not taken notice, as in a container whose first process never does: the
 * id is still there, all it held is gone. With more than one thread left it may still be writing.
 */
function isCorpse(pid: number): boolean {
  const stat = statOf(pid);
  return (stat?.state === 'Z' || stat?.state === 'X') && stat.threads <= 1;
}

/** proc(5): the second field is the name in brackets and may hold anything; state, threads and start are the 3rd, 20th and 22nd. */
function statOf(pid: number): { readonly state: string; readonly threads: number; readonly start: string } | null {
  const stat = readOr(`/proc/${pid}/stat`, '');
  if (stat === '') return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', threads: Number(fields[17]), start: fields[19] ?? '' };
}

/** When that process started: from /proc where there is one, else from `ps`; null where neither tells. */
function startOf(pid: number): string | null {
  const stat = statOf(pid);
  if (stat) return stat.start;
  if (process.platform === 'linux' || process.platform === 'win32') return null;
  try {
    return nameable(execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }));
  } catch {
    return null;
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function linkOr(file: string, otherwise: string): string {
  try {
    return fs.readlinkSync(file);
  } catch {
    return otherwise;
  }
}
