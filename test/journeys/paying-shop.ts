/**
 * A shop whose ways to pay a story chooses, and the seller's hand in it: her commands go through the door that
 * `npm run -s order` uses, her receipts come as pictures of the web chat.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Order } from '../../src/commerce/order.ts';
import { type Customer, HOME, TestShop } from './shop.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The smallest thing that is a PNG: one transparent pixel; any byte after its end makes another picture. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

const ACCOUNTS = `  cuentas:
    - nombre: Yape
      numero: 987 654 321
      titular: Rosa Quispe
    - nombre: BCP
      numero: 191-12345678-0-12
      titular: Rosa Quispe
`;
/** The ways to pay of the stories about transfers. */
export const TRANSFER = `  formas: [link, transferencia, efectivo]\n${ACCOUNTS}`;

/** A copy of the sample shop's files. `pago`: lines below `pago:` in the place of its own. */
export async function payingHome(pago: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const path = join(home, 'catalog', 'shop.yaml');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^pago:\n(?: {2}.*\n|\n)*/m, `pago:\n${pago}\n`));
  return home;
}

/** `change`: anything else of the copied folder. */
export async function openPayingShop(
  pago: string,
  change: (home: string) => Promise<void> = async () => {},
): Promise<{ readonly shop: TestShop; readonly close: () => Promise<void> }> {
  const home = await payingHome(pago);
  await change(home);
  const shop = await TestShop.open({ home });
  const close = async () => {
    await shop.close();
    await rm(home, { recursive: true, force: true });
  };
  return { shop, close };
}

const told = z.object({ ok: z.boolean(), lines: z.array(z.string()) });

/** What `npm run -s order -- <number> <command> --field value` says in the open shop. */
export async function command(shop: TestShop, number: number, name: string | null, written: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${shop.url}/seller/desk/order`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
    body: JSON.stringify({ number, command: name, written, language: 'es' }),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  await shop.settle();
  return told.parse(await answer.json());
}

let pictures = 0;

/** Sends a picture as a receipt; the same `which` is the same bytes. */
export async function sendPicture(customer: Customer, which: number, caption = ''): Promise<void> {
  const form = new FormData();
  pictures += 1;
  form.set('id', `picture-${pictures}`);
  form.set('caption', caption);
  form.set('file', new Blob([Buffer.concat([PIXEL, Buffer.from([which])])], { type: 'image/png' }), 'captura.png');
  const sent = await fetch(`${customer.shop.url}/chat/${customer.chat}/messages`, { method: 'POST', body: form });
  expect(sent.status).toBe(202);
  await customer.hear();
}

/** A page of the seller, as her browser gets it. */
export async function sellerPage(shop: TestShop, path: string): Promise<string> {
  const door = await fetch(`${shop.url}/seller/enter?key=${shop.app.sellerKey}`, { redirect: 'manual' });
  const cookie = door.headers.get('set-cookie')?.split(';')[0] ?? '';
  return (await fetch(`${shop.url}${path}`, { headers: { cookie } })).text();
}

/** A form of a page of the seller, as her browser sends it; a redirect is not followed. */
export async function sellerForm(shop: TestShop, path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const door = await fetch(`${shop.url}/seller/enter?key=${shop.app.sellerKey}`, { redirect: 'manual' });
  const cookie = door.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin: shop.url, 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${shop.url}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' });
  await shop.settle();
  return answer;
}

export async function orderOf(shop: TestShop, number = 1001): Promise<Order> {
  const order = (await shop.orders()).find((candidate) => candidate.number === number);
  if (!order) throw new Error(`there is no order ${number}`);
  return order;
}

/** Two totes, S/ 58.00, picked up, paid as said. */
export async function buyTotes(customer: Customer, method: string, name = 'Ana Quispe', phone = '987654321'): Promise<void> {
  await customer.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', name, phone, method, 'sí');
}

/** How often she was told that her payment came. */
export async function confirmationsTo(customer: Customer): Promise<number> {
  return (await customer.history()).filter((message) => message.text.startsWith('Recibí tu pago')).length;
}

/** Two totes, paid by transfer, fetched. */
export async function totesDelivered(customer: Customer, name?: string): Promise<void> {
  await buyTotes(customer, 'yape', name);
  await command(customer.shop, 1001, 'register-payment', { method: 'transfer' });
  await command(customer.shop, 1001, 'hand-over');
  await customer.hear();
}
