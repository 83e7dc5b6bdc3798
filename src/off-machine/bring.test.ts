/** What was brought off the machine counts only when it is whole there. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CopyTarget, copyTargetOf } from '../config/copy-target.ts';
import { bringCopy } from './bring.ts';
import { type Run, runPrograms } from './run.ts';
import { failureWords } from './words.ts';

const NOW = Date.parse('2026-11-25T08:02:00Z');
const NO_PROGRAM: Run = async () => ({ found: false });

let room: string;
let backup: string;
/** What the seller wrote herself. */
let own: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'tanteo-copies-'));
  backup = await aBackup('2026-11-25_03-02-00', '2026-11-25T08:02:00.000Z');
  own = join(room, 'own');
  await mkdir(join(own, 'catalog'), { recursive: true });
  await writeFile(join(own, 'catalog', 'products.yaml'), 'productos: []');
  await writeFile(join(own, '.env'), 'PORT=3000');
});
afterEach(() => rm(room, { recursive: true, force: true }));

async function aBackup(name: string, takenAt: string, parent = join(room, 'backups')): Promise<string> {
  const folder = join(parent, name);
  await mkdir(join(folder, 'orders'), { recursive: true });
  await writeFile(join(folder, 'orders', '000001.json'), '{"1000":{}}');
  await writeFile(join(folder, 'backup.json'), JSON.stringify({ takenAt, sequence: 1, files: { 'orders/000001.json': 11 } }));
  return folder;
}

const bring = (target: CopyTarget, run: Run = NO_PROGRAM) => bringCopy({ backup, own }, target, { run, date: '2026-11-25', now: NOW });

describe('into a folder', () => {
  const disk = () => join(room, 'usb');

  test('it is all there, for its owner only, and the ones of a month ago are gone', async () => {
    await mkdir(disk());
    await aBackup('2026-10-01_03-02-00', '2026-10-01T08:02:00.000Z', join(disk(), 'tanteo-daily'));
    await writeFile(join(disk(), 'fotos.zip'), 'hers');
    const where = join(disk(), 'tanteo-daily', '2026-11-25_03-02-00');
    expect(await bring({ kind: 'folder', path: disk() })).toEqual({ ok: true, where });
    expect(await readFile(join(where, 'orders', '000001.json'), 'utf8')).toBe('{"1000":{}}');
    expect(await readdir(join(disk(), 'tanteo-daily'))).toEqual(['2026-11-25_03-02-00']);
    expect((await readdir(disk())).toSorted()).toEqual(['fotos.zip', 'tanteo-daily', 'tanteo-shop']);
    expect(await readdir(backup)).toContain('backup.json');
  });

  test('what she wrote herself comes along, a week back, and what she took out is out', async () => {
    await mkdir(join(disk(), 'tanteo-shop', '3-wed', 'catalog'), { recursive: true });
    await writeFile(join(disk(), 'tanteo-shop', '3-wed', 'catalog', 'old.yaml'), '');
    await mkdir(join(disk(), 'mine.unfinished'));
    expect(await bring({ kind: 'folder', path: disk() })).toMatchObject({ ok: true });
    expect(await readdir(join(disk(), 'tanteo-shop', '3-wed'))).toEqual(['.env', 'catalog']);
    expect(await readdir(join(disk(), 'tanteo-shop', '3-wed', 'catalog'))).toEqual(['products.yaml']);
    expect(await readdir(disk())).toContain('mine.unfinished');
  });

  test('one that was cut off is made anew', async () => {
    for (const day of ['24', '25']) await mkdir(join(disk(), 'tanteo-daily', `2026-11-${day}_03-02-00.unfinished`), { recursive: true });
    expect(await bring({ kind: 'folder', path: disk() })).toMatchObject({ ok: true });
    expect(await readdir(join(disk(), 'tanteo-daily'))).toEqual(['2026-11-25_03-02-00']);
  });

  test('a disk that is not plugged in is no folder to be made', async () => {
    const brought = await bring({ kind: 'folder', path: disk() });
    expect(brought).toEqual({ ok: false, why: 'no-folder', detail: disk() });
    if (!brought.ok) expect(failureWords(brought, 'es')).toContain('no está la carpeta o el disco');
  });

  test('a place that is a file is no folder either', async () => {
    await writeFile(disk(), '');
    expect(await bring({ kind: 'folder', path: disk() })).toMatchObject({ ok: false, why: 'no-folder' });
  });
});

