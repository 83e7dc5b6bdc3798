/** What is connected, and what is asked for that is none. */
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SellerAtTerminal } from '../../../test/stand-ins/seller-at-terminal.ts';
import { startTelegram } from '../../../test/stand-ins/telegram/bot-api.ts';
import { makeDoor } from '../../door.ts';
import { putSign } from '../open-sign.ts';

let she: SellerAtTerminal;
beforeEach(async () => {
  she = await SellerAtTerminal.sit();
});
afterEach(() => she.leave());

describe('everything at a glance', () => {
  test('what is connected, what is not, what is wrong, and what to do next', async () => {
    const telegram = await startTelegram({ clock: she.clock });
    she.open.push(() => telegram.close());
    she.env.TELEGRAM_API_URL = telegram.url;
    await she.connect(['telegram'], telegram.token);
    const before = await she.connect([]);
    expect(before.said).toContain('Telegram: conectado: Retama (@retama_bot)');
    expect(before.said).toContain('Abrirse sola con la máquina: no. Para que lo haga: npm run -s service -- install');
    expect(before.said).toContain('Copia de cada noche: ninguna.');
    expect(before.said).toContain('Mercado Pago: sin conectar. Para hacerlo: npm run -s connect -- mercadopago');
    telegram.revokeToken();
    expect((await she.connect([])).said).toContain('Telegram: hay algo que arreglar: Telegram no conoce ese token');
    const door = await makeDoor('127.0.0.1', 0);
    she.open.push(() => door.close());
    const health = new Hono();
    health.get('/health', (context) => context.json({ channels: { telegram: { ok: false, words: 'Otro programa usa este bot.' } } }));
    door.open(health);
    await putSign(she.home, door.url);
    expect((await she.connect([])).said).toContain('La tienda dice: Otro programa usa este bot.');
  });

  test('an order that is none is answered with those that are', async () => {
    expect(await she.connect(['instagram'])).toMatchObject({ code: 2 });
    expect((await she.connect(['telegram', '--token', 'x'])).said).toContain('Uso: npm run -s connect');
  });
});
