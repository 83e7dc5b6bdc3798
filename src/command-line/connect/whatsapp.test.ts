/** A telephone is linked from the terminal, with the library as it comes, a real Chromium and the local WhatsApp. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { QuickClock } from '../../../test/stand-ins/quick-clock.ts';
import { screen } from '../../../test/stand-ins/screen.ts';
import { chromium } from '../../../test/stand-ins/whatsapp-web/line.ts';
import { nothingLeft } from '../../../test/stand-ins/whatsapp-web/processes.ts';
import { WhatsApp } from '../../../test/stand-ins/whatsapp-web/whatsapp.ts';
import { newId } from '../../chance.ts';
import { runConnect } from './connect.ts';

/** ms of the story in one ms of life. */
const SPEED = 10;
const LONG_MS = 60_000;
/** So long it is kept open after it was linked. */
const A_MINUTE = 60_000;

describe.skipIf(!chromium)('her telephone, from the terminal', () => {
  let home: string;
  let clock: QuickClock;
  let whatsapp: WhatsApp;
  let input: PassThrough;
  let said: () => string;
  let heard: () => void;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'tanteo-link-'));
    await writeFile(join(home, '.env'), '');
    clock = new QuickClock(Date.parse('2026-11-25T15:00:00Z'), SPEED);
    whatsapp = await WhatsApp.open({ now: clock.now });
    input = new PassThrough();
    said = () => '';
    heard = () => {};
  });
  afterEach(async () => {
    await whatsapp.close();
    await nothingLeft(home);
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });

  function connect(): Promise<number> {
    const terminal = screen(() => heard());
    said = terminal.said;
    return runConnect(home, ['whatsapp'], {
      env: { DATA_DIR: home, LANG: 'es', ...(chromium && { WHATSAPP_WEB_BROWSER: chromium.path }) },
      fetched: fetch,
      clock,
      newId,
      mercadoPagoUrl: 'http://127.0.0.1:1',
      ends: { input, output: terminal.output },
      browserArguments: whatsapp.browserArguments,
      browserEnvironment: chromium?.env ?? {},
    });
  }

  /** Answers the question once it is asked. */
  async function answer(question: string, words: string): Promise<void> {
    await says(question);
    input.write(`${words}\n`);
  }

  /** Resolves when the terminal has said it. */
  function says(words: string): Promise<void> {
    if (said().includes(words)) return Promise.resolve();
    return new Promise((resolve) => {
      heard = () => said().includes(words) && resolve();
    });
  }

  test('by the code that the terminal shows, and the link is kept before it ends', { timeout: LONG_MS }, async () => {
    const done = connect();
    await answer('Escribe «acepto»', 'acepto');
    await answer('¿Vincular tu teléfono ahora', 's');
    await answer('Número:', '1');
    await says('Apunta a este código');
    await whatsapp.until('there is a code to scan', () => whatsapp.network.unlinked.length > 0);
    whatsapp.phone.scans(whatsapp.network.unlinked[0]?.ref ?? '');
    await says('Guardando el vínculo');
    clock.leap(A_MINUTE);
    expect(await done).toBe(0);
    expect(said()).toContain('Listo: conectado al número');
    expect(said()).toMatch(/▀|▄|█/);
    expect(said()).not.toContain('51900000000');
    expect(await readFile(join(home, '.env'), 'utf8')).toContain('WHATSAPP_WEB=yes');
    expect(whatsapp.network.linked).toHaveLength(1);
  });

  test('by letters for her number', { timeout: LONG_MS }, async () => {
    const done = connect();
    await answer('Escribe «acepto»', 'acepto');
    await answer('¿Vincular tu teléfono ahora', 's');
    await answer('Número:', '2');
    await answer('con código de país', '123');
    await says('Tiene que ser solo números');
    input.write('51900000000\n');
    await says('Vincular con número de teléfono');
    expect(whatsapp.network.codesFor.at(-1)).toBe('51900000000');
    const code = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(said())?.[0] ?? '';
    whatsapp.phone.enters(code);
    await says('Guardando el vínculo');
    clock.leap(A_MINUTE);
    expect(await done).toBe(0);
  });
});
