/**
 * Keeping what the shop knows: backups of an open shop, going back to one, an audit after a sale, and one
 * person forgotten. Real folders, the real commands, and the door they knock at.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { backupsOf, listBackups } from '../../src/backup/backup.ts';
import { putSign } from '../../src/command-line/open-sign.ts';
import type { Stored } from '../../src/decisions/collections.ts';
import { realDisk } from '../../src/store/json/disk.ts';
import { LAYOUT_VERSION } from '../../src/store/json/layout.ts';
import { filesOf } from '../../src/store/json/linked-copy.ts';
import { lookInto } from '../../src/store/json/look.ts';
import { withChecksum } from '../../src/store/json/shard.ts';
import { HOME, TestShop } from './shop.ts';

const run = promisify(execFile);
const outcome = z.object({ code: z.number().default(0), stderr: z.string() });

let shop: TestShop;
let open: boolean;
beforeEach(async () => {
  shop = await TestShop.open();
  await putSign(shop.directory, shop.url);
  open = true;
});
afterEach(async () => {
  if (open) await shop.app.stop();
  for (const name of await readdir(dirname(shop.directory))) {
    if (name.startsWith(basename(shop.directory))) await rm(join(dirname(shop.directory), name), { recursive: true, force: true });
  }
});

async function close(): Promise<void> {
  await shop.app.stop();
  open = false;
}

/** Exit code and what was said; a command never says where in the program it was. */
async function tanteo(...argv: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const env = { ...process.env, DATA_DIR: shop.directory, PORT: '0', LANG: 'es_PE.UTF-8', LC_ALL: 'es_PE.UTF-8' };
  const told = await run(process.execPath, [join(HOME, 'src/main.ts'), ...argv], { cwd: HOME, env }).catch((problem: unknown) => problem);
  const { code, stderr } = outcome.parse(told);
  expect(stderr).not.toContain('    at ');
  return { code, said: stderr };
}

const SALE = ['quiero una tote', 'cerrar pedido', 'recojo', 'Filomena Choquehuanca', '987654321', 'efectivo', 'sí'];
const HOME_DELIVERY = [
  'quiero 2 polos rojos talla M',
  'cerrar pedido',
  'envío a domicilio',
  'Surco',
  'Av. Caminos del Inca 1234',
  'Luis Rojas',
  '912345678',
  'link de mercado pago',
  'sí',
];

async function contentOf(directory: string): Promise<ReadonlyMap<string, Stored['doc']>> {
  const damaged: string[] = [];
  const { documents } = await lookInto(realDisk, directory, ({ file }) => damaged.push(file));
  const content = new Map((await Array.fromAsync(documents)).map(({ collection, id, doc }) => [`${collection}/${id}`, doc]));
  expect(damaged).toEqual([]);
  return content;
}

/** Files that hold any of these words, whatever kind of file, with what stands around the word. */
async function filesWith(directory: string, ...words: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await filesOf(directory)) {
    const text = (await readFile(join(directory, name), 'latin1')) + name;
    const word = words.map((one) => Buffer.from(one).toString('latin1')).find((one) => text.includes(one));
    const at = word === undefined ? -1 : text.indexOf(word);
    if (at >= 0) found.push(`${name}: ${text.slice(Math.max(0, at - 100), at + 100)}`);
  }
  return found;
}