describe('by a program of the machine', () => {
  /** A program of that name that tells what it was asked for and does what the script says. */
  async function program(name: string, script: string): Promise<{ readonly run: Run; readonly asked: () => Promise<readonly string[]> }> {
    const bin = join(room, 'bin');
    const told = join(room, 'asked');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, name), `#!/bin/sh\necho "$*" >> "${told}"\n${script}\n`);
    await chmod(join(bin, name), 0o755);
    const before = runPrograms(new AbortController().signal);
    const run: Run = (which, args) => before(join(bin, which), args);
    return { run, asked: async () => (await readFile(told, 'utf8')).trim().split('\n') };
  }

  test.skipIf(process.platform === 'win32')(
    'rsync sends to the place of the weekday, and is asked whether anything would be left',
    async () => {
      const { run, asked } = await program('rsync', 'exit 0');
      expect(await bring({ kind: 'rsync', to: 'ana@servidor:/copias/' }, run)).toEqual({
        ok: true,
        where: 'ana@servidor:/copias/tanteo-3-wed',
      });
      const [sent, seen, hers] = await asked();
      expect(hers).toMatch(/\/own\/ ana@servidor:\/copias\/tanteo-shop-3-wed\/$/);
      expect(sent).toMatch(/^-a --delete .* -- \/.*2026-11-25_03-02-00\/ ana@servidor:\/copias\/tanteo-3-wed\/$/);
      expect(seen).toContain('--checksum --dry-run');
    },
  );

  test.skipIf(process.platform === 'win32')('rsync that would still send something did not send all', async () => {
    const { run } = await program('rsync', 'case "$*" in *--dry-run*) echo orders/000001.json;; esac');
    expect(await bring({ kind: 'rsync', to: 'ana@servidor:/copias' }, run)).toMatchObject({ ok: false, why: 'not-whole' });
  });

  test.skipIf(process.platform === 'win32')('a server that wants a password is told as that', async () => {
    const { run } = await program('rsync', 'echo "ana@servidor: Permission denied (publickey,password)." >&2; exit 255');
    expect(await bring({ kind: 'rsync', to: 'ana@servidor:/copias' }, run)).toMatchObject({ ok: false, why: 'not-let-in' });
  });

  test.skipIf(process.platform === 'win32')('rclone sends and checks', async () => {
    const { run, asked } = await program('rclone', 'exit 0');
    expect(await bring({ kind: 'rclone', to: 'nube:copias' }, run)).toEqual({ ok: true, where: 'nube:copias/tanteo-3-wed' });
    expect((await asked()).map((line) => line.split(' ')[0])).toEqual(['sync', 'check', 'sync', 'check']);
    const bad = await program('rclone', '[ "$1" = sync ]');
    expect(await bring({ kind: 'rclone', to: 'nube:copias' }, bad.run)).toMatchObject({ ok: false, why: 'not-whole' });
  });

  test('a program that the machine lacks is named', async () => {
    const nowhere: Run = (name, args) => runPrograms(new AbortController().signal)(join(room, `no${delimiter}where`, name), args);
    expect(await bring({ kind: 'rclone', to: 'nube:copias' }, nowhere)).toEqual({ ok: false, why: 'no-program', detail: 'rclone' });
  });
});

test.each<[text: string, target: CopyTarget | null]>([
  ['/media/usb', { kind: 'folder', path: '/media/usb' }],
  ['D:\\Copias', { kind: 'folder', path: 'D:\\Copias' }],
  ['rsync:ana@servidor:/copias', { kind: 'rsync', to: 'ana@servidor:/copias' }],
  ['rclone:nube:', { kind: 'rclone', to: 'nube:' }],
  ['copias', null],
  ['rsync:/copias', null],
  ['rsync:-e sh:x', null],
  ['rclone:--config=x:y', null],
])('a place is read or refused: %s', (text, target) => {
  expect(copyTargetOf(text)).toEqual(target);
});
