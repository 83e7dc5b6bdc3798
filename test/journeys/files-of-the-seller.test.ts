/**
 * The seller edits her files while the shop is open: a good change counts from the next message on, a bad
 * one is told and changes nothing.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { command } from './paying-shop.ts';
import { HOME, TestShop } from './shop.ts';

let home: string;
let shop: TestShop;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  shop = await TestShop.open({ home });
});
afterEach(async () => {
  await shop.close();
  await rm(home, { recursive: true, force: true });
});

/** A change of a file, as an editor saves it. */
async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(home, file);
  const text = await readFile(path, 'utf8');
  const changed = change(text);
  expect(changed, `the change of ${file} changes nothing`).not.toBe(text);
  await writeFile(path, changed);
}

const health = async (): Promise<unknown> => (await fetch(`${shop.url}/health`)).json();

test('a price that changes between the summary and the "yes" is never charged unseen', async () => {
  const ana = shop.customer('ana');
  await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
  expect(ana.lastText).toContain('Total: S/ 29.00');
  await edit('catalog/products.yaml', (text) => text.replace('29.00', '35.00'));
  await vi.waitFor(() => expect(shop.app.runtime.files.catalog.products.find((product) => product.id === 'tote')?.price).toBe(3500), 5000);
  await ana.say('sí');
  expect(ana.lastText).toContain('antes S/ 29.00, ahora S/ 35.00');
  expect(await shop.orders()).toEqual([]);
  await ana.say('sí');
  expect(await shop.orders()).toMatchObject([{ totals: { total: 3500 } }]);
});

test('a change with a mistake is told on /health and the shop goes on with what it had', async () => {
  await edit('catalog/products.yaml', (text) => text.replace('29.00', 'veintinueve'));
  await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 'degraded', files: { ok: false } }), 5000);
  const ana = shop.customer('ana');
  await ana.say('cuánto cuesta la tote');
  expect(ana.lastText).toContain('S/ 29.00');
  await edit('catalog/products.yaml', (text) => text.replace('veintinueve', '29.00'));
  await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 'ok', files: { ok: true } }), 5000);
});

test('a flow the seller adds can be reached by its words at once', async () => {
  const flow = 'flow: care\ntitle: Cuidado\nstarts: [cómo lo lavo, lavado]\nsteps:\n  - say: care.answer\n';
  for (const language of ['es', 'pt', 'en']) {
    await edit(`flows/texts/${language}.yaml`, (text) => `${text}care:\n  answer: "A mano, con agua fría."\n`);
  }
  await writeFile(join(home, 'flows', 'care.yaml'), flow);
  await vi.waitFor(() => expect(shop.app.runtime.files.flows.has('care')).toBe(true), 5000);
  const ana = shop.customer('ana');
  await ana.say('cómo lo lavo?');
  expect(ana.lastText).toContain('A mano, con agua fría.');
});

test('what is not counted any more leaves without a count, and its promises stay right', async () => {
  const ana = shop.customer('ana');
  await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo', 'sí');
  await edit('catalog/products.yaml', (text) => text.replace('    stock: 15', '    stock: sin contar'));
  await vi.waitFor(() => expect(countOf('tote')).toBeNull(), 5000);
  expect(await command(shop, 1001, 'hand-over', { collected: '58' })).toMatchObject({ ok: true });
  expect(shop.units('tote')).toEqual({ onHand: 15, reserved: 0 });
  await edit('catalog/products.yaml', (text) => text.replace('    stock: sin contar', '    stock: 4'));
  await vi.waitFor(() => expect(shop.units('tote')).toEqual({ onHand: 4, reserved: 0 }), 5000);
});

const countOf = (product: string) => shop.app.runtime.files.catalog.products.find(({ id }) => id === product)?.variants[0]?.count;
