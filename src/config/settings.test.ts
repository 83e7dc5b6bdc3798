import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isLoopback, readSettings, SETTING_NAMES } from './settings.ts';

const TOKEN = 'APP_USR-1234567890123456-112233-0123456789abcdef0123456789abcdef-123456789';
const SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const OTHER_SECRET = 'f'.repeat(64);

function problemsOf(dotEnv: string, env: Record<string, string> = {}): readonly string[] {
  const result = readSettings(env, dotEnv);
  return result.ok ? [] : result.problems.map(({ file, line, what, facts }) => `${file}:${line} ${what} ${facts.key ?? ''}`.trim());
}

describe('the settings', () => {
  test('a newcomer without .env gets a shop on her own machine with practice payments', () => {
    expect(readSettings({}, '')).toEqual({
      ok: true,
      warnings: [],
      settings: {
        port: 3000,
        host: '127.0.0.1',
        dataDirectory: 'data',
        publicUrl: null,
        mercadoPago: null,
        sellerKey: null,
        chat: { perConversation: { burst: 30, perSecond: 5 }, perAddress: { burst: 1000, perSecond: 200 } },
        trustProxy: false,
        answerWithinHours: 24,
        channels: { telegram: null, whatsAppWeb: null, whatsAppCloud: null, takeoverHours: 4 },
        logLevel: 'info',
      },
    });
  });

  test('the environment wins over .env, and an empty value counts as none', () => {
    const result = readSettings({ PORT: '4000', HOST: '' }, 'PORT=5000\nHOST=localhost # aquí\nTRUST_PROXY=sí');
    expect(result).toMatchObject({ ok: true, settings: { port: 4000, host: 'localhost', trustProxy: true } });
  });

  test('real payments: a token, and every secret that may have signed', () => {
    const result = readSettings(
      {},
      `MERCADOPAGO_ACCESS_TOKEN=${TOKEN}\nPUBLIC_URL=https://retama.pe/\nMERCADOPAGO_WEBHOOK_SECRET=${SECRET}, ${OTHER_SECRET}`,
    );
    expect(result).toMatchObject({
      ok: true,
      settings: { publicUrl: 'https://retama.pe', mercadoPago: { accessToken: TOKEN, webhookSecrets: [SECRET, OTHER_SECRET] } },
    });
  });

  test('a copy of every night goes where she says, at three if she says no hour', () => {
    expect(readSettings({}, 'BACKUP_TO=/media/usb')).toMatchObject({
      ok: true,
      settings: { nightlyCopy: { to: { kind: 'folder', path: '/media/usb' }, hour: 3 } },
    });
    expect(readSettings({}, 'BACKUP_TO=rclone:nube:copias\nBACKUP_HOUR=5')).toMatchObject({
      ok: true,
      settings: { nightlyCopy: { to: { kind: 'rclone', to: 'nube:copias' }, hour: 5 } },
    });
  });

  test.each([
    ['a place for copies that is none', 'BACKUP_TO=copias', ['.env:1 setting-copy-to BACKUP_TO']],
    ['a port that is no number', 'PORT=tres mil', ['.env:1 setting-number PORT']],
    ['a port that does not exist', '# puerto\nPORT=70000', ['.env:2 setting-number PORT']],
    ['a host with its port', 'HOST=127.0.0.1:3000', ['.env:1 setting-host HOST']],
    ['an address that is not safe', 'PUBLIC_URL=http://retama.pe', ['.env:1 setting-url PUBLIC_URL']],
    ['an address with a path', 'PUBLIC_URL=https://retama.pe/tienda', ['.env:1 setting-url PUBLIC_URL']],
    ['a token that is none', 'MERCADOPAGO_ACCESS_TOKEN=hola', ['.env:1 setting-token MERCADOPAGO_ACCESS_TOKEN']],
    [
      'real payments that anyone could forge',
      `PUBLIC_URL=https://retama.pe\nMERCADOPAGO_ACCESS_TOKEN=${TOKEN}`,
      ['env:0 setting-secret-needed MERCADOPAGO_WEBHOOK_SECRET'],
    ],
    [
      'a secret copied in part',
      `MERCADOPAGO_ACCESS_TOKEN=${TOKEN}\nMERCADOPAGO_WEBHOOK_SECRET=abc`,
      ['.env:2 setting-secret-short MERCADOPAGO_WEBHOOK_SECRET'],
    ],
    ['a secret without a token', `MERCADOPAGO_WEBHOOK_SECRET=${SECRET}`, ['env:0 setting-secret-alone MERCADOPAGO_ACCESS_TOKEN']],
    ['a shop open to the network without a key', 'HOST=0.0.0.0', ['env:0 setting-seller-key-needed SELLER_KEY']],
    ['a key that can be guessed', 'SELLER_KEY=rosa', ['.env:1 setting-short-key SELLER_KEY']],
    ['a level of log that is none', 'LOG_LEVEL=loud', ['.env:1 setting-choice LOG_LEVEL']],
    ['a limit of zero', 'CHAT_RATE=0', ['.env:1 setting-number CHAT_RATE']],
    ['a setting that is mistyped', 'PROT=3000', ['.env:1 setting-unknown-nearest PROT']],
    ['a line that is none', 'PORT 3000', ['.env:1 setting-line']],
    ['a setting twice', 'PORT=3000\nPORT=3001', ['.env:2 setting-twice PORT']],
    [
      'three mistakes at once',
      'PORT=x\nLOG_LEVEL=x\nHOST=a b',
      ['.env:1 setting-number PORT', '.env:2 setting-choice LOG_LEVEL', '.env:3 setting-host HOST'],
    ],
  ])('%s is told', (_story, dotEnv, told) => {
    expect(problemsOf(dotEnv)).toEqual(told);
  });

  test('a mistake in the environment is not blamed on .env', () => {
    expect(problemsOf('PORT=3000', { PORT: 'x' })).toEqual(['env:0 setting-number PORT']);
  });

  test('the settings of other programs in .env are only mentioned', () => {
    expect(readSettings({}, 'NODE_OPTIONS=--max-old-space-size=512')).toMatchObject({
      ok: true,
      warnings: [{ what: 'setting-unknown', line: 1 }],
    });
  });

  test('no secret is repeated in a problem', () => {
    const result = readSettings({}, 'MERCADOPAGO_ACCESS_TOKEN=secreto-1\nMERCADOPAGO_WEBHOOK_SECRET=secreto-2\nSELLER_KEY=secreto-3');
    expect(JSON.stringify(result)).not.toContain('secreto');
  });

  test('.env.example explains every setting, and is good once its lines are put to use', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    for (const name of SETTING_NAMES) expect(example).toMatch(new RegExp(`^#${name}=`, 'm'));
    expect(readSettings({}, example)).toMatchObject({ ok: true, warnings: [] });
    expect(readSettings({}, example.replace(/^#(?=[A-Z_]+=)/gm, ''))).toMatchObject({
      ok: true,
      warnings: [],
      settings: { port: 3000, logLevel: 'info' },
    });
  });
});

