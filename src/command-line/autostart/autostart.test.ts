/** The shop is made to open by itself, from the terminal, and to bring a copy away every night. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Door, makeDoor } from '../../door.ts';
import { noteCopy } from '../../off-machine/last.ts';
import type { Ran } from '../../off-machine/run.ts';
import { putSign, takeSign } from '../open-sign.ts';
import { runService, type ServiceWorld } from './autostart.ts';
import { serviceName } from './plan.ts';
import { serviceTexts } from './texts.ts';

let home: string;
let data: string;
let said: string;
/** What the machine was asked to run. */
let ran: string[];
/** What it answers, by what the command has in it. */
let answers: Record<string, Ran>;
/** The shop that the machine opens; it says so where it is well. */
let shop: Door;
let isWell: boolean;
/** ms that have passed. */
let passed: number;

beforeEach(async () => {
  shop = await makeDoor('127.0.0.1', 0);
  isWell = true;
  passed = 0;
  home = await mkdtemp(join(tmpdir(), 'tanteo-service-'));
  data = await mkdtemp(join(tmpdir(), 'tanteo-service-data-'));
  await writeFile(join(home, '.env'), `DATA_DIR=${data}\n`);
  said = '';
  ran = [];
  answers = {};
  vi.stubEnv('DATA_DIR', undefined);
  vi.spyOn(process.stderr, 'write').mockImplementation((words) => {
    said += String(words);
    return true;
  });
});
afterEach(async () => {
  await shop.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const folder of [home, data, `${data}-backups`]) await rm(folder, { recursive: true, force: true });
});

function service(...argv: string[]): Promise<number> {
  const world: ServiceWorld = {
    machine: { system: 'linux', node: '/usr/bin/node', userHome: join(home, 'ana'), user: 'ana', uid: 1000, path: '/usr/bin' },
    run: async (program, args) => {
      const command = [program, ...args].join(' ');
      ran.push(command);
      if (command.includes(' restart ') && isWell) await putSign(data, shop.url);
      return Object.entries(answers).find(([part]) => command.includes(part))?.[1] ?? { found: true, code: 0, output: '' };
    },
    env: { LANG: 'es_PE.UTF-8' },
    clock: {
      now: () => passed,
      after(ms, call) {
        passed += ms;
        setImmediate(call);
        return () => {};
      },
    },
  };
  return runService(home, argv, world);
}

const unit = () => join(home, 'ana', '.config', 'systemd', 'user', `${name()}.service`);
const name = () => serviceName({ system: 'linux', home });

