/** The complaints book: asked for in the chat, numbered, copied to whoever complained, answered within its term. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, sellerPage } from './paying-shop.ts';
import { type Customer, TestShop } from './shop.ts';

let shop: TestShop;
let ana: Customer;

beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
});
afterEach(() => shop.close());

const told = z.object({ ok: z.boolean(), lines: z.array(z.string()) });

/** What a command of the terminal says in the open shop. */
async function desk(path: string, body: object) {
  const answer = await fetch(`${shop.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  await shop.settle();
  return answer.json();
}

const book = async (number: number | null, answer: string | null = null) =>
  told.parse(await desk('/seller/desk/complaint', { number, answer, language: 'es' }));

async function complain(customer: Customer = ana): Promise<void> {
  await customer.say('quiero poner un reclamo');
  await customer.sayAll(
    'Ana Quispe Rojas',
    '45678912',
    '987654321',
    'Jr. Las Flores 214, Surco',
    'ana@correo.pe',
    'El polo me llegó roto y nadie me responde, quiero que me devuelvan mi dinero',
    'Que me devuelvan los 45 soles',
  );
}

describe('the complaints book', () => {
  test('asked for at any moment, it is numbered, copied, and has fifteen business days', async () => {
    await ana.say('quiero 2 totes');
    await complain();
    await ana.tap('Reclamo');
    expect(ana.lastText).toContain('Reclamo 000001-2026');
    expect(ana.lastText).toContain('Cliente: Ana Quispe Rojas, documento 45678912, +51 987 654 321. Domicilio: Jr. Las Flores 214, Surco');
    expect(ana.lastText).toContain('Detalle: El polo me llegó roto y nadie me responde, quiero que me devuelvan mi dinero');
    // 25 November and fifteen business days, without 8, 9 and 25 December.
    expect(ana.lastText).toContain('vie 18 dic');
    expect(shop.alerts()).toContain('complaint-filed');
    expect(await sellerPage(shop, '/seller')).toContain('Reclamo 000001-2026: respóndelo antes del 2026-12-18');
    const page = await sellerPage(shop, '/seller/complaints');
    expect(page).toContain('45678912');
    expect(page).toContain('responder hasta el 2026-12-18');
    expect(await sellerPage(shop, '/seller/complaints.csv')).toContain('000001-2026;2026-11-25');
    await ana.say('mi pedido');
    expect(ana.lastText).toContain('Bolsa tote');
  });

  test('answered once, the answer reaches her; the number goes on', async () => {
    await complain();
    await ana.tap('Queja');
    expect(await book(1, '')).toMatchObject({ ok: false });
    expect(await book(1, 'Te devolvemos los S/ 45.00 hoy.')).toEqual({ ok: true, lines: ['Reclamo 000001-2026 respondido.'] });
    await ana.hear();
    expect(ana.lastText).toContain('Te devolvemos los S/ 45.00 hoy.');
    expect(await book(1, 'Otra cosa.')).toEqual({ ok: false, lines: ['Ese reclamo ya se respondió.'] });
    expect(await book(9)).toEqual({ ok: false, lines: ['No hay ningún reclamo 9.'] });
    expect(shop.alerts()).toEqual([]);
    const luis = shop.customer('luis');
    await complain(luis);
    await luis.tap('Reclamo');
    expect(luis.lastText).toContain('000002-2026');
    expect((await book(null)).lines).toEqual([
      '2 · Reclamo 000002-2026 · Ana Quispe Rojas · hasta 2026-12-18 · por responder',
      '1 · Queja 000001-2026 · Ana Quispe Rojas · hasta 2026-12-18 · respondido',
    ]);
  });

  test('before its day the seller is told again; after it, it is overdue', async () => {
    await complain();
    await ana.tap('Reclamo');
    await shop.wait(21 * DAY);
    expect(shop.alerts()).toContain('complaint-due');
    await shop.wait(3 * DAY);
    expect((await book(null)).lines[0]).toContain('fuera de plazo');
  });

  test('she may leave it before it is written down', async () => {
    await ana.say('libro de reclamaciones');
    expect(ana.lastText).toContain('Este es el libro de reclamaciones de Retama');
    await ana.say('cancelar');
    expect(await book(null)).toEqual({ ok: true, lines: ['No hay ningún reclamo.'] });
  });

  test('who is forgotten leaves her number in the book, and nothing of hers', async () => {
    await complain();
    await ana.tap('Reclamo');
    await desk('/seller/erase', { phone: '987654321', erase: true });
    expect((await book(1)).lines).toEqual(['1 · Reclamo 000001-2026 · — · hasta 2026-12-18 · por responder', '  Nombre: —']);
    expect(await book(1, 'Se cierra.')).toMatchObject({ ok: true });
  });

  test.each([
    ['pt', 'quero fazer uma reclamação', 'livro de reclamações', 'Reclamação'],
    ['en', 'I want to file a complaint', 'complaints book', 'Claim'],
  ])('in %s', async (language, words, hello, kind) => {
    const kim = shop.customer('kim', language);
    await kim.say(words);
    expect(kim.lastText).toContain(hello);
    await kim.sayAll('Kim Souza', 'AB 123456', '+55 11 98765-4321', 'Rua das Flores 10', 'kim@mail.com', 'a b c', 'x y z');
    await kim.tap(kind);
    expect(kim.lastText).toContain('000001-2026');
  });
});
