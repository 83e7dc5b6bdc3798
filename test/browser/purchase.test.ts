/**
 * A whole purchase as people make it: the customer in the chat and on the page where she pays, the seller
 * on her pages, each in a real browser, on a phone and on a desk.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { type OpenShop, openShop } from './open-shop.ts';
import { look, newVisitor, SIZES } from './visitor.ts';

const opened: OpenBrowser | null = await openBrowser();
if (opened === null) process.stderr.write('\nSKIPPED: no Chromium, Chrome or Edge was found: the purchase was not tried in a browser.\n\n');

describe.skipIf(opened === null).each(SIZES)('a purchase at %i px', (_width, device) => {
  let shop: OpenShop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  test('from "hola" to the order list: ordered, paid, confirmed, seen by the seller, downloaded', async () => {
    if (!opened) throw new Error('there is no browser');
    const customer = await newVisitor(opened.browser, device);
    const chat = customer.page;
    const bubbles = chat.getByRole('log').getByRole('article');
    const answered = () => bubbles.last().filter({ hasText: 'La tienda:' }).waitFor();
    const hears = (words: string) => bubbles.filter({ hasText: words }).last().waitFor();
    const says = async (words: string) => {
      await chat.getByRole('textbox', { name: 'Tu mensaje' }).fill(words);
      await chat.getByRole('button', { name: 'Enviar', exact: true }).click();
      await answered();
    };
    const taps = async (label: string) => {
      await bubbles.getByRole('button', { name: label }).last().click();
      await answered();
    };

    await chat.goto(shop.url);
    await chat.getByRole('heading', { name: '¿Qué buscas hoy?' }).waitFor();
    await look(chat, 'chat-1-start');
    await says('hola, quiero 2 polos rojos talla M y una gorra');
    await look(chat, 'chat-2-colour');
    await taps('Negro');
    await hears('S/ 125.00');
    await look(chat, 'chat-3-cart');
    await taps('Ver catálogo');
    await look(chat, 'chat-4-catalog');
    await taps('Bolsa tote');
    await bubbles.getByRole('img', { name: /^Bolsa de tela/ }).waitFor();
    await look(chat, 'chat-5-card');

    await says('cerrar pedido');
    await taps('Envío a domicilio');
    await says('Surco');
    await hears('Santiago de Surco');
    await says('Av. Caminos del Inca 1234, dpto. 301, frente al parque');
    await says('Ana Quispe');
    await says('987 654 321');
    await taps('Link de Mercado Pago');
    await hears('Total: S/ 133.00');
    await look(chat, 'chat-6-confirm');
    await taps('Confirmar');
    await chat.getByRole('link', { name: /^Pagar/ }).waitFor();
    await look(chat, 'chat-7-link');

    const [pay] = await Promise.all([customer.context.waitForEvent('page'), chat.getByRole('link', { name: /^Pagar/ }).click()]);
    await pay.getByRole('heading', { name: 'Tu pago' }).waitFor();
    await look(pay, 'pay-1-page');
    await pay
      .getByRole('button', { name: /^Pagar S\/ / })
      .first()
      .click();
    await pay.getByText('Aprobado').waitFor();
    await look(pay, 'pay-2-approved');
    await pay.getByRole('link', { name: 'Volver a la tienda' }).click();
    await pay.getByRole('log').getByText('Recibí tu pago').waitFor();
    await pay.close();

    await hears('Recibí tu pago');
    await look(chat, 'chat-8-paid');
    expect(customer.problems).toEqual([]);
    await customer.context.close();

    const seller = await newVisitor(opened.browser, device);
    const pages = seller.page;
    await pages.goto(shop.sellerLink);
    await pages.getByRole('heading', { name: 'Te espera 1 cosa' }).waitFor();
    await pages.getByRole('list', { name: 'Te espera' }).getByText('Pagaron el pedido 1001').waitFor();
    await look(pages, 'seller-1-today');
    await pages.getByRole('link', { name: 'Ver pedido 1001' }).click();
    await pages.getByRole('heading', { name: 'Pedido 1001' }).waitFor();
    await look(pages, 'seller-2-order');
    await pages.getByRole('link', { name: 'Leer la conversación' }).click();
    await pages.getByText('hola, quiero 2 polos rojos').waitFor();
    await look(pages, 'seller-3-conversation');
    await pages.getByRole('link', { name: 'Pedidos' }).click();
    await pages.getByRole('heading', { name: 'Pedidos', level: 1 }).waitFor();
    await look(pages, 'seller-4-orders');
    expect(await downloadedCsv(pages)).toMatch(/^\uFEFF.*\r\n1001.*Ana Quispe/s);
    expect(seller.problems).toEqual([]);
    await seller.context.close();
  });
});

async function downloadedCsv(page: Page): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  return readFile(await file.path(), 'utf8');
}

afterAll(() => opened?.close());
