/**
 * What changes on her screen without a new message: pages that she turns, a list of her order without what she took out,
 * questions that say how they were answered, the key that gave her place.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOME } from './shop.ts';
import { TelegramShop } from './telegram-shop.ts';

/** The sample shop with a dozen products more: its catalog has three pages. */
async function wideCatalog(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-pages-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const path = join(home, 'catalog', 'products.yaml');
  const more = Array.from({ length: 12 }, (_, index) =>
    [
      `  - id: llavero-${index}`,
      `    nombre: Llavero ${String.fromCharCode(65 + index)}`,
      '    descripcion: De tela.',
      '    categoria: accesorios',
      '    precio: 9.00',
      '    stock: 5',
    ].join('\n'),
  );
  await writeFile(path, `${(await readFile(path, 'utf8')).trimEnd()}\n\n${more.join('\n\n')}\n`);
  return home;
}

describe.each(['grammy', 'telegraf'] as const)('with %s', (library) => {
  let home: string;
  let at: TelegramShop;
  beforeEach(async () => {
    home = await wideCatalog();
    at = await TelegramShop.open({ library, updates: 'polling', home });
  });
  afterEach(async () => {
    expect(at.telegram.mistakes).toEqual([]);
    await at.close();
    await rm(home, { recursive: true, force: true });
  });

  test('turning the pages of the catalog is one message, and a number means the page that is shown', async () => {
    const ana = at.customer('Ana');
    await ana.say('catálogo');
    const list = ana.app.heard.at(-1)?.id;
    const firstOffered = () => ana.app.heard.at(-1)?.buttons.flat()[0]?.text;
    expect(firstOffered()).toBe('1. Polo de algodón pima');
    await ana.tap('Ver más');
    expect(firstOffered()).toBe('1. Llavero A — S/ 9.00');
    await ana.tap('Ver más');
    expect(firstOffered()).toBe('1. Llavero I — S/ 9.00');
    await ana.tap('Volver al principio');
    expect(firstOffered()).toBe('1. Polo de algodón pima');
    await ana.tap('Ver más');
    expect(ana.app.heard.at(-1)?.id).toBe(list);
    expect(ana.app.heard.filter(({ text }) => text.includes('Esto es lo que tenemos'))).toHaveLength(1);
    await ana.say('1');
    expect(ana.lastText).toContain('Llavero A — S/ 9.00');
  });

  test('a page that she turns further up comes below, where she reads', async () => {
    const ana = at.customer('Ana');
    await ana.say('catálogo');
    const list = ana.app.heard.at(-1);
    await ana.say('¿hacen envíos a Surco?');
    ana.app.tapsData(list?.id ?? 0, list?.buttons.flat().at(-1)?.callback_data ?? '');
    await ana.hear();
    expect(ana.app.heard.at(-1)?.id).not.toBe(list?.id);
    expect(ana.app.heard.at(-1)?.buttons.flat()[0]?.text).toBe('1. Llavero A — S/ 9.00');
  });

  test('the list of her order becomes the order without what she took out', async () => {
    const ana = at.customer('Ana');
    await ana.sayAll('quiero una tote y una gorra negra', 'cambiar algo');
    await ana.tap('Los productos');
    const before = ana.app.heard.length;
    await ana.tap('Quitar Gorra');
    expect(ana.app.heard).toHaveLength(before);
    expect(ana.app.heard.at(-1)?.text).toContain('Quité 1 × Gorra de algodón (Negro).');
  });

  test('what she chose stands on the question, and the key for her place is gone with the next one', async () => {
    const eva = at.customer('Eva Salas');
    await eva.sayAll('quiero una gorra');
    await eva.tap('Negro');
    expect(eva.app.heard.flatMap(({ buttons }) => buttons.flat().map(({ text }) => text))).toContain('✓ 1. Negro');
    await eva.tap('Cerrar pedido');
    await eva.tap('Envío');
    await eva.say('Surco');
    expect(eva.app.keyboard.flat()).toHaveLength(1);
    await eva.sayAll('Av. Caminos del Inca 1234', '987 654 321');
    expect(eva.app.keyboard).toEqual([]);
    expect(eva.app.heard.map(({ text }) => text)).not.toContain('✓');
    await eva.tap('Transferencia');
    await eva.tap('Confirmar');
    const summary = eva.app.heard.find(({ text }) => text.includes('✓ Confirmar'));
    expect(summary?.buttons).toEqual([]);
  });
});
