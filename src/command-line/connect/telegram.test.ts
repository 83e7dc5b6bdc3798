/** The bot of the shop, connected from the terminal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SellerAtTerminal } from '../../../test/stand-ins/seller-at-terminal.ts';
import { startTelegram, type TelegramStandIn } from '../../../test/stand-ins/telegram/bot-api.ts';
import { makeDoor } from '../../door.ts';
import { putSign } from '../open-sign.ts';

let she: SellerAtTerminal;
beforeEach(async () => {
  she = await SellerAtTerminal.sit();
});
afterEach(() => she.leave());

describe('Telegram', () => {
  let telegram: TelegramStandIn;
  beforeEach(async () => {
    telegram = await startTelegram({ clock: she.clock });
    she.open.push(() => telegram.close());
    she.env.TELEGRAM_API_URL = telegram.url;
  });

  test('the token works: it is kept, never shown, and the link for customers is there', async () => {
    const told = await she.connect(['telegram'], telegram.token);
    expect(told.code).toBe(0);
    expect(told.said).toContain('Es el bot de Retama: @retama_bot.');
    expect(told.said).toContain('https://t.me/retama_bot');
    expect(told.said).toContain('npm start');
    expect(told.said).not.toContain(telegram.token);
    expect(told.dotEnv).toBe(`# mi tienda\nTELEGRAM_BOT_TOKEN=${telegram.token}\n`);
    expect(telegram.mistakes).toEqual([]);
  });

  test('a token that is none, and one that nobody has, are told apart and asked again', async () => {
    const told = await she.connect(['telegram'], 'hola', '1234567890:AAExampleExampleExampleExample_12345', telegram.token);
    expect(told.said).toContain('Eso no es un token');
    expect(told.said).toContain('Telegram no conoce ese token');
    expect(told.dotEnv).toContain(telegram.token);
  });

  test.each([
    ['with quotes and blanks', (token: string) => `  "${token}" `],
    ['with its name', (token: string) => `TELEGRAM_BOT_TOKEN=${token}`],
    ['in the message it came in', (token: string) => `Use this token to access the HTTP API: ${token} Keep your token secure`],
  ])('a token is taken however it was pasted: %s', async (_how, pasted) => {
    expect((await she.connect(['telegram'], pasted(telegram.token))).dotEnv).toContain(`TELEGRAM_BOT_TOKEN=${telegram.token}\n`);
  });

  test('Ctrl+C while Telegram is asked: nothing is kept, and she is not kept waiting', async () => {
    const asked = Promise.withResolvers<void>();
    she.fetched = (_url, init) => {
      asked.resolve();
      return new Promise((_, refuse) => init?.signal?.addEventListener('abort', () => refuse(init.signal?.reason)));
    };
    const { keys, done, said } = she.atTerminal(['telegram']);
    keys.write(`${telegram.token}\r`);
    await asked.promise;
    keys.write('\x03');
    expect(await done).toBe(1);
    expect(said()).toContain('No cambié nada');
    expect(await readFile(join(she.home, '.env'), 'utf8')).toBe('# mi tienda\n');
  });

  test('nothing is changed where she leaves, or where the answers end', async () => {
    expect(await she.connect(['telegram'], '')).toMatchObject({ code: 0, dotEnv: '# mi tienda\n' });
    expect(await she.connect(['telegram'])).toMatchObject({ code: 1, dotEnv: '# mi tienda\n' });
  });

  test('without internet it says so, and keeps the token only where she wants it unchecked', async () => {
    await telegram.close();
    she.open.pop();
    const no = await she.connect(['telegram'], telegram.token, 'n', '');
    expect(no.said).toContain('Telegram no deja entrar');
    expect(no.dotEnv).toBe('# mi tienda\n');
    expect((await she.connect(['telegram'], telegram.token, 's')).dotEnv).toContain('TELEGRAM_BOT_TOKEN=');
  });

  test('with a public address messages may be brought: then there is a secret that nobody can guess', async () => {
    she.env.PUBLIC_URL = 'https://retama.pe';
    expect((await she.connect(['telegram'], telegram.token, '1')).dotEnv).not.toContain('TELEGRAM_WEBHOOK_SECRET');
    const told = await she.connect(['telegram'], 's', telegram.token, '2');
    expect(told.dotEnv).toMatch(/^TELEGRAM_WEBHOOK_SECRET=[a-z0-9]{40}$/m);
    expect(told.said).not.toMatch(/[a-z0-9]{40}/);
  });

  test('the one that is connected is told, and checked again', async () => {
    await she.connect(['telegram'], telegram.token);
    expect((await she.connect(['telegram'], 'n')).said).toContain('Ya hay un bot conectado: Retama (@retama_bot).');
    expect((await she.connect(['telegram', '--check'])).code).toBe(0);
    telegram.revokeToken();
    const told = await she.connect(['telegram', '--check']);
    expect(told.code).toBe(1);
    expect(told.said).toContain('Telegram no conoce ese token');
  });

  test('a shop that opens by itself is restarted with one yes', async () => {
    const door = await makeDoor('127.0.0.1', 0);
    she.open.push(() => door.close());
    await putSign(she.home, door.url);
    let restarted = 0;
    she.service = { isInstalled: async () => true, restart: async () => ++restarted };
    const told = await she.connect(['telegram'], telegram.token, '');
    expect(told.said).toContain('¿La reinicio ahora para que use lo nuevo? (S/n)');
    expect(restarted).toBe(1);
    expect((await she.connect(['telegram'], 's', telegram.token, 'n')).said).toContain('npm run -s service -- restart');
    expect((await she.connect(['telegram'], 'n')).said).not.toContain('reinicio');
    expect(restarted).toBe(1);
  });

  test('a value of this terminal that would win over the new one is told', async () => {
    she.env.TELEGRAM_BOT_TOKEN = '1234567890:AAExampleExampleExampleExample_12345';
    expect((await she.connect(['telegram'], telegram.token)).said).toContain('TELEGRAM_BOT_TOKEN también está puesto en esta terminal');
  });
});
