/**
 * The seller's pages in a browser: the door, the first day without an order, a day with work, an order,
 * a conversation, the download.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { minor } from '../../src/commerce/money.ts';
import { CONFIRM, DELIVERED_AND_PAID_BY_LINK, PICKED_UP_AND_PAID_IN_CASH, takeAll } from '../journeys/sale.ts';
import { TestShop } from '../journeys/shop.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { DEVICES, expectLightLoad, LONG_STORY, look, newVisitor, type Visitor } from './visitor.ts';

const opened: OpenBrowser | null = await openBrowser();
if (opened === null)
  process.stderr.write("\nSKIPPED: no Chromium, Chrome or Edge was found: the seller's pages were not tried in a browser.\n\n");

describe.skipIf(opened === null).each(DEVICES)("the seller's pages on %s", (_name, device) => {
  let shop: TestShop;
  let seller: Visitor;
  let page: Page;
  beforeEach(async () => {
    if (!opened) throw new Error('there is no browser');
    shop = await TestShop.open();
    seller = await newVisitor(opened.browser, device);
    page = seller.page;
  });
  afterEach(async () => {
    await seller.context.close();
    await shop.close();
  });

  const title = (words: string) => page.getByRole('heading', { name: words, level: 1 }).waitFor();
  const link = (words: string) => page.getByRole('link', { name: words, exact: true });
  const enter = () => page.goto(`${shop.url}/seller/enter?key=${encodeURIComponent(shop.app.sellerKey)}`);

  test('without the key nobody sees an order, and the page says how to get in', async () => {
    expect((await page.goto(`${shop.url}/seller/orders`))?.status()).toBe(401);
    await title('Esta página es de quien vende');
    await look(page, 'seller-1-gate');
    expect((await page.goto(`${shop.url}/seller/enter?key=otra-llave`))?.status()).toBe(401);
    await title('Ese enlace no abre');
    await look(page, 'seller-2-wrong-key');
  });

  test('before anybody bought: nothing waits, and the page says how the first order comes', async () => {
    await enter();
    await title('Nada te espera');
    await look(page, 'seller-3-first-day');
    await link('Pedidos').click();
    await title('Pedidos');
    await look(page, 'seller-4-no-orders');
    expect(seller.problems).toEqual([]);
  });

  test('what is given away: each promotion with what it gives, what it asks for and how often it was used', async () => {
    await takeAll(shop.customer('ana'), [{ say: 'tengo un cupón RETAMA10' }, ...PICKED_UP_AND_PAID_IN_CASH, CONFIRM]);
    await enter();
    await link('Promociones').click();
    await title('Promociones');
    await page.getByText('RETAMA10').waitFor();
    const sections = page.getByRole('navigation', { name: 'Secciones' });
    expect((await sections.boundingBox())?.height, 'the sections are one line').toBeLessThan(60);
    const here = await link('Promociones').boundingBox();
    expect((here?.x ?? 0) + (here?.width ?? 0), 'where she is, is in sight').toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await look(page, 'seller-11-promotions');
    await page.goto(`${shop.url}/seller/orders/1001`);
    await page.getByText('10 % de bienvenida (RETAMA10)').waitFor();
  });

  test('an order is sent with its tracking after one more question; the shelf is counted', async () => {
    await takeAll(shop.customer('ana'), [...DELIVERED_AND_PAID_BY_LINK, CONFIRM]);
    await shop.practice.pay(await shop.customer('ana').link(), 'approved');
    await shop.settle();
    await enter();
    await page.goto(`${shop.url}/seller/orders/1001`);
    const send = page.locator('details', { hasText: 'Enviar' }).first();
    await send.locator('summary').click();
    await look(page, 'seller-12-order-steps');
    await send.getByLabel('Seguimiento').fill('OLV-123');
    await send.getByRole('button', { name: 'Enviar' }).click();
    await title('Enviar: pedido 1001');
    await look(page, 'seller-13-sure');
    await page.getByRole('button', { name: 'Sí, hacerlo' }).click();
    await title('Pedido 1001');
    await page.getByText('Salió').waitFor();
    await link('Stock').click();
    await title('Stock');
    await look(page, 'seller-14-stock');
    await page.getByLabel('Buscar en el stock').fill('bolsa');
    await page.getByRole('button', { name: 'Buscar' }).click();
    await page.waitForURL(/q=bolsa/);
    expect(await page.locator('details.shelf').count()).toBe(1);
    await link('Stock').click();
    const tote = page.locator('details', { hasText: 'Bolsa tote' });
    await tote.locator('summary').click();
    await tote.getByLabel('Contado').fill('40');
    await tote.getByRole('button', { name: 'Guardar' }).click();
    await page.getByRole('status').getByText('40 en mano').waitFor();
    expect(shop.units('tote').onHand).toBe(40);
  });

  test('a day with work: what waits, the orders, one of them, its conversation, the list as a file', { timeout: LONG_STORY }, async () => {
    await aDayWithWork(shop);
    await enter();
    await title('Te esperan 4 cosas');
    await look(page, 'seller-5-today');
    const short = page.getByRole('listitem').filter({ hasText: 'le faltan S/ 83.00' });
    await short.getByRole('button', { name: 'Listo' }).click();
    await title('Te esperan 3 cosas');

    await link('Pedidos').click();
    await title('Pedidos');
    await look(page, 'seller-6-orders');
    await link('Por cobrar').click();
    await page.getByText('Rosa Díaz').first().waitFor();
    expect(await page.getByText('Ana Quispe').count()).toBe(0);
    await look(page, 'seller-7-to-collect');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    expect((await readFile(await file.path(), 'utf8')).trim().split('\r\n')).toHaveLength(5);

    await link('Todos').click();
    await link('1001').click();
    await title('Pedido 1001');
    await look(page, 'seller-8-order-paid');
    await link('Leer la conversación').click();
    await page.getByText('quiero 2 polos rojos talla M').first().waitFor();
    await look(page, 'seller-9-conversation');
    await page.getByLabel('Tu respuesta').fill('Hola Ana, mañana te los llevo');
    await page.getByRole('button', { name: 'Enviar' }).click();
    await page.getByText('Hola Ana, mañana te los llevo').waitFor();
    await page.getByText('el asistente calla aquí').waitFor();
    await look(page, 'seller-9-attending');
    await page.getByRole('button', { name: 'Que siga el asistente' }).click();
    await page.getByText('Contesta el asistente.').waitFor();
    await page.goto(`${shop.url}/seller/orders/1003`);
    await title('Pedido 1003');
    await look(page, 'seller-10-order-unpaid');
    expect(seller.problems).toEqual([]);

    if (!opened) throw new Error('there is no browser');
    const storageState = await seller.context.storageState();
    for (const path of ['/seller', '/seller/orders', '/seller/orders/1001']) {
      await expectLightLoad(opened.browser, { ...device, storageState }, shop.url + path, (one) =>
        one.getByText('Ana Quispe').first().waitFor(),
      );
    }
  });
});

/** 1001 paid, 1002 to be paid in cash, 1003 paid in part, 1004 cancelled; somebody asks for a person. */
async function aDayWithWork(shop: TestShop): Promise<void> {
  const ana = shop.customer('ana');
  await takeAll(ana, [...DELIVERED_AND_PAID_BY_LINK, CONFIRM]);
  await shop.practice.pay(await ana.link(), 'approved');
  await ana.hear();
  await takeAll(shop.customer('luis'), [...PICKED_UP_AND_PAID_IN_CASH, CONFIRM]);
  const rosa = shop.customer('rosa');
  await takeAll(rosa, [
    ...DELIVERED_AND_PAID_BY_LINK.map((step) => ('say' in step && step.say === 'Ana Quispe' ? { say: 'Rosa Díaz' } : step)),
    CONFIRM,
  ]);
  await shop.practice.pay(await rosa.link(), 'approved', { amount: minor(5000) });
  await rosa.hear();
  const eva = shop.customer('eva');
  await takeAll(eva, [...DELIVERED_AND_PAID_BY_LINK, CONFIRM]);
  await eva.say('cancelar');
  await eva.tap('Sí, cancelar');
  await shop.customer('teo').say('quiero hablar con una persona');
}

afterAll(() => opened?.close());
