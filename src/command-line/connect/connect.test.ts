/** A seller connects her shop from the terminal: each secret is checked on the spot, and what is wrong is said in words. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWay } from '../../../test/stand-ins/address/way.ts';
import { type MetaAccount, openMetaAccount } from '../../../test/stand-ins/meta-account/meta-account.ts';
import { StillClock } from '../../../test/stand-ins/still-clock.ts';
import { startTelegram, type TelegramStandIn } from '../../../test/stand-ins/telegram/bot-api.ts';
import { newId } from '../../chance.ts';
import { makeDoor } from '../../door.ts';
import { type Practice, startPractice } from '../../payments/practice/practice.ts';
import { reachRoutes } from '../../reach.ts';
import type { ServiceHere } from '../autostart/autostart.ts';
import { putSign } from '../open-sign.ts';
import { runConnect } from './connect.ts';
import type { Fetch } from './network.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');

let home: string;
let clock: StillClock;
let env: Record<string, string>;
let fetched: Fetch;
let mercadoPagoUrl: string;
let service: ServiceHere;
const open: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tanteo-connect-'));
  clock = new StillClock(NOW);
  env = { DATA_DIR: home, LANG: 'es_PE.UTF-8', PORT: '0' };
  fetched = fetch;
  mercadoPagoUrl = 'http://127.0.0.1:1';
  service = { isInstalled: async () => false, restart: async () => 1 };
  await writeFile(join(home, '.env'), '# mi tienda\n');
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await rm(home, { recursive: true, force: true });
});

interface Told {
  readonly code: number;
  readonly said: string;
  readonly dotEnv: string;
}

/** Answers, one for each question; empty: only Enter. */
async function connect(argv: readonly string[], ...answers: readonly string[]): Promise<Told> {
  let said = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  const input = Readable.from(answers.map((answer) => `${answer}\n`));
  const code = await runConnect(home, argv, { env, fetched, clock, newId, mercadoPagoUrl, service, ends: { input, output } });
  return { code, said, dotEnv: await readFile(join(home, '.env'), 'utf8') };
}

/** Somebody types at a terminal. */
function atTerminal(argv: readonly string[]) {
  let said = '';
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  const keys = new PassThrough();
  const input = Object.assign(keys, { isTTY: true, setRawMode: () => keys });
  const done = runConnect(home, argv, { env, fetched, clock, newId, mercadoPagoUrl, ends: { input, output } });
  return { keys, done, said: () => said };
}

