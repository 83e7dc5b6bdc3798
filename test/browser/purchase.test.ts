/**
 * A whole purchase as people make it: the customer in the chat and on the page where she pays, the seller
 * on her pages, each in a real browser, on a phone and on a desk.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { type OpenShop, openShop } from './open-shop.ts';
import { DEVICES, expectLightLoad, LONG_STORY, look, newVisitor } from './visitor.ts';

const opened: OpenBrowser | null = await openBrowser();
if (opened === null) process.stderr.write('\nSKIPPED: no Chromium, Chrome or Edge was found: the purchase was not tried in a browser.\n\n');

describe.skipIf(opened === null).each(DEVICES)('a purchase on %s', (_name, device) => {
  let shop: OpenShop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  test('from "hola" to the order list: ordered, paid, confirmed, seen by the seller, downloaded', { timeout: LONG_STORY }, async () => {
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
    await expectLightLoad(opened.browser, device, pay.url(), (page) => page.getByText('Total a pagar').waitFor());
    await pay.getByRole('button', { name: 'Pagar S/ 133.00' }).click();
    await pay.getByText('Aprobado').waitFor();
    await look(pay, 'pay-2-approved');
    await expectLightLoad(opened.browser, device, pay.url(), (page) => page.getByText('El pago llegó').waitFor());
    await pay.getByRole('link', { name: 'Volver a la tienda' }).click();
    await pay.getByRole('log').getByText('Recibí tu pago').waitFor();
    await pay.close();
    await hears('Recibí tu pago');
    await look(chat, 'chat-8-paid');
    const storageState = await customer.context.storageState();
    await expectLightLoad(opened.browser, { ...device, storageState }, shop.url, (page) => page.getByText('Recibí tu pago').waitFor());
    await customer.context.close();
    expect(customer.problems).toEqual([]);

    const seller = await newVisitor(opened.browser, device);
    const pages = seller.page;
    await pages.goto(shop.sellerLink);
    await pages.getByRole('heading', { name: 'Te espera 1 cosa' }).waitFor();
    const waiting = pages.getByRole('list', { name: 'Te espera' }).getByRole('listitem').filter({ hasText: 'Pagaron el pedido 1001' });
    await waiting.getByRole('link', { name: 'Ver pedido' }).click();
    await pages.getByRole('heading', { name: 'Pedido 1001' }).waitFor();
    await pages.getByText('Pagado').first().waitFor();
    await pages.getByText('Av. Caminos del Inca 1234, dpto. 301').waitFor();
    await pages.getByRole('link', { name: 'Pedidos' }).click();
    expect(await downloadedCsv(pages)).toMatch(/^\uFEFF.*\r\n1001.*Ana Quispe/s);
    await seller.context.close();
    expect(seller.problems).toEqual([]);
  });
});

async function downloadedCsv(page: Page): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  return readFile(await file.path(), 'utf8');
}

afterAll(() => opened?.close());
