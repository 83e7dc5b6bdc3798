/**
 * The page as it leaves the server, its files and the pictures of the catalog, over real HTTP.
 */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWebChatServer, type WebChatServer } from '../../../../test/stand-ins/web-chat-server.ts';
import { renderPage, type ShopFront } from './page.ts';
import { loadPageFiles } from './page-files.ts';
import texts from './texts.json' with { type: 'json' };

let server: WebChatServer;
beforeAll(async () => {
  server = await startWebChatServer({});
});
afterAll(() => server.close());

async function pageIn(path: string, language: string): Promise<string> {
  return (await fetch(server.url + path, { headers: { 'accept-language': language } })).text();
}

describe('the page', () => {
  test('speaks the language of the browser, and the shop’s where it does not speak that', async () => {
    expect(await pageIn('/', 'pt-BR')).toContain('<html lang="pt">');
    expect(await pageIn('/', 'en')).toContain('What are you looking for?');
    expect(await pageIn('/', 'ja')).toContain('<html lang="es">');
  });

  test('a campaign’s link opens the chat and hands its code on; another path does not', async () => {
    expect(await pageIn('/c/FERIA-1', 'es')).toContain('"campaign":"FERIA-1"');
    expect(await pageIn('/c/%3Cscript%3E', 'es')).toContain('"campaign":null');
    expect(await pageIn('/', 'es')).toContain('"campaign":null');
  });

  test('allows nothing from elsewhere, nothing inline, no frame around it', async () => {
    const { headers } = await fetch(server.url);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await pageIn('/', 'es')).not.toMatch(/https?:\/\/|style=|onclick/);
  });

  test('what the seller wrote is text, even where it looks like a page', () => {
    const hostile: ShopFront = {
      name: '</script><b>Retama',
      tagline: '"><img src=x>',
      language: 'es',
      pronoun: 'tú',
      hours: { open: false, words: { es: '<i>hoy</i>', pt: '<i>hoje</i>', en: '<i>today</i>' } },
      logo: null,
      rights: [],
      practice: false,
    };
    const page = String(renderPage(hostile, loadPageFiles(), null));
    expect(page).not.toContain('<b>');
    expect(page).not.toContain('<img src=x>');
    expect(page).not.toContain('<i>hoy');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  test('says "vos" where the shop does', () => {
    const shop: ShopFront = {
      name: 'Retama',
      tagline: '',
      language: 'es',
      pronoun: 'vos',
      hours: null,
      logo: null,
      rights: [],
      practice: false,
    };
    const page = String(renderPage(shop, loadPageFiles(), null));
    expect(page).toContain('¿Qué buscás hoy?');
    for (const form of ['Escribe ', 'Elige ', 'Agrega ', 'Toca ', 'Tú:']) expect(page).not.toContain(form);
    expect(String(renderPage({ ...shop, pronoun: 'tú' }, loadPageFiles(), null))).toContain('¿Qué buscas hoy?');
  });

  test('tells its hours in every language the conversation may change to', async () => {
    const page = await pageIn('/', 'es');
    expect(page).toContain('<span data-text="hours.today">Hoy de 9:00 a 19:00</span>');
    expect(page).toContain('"hours.today":"Today from 9:00 to 19:00"');
    expect(await pageIn('/', 'pt')).toContain('<span data-text="hours.today">Hoje das 9:00 às 19:00</span>');
  });

  test('says so when payments are practice', async () => {
    expect(await pageIn('/', 'es')).toContain(texts.es.practice);
  });

  test('has every text in every language, with the same placeholders', () => {
    const shapeOf = (words: Record<string, string>): Record<string, string[]> =>
      Object.fromEntries(Object.entries(words).map(([key, text]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]));
    expect(shapeOf(texts.pt)).toEqual(shapeOf(texts.es));
    expect(shapeOf(texts.en)).toEqual(shapeOf(texts.es));
    expect(shapeOf(texts.es)).toMatchObject(shapeOf(texts['es-vos']));
  });
});

describe('its files', () => {
  test('are scripts that the type checker agrees with', async () => {
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', import.meta.dirname]).catch((problem) => problem);
    expect(stdout).toBe('');
  });

  test('are kept by the browser for good, under a name that changes with them', async () => {
    const page = await pageIn('/', 'es');
    const paths = [...page.matchAll(/\/chat-page\/[0-9a-f]{16}\/[a-z.-]+/g)].map(String);
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const file = await fetch(server.url + path);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.headers.get('cache-control')).toContain('immutable');
      expect(file.headers.get('content-encoding')).toBe('gzip');
      expect((await file.text()).length).toBeGreaterThan(100);
    }
  });

  test('of another version, or that are none, are not there', async () => {
    const { path } = loadPageFiles();
    expect((await fetch(`${server.url}/chat-page/0000000000000000/chat.js`)).status).toBe(404);
    for (const name of ['page.ts', 'texts.json', '..%2fweb-chat.ts']) expect((await fetch(server.url + path(name))).status).toBe(404);
  });
});

describe('pictures of the catalog', () => {
  test('a drawing is shown and cannot run', async () => {
    const picture = await fetch(`${server.url}/images/retama.svg`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(picture.headers.get('content-security-policy')).toContain('sandbox');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    const again = await fetch(`${server.url}/images/retama.svg`, { headers: { 'if-none-match': picture.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test.each(['no-such.svg', '..%2fproducts.yaml', '.svg', 'polo.png%00.png', 'polo.html', '%2e%2e%2f%2e%2e%2fpackage.json'])(
    '%s is not there',
    async (name) => {
      expect((await fetch(`${server.url}/images/${name}`)).status).toBe(404);
    },
  );
});
