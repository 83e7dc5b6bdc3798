/** One process at a time in a data folder, and never locked out by a dead one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { newFolder, removeFolders } from '../../../test/contracts/store/folder.ts';
import { claimDirectory, DirectoryInUse } from './lock.ts';
import { openJsonStore } from './open.ts';

afterAll(removeFolders);

const claims = (directory: string) => fs.readdirSync(directory).filter((name) => name.startsWith('lock.'));

function folder(): string {
  const directory = newFolder();
  fs.mkdirSync(directory);
  return directory;
}

/** A program that takes the folder, says its process id, and stays until it is ended. */
function occupant(directory: string): string {
  const lock = new URL('./lock.ts', import.meta.url).href;
  return `const { claimDirectory } = await import(${JSON.stringify(lock)});
    await claimDirectory(${JSON.stringify(directory)}); process.stdout.write(String(process.pid)); setInterval(() => {}, 1000);`;
}

async function occupy(directory: string) {
  const program = occupant(directory);
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a second shop on the same folder is refused, in a sentence that says who has it and what to do', async () => {
  const directory = folder();
  const other = await occupy(directory);
  const refused = await openJsonStore({ directory }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DirectoryInUse);
  expect(refused).toMatchObject({ pid: other.pid, directory });
  expect(String(refused)).toContain(`${directory} is in use by process ${other.pid}. Stop that process first`);
  expect(claims(directory)).toHaveLength(1);

  other.kill('SIGKILL');
  await once(other, 'exit');
  const store = await openJsonStore({ directory });
  expect(claims(directory)).toHaveLength(1);
  await store.close();
  expect(claims(directory)).toEqual([]);
});

test.runIf(process.platform === 'linux')('a shop that was killed and whose end nobody took notice of keeps nobody out', async () => {
  const directory = folder();
  const careless = spawn('sh', ['-c', '"$0" --input-type=module -e "$1" & exec sleep 600 >&-', process.execPath, occupant(directory)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [pid] = await once(careless.stdout.setEncoding('utf8'), 'data');
    await expect(claimDirectory(directory)).rejects.toThrow(DirectoryInUse);
    process.kill(Number(pid), 'SIGKILL');
    const release = await vi.waitFor(() => claimDirectory(directory));
    expect(claims(directory)).toHaveLength(1);
    await release();
  } finally {
    careless.kill('SIGKILL');
  }
});

test('the same process cannot open a folder twice either', async () => {
  const directory = folder();
  const release = await claimDirectory(directory);
  await expect(claimDirectory(directory)).rejects.toThrow('this very process');
  await release();
  await (await claimDirectory(directory))();
});

test('a process id that was given to somebody else does not keep the shop out', async () => {
  const directory = folder();
  const release = await claimDirectory(directory);
  const [mine = ''] = claims(directory);
  await release();
  const [, , started, boot, pids] = mine.split('.');
  const stale = `lock.${process.ppid}.1.${boot}.${pids}`;
  fs.writeFileSync(path.join(directory, stale), '');
  const again = await claimDirectory(directory);
  expect(claims(directory)).toEqual([`lock.${process.pid}.${started}.${boot}.${pids}`]);
  await again();
});

test.runIf(process.platform === 'linux')(
  'a claim from before the machine was restarted is over; one of another container is not',
  async () => {
    const directory = folder();
    const release = await claimDirectory(directory);
    const [mine = ''] = claims(directory);
    await release();
    const [, pid, started, boot] = mine.split('.');
    fs.writeFileSync(path.join(directory, `lock.${pid}.${started}.another-boot.x`), '');
    await (await claimDirectory(directory))();
    expect(claims(directory)).toEqual([]);

    const elsewhere = `lock.7.5.${boot}.pid-4026539999`;
    fs.writeFileSync(path.join(directory, elsewhere), '');
    const refused = claimDirectory(directory);
    await expect(refused).rejects.toThrow('process 7 of another container');
    await expect(refused).rejects.toThrow(`remove ${path.join(directory, elsewhere)}`);
    expect(claims(directory)).toEqual([elsewhere]);
  },
);