describe('install', () => {
  test('writes the unit, puts it to use, and says what else to do', async () => {
    expect(await service('install')).toBe(0);
    expect(await readFile(unit(), 'utf8')).toContain(`WorkingDirectory=${home}\n`);
    expect(ran).toEqual([
      'systemctl --user daemon-reload',
      `systemctl --user enable ${name()}.service`,
      `systemctl --user restart ${name()}.service`,
      'loginctl enable-linger ana',
    ]);
    expect(said).toContain(`Ahora está abierta en ${shop.url}`);
    expect(said).toContain('se abrirá sola con la máquina');
    expect(said).toContain('desactiva la suspensión automática');
    expect(said).toContain('No hay copia fuera de esta máquina');
  });

  test('a shop that does not open is not said to be open: what is wrong can be read', async () => {
    isWell = false;
    expect(await service('install')).toBe(1);
    expect(passed).toBe(60_000);
    expect(said).toContain('La tienda todavía no abre.');
    expect(said).toContain(`journalctl --user -u ${name()}.service -f`);
    expect(said).not.toContain('Ahora está abierta');
    // It will be tried again and again all the same, and the second time of asking is no second shop.
    expect(said).toContain('se abrirá sola con la máquina');
    isWell = true;
    expect(await service('install')).toBe(0);
  });

  test('a show of it changes nothing', async () => {
    expect(await service('install', '--dry-run', '--copy-to', '/media/usb')).toBe(0);
    expect(said).toContain('ExecStart="/usr/bin/node"');
    expect(said).toContain('systemctl --user daemon-reload');
    expect(said).toContain('no se cambió nada');
    expect(ran).toEqual([]);
    expect(existsSync(unit())).toBe(false);
    expect(await readFile(join(home, '.env'), 'utf8')).not.toContain('BACKUP_TO');
  });

  test('a copy of every night is kept in .env, and a place that is none is refused', async () => {
    expect(await service('install', '--copy-to', 'copias')).toBe(2);
    expect(said).toContain('Ese destino no sirve: copias');
    expect(await service('install', '--copy-to', 'rsync:ana@servidor:/copias')).toBe(0);
    expect(await readFile(join(home, '.env'), 'utf8')).toContain('BACKUP_TO=rsync:ana@servidor:/copias');
    expect(said).toContain('Cada noche a las 3:00 se guarda una copia en rsync:ana@servidor:/copias.');
    expect(said).not.toContain('esa carpeta no está');
    expect(await service('install', '--copy-to', join(home, 'usb'))).toBe(0);
    expect(said).toContain(`ahora mismo esa carpeta no está (${join(home, 'usb')})`);
  });

  test('how old the last copy is, where it is too old', async () => {
    await writeFile(join(home, '.env'), `DATA_DIR=${data}\nBACKUP_TO=${home}\n`);
    await noteCopy(data, { at: new Date(0).toISOString(), where: home });
    await service('status');
    expect(said).toContain('La última salió bien: 19');
    expect(said).not.toContain('hace');
    passed = 5 * 24 * 60 * 60_000;
    await service('status');
    expect(said).toContain('hace 5 días que no sale ninguna copia');
  });

  test('a shop that is open in a window is not opened a second time', async () => {
    const window = await makeDoor('127.0.0.1', 0);
    try {
      await putSign(data, window.url);
      expect(await service('install')).toBe(1);
      expect(said).toContain('solo puede estar abierta una vez');
      expect(ran).toEqual([]);
    } finally {
      await window.close();
    }
    // The window was closed by force, and its sign was left.
    expect(await service('install')).toBe(0);
    // Installed, and closed to be opened in a window.
    answers = { 'is-active': { found: true, code: 3, output: 'inactive' } };
    expect(await service('install')).toBe(1);
  });

  test('what the machine answers is told, also where it lacks the program', async () => {
    answers = { enable: { found: true, code: 1, output: 'Failed to connect to bus' } };
    expect(await service('install')).toBe(1);
    expect(said).toContain('Failed to connect to bus');
    answers = { systemctl: { found: false } };
    expect(await service('install')).toBe(1);
    expect(said).toContain('Esta máquina no tiene systemctl');
  });
});

test('status says whether it opens by itself, where it is open, and the link of the seller', async () => {
  expect(await service('status')).toBe(1);
  expect(said).toContain('La tienda no se abre sola');
  await service('install');
  said = '';
  expect(await service('status')).toBe(0);
  expect(said).toContain(`${shop.url}/seller/enter?key=`);
  // It fails and is tried again: it opens by itself all the same.
  await takeSign(data);
  answers = { 'is-active': { found: true, code: 3, output: 'activating' } };
  said = '';
  expect(await service('status')).toBe(0);
  expect(said).toContain('Ahora está cerrada.');
  expect(said).toContain('journalctl');
});

test('status has the link of the seller for her telephone too, where the shop has an address', async () => {
  await writeFile(join(home, '.env'), `DATA_DIR=${data}\nPUBLIC_URL=https://tienda.retama.pe\n`);
  await service('install');
  await service('status');
  expect(said).toContain('https://tienda.retama.pe/seller/enter?key=');
});

test('restart opens it with what .env says now, and is for a shop that opens by itself', async () => {
  expect(await service('restart')).toBe(1);
  expect(said).toContain('npm run -s service -- install');
  await service('install');
  ran = [];
  expect(await service('restart')).toBe(0);
  expect(ran).toContain(`systemctl --user restart ${name()}.service`);
});

test('remove takes it back, also twice', async () => {
  await service('install');
  expect(await service('remove')).toBe(0);
  expect(existsSync(unit())).toBe(false);
  answers = { disable: { found: true, code: 1, output: 'not loaded' } };
  expect(await service('remove')).toBe(0);
});

test('what is not understood is answered with what is', async () => {
  expect(await service('start')).toBe(2);
  expect(await service('remove', '--copy-to', '/x')).toBe(2);
  expect(said).toContain('Uso: npm run -s service');
});

function blanksOf(texts: unknown, path = ''): [key: string, blanks: string][] {
  if (typeof texts === 'string') return [[path, (texts.match(/\{[a-zA-Z]+\}/g) ?? []).toSorted().join(' ')]];
  return Object.entries(texts ?? {}).flatMap(([key, value]) => blanksOf(value, `${path}.${key}`));
}

test.each(['pt', 'en'] as const)('the texts of the service have the same keys and blanks in %s as in Spanish', (language) => {
  expect(blanksOf(serviceTexts(language))).toEqual(blanksOf(serviceTexts('es')));
});
