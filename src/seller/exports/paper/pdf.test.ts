/** Lists on paper, read back: every letter of our languages, nothing cut in two, the legal word at each foot. */
import { describe, expect, test } from 'vitest';
import { minor } from '../../../commerce/money.ts';
import type { Order } from '../../../commerce/order.ts';
import { aShop } from '../../../commerce/test-shop.ts';
import { sampleOrder } from '../../order-sample.ts';
import { exportList } from '../export-list.ts';
import type { ExportList } from '../offered.ts';
import { sampleSource } from '../sample-source.ts';
import { onPaper } from './paper.ts';
import { readPdf } from './reading-back.ts';

async function printed(what: ExportList, orders: readonly Order[], country = 'PE') {
  const source = sampleSource({ orders, shop: aShop({ country, name: 'Ñandutí & Cía.' }) });
  const file = Buffer.concat(await Array.fromAsync(exportList({ what, format: 'pdf', source })));
  return { ...readPdf(file), file };
}

describe('letters', () => {
  test('guaraníes, accents and tildes are printed; an emoji is left out and no empty box is in its place', async () => {
    const name = 'Íñigo Ångström Conceição Ñuñez 🌸 «ª½»';
    const order = sampleOrder({
      customer: { name, phone: '595981123456', language: 'es' },
      currency: 'PYG',
      payments: { attempts: [], reports: {} },
      method: 'cash',
    });
    const { pages } = await printed('slips', [order], 'PY');
    expect(pages[0]).toContain('Íñigo Ångström Conceição Ñuñez «ª½»');
    expect(pages[0]).toContain('₲');
    expect(pages[0]).not.toContain('🌸');
  });

  test.each([
    ['  dos   espacios ', 'dos espacios'],
    ['日本 Ana', 'Ana'],
    ['n\u0303', 'ñ'],
    ['x'.repeat(400), `${'x'.repeat(299)}…`],
  ])('%j is printed as %j', (text, words) => {
    expect(onPaper(text)).toBe(words);
  });
});

describe('slips', () => {
  test('a page for each order; what is paid says no price at all', async () => {
    const unpaid = { payments: { attempts: [], reports: {} }, method: 'cash', paysWith: minor(15000) } as const;
    const { pages } = await printed('slips', [sampleOrder(), sampleOrder({ number: 1002, live: false, ...unpaid })]);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toContain('Pedido 1001');
    expect(pages[0]).toContain('ANA, sin etiqueta');
    expect(pages[0]).toContain('PAGADO');
    expect(pages[0]).not.toContain('S/');
    expect(pages[1]).toContain('A COBRAR S/ 133.00');
    expect(pages[1]).toContain('vuelto S/ 17.00');
    expect(pages[1]).toContain('PRÁCTICA');
  });

  test('an order longer than a page goes on at the next one, and nothing is lost', async () => {
    const [line] = sampleOrder().lines;
    const lines = line ? Array.from({ length: 60 }, (_, index) => ({ ...line, id: `l${index}`, name: `Cosa ${index}` })) : [];
    const { pages } = await printed('slips', [sampleOrder({ lines })]);
    expect(pages.length).toBeGreaterThan(1);
    for (const { name } of lines) expect(pages.join('\n')).toContain(`2 × ${name} (`);
  });
});

describe('tables', () => {
  test('forty orders are on as many pages as they need, each with its header and the word about invoices', async () => {
    const orders = Array.from({ length: 40 }, (_, index) => sampleOrder({ number: 1001 + index }));
    const { pages } = await printed('orders', orders);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, index) => {
      expect(page).toContain('Próxima');
      expect(page).toContain(`Los números de pedido no son números de comprobante fiscal. · Página ${index + 1}`);
    });
    for (const { number } of orders) expect(pages.join('\n')).toContain(String(number));
  });

  test('a list without rows says so', async () => {
    expect((await printed('prepare', [])).pages[0]).toContain('No hay nada en esta lista.');
  });

  test.each([
    ['PE', '[0 0 841.89 595.28]'],
    ['MX', '[0 0 792 612]'],
  ])('in %s on the paper that its printers hold', async (country, size) => {
    expect((await printed('orders', [sampleOrder()], country)).file.toString('latin1')).toContain(`/MediaBox ${size}`);
  });
});
