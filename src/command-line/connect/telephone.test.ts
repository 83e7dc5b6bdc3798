/** WhatsApp on her telephone, up to where a browser begins (`whatsapp.test.ts`). */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SellerAtTerminal } from '../../../test/stand-ins/seller-at-terminal.ts';
import { makeDoor } from '../../door.ts';
import { putSign } from '../open-sign.ts';

let she: SellerAtTerminal;
beforeEach(async () => {
  she = await SellerAtTerminal.sit();
});
afterEach(() => she.leave());

describe('WhatsApp on her telephone', () => {
  test('is not turned on without open eyes', async () => {
    const no = await she.connect(['whatsapp'], 'sí');
    expect(no.said).toContain('WhatsApp puede bloquear el número');
    expect(no.said).toContain('Telegram no tiene este riesgo');
    expect(no.dotEnv).toBe('# mi tienda\n');
  });

  test('a browser that the settings name and that is not there is told by its place', async () => {
    she.env.WHATSAPP_WEB_BROWSER = '/nowhere/chrome';
    const told = await she.connect(['whatsapp'], 'acepto');
    expect(told.said).toContain('WHATSAPP_WEB_BROWSER dice /nowhere/chrome');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('of an open shop is linked from its page', async () => {
    const door = await makeDoor('127.0.0.1', 0);
    she.open.push(() => door.close());
    await putSign(she.home, door.url);
    const told = await she.connect(['whatsapp'], 'Acepto');
    expect(told.dotEnv).toContain('WHATSAPP_WEB=yes');
    expect(told.said).toContain(`${door.url}/seller/channels`);
  });
});
