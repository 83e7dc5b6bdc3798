/**
 * The commands a seller types: the order list as a file, whether her shop is open or closed, and a clear
 * word where something is in the way.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { HOME, TestShop } from './shop.ts';

const run = promisify(execFile);
const failed = z.object({ code: z.number(), stderr: z.string() });

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

async function tanteo(directory: string, ...argv: string[]) {
  return run(process.execPath, [join(HOME, 'src/main.ts'), ...argv], { cwd: HOME, env: environment(directory) });
}

function environment(directory: string): NodeJS.ProcessEnv {
  return { ...process.env, DATA_DIR: directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' };
}

async function sell(): Promise<void> {
  await shop.customer('ana').sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
}

test('the order list of a closed shop', async () => {
  await sell();
  await shop.app.stop();
  const csv = await tanteo(shop.directory, 'export', '--what', 'orders', '--format', 'csv');
  expect(csv.stdout).toContain('Ana Quispe');
  expect(csv.stdout.split('\r\n').filter(Boolean)).toHaveLength(2);
  const json = await tanteo(shop.directory, 'export', '--what', 'orders', '--format', 'json');
  expect(JSON.parse(json.stdout)).toHaveLength(1);
});

test('the order list of a shop that is open in another window, into a file', async () => {
  await sell();
  await shop.app.stop();
  const open = spawn(process.execPath, [join(HOME, 'src/main.ts'), 'start'], {
    cwd: HOME,
    env: environment(shop.directory),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await new Promise<void>((opened) => open.stderr.on('data', (words: Buffer) => words.includes('/seller/enter') && opened()));
    const out = join(shop.directory, 'orders.xlsx');
    const told = await tanteo(shop.directory, 'export', '--what', 'orders', '--format', 'xlsx', '--out', out);
    expect(told.stderr).toContain(out);
    expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK');
  } finally {
    open.kill('SIGTERM');
    await once(open, 'exit');
  }
});

test('an open shop that does not answer is told in one clear sentence', async () => {
  const closed = 'http://127.0.0.1:1';
  await writeFile(join(shop.directory, 'open.json'), JSON.stringify({ url: closed }));
  const told = await tanteo(shop.directory, 'export', '--what', 'orders', '--format', 'csv').catch((problem: unknown) => problem);
  const outcome = failed.parse(told);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain(closed);
  expect(outcome.stderr).not.toContain('    at ');
});

test('a second shop on the same folder is refused in one clear sentence', async () => {
  const outcome = failed.parse(await tanteo(shop.directory, 'start').catch((problem: unknown) => problem));
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('Esta tienda ya está abierta');
  expect(outcome.stderr).not.toContain('    at ');
});

test.each([
  ['export', 'best-sellers'],
  ['import', '--replace'],
])('%s --help says everything that may be asked for, and nothing is missing', async (command, named) => {
  const { stderr } = await tanteo(shop.directory, command, '--help');
  expect(stderr).toContain(named);
  expect(stderr).toContain(`Ejemplo: npm run -s ${command}`);
  expect(stderr).not.toContain('Falta');
});

test('options that are missing are named, with an example', async () => {
  const outcome = failed.parse(await tanteo(shop.directory, 'export', '--format', 'csv').catch((problem: unknown) => problem));
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('--what');
});

test('a word that nobody taught the shop is listed, taught with one command, and understood', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  for (const part of ['catalog', 'flows', 'src', 'package.json']) await cp(join(HOME, part), join(home, part), { recursive: true });
  await symlink(join(HOME, 'node_modules'), join(home, 'node_modules'));
  const taught = await TestShop.open({ home });
  try {
    const ana = taught.customer('ana');
    await ana.say('tienen chompitas?');
    expect(ana.lastText).toContain('chompitas');
    await taught.app.stop();
    const main = join(home, 'src/main.ts');
    const options = { cwd: home, env: environment(taught.directory) };
    expect((await run(process.execPath, [main, 'teach'], options)).stdout).toContain('1 × chompitas');
    expect((await run(process.execPath, [main, 'teach', 'chompitas', 'polera'], options)).stderr).toContain(
      '«chompitas» ahora quiere decir polera',
    );
    await taught.restart();
    await ana.say('quiero 2 chompitas verdes talla M');
    expect(ana.lastText).toContain('2 × Polera con capucha (Verde, M)');
  } finally {
    await taught.close();
    await rm(home, { recursive: true, force: true });
  }
});
