/** What the numbers stand on: the machine, and a folder on a disk that is one. */
import { mkdir, mkdtemp, statfs } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

/** Magic numbers of file systems that live in memory, where a sync costs nothing (Linux, statfs(2)). */
const IN_MEMORY: Readonly<Record<number, string>> = { 16914836: 'tmpfs', 2240043254: 'ramfs' };

/** @throws where the folder is in memory: a durable turn could not be measured there */
export async function openGround(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const { type } = await statfs(parent);
  const memory = IN_MEMORY[type];
  if (memory) throw new Error(`${parent} is in memory (${memory}); name a folder on a disk with --dir`);
  return mkdtemp(join(parent, 'run-'));
}

export function machineLine(): string {
  const [first] = cpus();
  const load = loadavg()[0] ?? 0;
  return [
    `${cpus().length} × ${first?.model.trim() || 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    `load before ${load.toFixed(1)}`,
  ].join(', ');
}
