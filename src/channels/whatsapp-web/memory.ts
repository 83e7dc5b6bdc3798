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
  if (process.platform === 'win32') return null;
  const list = await processes();
  const tree = below(root, list);
  if (tree.length === 0) return null;
  const sizes = process.platform === 'linux' ? await Promise.all(tree.map(shareOf)) : tree.map(({ kib }) => kib);
  return Math.round(sizes.reduce((sum, kib) => sum + kib, 0) / MIB);
}

function processes(): Promise<readonly Process[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid=,rss='], (problem, said) => {
      if (problem) return resolve([]);
      const rows = said.trim().split('\n');
      resolve(
        rows.map((row) => {
          const [pid = 0, parent = 0, kib = 0] = row.trim().split(/\s+/).map(Number);
          return { pid, parent, kib };
        }),
      );
    });
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