async function post(path: string, body: unknown, key = shop.app.sellerKey): Promise<Response> {
  return fetch(`${shop.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

test('a backup of an open shop while customers write: exactly what was kept until then', async () => {
  await shop.customer('ana').sayAll(...SALE);
  let busy = true;
  const customers = ['eva', 'joel', 'mia'].map(async (name) => {
    const customer = shop.customer(name);
    for (let n = 1; busy; n += 1) await customer.post({ id: `busy-${n}`, text: 'hola' });
  });
  const taken = await tanteo('backup');
  busy = false;
  await Promise.all(customers);
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.said).toContain('La tienda no se detuvo');
  const [backup] = await listBackups(backupsOf(shop.directory));
  if (!backup) throw new Error('there is no backup');
  const look = await lookInto(realDisk, backup.folder, () => {});
  expect(look.sequence).toBe(backup.note.sequence);
  const content = await contentOf(backup.folder);
  expect(content.get('orders/1001')).toMatchObject({ customer: { name: 'Filomena Choquehuanca' } });
  expect(await tanteo('audit', backup.folder)).toMatchObject({ code: 0 });
  // Nobody's key opens it: it has to be the seller's.
  expect((await post('/seller/backup', {}, 'guessed')).status).toBe(401);
});

test('a seller goes back to a backup: first she sees what would change, and nothing of now is lost', async () => {
  await shop.customer('ana').sayAll(...SALE);
  await tanteo('backup');
  const before = await contentOf((await listBackups(backupsOf(shop.directory)))[0]?.folder ?? '');
  await shop.customer('luis').sayAll(...HOME_DELIVERY);
  const [backup] = await listBackups(backupsOf(shop.directory));
  const folder = backup?.folder ?? '';

  const whileOpen = await tanteo('restore', folder, '--yes');
  expect(whileOpen).toMatchObject({ code: 1 });
  expect(whileOpen.said).toContain('ya está abierta');

  await close();
  const now = await contentOf(shop.directory);
  const dry = await tanteo('restore', folder);
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.said).toContain('los pedidos del 1002 al 1002 no están en la copia');
  expect(dry.said).toContain('No se cambió nada');
  expect(await contentOf(shop.directory)).toEqual(now);

  expect(await tanteo('restore', folder, '--yes')).toMatchObject({ code: 0 });
  expect(await contentOf(shop.directory)).toEqual(before);
  const aside = (await readdir(dirname(shop.directory))).find((name) => name.startsWith(`${basename(shop.directory)}-set-aside`));
  expect(await contentOf(join(dirname(shop.directory), aside ?? ''))).toEqual(now);

  // The backup is still what it was after the shop has gone on from it.
  await shop.restart();
  open = true;
  await shop.customer('rosa').sayAll(...SALE);
  expect((await shop.orders()).map(({ number }) => number)).toEqual([1001, 1002]);
  expect(await contentOf(folder)).toEqual(before);
});

test('a backup with a damaged or missing file is not used', async () => {
  await shop.customer('ana').sayAll(...SALE);
  await close();
  await tanteo('backup');
  const [backup] = await listBackups(backupsOf(shop.directory));
  const folder = await mkdtemp(join(tmpdir(), 'tanteo-usb-'));
  await cp(backup?.folder ?? '', folder, { recursive: true });
  const orders = join(folder, 'orders/000001.json');
  await writeFile(orders, (await readFile(orders, 'utf8')).replace('Filomena', 'Filomeno'));
  await rm(join(folder, 'stock/000000.json'));
  const told = await tanteo('restore', folder, '--yes');
  expect(told.code).toBe(1);
  expect(told.said).toContain('orders/000001.json');
  expect(told.said).toContain('stock/000000.json');
  await rm(folder, { recursive: true });
});

test('a backup into a folder of her choice', async () => {
  await close();
  const usb = await mkdtemp(join(tmpdir(), 'tanteo-usb-'));
  expect(await tanteo('backup', '--to', usb)).toMatchObject({ code: 0 });
  expect((await listBackups(usb)).length).toBe(1);
  expect(await listBackups(backupsOf(shop.directory))).toEqual([]);
  await rm(usb, { recursive: true });
});

test('the data are whole after a sale, of a shop that is open as of one that is closed; a changed amount is named', async () => {
  await shop.customer('ana').sayAll(...SALE);
  await shop.customer('luis').sayAll(...HOME_DELIVERY);
  const whileOpen = await tanteo('audit');
  expect(whileOpen.said).toContain('Todo bien');
  expect(whileOpen.code).toBe(0);
  await close();
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
  const file = join(shop.directory, 'orders/000001.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"total":2900', '"total":2800'));
  const broken = await tanteo('audit');
  expect(broken.code).toBe(1);
  expect(broken.said).toContain('orders/000001.json');
});

test('a person is forgotten while the shop is open: no file holds her, her order keeps its number and its amount', async () => {
  await shop.customer('ana').sayAll(...SALE, 'tienen chompitas?', 'me llamo Filomena Choquehuanca y mi número es 987654321');
  await shop.customer('luis').sayAll(...HOME_DELIVERY);
  const picture = new FormData();
  picture.set('id', 'picture');
  picture.set('caption', 'mi voucher');
  const jpeg = new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])], { type: 'image/jpeg' });
  picture.set('file', jpeg, 'voucher.jpg');
  const sent = await fetch(`${shop.url}/chat/${shop.customer('ana').chat}/messages`, { method: 'POST', body: picture });
  expect(sent.status).toBe(202);
  await shop.settle();
  await tanteo('backup');
  const ana = shop.app.store.openHot().get('conversations', `web:main:${shop.customer('ana').chat}`);
  const traces = ['Choquehuanca', 'choquehuanca', 'filomena', '987654321', 'mi voucher', ana?.customerId ?? '?', shop.customer('ana').chat];
  expect((await filesWith(shop.directory, ...traces)).length).toBeGreaterThan(0);

  const dry = await tanteo('erase', '--phone', '987 654 321');
  expect(dry.code).toBe(0);
  expect(dry.said).toContain('Filomena Choquehuanca');
  expect(dry.said).toContain('No se borró nada');
  expect(await filesWith(shop.directory, 'Choquehuanca')).not.toEqual([]);

  const done = await tanteo('erase', '--phone', '987 654 321', '--yes');
  expect(done.said).toContain('ningún archivo de los datos la nombra');
  expect(done.code).toBe(0);
  expect(await filesWith(shop.directory, ...traces)).toEqual([]);
  expect((await shop.orders()).map(({ number, totals }) => [number, totals.total])).toEqual([
    [1001, 2900],
    [1002, 9800],
  ]);
  expect((await shop.facts()).some(({ what, words }) => what === 'not-found' && words === 'chompitas')).toBe(true);
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
  expect((await tanteo('erase', '--phone', '987654321')).said).toContain('No hay nadie así');

  // The others, and the shop, go on; she too may come back as somebody new.
  const luis = shop.customer('luis');
  expect((await luis.history()).length).toBeGreaterThan(5);
  const again = await shop.customer('ana').post({ id: 'back', text: 'hola' });
  expect(again.status).toBe(202);

  // Of a backup from before she is forgotten again before anybody is served.
  await close();
  const [backup] = await listBackups(backupsOf(shop.directory));
  expect(await filesWith(backup?.folder ?? '', 'Choquehuanca')).not.toEqual([]);
  const restored = await tanteo('restore', backup?.folder ?? '', '--yes');
  expect(restored.said).toContain('Personas borradas después de esta copia: 1');
  expect(restored.code).toBe(0);
  expect(await filesWith(shop.directory, ...traces)).toEqual([]);
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
});

test('a person with an order that waits for its payment is forgotten: it is cancelled, its units are free, a late payment is seen', async () => {
  const luis = shop.customer('luis');
  await luis.sayAll(...HOME_DELIVERY);
  const link = await luis.link();
  expect(shop.units('polo/rojo/m').reserved).toBe(2);
  const conversation = `web:main:${luis.chat}`;
  // A voucher: she has it in her hand, and pays it after she was forgotten.
  const payment = await shop.practice.pay(link, 'voucher');
  await shop.settle();
  const dry = await tanteo('erase', '--conversation', conversation);
  expect(dry.said).toContain('1001');
  expect(await tanteo('erase', '--conversation', conversation, '--yes')).toMatchObject({ code: 0 });
  expect(await shop.orders()).toMatchObject([{ status: 'cancelled', customer: { phone: '' }, totals: { total: 9800 } }]);
  expect(shop.units('polo/rojo/m').reserved).toBe(0);
  await shop.practice.move(payment, 'approve');
  await shop.wait(60_000);
  expect(shop.alerts()).toContain('payment-for-dead-order');
  expect(await filesWith(shop.directory, 'Rojas', '912345678', 'Caminos del Inca')).toEqual([]);
  await shop.wait(40 * 24 * 60 * 60_000);
  expect(shop.alerts()).not.toContain('not-processed');
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
});

test('a person of a closed shop is forgotten, one at rest as well', async () => {
  await shop.customer('ana').sayAll(...SALE);
  await shop.wait(40 * 24 * 60 * 60_000);
  await shop.restart();
  expect(shop.app.store.openHot().get('conversations', `web:main:${shop.customer('ana').chat}`)).toBeUndefined();
  await close();
  expect(await filesWith(shop.directory, 'Choquehuanca')).not.toEqual([]);
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
  expect(await tanteo('erase', '--phone', '987654321', '--yes')).toMatchObject({ code: 0 });
  expect(await filesWith(shop.directory, 'Choquehuanca', '987654321', shop.customer('ana').chat)).toEqual([]);
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
  await shop.restart();
  open = true;
  expect((await shop.orders()).map(({ number }) => number)).toEqual([1001]);
});

test('a person is forgotten where her phone counts the uses of a coupon; her order is still counted', async () => {
  await shop.customer('ana').sayAll('tengo un cupón RETAMA10', ...SALE);
  const redemptions = () => [...shop.app.store.query.all('redemptions')].map(({ id, used }) => [id.split(':')[0], id.includes(':'), used]);
  expect(redemptions().toSorted()).toEqual([
    ['retama10', false, 1],
    ['retama10', true, 1],
  ]);
  expect(await tanteo('erase', '--phone', '987654321', '--yes')).toMatchObject({ code: 0 });
  expect(redemptions()).toEqual([['retama10', false, 1]]);
  expect(await filesWith(shop.directory, 'Choquehuanca', '987654321')).toEqual([]);
  expect(await tanteo('audit')).toMatchObject({ code: 0 });
});

test('data of a newer program are refused in words by every command, and a backup from before leads out', async () => {
  await shop.customer('ana').sayAll(...SALE);
  await close();
  await tanteo('backup');
  const before = await contentOf(shop.directory);
  const file = join(shop.directory, 'folded.json');
  const { crc: _of, ...content } = JSON.parse(await readFile(file, 'utf8'));
  const newer = withChecksum(Buffer.from(`${JSON.stringify({ ...content, layout: LAYOUT_VERSION + 1 }).slice(1)}\n`)).toString();
  // Replaced, as everything in the folder is: written into, it would be another one in the backup too.
  await rm(file);
  await writeFile(file, newer);
  for (const words of [['start'], ['audit'], ['erase', '--phone', '987654321']]) {
    const told = await tanteo(...words);
    expect(told.code).toBe(1);
    expect(told.said).toContain(`una versión más nueva de Tanteo (${LAYOUT_VERSION + 1}); esta conoce hasta la ${LAYOUT_VERSION}`);
  }
  expect(await readFile(file, 'utf8')).toBe(newer);
  const [backup] = await listBackups(backupsOf(shop.directory));
  const back = await tanteo('restore', backup?.folder ?? '', '--yes');
  expect(back.said).toContain('datos de una versión más nueva');
  expect(back.code).toBe(0);
  expect(await contentOf(shop.directory)).toEqual(before);
});

test('a shop without data has nothing to keep, and no folder is made for it', async () => {
  await close();
  await rm(shop.directory, { recursive: true });
  for (const command of ['backup', 'audit']) expect((await tanteo(command)).said).toContain('Todavía no hay datos');
  expect(existsSync(shop.directory)).toBe(false);
});