describe('Telegram', () => {
  let telegram: TelegramStandIn;
  beforeEach(async () => {
    telegram = await startTelegram({ clock });
    open.push(() => telegram.close());
    env.TELEGRAM_API_URL = telegram.url;
  });

  test('the token works: it is kept, never shown, and the link for customers is there', async () => {
    const told = await connect(['telegram'], telegram.token);
    expect(told.code).toBe(0);
    expect(told.said).toContain('Es el bot de Retama: @retama_bot.');
    expect(told.said).toContain('https://t.me/retama_bot');
    expect(told.said).toContain('npm start');
    expect(told.said).not.toContain(telegram.token);
    expect(told.dotEnv).toBe(`# mi tienda\nTELEGRAM_BOT_TOKEN=${telegram.token}\n`);
    expect(telegram.mistakes).toEqual([]);
  });

  test('a token that is none, and one that nobody has, are told apart and asked again', async () => {
    const told = await connect(['telegram'], 'hola', '1234567890:AAExampleExampleExampleExample_12345', telegram.token);
    expect(told.said).toContain('Eso no es un token');
    expect(told.said).toContain('Telegram no conoce ese token');
    expect(told.dotEnv).toContain(telegram.token);
  });

  test.each([
    ['with quotes and blanks', (token: string) => `  "${token}" `],
    ['with its name', (token: string) => `TELEGRAM_BOT_TOKEN=${token}`],
    ['in the message it came in', (token: string) => `Use this token to access the HTTP API: ${token} Keep your token secure`],
  ])('a token is taken however it was pasted: %s', async (_how, pasted) => {
    expect((await connect(['telegram'], pasted(telegram.token))).dotEnv).toContain(`TELEGRAM_BOT_TOKEN=${telegram.token}\n`);
  });

  test('Ctrl+C while Telegram is asked: nothing is kept, and she is not kept waiting', async () => {
    const asked = Promise.withResolvers<void>();
    fetched = (_url, init) => {
      asked.resolve();
      return new Promise((_, refuse) => init?.signal?.addEventListener('abort', () => refuse(init.signal?.reason)));
    };
    const { keys, done, said } = atTerminal(['telegram']);
    keys.write(`${telegram.token}\r`);
    await asked.promise;
    keys.write('\x03');
    expect(await done).toBe(1);
    expect(said()).toContain('No cambié nada');
    expect(await readFile(join(home, '.env'), 'utf8')).toBe('# mi tienda\n');
  });

  test('nothing is changed where she leaves, or where the answers end', async () => {
    expect(await connect(['telegram'], '')).toMatchObject({ code: 0, dotEnv: '# mi tienda\n' });
    expect(await connect(['telegram'])).toMatchObject({ code: 1, dotEnv: '# mi tienda\n' });
  });

  test('without internet it says so, and keeps the token only where she wants it unchecked', async () => {
    await telegram.close();
    open.pop();
    const no = await connect(['telegram'], telegram.token, 'n', '');
    expect(no.said).toContain('Telegram no deja entrar');
    expect(no.dotEnv).toBe('# mi tienda\n');
    expect((await connect(['telegram'], telegram.token, 's')).dotEnv).toContain('TELEGRAM_BOT_TOKEN=');
  });

  test('with a public address messages may be brought: then there is a secret that nobody can guess', async () => {
    env.PUBLIC_URL = 'https://retama.pe';
    expect((await connect(['telegram'], telegram.token, '1')).dotEnv).not.toContain('TELEGRAM_WEBHOOK_SECRET');
    const told = await connect(['telegram'], 's', telegram.token, '2');
    expect(told.dotEnv).toMatch(/^TELEGRAM_WEBHOOK_SECRET=[a-z0-9]{40}$/m);
    expect(told.said).not.toMatch(/[a-z0-9]{40}/);
  });

  test('the one that is connected is told, and checked again', async () => {
    await connect(['telegram'], telegram.token);
    expect((await connect(['telegram'], 'n')).said).toContain('Ya hay un bot conectado: Retama (@retama_bot).');
    expect((await connect(['telegram', '--check'])).code).toBe(0);
    telegram.revokeToken();
    const told = await connect(['telegram', '--check']);
    expect(told.code).toBe(1);
    expect(told.said).toContain('Telegram no conoce ese token');
  });

  test('a shop that opens by itself is restarted with one yes', async () => {
    const door = await makeDoor('127.0.0.1', 0);
    open.push(() => door.close());
    await putSign(home, door.url);
    let restarted = 0;
    service = { isInstalled: async () => true, restart: async () => ++restarted };
    const told = await connect(['telegram'], telegram.token, '');
    expect(told.said).toContain('¿La reinicio ahora para que use lo nuevo? (S/n)');
    expect(restarted).toBe(1);
    expect((await connect(['telegram'], 's', telegram.token, 'n')).said).toContain('npm run -s service -- restart');
    expect((await connect(['telegram'], 'n')).said).not.toContain('reinicio');
    expect(restarted).toBe(1);
  });

  test('a value of this terminal that would win over the new one is told', async () => {
    env.TELEGRAM_BOT_TOKEN = '1234567890:AAExampleExampleExampleExample_12345';
    expect((await connect(['telegram'], telegram.token)).said).toContain('TELEGRAM_BOT_TOKEN también está puesto en esta terminal');
  });
});

