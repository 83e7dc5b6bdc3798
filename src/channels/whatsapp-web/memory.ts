/**
 * How much memory the browser takes with its process, all of their children together. Shared pages count once where
 * the system tells them apart.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly kib: number;
}

const MIB = 1024;

/** MiB of `root` and all below it; null where this system does not tell. */
export async function memoryOf(root: number): Promise<number | null> {
  const list = listed(await told(QUESTIONS[process.platform] ?? PS));
  const tree = below(root, list);
  if (tree.length === 0) return null;
  const sizes = process.platform === 'linux' ? await Promise.all(tree.map(shareOf)) : tree.map(({ kib }) => kib);
  return Math.round(sizes.reduce((sum, kib) => sum + kib, 0) / MIB);
}

type Question = readonly [program: string, ...words: readonly string[]];

const PS: Question = ['ps', '-A', '-o', 'pid=,ppid=,rss='];
/** Windows has no such program: its PowerShell knows what is each process's own (Win32_Process, PageFileUsage, in KiB). */
const CIM = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.PageFileUsage)" }';
const QUESTIONS: Readonly<Partial<Record<NodeJS.Platform, Question>>> = {
  win32: ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', CIM],
};
/** A machine that is too busy to say it in this time is asked again at the next look, ms. */
const SAYS_WITHIN_MS = 30_000;

/** Empty where it does not say. */
function told([program, ...words]: Question): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: SAYS_WITHIN_MS, windowsHide: true, maxBuffer: LONGEST_LIST }, (problem, said) =>
      resolve(problem ? '' : said),
    );
  });
}

/** Bytes: a line is shorter than 40, and no machine has so many processes. */
const LONGEST_LIST = 4 * MIB * MIB;

/** Lines of process, parent and KiB. */
export function listed(said: string): readonly Process[] {
  return said.split('\n').flatMap((line) => {
    const [, pid, parent, kib] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/.exec(line) ?? [];
    return pid && parent && kib ? [{ pid: Number(pid), parent: Number(parent), kib: Number(kib) }] : [];
  });
}

function below(root: number, list: readonly Process[]): readonly Process[] {
  const found = list.filter(({ pid }) => pid === root);
  for (let index = 0; index < found.length; index += 1) {
    const parent = found[index]?.pid;
    found.push(...list.filter((one) => one.parent === parent && !found.includes(one)));
  }
  return found;
}

/** Its part of what it shares, and all that is its own (proc(5), smaps_rollup). */
async function shareOf({ pid, kib }: Process): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const share = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  return share === undefined ? kib : Number(share);
}
