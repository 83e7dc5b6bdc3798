import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MetaAccount, openMetaAccount } from '../../../test/stand-ins/meta-account/meta-account.ts';
import { NOW, SellerAtTerminal } from '../../../test/stand-ins/seller-at-terminal.ts';

let she: SellerAtTerminal;
beforeEach(async () => {
  she = await SellerAtTerminal.sit();
});
afterEach(() => she.leave());

describe('the WhatsApp Cloud API', () => {
  let meta: MetaAccount;
  beforeEach(async () => {
    meta = await openMetaAccount();
    she.open.push(() => meta.close());
    she.env.WHATSAPP_CLOUD_API_URL = meta.url;
    she.env.PUBLIC_URL = 'https://retama.pe';
  });
  const secrets = () => [meta.phoneId, meta.token, meta.appSecret];

  test('what it costs is said first, and without an address it goes no further', async () => {
    delete she.env.PUBLIC_URL;
    const told = await she.connect(['whatsapp-cloud'], 's');
    expect(told.said).toContain('DEJA DE FUNCIONAR en la aplicación');
    expect(told.said).toContain('Desde octubre de 2026');
    expect(told.said).toContain('npm run -s connect -- address');
    expect(told.dotEnv).toBe('# mi tienda\n');
  });

  test('three secrets that fit are kept with a verify token, and the app is let to hear', async () => {
    const told = await she.connect(['whatsapp-cloud'], 's', ...secrets(), 's');
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
    const { keys, done, said } = she.atTerminal(['whatsapp-cloud']);
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
    const told = await she.connect(['whatsapp-cloud'], 's', phoneId, token, appSecret, 'n');
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
    const told = await she.connect(['whatsapp-cloud'], 's', ...secrets());
    expect(told.said).toContain('se acaba el 2026-11-25');
    expect(told.said).toContain('whatsapp_business_management');
    expect(told.said).toContain('número de prueba');
    expect(told.said).toContain('como RED');
  });

  test('an identifier that is a telephone, a secret in part: asked again', async () => {
    const told = await she.connect(['whatsapp-cloud'], 's', '+51 987', meta.phoneId, 'corto', meta.token, 'F123', meta.appSecret, 'n');
    expect(told.said).toContain('Eso no es el identificador');
    expect(told.said).toContain('Eso no parece un token');
    expect(told.said).toContain('Eso no parece la clave secreta');
    expect(told.dotEnv).toContain('WHATSAPP_CLOUD_TOKEN=');
  });
});