test('which addresses only this machine can reach', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].map(isLoopback)).toEqual([true, true, true, true]);
  expect(['0.0.0.0', '::', '192.168.1.5', 'retama.pe', '127.0.0.1.retama.pe'].map(isLoopback)).toEqual([false, false, false, false, false]);
});

describe('the settings of the channels', () => {
  const TOKEN = '1234567890:AAExampleExampleExampleExample_12345';

  test('a bot’s token puts the shop on Telegram, which it asks for its messages', () => {
    expect(readSettings({}, `TELEGRAM_BOT_TOKEN=${TOKEN}`)).toMatchObject({
      ok: true,
      settings: { channels: { telegram: { token: TOKEN, library: 'grammy', apiUrl: 'https://api.telegram.org', webhookSecret: null } } },
    });
  });

  test('messages that are to come by themselves need an address to come to', () => {
    expect(problemsOf(`TELEGRAM_BOT_TOKEN=${TOKEN}\nTELEGRAM_WEBHOOK_SECRET=0123456789abcdef`)).toEqual([
      'env:0 setting-address-needed PUBLIC_URL',
    ]);
  });

  test('WhatsApp of Meta is there whole or asked for', () => {
    expect(problemsOf('WHATSAPP_CLOUD_PHONE_ID=106540352242922\nPUBLIC_URL=https://retama.pe')).toEqual([
      'env:0 setting-goes-with WHATSAPP_CLOUD_TOKEN',
      'env:0 setting-goes-with WHATSAPP_CLOUD_APP_SECRET',
      'env:0 setting-goes-with WHATSAPP_CLOUD_VERIFY_TOKEN',
    ]);
  });

  test('a token goes to nobody in the clear', () => {
    expect(problemsOf(`TELEGRAM_BOT_TOKEN=${TOKEN}\nTELEGRAM_API_URL=http://example.com`)).toEqual([
      '.env:2 setting-api-url TELEGRAM_API_URL',
    ]);
    expect(problemsOf(`TELEGRAM_BOT_TOKEN=${TOKEN}\nTELEGRAM_API_URL=http://127.0.0.1:8081`)).toEqual([]);
  });
});
