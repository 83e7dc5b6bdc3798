/**
 * The pages about channels in a browser: each channel, the sheet for the counter, and a telephone from the risk to
 * the code to how it goes.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookRoutes } from '../../src/look/look.ts';
import type { ChannelOnPage } from '../../src/seller/pages/channels/deps.ts';
import { QR, type SampleTelephone, sampleTelephone } from '../../src/seller/pages/channels/sample-telephone.ts';
import { KEY, NOW, samplePages } from '../../src/seller/pages/sample-pages.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { DEVICES, expectLightLoad, look, newVisitor, type Visitor } from './visitor.ts';

const CHANNELS: readonly ChannelOnPage[] = [
  { name: 'web', standing: 'works', words: '', link: 'https://tienda.retama.pe/?say=hola' },
  {
    name: 'telegram',
    standing: 'trouble',
    words: 'Otro programa está usando este bot de Telegram. Apágalo.',
    link: 'https://t.me/retama_bot?start=hola',
  },
  { name: 'whatsapp-web', standing: 'works', words: '', link: 'https://wa.me/51987654321?text=hola' },
  { name: 'whatsapp-cloud', standing: 'off', words: '', link: null },
];

const opened: OpenBrowser | null = await openBrowser();
if (opened === null)
  process.stderr.write('\nSKIPPED: no Chromium, Chrome or Edge was found: the pages about channels were not tried in a browser.\n\n');

describe.skipIf(opened === null).each(DEVICES)('the pages about channels on %s', (_name, device) => {
  let telephone: SampleTelephone;
  let url: string;
  let seller: Visitor;
  let page: Page;
  let close: () => Promise<void>;
  beforeEach(async () => {
    if (!opened) throw new Error('there is no browser');
    telephone = sampleTelephone({ consented: false });
    const routes = new Hono();
    routes.route('/', lookRoutes());
    routes.route('/', samplePages({ channels: () => CHANNELS, telephone }).routes);
    const server = createServer(getRequestListener(routes.fetch));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
    url = `http://127.0.0.1:${address.port}`;
    close = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
    seller = await newVisitor(opened.browser, device);
    page = seller.page;
    await page.goto(`${url}/seller/enter?key=${KEY}`);
  });
  afterEach(async () => {
    await seller.context.close();
    await close();
  });

  const title = (words: string) => page.getByRole('heading', { name: words, level: 1 }).waitFor();
  const link = (words: string) => page.getByRole('link', { name: words, exact: true });
  const button = (words: string) => page.getByRole('button', { name: words, exact: true });

  test('each channel says how it stands; the counter gets a sheet', async () => {
    await link('Canales').click();
    await title('Telegram te necesita');
    await look(page, 'channels-1-list');
    await link('QR para el mostrador: Telegram').click();
    await title('Escríbenos por Telegram');
    await look(page, 'channels-2-counter');
    await page.getByRole('img', { name: 'Código QR que abre t.me/retama_bot' }).waitFor();
    expect(seller.problems).toEqual([]);
  });

  test('a telephone is linked: the risk, the code that is followed, the number, how it goes', async () => {
    await page.goto(`${url}/seller/channels/whatsapp-web`);
    await title('Antes de vincular tu WhatsApp');
    await look(page, 'channels-3-risk');
    await button('Entiendo el riesgo: encenderlo').click();
    await title('Abriendo WhatsApp Web…');
    await look(page, 'channels-4-opening');

    telephone.linkingNow = { state: 'needs_link', qr: QR, expiresAt: NOW + 42_000 };
    // The page asks by itself.
    await title('Vincula tu teléfono');
    await look(page, 'channels-5-code');
    const sizes = await page.locator('.qr').evaluate((qr) => [qr.clientWidth, qr.clientHeight]);
    expect(Math.min(...sizes)).toBeGreaterThan(200);

    await link('Vincular con el número').click();
    await title('Vincular con tu número');
    await look(page, 'channels-6-number');
    await page.getByLabel('Número de ese WhatsApp').fill('123');
    await button('Pedir el código').click();
    await page.getByRole('alert').getByText('Ese número no sirve').waitFor();
    await page.getByLabel('Número de ese WhatsApp').fill('+51 987 654 321');
    await button('Pedir el código').click();
    await page.getByText('ABCD-1234').waitFor();
    await look(page, 'channels-7-letters');

    telephone.linkingNow = { state: 'ready' };
    await title('Tu WhatsApp está conectado');
    await look(page, 'channels-8-going');
    await page.getByText('Datos técnicos').click();
    await page.getByText('Desvincular este teléfono').click();
    await look(page, 'channels-9-all');
    await button('Sí, desvincular').click();
    await title('Tu teléfono se desvinculó');
    await look(page, 'channels-10-unlinked');
    expect(telephone.asked).toEqual(['consent', 'code 123', 'code 51987654321', 'unlink']);
    // Chromium says aloud that the refused number was answered with 409.
    expect(seller.problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  });

  test('a browser that is missing is fetched, and one sees how far it is', async () => {
    telephone.reportNow = {
      ...telephone.reportNow,
      consented: true,
      words: 'No se encontró Chrome, Chromium, Edge ni Brave en esta máquina.',
    };
    telephone.linkingNow = { state: 'no_browser' };
    await page.goto(`${url}/seller/channels/whatsapp-web`);
    await title('Falta un navegador');
    await look(page, 'channels-11-browser');
    await button('Descargar un navegador (unos 100 MB)').click();
    telephone.progress(0.37);
    await page.getByText('Descargando: 37 %').waitFor();
    await look(page, 'channels-12-fetching');
  });

  test('they are light', async () => {
    if (!opened) throw new Error('there is no browser');
    const storageState = await seller.context.storageState();
    await expectLightLoad(opened.browser, { ...device, storageState }, `${url}/seller/channels`, (one) =>
      one.getByText('npm run -s connect -- whatsapp-cloud').waitFor(),
    );
  });
});

afterAll(() => opened?.close());
