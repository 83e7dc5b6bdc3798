/**
 * A seller brings her list: she is told what is wrong with it, sees what would change, and her shop sells it
 * while it is open. What was there is never lost.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import writeSheet from 'write-excel-file/node';
import { z } from 'zod';
import { HOME, TestShop } from './shop.ts';

const run = promisify(execFile);
const failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tanteo-import-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** The command in another process, for the shop of this folder. */
async function importList(...argv: string[]): Promise<z.infer<typeof failed>> {
  const program = `const { runImport } = await import(${JSON.stringify(join(HOME, 'src/command-line/import.ts'))});
process.exitCode = await runImport(${JSON.stringify(home)}, process.argv.slice(1));`;
  const env = { ...process.env, LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' };
  try {
    return { code: 0, ...(await run(process.execPath, ['--input-type=module', '-e', program, '--', ...argv], { cwd: home, env })) };
  } catch (problem) {
    return failed.parse(problem);
  }
}

const products = () => readFile(join(home, 'catalog/products.yaml'), 'utf8');

test('her workbook takes the place of the sample while the shop is open', async () => {
  const cells = (row: readonly (string | number)[]) => row.map((value) => ({ value, type: typeof value === 'number' ? Number : String }));
  const list = [
    ['Retama · lista de noviembre'],
    ['Producto', 'Precio (S/)', 'Categoría', 'Color', 'Talla', 'Cantidad', 'Proveedor'],
    ['Chompa de alpaca', 159.9, 'Abrigo', 'rojo', 'S, M', '2, 3', 'Puno'],
    ['Chompa de alpaca', 169.9, 'Abrigo', 'rojo', 'XL', 1, 'Puno'],
    ['Bolsa tote', 32, 'Accesorios', '', '', 8, 'Lima'],
  ].map(cells);
  await writeFile(join(home, 'lista.xlsx'), await writeSheet(list, { sheet: 'Lista' }).toBuffer());
  const before = await products();
  const shop = await TestShop.open({ home });
  try {
    const asked = await importList('lista.xlsx');
    expect(asked.code).toBe(1);
    expect(asked.stderr).toContain('Productos nuevos: Chompa de alpaca');
    expect(asked.stderr).toContain('Gorra de algodón');
    expect(asked.stderr).toContain('npm run -s import -- "lista.xlsx" --replace');
    expect(await products()).toBe(before);

    const done = await importList('lista.xlsx', '--replace');
    expect(done).toMatchObject({ code: 0, stdout: '' });
    const kept = (await readdir(join(home, 'catalog'))).find((name) => name.startsWith('products.yaml.bak-'));
    expect(await readFile(join(home, 'catalog', kept ?? ''), 'utf8')).toBe(before);

    await vi.waitFor(() => expect(shop.app.runtime.files.catalog.products).toHaveLength(2), 5000);
    const ana = shop.customer('ana');
    await ana.say('cuánto cuesta la chompa de alpaca');
    expect(ana.lastText).toContain('S/ 159.90');
    await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
    expect(await shop.orders()).toMatchObject([{ totals: { total: 3200 }, lines: [{ variantId: 'tote' }] }]);
  } finally {
    await shop.close();
  }
});

test('a list with mistakes changes nothing, and every one of them is told at its cell', async () => {
  await writeFile(join(home, 'lista.csv'), 'Producto;Precio;Stock\nPolo;cuarenta;3\nGorra;35,00;muchas\n;12;1\n');
  const before = await products();
  const told = await importList('lista.csv', '--replace');
  expect(told).toMatchObject({ code: 1, stdout: '' });
  for (const place of ['(B2) dice «cuarenta»', '(C3) dice «muchas»', '(A4) está vacía', 'No se escribió nada.']) {
    expect(told.stderr).toContain(place);
  }
  expect(told.stderr).not.toContain('    at ');
  expect(await products()).toBe(before);
  expect(await readdir(join(home, 'catalog'))).toEqual(['images', 'products.yaml', 'promotions.yaml', 'shop.yaml']);
});

test('a dry run shows the file and writes none; elsewhere it can be written at once', async () => {
  await writeFile(join(home, 'lista.csv'), 'Nombre,Preço\nRuana,45\n');
  const before = await products();
  const shown = await importList('lista.csv', '--dry-run');
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('- id: ruana\n    nombre: Ruana\n');
  expect(await products()).toBe(before);
  expect((await importList('lista.csv', '--to', 'nuevo.yaml')).code).toBe(0);
  expect(await readFile(join(home, 'nuevo.yaml'), 'utf8')).toContain('nombre: Ruana');
});

test('the same list again changes nothing; each change keeps the one before', async () => {
  const list = (price: number) => writeFile(join(home, 'lista.csv'), `Producto,Precio\nPolo,${price}\n`);
  for (const price of [45, 50, 50]) {
    await list(price);
    expect((await importList('lista.csv', '--replace')).code).toBe(0);
  }
  expect((await readdir(join(home, 'catalog'))).filter((name) => name.includes('.bak-'))).toHaveLength(2);
});

test('a command that cannot be met is explained', async () => {
  for (const argv of [[], ['a.csv', '--sobre']]) expect((await importList(...argv)).code).toBe(2);
  const missing = await importList('no-hay.xlsx');
  expect(missing.stderr).toContain('No encuentro no-hay.xlsx');
  await writeFile(join(home, 'catalog/shop.yaml'), 'moneda: soles\n');
  await writeFile(join(home, 'lista.csv'), 'Producto,Precio\nPolo,45\n');
  const noShop = await importList('lista.csv');
  expect(noShop).toMatchObject({ code: 1 });
  expect(noShop.stderr).toContain('catalog/shop.yaml:1');
});
