/**
 * The chat page in a real browser, in front of a shop of lists: what a customer with a phone, a keyboard, a
 * bad connection or a screen reader meets.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { InboundMessage, OutboundBody, Rich } from '../../src/conversation/message.ts';
import { startWebChatServer, type WebChatServer } from '../stand-ins/web-chat-server.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';

const opened: OpenBrowser | null = await openBrowser();
if (opened === null)
  process.stderr.write('\nSKIPPED: no Chromium, Chrome or Edge was found: the chat page was not tried in a browser.\n\n');

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'es-PE' };
const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'es-PE' };
/** First load, uncached, of everything (features.md §6.4), in bytes. */
const FIRST_LOAD = 200 * 1024;

const option = (index: number, number: number, label: string, description?: string, image?: string) => ({
  number,
  label,
  token: `2.abcdefghij.${index}`,
  commands: [],
  ...(description && { description }),
  ...(image && { image: { name: image, alt: label } }),
});
const text = (...t: string[]): OutboundBody[] => t.map((part) => ({ kind: 'text', rich: [{ t: part }] }));
const bold = (t: string): Rich => [{ t, b: true }];

const CATALOG: OutboundBody = {
  kind: 'menu',
  rich: [{ t: 'Esto es lo que hay:' }],
  menu: {
    id: 'abcdefghij',
    options: [
      option(0, 1, 'Polo de algodón pima', 'S/ 45.00', 'polo.png'),
      option(1, 2, 'Gorra', 'S/ 35.00', 'gorra.png'),
      option(2, 3, 'Tote bag de la casa con bolsillo interior y asas largas', 'S/ 39.00', 'tote.png'),
      option(3, 0, 'Ver más'),
    ],
  },
};
const CARD: OutboundBody = {
  kind: 'menu',
  rich: [...bold('Polo de algodón pima'), { t: ' — S/ 45.00\n¿Qué color quieres?' }],
  image: { name: 'polo.png', alt: 'Polo rojo con cuello' },
  menu: { id: 'abcdefghij', options: [option(0, 1, 'Rojo'), option(1, 2, 'Negro'), option(2, 0, 'Volver')] },
};
const LINK: OutboundBody = { kind: 'link', rich: [{ t: 'Paga aquí:' }], url: 'https://example.com/pagar', label: 'Pagar S/ 133.00' };
const WHERE: OutboundBody = { kind: 'ask', rich: [{ t: '¿A dónde lo enviamos?' }], what: 'location' };

function answer(message: InboundMessage): readonly OutboundBody[] {
  const { body } = message;
  if (body.kind === 'choice') return text(`Elegiste ${body.token}`);
  if (body.kind === 'location') return text('Llegamos ahí');
  if (body.kind === 'media') return text('Recibí tu foto');
  if (body.kind !== 'text') return [];
  if (body.text.includes('catálogo')) return [CATALOG];
  if (body.text.includes('polo')) return [CARD];
  if (body.text.includes('pagar')) return [LINK];
  if (body.text.includes('envío')) return [WHERE];
  if (body.text.includes('silencio')) return [];
  if (body.text.includes('cinco')) return text('uno', 'dos', 'tres', 'cuatro', 'cinco');
  return text(`Leí: ${body.text}`);
}

