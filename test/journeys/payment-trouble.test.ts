/**
 * Payments scenarios (P…): a provider that is slow, wrong or refuses, and the links that are made all the same.
 * Through the doors, with the real SDK against the practice provider.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { buyTotes, command, DAY, MINUTE, openPayingShop, orderOf, sellerPage, TRANSFER } from './paying-shop.ts';
import { type Customer, TestShop } from './shop.ts';

let close: () => Promise<void> = async () => {};
afterEach(() => close());

async function usual(): Promise<{ readonly shop: TestShop; readonly ana: Customer }> {
  const shop = await TestShop.open();
  close = () => shop.close();
  return { shop, ana: shop.customer('ana') };
}

const linksSent = async (customer: Customer) => (await customer.history()).filter(({ kind }) => kind === 'link');
const createdLinks = (shop: TestShop) =>
  shop.practice.calls.filter(({ method, path }) => method === 'POST' && path.startsWith('/checkout/preferences'));

test('P22 · a currency without decimals: whole numbers on the wire', async () => {
  const inPesos = (text: string) => text.replaceAll(/(\d+)\.00\b/g, '$1000');
  const { shop, close: end } = await openPayingShop('  formas: [link, efectivo]', async (home) => {
    for (const file of ['shop.yaml', 'products.yaml', 'promotions.yaml']) {
      const path = join(home, 'catalog', file);
      const text = inPesos(await readFile(path, 'utf8'))
        .replace('pais: PE', 'pais: CL')
        .replace('moneda: PEN', 'moneda: CLP');
      await writeFile(path, text);
    }
  });
  close = end;
  const ana = shop.customer('ana');
  await buyTotes(ana, 'link', 'Ana Rojas', '+56 9 8765 4321');
  expect(await orderOf(shop)).toMatchObject({ currency: 'CLP', totals: { total: 58000 } });
  expect(createdLinks(shop).at(-1)?.body).toContain('"unit_price":29000,');
  await shop.practice.pay(await ana.link(), 'approved');
  await ana.hear();
  expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('P23 · too many requests: the shop waits as long as it was told, and then goes on', async () => {
  const { shop, ana } = await usual();
  shop.practice.failCalls({ kind: 'status', status: 429, retryAfterS: 7 });
  await buyTotes(ana, 'link');
  const asked = createdLinks(shop).length;
  await shop.wait(5_000);
  expect([createdLinks(shop).length, (await linksSent(ana)).length]).toEqual([asked, 0]);
  await shop.wait(3_000);
  await ana.hear();
  expect((await linksSent(ana)).length).toBe(1);
});

test('P24 · a page in the place of an answer: no link is sent before there is one', async () => {
  const { shop, ana } = await usual();
  shop.practice.failCalls({ kind: 'html' }, 3);
  await buyTotes(ana, 'link');
  expect(await linksSent(ana)).toEqual([]);
  await shop.wait(MINUTE);
  expect(await linksSent(ana)).toHaveLength(1);
});

test('P26 · a token that is refused: said in plain words, other ways to pay go on, and it is noticed when it works again', async () => {
  const { shop, close: end } = await openPayingShop(TRANSFER);
  close = end;
  const ana = shop.customer('ana');
  shop.practice.failCalls({ kind: 'status', status: 401 }, 1000);
  await buyTotes(ana, 'link');
  expect(ana.lastText).toContain('No pude preparar el link de pago');
  expect(shop.practice.calls.filter(({ path }) => path.startsWith('/checkout/preferences'))).toHaveLength(1);
  expect(shop.alerts()).toEqual(['provider-refuses']);
  expect(await sellerPage(shop, '/seller')).toContain('Mercado Pago no acepta tu credencial');
  expect(await (await fetch(`${shop.url}/health`)).json()).toMatchObject({ status: 'degraded', payments: { ok: false, words: 'refused' } });

  const luis = shop.customer('luis');
  await luis.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'Luis Rojas', '987654322');
  expect(luis.lastText).toContain('Por ahora no puedo cobrar con Mercado Pago');
  expect(luis.last.flatMap(({ options = [] }) => options.map(({ label }) => label))).toEqual([
    'Transferencia (Yape, BCP)',
    'Efectivo al recoger',
  ]);
  await luis.say('link');
  expect(luis.lastText).toContain('Por ahora no puedo cobrar con Mercado Pago');
  await luis.sayAll('yape', 'sí');
  expect(await orderOf(shop, 1002)).toMatchObject({ method: 'transfer', status: 'awaiting_payment' });

  shop.practice.healCalls();
  await shop.wait(16 * MINUTE);
  expect(await (await fetch(`${shop.url}/health`)).json()).toMatchObject({ payments: { ok: true } });
  const bea = shop.customer('bea');
  await buyTotes(bea, 'link', 'Bea Soto', '987654323');
  expect(await linksSent(bea)).toHaveLength(1);
});

test('P27 · asked twice, also at once, it is the same link; where another amount is asked the old one is over', async () => {
  const { shop, ana } = await usual();
  await buyTotes(ana, 'link');
  const link = await ana.link();
  await Promise.all([ana.post({ id: 'a1', text: 'mi pedido' }), ana.post({ id: 'a2', text: 'mi pedido' })]);
  await ana.hear();
  expect(new Set((await linksSent(ana)).map(({ url }) => url)).size).toBe(1);
  expect(createdLinks(shop)).toHaveLength(1);
  await command(shop, 1001, 'register-payment', { method: 'cash', amount: '20' });
  await command(shop, 1001, 'ask-for-payment');
  await ana.hear();
  const second = await ana.link();
  expect([shop.practice.total(second), shop.practice.isClosed(link)]).toEqual([3800, true]);
});

test('P36 · a link is made and the answer lost, so that there are two: a payment on either confirms once', async () => {
  const { shop, ana } = await usual();
  shop.practice.failCalls({ kind: 'lost-answer' });
  await buyTotes(ana, 'link');
  await shop.wait(MINUTE);
  const [lost] = shop.practice.links();
  const sent = await ana.link();
  expect(lost).not.toBe(sent);
  await shop.practice.pay(lost ?? '', 'approved');
  await ana.hear();
  expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });
});

test('a Pix code in Brazil: copied from the chat, paid in the bank, confirmed by itself; unpaid, it ends with the order', async () => {
  const { shop, close: end } = await openPayingShop('  formas: [pix, efectivo]', async (home) => {
    const path = join(home, 'catalog', 'shop.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('pais: PE', 'pais: BR').replace('moneda: PEN', 'moneda: BRL'));
  });
  close = end;
  const ana = shop.customer('ana', 'pt');
  await ana.sayAll('quero 2 totes', 'fechar pedido', 'retirar', 'Ana Souza', '11 98765-4321', 'pix', 'sim');
  const code = (await ana.history()).findLast(({ from, text }) => from === 'shop' && text.startsWith('000201'));
  expect(code?.kind).toBe('text');
  const [attempt] = (await orderOf(shop)).payments.attempts;
  expect(attempt).toMatchObject({ status: 'open', code: code?.text });
  expect(await orderOf(shop)).toMatchObject({ status: 'awaiting_payment', method: 'pix' });
  await shop.practice.payCode(attempt?.providerRef ?? '');
  await ana.hear();
  expect(await orderOf(shop)).toMatchObject({ status: 'confirmed', paymentStatus: 'paid' });

  const bia = shop.customer('bia', 'pt');
  await bia.sayAll('quero uma tote', 'fechar pedido', 'retirar', 'Bia Lima', '11 98765-4322', 'pix', 'sim');
  await shop.wait(DAY);
  expect(await orderOf(shop, 1002)).toMatchObject({ status: 'expired' });
  expect(shop.practice.paymentsOfReference((await orderOf(shop, 1002)).payments.attempts[0]?.reference ?? '')).toMatchObject([
    { status: 'cancelled' },
  ]);
});
