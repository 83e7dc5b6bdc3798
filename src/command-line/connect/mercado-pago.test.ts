/** The account that collects, connected from the terminal. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SellerAtTerminal } from '../../../test/stand-ins/seller-at-terminal.ts';
import { newId } from '../../chance.ts';
import { type Practice, startPractice } from '../../payments/practice/practice.ts';

let she: SellerAtTerminal;
beforeEach(async () => {
  she = await SellerAtTerminal.sit();
});
afterEach(() => she.leave());

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
      now: she.clock.now,
      newId,
    });
    she.open.push(() => provider.close());
    she.mercadoPagoUrl = provider.url;
  });

  test('the account is shown by its name, and without an address no webhook is asked for', async () => {
    const told = await she.connect(['mercadopago'], token);
    expect(told.said).toContain('cobra en PEN');
    expect(told.said).toContain('preguntará ella por cada pago');
    expect(told.dotEnv).toContain(`MERCADOPAGO_ACCESS_TOKEN=${token}`);
    expect(told.said).not.toContain(token);
  });

  test('the public key is no access token', async () => {
    const told = await she.connect(['mercadopago'], 'APP_USR-01234567-89ab-cdef-0123-456789abcdef', '');
    expect(told.said).toContain('Esa es la Public Key');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('a token that was renewed is refused', async () => {
    expect((await she.connect(['mercadopago'], `${token}0`, '')).said).toContain('Mercado Pago no acepta ese token');
  });

  test('with a public address the secret of the webhook is asked for, and nothing is kept without it', async () => {
    she.env.PUBLIC_URL = 'https://retama.pe';
    const without = await she.connect(['mercadopago'], token, 'corta', '');
    expect(without.said).toContain('https://retama.pe/webhooks/mercadopago');
    expect(without.said).toContain('Le faltan letras');
    expect(without.dotEnv).toBe('# mi tienda\n');
    const told = await she.connect(['mercadopago'], token, 'c'.repeat(64));
    expect(told.dotEnv).toContain(`MERCADOPAGO_WEBHOOK_SECRET=${'c'.repeat(64)}`);
    expect(told.said).not.toContain('arreglar');
  });
});