describe.skipIf(opened === null)('the chat page in a browser', () => {
  let server: WebChatServer;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];

  async function visit(options: BrowserContextOptions, path = '/'): Promise<void> {
    if (!opened) throw new Error('there is no browser');
    context = await opened.browser.newContext(options);
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    problems = [];
    page.on('pageerror', (problem) => problems.push(String(problem)));
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') problems.push(line.text());
    });
    await page.goto(server.url + path);
  }
  const field = () => page.getByRole('textbox', { name: 'Tu mensaje' });
  const log = () => page.getByRole('log');
  const bubble = (words: string) => log().getByRole('article').filter({ hasText: words });
  async function write(words: string): Promise<void> {
    await field().fill(words);
    await field().press('Enter');
  }

  beforeAll(async () => {
    server = await startWebChatServer({ answer });
  });
  afterEach(async () => {
    await context.close();
    expect(problems).toEqual([]);
  });
  afterAll(async () => {
    await server.close();
    await opened?.close();
  });

  test('a customer taps an example, is answered, writes, and everything is there after a reload', async () => {
    await visit(PHONE);
    await page.getByRole('button', { name: 'Hola, quiero ver el catálogo' }).tap();
    await bubble('Esto es lo que hay').waitFor();
    await write('una gorra');
    await bubble('Leí: una gorra').waitFor();
    const before = await log().getByRole('article').allInnerTexts();
    await page.reload();
    await bubble('Leí: una gorra').waitFor();
    expect(await log().getByRole('article').allInnerTexts()).toEqual(before);
    expect(await page.getByText('¿Qué buscas hoy?').isVisible()).toBe(false);
  });

  test('each message is shown once, in order, the customer’s own too', async () => {
    await visit(PHONE);
    for (const words of ['primero', 'segundo', 'segundo', 'tercero']) await write(words);
    await bubble('Leí: tercero').waitFor();
    await page.locator('.pending').waitFor({ state: 'detached' });
    const own = await page.locator('.mine .said').allInnerTexts();
    expect(own).toEqual(['primero', 'segundo', 'segundo', 'tercero']);
  });

  test('the whole way by keyboard: write, reach an option, choose it', async () => {
    await visit(DESK);
    expect(await field().evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.keyboard.type('un polo');
    await page.keyboard.press('Enter');
    await bubble('¿Qué color quieres?').waitFor();
    for (let steps = 0; steps < 20 && !(await page.locator('button:focus').filter({ hasText: 'Negro' }).count()); steps += 1) {
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await bubble('Elegiste 2.abcdefghij.1').waitFor();
    expect(await page.locator('.mine .said').allInnerTexts()).toEqual(['un polo', 'Negro']);
  });

  test('Enter in the middle of composing a character does not send, Shift and Enter begin a line', async () => {
    await visit(DESK);
    await field().fill('kon');
    await field().dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await field().inputValue()).toBe('kon');
    await field().press('Shift+Enter');
    await field().pressSequentially('nichiwa');
    await field().press('Enter');
    await bubble('Leí: kon\nnichiwa').or(bubble('Leí: kon nichiwa')).waitFor();
  });

  test('without a connection a message waits, and leaves once by itself with the id it was born with', async () => {
    await visit(PHONE);
    await write('hola');
    await bubble('Leí: hola').waitFor();
    await context.setOffline(true);
    await write('desde el bus');
    await bubble('Saldrá cuando vuelva la conexión').waitFor();
    await page.getByRole('status').filter({ hasText: 'Sin conexión' }).waitFor();
    expect(await bottomOf('.pending'), 'the notice does not push it out of sight').toBeLessThanOrEqual(await bottomOf('.scroll'));
    const [stored] = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('tanteo.out.')));
    await context.setOffline(false);
    await bubble('Leí: desde el bus').waitFor();
    const received = server.shop.received.filter(({ body }) => body.kind === 'text' && body.text === 'desde el bus');
    expect(received.map(({ chat, messageId }) => messageId.replace(`${chat}:`, 'tanteo.out.'))).toEqual([stored]);
    problems = problems.filter((problem) => !problem.includes('ERR_INTERNET_DISCONNECTED'));
  });

  test('an answer that was lost on the way is asked for again with the same id: nothing is said twice', async () => {
    await visit(PHONE);
    let lost = 0;
    await page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await write('¿llegó?');
    await bubble('Leí: ¿llegó?').waitFor();
    await page.locator('.pending').waitFor({ state: 'detached' });
    expect(await page.locator('.mine').count()).toBe(1);
    expect(server.shop.received.filter(({ body }) => body.kind === 'text' && body.text === '¿llegó?')).toHaveLength(1);
    problems = problems.filter((problem) => !problem.includes('ERR_CONNECTION_RESET'));
  });

  test('a reload in the middle of sending loses nothing', async () => {
    await visit(PHONE);
    await page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort('failed') : route.continue()));
    await write('antes de recargar');
    await bubble('antes de recargar').waitFor();
    await page.unrouteAll();
    await page.reload();
    await bubble('Leí: antes de recargar').waitFor();
    await page.locator('.pending').waitFor({ state: 'detached' });
    expect(await page.locator('.mine').count()).toBe(1);
    problems = problems.filter((problem) => !problem.includes('ERR_FAILED'));
  });

  test('a message that the shop refuses says why and can be discarded', async () => {
    await visit(PHONE);
    await page.route('**/messages', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 413, json: { error: { code: 'too-long', message: 'El mensaje es demasiado largo.' } } })
        : route.continue(),
    );
    await write('muy largo');
    await bubble('El mensaje es demasiado largo.').waitFor();
    await page.getByRole('button', { name: 'Descartar' }).tap();
    expect(await page.locator('.mine').count()).toBe(0);
    problems = problems.filter((problem) => !problem.includes('413'));
  });

  test('dots show only while the shop works', async () => {
    await visit(PHONE);
    await write('hola');
    await bubble('Leí: hola').waitFor();
    const release = server.shop.hold();
    await write('piénsalo');
    await page.locator('.dots').waitFor();
    release();
    await bubble('Leí: piénsalo').waitFor();
    await page.locator('.dots').waitFor({ state: 'hidden' });
  });

  test('who reads further up is not moved, and is told what is new', async () => {
    await visit(PHONE);
    for (let i = 0; i < 4; i += 1) await write(`cinco ${i}`);
    await expect.poll(() => bubble('cinco').count()).toBe(8);
    await page.locator('.scroll').evaluate((element) => element.scrollTo(0, 0));
    const [conversation] = server.shop.received.slice(-1).map(({ chat }) => `web:main:${chat}`);
    await server.shop.say(conversation ?? '', text('Tu pedido ya salió', 'Llega a las 16'));
    await page.getByRole('button', { name: '2 mensajes nuevos' }).waitFor();
    expect(await page.locator('.scroll').evaluate((element) => element.scrollTop)).toBe(0);
    await page.getByRole('button', { name: '2 mensajes nuevos' }).tap();
    await expect.poll(() => page.locator('.newer').isVisible()).toBe(false);
  });

  test('who just wrote sees her message and its answer, every time', async () => {
    await visit(PHONE);
    for (let i = 0; i < 6; i += 1) {
      await write(`cuánto cuesta una gorra bordada con el nombre de mi hija, y cuánto demora, número ${i}`);
      await bubble(`Leí: cuánto cuesta una gorra bordada con el nombre de mi hija, y cuánto demora, número ${i}`).waitFor();
      await page.locator('.pending').waitFor({ state: 'detached' });
      expect(await page.locator('.newer').isVisible()).toBe(false);
    }
  });

  test('an answer taller than the screen is shown from its beginning', async () => {
    await visit({ ...PHONE, viewport: { width: 360, height: 420 } });
    await write('ver el catálogo');
    await bubble('Esto es lo que hay').waitFor();
    const box = await bubble('Esto es lo que hay').boundingBox();
    const frame = await page.locator('.scroll').boundingBox();
    expect((box?.y ?? 0) - (frame?.y ?? 0)).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) - (frame?.y ?? 0)).toBeLessThan(60);
  });

  test('the payment link opens another tab that knows nothing of this one', async () => {
    await visit(PHONE);
    await write('quiero pagar');
    const link = page.getByRole('link', { name: /Pagar S\/ 133\.00/ });
    await link.waitFor();
    expect(
      await link.evaluate((element) => [element.getAttribute('href'), element.getAttribute('target'), element.getAttribute('rel')]),
    ).toEqual(['https://example.com/pagar', '_blank', 'noopener noreferrer']);
  });

  test('where she is, with one tap', async () => {
    await visit({ ...PHONE, geolocation: { latitude: -12.12, longitude: -77.03 }, permissions: ['geolocation'] });
    await write('¿cuánto es el envío?');
    await page.getByRole('button', { name: 'Enviar mi ubicación' }).tap();
    await bubble('Llegamos ahí').waitFor();
    expect(server.shop.received.at(-1)?.body).toEqual({ kind: 'location', lat: -12.12, lng: -77.03 });
  });

  test('a browser that does not say where she is: she is asked to write it', async () => {
    await visit(PHONE);
    await write('¿cuánto es el envío?');
    await page.getByRole('button', { name: 'Enviar mi ubicación' }).tap();
    await page.getByRole('alert').filter({ hasText: 'Escribe tu dirección' }).waitFor({ timeout: 15_000 });
  });

  test('a picture is seen before it goes, and goes with its caption', async () => {
    await visit(PHONE);
    const picture = await page.screenshot({ type: 'png' });
    await page.getByLabel('Adjuntar una foto').setInputFiles({ name: 'recibo.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('img', { name: 'Foto lista para enviar' }).waitFor();
    await page.getByRole('textbox').fill('mi recibo');
    await page.getByRole('button', { name: 'Enviar', exact: true }).tap();
    await bubble('Recibí tu foto').waitFor();
    await page.locator('.pending').waitFor({ state: 'detached' });
    expect(server.shop.received.at(-1)?.body).toMatchObject({ kind: 'media', media: 'image', caption: 'mi recibo' });
    await expect.poll(() => page.locator('.mine .photo img').evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
  });

  test('the PDF of a bank goes by its name, and stays in the conversation to be opened', async () => {
    await visit(PHONE);
    const receipt = Buffer.from('%PDF-1.7\n%%EOF');
    const attach = page.getByLabel('Adjuntar una foto, un PDF');
    await attach.setInputFiles({ name: 'transferencia-banco.pdf', mimeType: 'application/pdf', buffer: receipt });
    await page.getByText('transferencia-banco.pdf').waitFor();
    await page.getByRole('button', { name: 'Quitar' }).tap();
    expect(await page.getByText('transferencia-banco.pdf').isVisible()).toBe(false);
    await attach.setInputFiles({ name: 'transferencia-banco.pdf', mimeType: 'application/pdf', buffer: receipt });
    await page.getByRole('button', { name: 'Enviar', exact: true }).tap();
    await bubble('Recibí tu foto').waitFor();
    await page.locator('.pending').waitFor({ state: 'detached' });
    expect(server.shop.received.at(-1)?.body).toMatchObject({ kind: 'media', media: 'document', mime: 'application/pdf' });
    expect(await page.locator('.mine').count()).toBe(1);
    const kept = await page.getByRole('link', { name: 'Documento PDF' }).getAttribute('href');
    expect((await page.request.get(server.url + kept)).headers()['content-type']).toBe('application/pdf');
  });

  test.each([
    ['x.png', 'image/png', Buffer.from('no picture'), 'no se puede abrir'],
    ['x.pdf', 'application/pdf', Buffer.from('no PDF'), 'no se puede abrir'],
    ['x.pdf', 'application/pdf', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(5 * 1024 * 1024)]), 'pesa demasiado'],
  ])('%s (%s) that is none, or too large, is refused before it travels', async (name, mimeType, buffer, why) => {
    await visit(PHONE);
    await page.getByLabel('Adjuntar una foto').setInputFiles({ name, mimeType, buffer });
    await page.getByRole('alert').filter({ hasText: why }).waitFor();
  });

  test('a voice note is recorded, heard before it goes, and stays playable in the conversation', async () => {
    await visit({ ...PHONE, permissions: ['microphone'] });
    await page.getByRole('button', { name: 'Grabar una nota de voz' }).tap();
    await page.getByText('Grabando').waitFor();
    await page.getByRole('timer').filter({ hasText: '0:01' }).waitFor();
    await page.getByRole('button', { name: 'Terminar la grabación' }).tap();
    await page.getByLabel('Nota de voz lista para enviar').waitFor();
    await page.getByRole('button', { name: 'Enviar' }).tap();
    await bubble('Recibí tu foto').waitFor();
    expect(server.shop.received.at(-1)).toMatchObject({ body: { kind: 'media', media: 'voice', caption: '' } });
    await page.reload();
    const player = page.locator('.mine audio');
    await expect.poll(() => player.evaluate((audio) => Object(audio).readyState)).toBeGreaterThan(0);
    expect(await page.locator('.mine').count()).toBe(1);
  });

  test('a recording can be thrown away, and a microphone that is not given is no dead end', async () => {
    await visit({ ...PHONE, permissions: ['microphone'] });
    await page.getByRole('button', { name: 'Grabar una nota de voz' }).tap();
    await page.getByRole('button', { name: 'Descartar la grabación' }).tap();
    await page.locator('textarea').waitFor();
    expect(await page.locator('.preview').isVisible()).toBe(false);
    await visit({ ...PHONE, permissions: [] });
    await page.getByRole('button', { name: 'Grabar una nota de voz' }).tap();
    await page.getByText('No se pudo usar el micrófono').waitFor();
    await write('hola');
    await bubble('Leí: hola').waitFor();
  });

  test('the words of the page follow the language of the conversation', async () => {
    await visit(PHONE);
    await write('oi');
    await bubble('Leí: oi').waitFor();
    server.speaks('pt');
    onTestFinished(() => server.speaks('es'));
    await write('tudo bem?');
    await page.getByPlaceholder('Escreva uma mensagem').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('pt');
    await page.getByText('Hoje das 9:00 às 19:00').waitFor();
  });

  test('the campaign of the link goes with the first message', async () => {
    await visit(PHONE, '/c/FERIA-1');
    await write('vengo de la feria');
    await bubble('Leí: vengo').waitFor();
    expect(server.shop.received.at(-1)?.campaign).toBe('FERIA-1');
  });

  test('a link can bring words along; nothing is said before the customer sends them', async () => {
    await visit(PHONE, '/?say=BCDFGH');
    expect(await field().inputValue()).toBe('BCDFGH');
    expect(await log().getByRole('article').count()).toBe(0);
    await field().press('Enter');
    await bubble('Leí: BCDFGH').waitFor();
  });

  test('what a person wrote is never markup', async () => {
    await visit(PHONE);
    await write('<img src=x onerror=alert(1)> *negrita*');
    await bubble('Leí: <img').waitFor();
    expect(await log().locator('img').count()).toBe(0);
  });

  for (const [width, scheme] of [
    [320, 'light'],
    [320, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const) {
    test(`at ${width} px, ${scheme}: nothing sticks out, targets are large enough, axe finds nothing`, async () => {
      await visit({ viewport: { width, height: 640 }, colorScheme: scheme, locale: 'es-PE', reducedMotion: 'reduce' });
      await checkAccess();
      for (const words of ['ver el catálogo', 'un polo', '¿cuánto es el envío?', 'quiero pagar', 'una-palabra-larguísima-'.repeat(12)])
        await write(words);
      await bubble('Leí: una-palabra').waitFor();
      await page.locator('.pending').waitFor({ state: 'detached' });
      await checkAccess();
      expect(await page.locator('html').evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator('.scroll').evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
      for (const target of await page.locator('button:visible, a:visible, label.round').all()) {
        const box = await target.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
      }
    });
  }

  test('the first load is small', async () => {
    let bytes = 0;
    if (!opened) throw new Error('there is no browser');
    context = await opened.browser.newContext(PHONE);
    page = await context.newPage();
    const sizes: Promise<void>[] = [];
    page.on('requestfinished', (request) => {
      sizes.push(
        request.sizes().then((size) => {
          bytes += size.responseBodySize + size.responseHeadersSize;
        }),
      );
    });
    await page.goto(server.url, { waitUntil: 'load' });
    await page.getByRole('textbox').waitFor();
    await Promise.all(sizes);
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(FIRST_LOAD);
  });

  async function bottomOf(selector: string): Promise<number> {
    const box = await page.locator(selector).boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  }

  async function checkAccess(): Promise<void> {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.evaluate(axe);
    const found: string[] = await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.map((violation) => violation.id + ': ' + violation.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | ')))`,
    );
    expect(found).toEqual([]);
  }
});