describe('Mercado Pago', () => {
  const token = `APP_USR-${'1'.repeat(16)}-112233-${'a'.repeat(32)}-123456789`;
  let provider: Practice;
  beforeEach(async () => {
    provider = await startPractice({
      host: '127.0.0.1',
      port: 0,
      file: null,
      accessToken: token,
      webhookSecret: 'x'.repeat(64),
      currency: 'PEN',
      now: clock.now,
      newId,
    });
    open.push(() => provider.close());
    mercadoPagoUrl = provider.url;
  });

  test('the account is shown by its name, and without an address no webhook is asked for', async () => {
    const told = await connect(['mercadopago'], token);
    expect(told.said).toContain('cobra en PEN');
    expect(told.said).toContain('preguntará ella por cada pago');
    expect(told.dotEnv).toContain(`MERCADOPAGO_ACCESS_TOKEN=${token}`);
    expect(told.said).not.toContain(token);
  });

  test('the public key is no access token', async () => {
    const told = await connect(['mercadopago'], 'APP_USR-01234567-89ab-cdef-0123-456789abcdef', '');
    expect(told.said).toContain('Esa es la Public Key');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('a token that was renewed is refused', async () => {
    expect((await connect(['mercadopago'], `${token}0`, '')).said).toContain('Mercado Pago no acepta ese token');
  });

  test('with a public address the secret of the webhook is asked for, and nothing is kept without it', async () => {
    env.PUBLIC_URL = 'https://retama.pe';
    const without = await connect(['mercadopago'], token, 'corta', '');
    expect(without.said).toContain('https://retama.pe/webhooks/mercadopago');
    expect(without.said).toContain('Le faltan letras');
    expect(without.dotEnv).toBe('# mi tienda\n');
    const told = await connect(['mercadopago'], token, 'c'.repeat(64));
    expect(told.dotEnv).toContain(`MERCADOPAGO_WEBHOOK_SECRET=${'c'.repeat(64)}`);
    expect(told.said).not.toContain('arreglar');
  });
});

describe('the WhatsApp Cloud API', () => {
  let meta: MetaAccount;
  beforeEach(async () => {
    meta = await openMetaAccount();
    open.push(() => meta.close());
    env.WHATSAPP_CLOUD_API_URL = meta.url;
    env.PUBLIC_URL = 'https://retama.pe';
  });
  const secrets = () => [meta.phoneId, meta.token, meta.appSecret];

  test('what it costs is said first, and without an address it goes no further', async () => {
    delete env.PUBLIC_URL;
    const told = await connect(['whatsapp-cloud'], 's');
    expect(told.said).toContain('DEJA DE FUNCIONAR en la aplicación');
    expect(told.said).toContain('Desde octubre de 2026');
    expect(told.said).toContain('npm run -s connect -- address');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('three secrets that fit are kept with a verify token, and the app is let to hear', async () => {
    const told = await connect(['whatsapp-cloud'], 's', ...secrets(), 's');
    expect(told.said).toContain('Es el número de Retama: +51 987 654 321.');
    expect(told.said).toContain('Hecho: tu app recibe los mensajes');
    expect(meta.now.subscribed).toBe(true);
    // What she has to paste into Meta's panel is shown; a file whose name begins with a dot is hidden from her.
    const verifyToken = /^WHATSAPP_CLOUD_VERIFY_TOKEN=([a-z0-9]{40})$/m.exec(told.dotEnv)?.[1];
    expect(told.said).toContain(`Token de verificación:         ${verifyToken}`);
    expect(told.said).toContain('https://retama.pe/webhooks/whatsapp');
    expect(told.said).toContain('https://wa.me/51987654321');
    for (const secret of [meta.token, meta.appSecret]) expect(told.said).not.toContain(secret);
    expect(told.said).not.toContain('arreglar');
  });

  test('Ctrl+C after the secrets were kept does not say that nothing was', async () => {
    const { keys, done, said } = atTerminal(['whatsapp-cloud']);
    keys.write(['s', ...secrets(), ''].join('\r'));
    await expect.poll(said).toContain('¿La suscribo ahora?');
    keys.write('\x03');
    expect(await done).toBe(1);
    expect(said()).toContain('Lo que ya se guardó en .env queda');
  });

  test.each<
    [story: string, now: Partial<MetaAccount['now']>, given: Partial<Pick<MetaAccount, 'phoneId' | 'token' | 'appSecret'>>, said: string]
  >([
    ['a token that was mistyped', {}, { token: `EAA${'y'.repeat(60)}` }, 'Meta no acepta ese token'],
    ['a token for tests of yesterday', { tokenEnded: true }, {}, 'ya se venció'],
    ['the number of another account', {}, { phoneId: '999999999' }, 'no hay ningún número con ese identificador'],
    ['a token without leave', { assigned: false }, {}, 'no puede hablar por ese número'],
    ['the secret of another app', {}, { appSecret: 'a'.repeat(32) }, 'la clave secreta es de otra app'],
    ['an app that wants every call signed', { proofDemanded: true }, {}, 'Requerir clave secreta de la app'],
  ])('%s is told', async (_story, now, given, said) => {
    Object.assign(meta.now, now);
    const { phoneId, token, appSecret } = { ...meta, ...given };
    const told = await connect(['whatsapp-cloud'], 's', phoneId, token, appSecret, 'n');
    expect(told.said).toContain(said);
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('what will go wrong later is told now: a token with an end, a permission, a number for tests', async () => {
    Object.assign(meta.now, {
      tokenEndsAt: NOW / 1000 + 3600,
      scopes: ['whatsapp_business_messaging'],
      mode: 'SANDBOX',
      quality: 'RED',
      subscribed: true,
    });
    const told = await connect(['whatsapp-cloud'], 's', ...secrets());
    expect(told.said).toContain('se acaba el 2026-11-25');
    expect(told.said).toContain('whatsapp_business_management');
    expect(told.said).toContain('número de prueba');
    expect(told.said).toContain('como RED');
  });

  test('an identifier that is a telephone, a secret in part: asked again', async () => {
    const told = await connect(['whatsapp-cloud'], 's', '+51 987', meta.phoneId, 'corto', meta.token, 'F123', meta.appSecret, 'n');
    expect(told.said).toContain('Eso no es el identificador');
    expect(told.said).toContain('Eso no parece un token');
    expect(told.said).toContain('Eso no parece la clave secreta');
    expect(told.dotEnv).toContain('WHATSAPP_CLOUD_TOKEN=');
  });
});

describe('the address', () => {
  async function openShop(): Promise<string> {
    const door = await makeDoor('127.0.0.1', 0);
    door.open(reachRoutes({ newId, clock }));
    open.push(() => door.close());
    await putSign(home, door.url);
    return door.url;
  }

  test('one that leads here is kept, and behind a tunnel customers are told apart', async () => {
    const way = await openWay(await openShop());
    open.push(() => way.close());
    const told = await connect(['address'], '1', way.url);
    expect(told.said).toContain('cloudflared tunnel --url http://127.0.0.1:0');
    expect(told.said).toContain('Tu dirección llega a esta tienda, entera');
    expect(told.dotEnv).toBe(`# mi tienda\nPUBLIC_URL=${way.url}\nTRUST_PROXY=yes\n`);
  });

  test('a shop that is open to the whole network gets a key for its pages', async () => {
    env.HOST = '0.0.0.0';
    const way = await openWay(await openShop());
    open.push(() => way.close());
    const told = await connect(['address'], '4', way.url);
    expect(told.dotEnv).toMatch(/^SELLER_KEY=[a-z0-9]{40}$/m);
    expect(told.said).not.toMatch(/[a-z0-9]{40}/);
  });

  test('one that does not is told why, and not kept', async () => {
    const way = await openWay(await openShop(), { answers: 502 });
    open.push(() => way.close());
    const told = await connect(['address'], '4', 'mi tienda', way.url, '');
    expect(told.said).toContain('Tiene que ser https://');
    expect(told.said).toContain('detrás no encuentra la tienda');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('while the shop is closed its door alone is opened for the check', async () => {
    env.PORT = String(await freePort());
    const way = await openWay(`http://127.0.0.1:${env.PORT}`);
    open.push(() => way.close());
    env.PUBLIC_URL = way.url;
    const told = await connect(['address', '--check']);
    expect(told.said).toContain('La tienda está cerrada: abrí solo su puerta');
    expect(told).toMatchObject({ code: 0 });
  });

  test('an address read off a browser is taken: without its beginning, with a page behind it', async () => {
    fetched = (url, init) => (String(url).startsWith('https://') ? Promise.reject(new Error('x')) : fetch(url, init));
    await openShop();
    expect((await connect(['address'], '4', ' tienda.retama.pe/seller?a=1 ', 's')).dotEnv).toContain(
      'PUBLIC_URL=https://tienda.retama.pe\n',
    );
  });

  test('for a server there is a Caddyfile with its name', async () => {
    await openShop();
    fetched = (url, init) =>
      String(url).startsWith('https://tienda.retama.pe')
        ? Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))
        : fetch(url, init);
    const told = await connect(['address'], '3', 'https://tienda.retama.pe', 's', 's');
    expect(await readFile(join(home, 'Caddyfile'), 'utf8')).toContain('tienda.retama.pe {\n\treverse_proxy 127.0.0.1:0');
    expect(told.said).toContain('Ese nombre no existe en internet');
    expect(told.dotEnv).toContain('PUBLIC_URL=https://tienda.retama.pe');
  });
});

describe('WhatsApp on her telephone', () => {
  test('is not turned on without open eyes', async () => {
    const no = await connect(['whatsapp'], 'sí');
    expect(no.said).toContain('WhatsApp puede bloquear el número');
    expect(no.said).toContain('Telegram no tiene este riesgo');
    expect(no.dotEnv).toBe('# mi tienda\n');
  });

  test('a browser that the settings name and that is not there is told by its place', async () => {
    env.WHATSAPP_WEB_BROWSER = '/nowhere/chrome';
    const told = await connect(['whatsapp'], 'acepto');
    expect(told.said).toContain('WHATSAPP_WEB_BROWSER dice /nowhere/chrome');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('of an open shop is linked from its page', async () => {
    const door = await makeDoor('127.0.0.1', 0);
    open.push(() => door.close());
    await putSign(home, door.url);
    const told = await connect(['whatsapp'], 'Acepto');
    expect(told.dotEnv).toContain('WHATSAPP_WEB=yes');
    expect(told.said).toContain(`${door.url}/seller/channels`);
  });
});

describe('everything at a glance', () => {
  test('what is connected, what is not, what is wrong, and what to do next', async () => {
    const telegram = await startTelegram({ clock });
    open.push(() => telegram.close());
    env.TELEGRAM_API_URL = telegram.url;
    await connect(['telegram'], telegram.token);
    const before = await connect([]);
    expect(before.said).toContain('Telegram: conectado: Retama (@retama_bot)');
    expect(before.said).toContain('Abrirse sola con la máquina: no. Para que lo haga: npm run -s service -- install');
    expect(before.said).toContain('Copia de cada noche: ninguna.');
    expect(before.said).toContain('Mercado Pago: sin conectar. Para hacerlo: npm run -s connect -- mercadopago');
    telegram.revokeToken();
    expect((await connect([])).said).toContain('Telegram: hay algo que arreglar: Telegram no conoce ese token');
    const door = await makeDoor('127.0.0.1', 0);
    open.push(() => door.close());
    const health = new Hono();
    health.get('/health', (context) => context.json({ channels: { telegram: { ok: false, words: 'Otro programa usa este bot.' } } }));
    door.open(health);
    await putSign(home, door.url);
    expect((await connect([])).said).toContain('La tienda dice: Otro programa usa este bot.');
  });

  test('an order that is none is answered with those that are', async () => {
    expect(await connect(['instagram'])).toMatchObject({ code: 2 });
    expect((await connect(['telegram', '--token', 'x'])).said).toContain('Uso: npm run -s connect');
  });
});

async function freePort(): Promise<number> {
  const door = await makeDoor('127.0.0.1', 0);
  await door.close();
  return door.port;
}
