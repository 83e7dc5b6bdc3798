/** One person in several conversations: known again by her telephone however it is written, joined only when she proves it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buyTotes, openPayingShop, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
afterEach(() => close());

async function open(country = 'PE'): Promise<void> {
  ({ shop, close } = await openPayingShop(TRANSFER, async (home) => {
    const path = join(home, 'catalog', 'shop.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('pais: PE', `pais: ${country}`));
  }));
}

async function codeIn(customer: Customer): Promise<string> {
  await customer.hear();
  return /El código es ([A-Z]{6})/.exec(customer.lastText)?.[1] ?? 'no code';
}

const customers = () => [...shop.app.store.query.all('customers')];

/** She buys where she is not known yet, and proves in `first` that she is the same. */
async function joins(first: Customer, second: Customer, phone: string): Promise<void> {
  await buyTotes(second, 'yape', 'Ana Quispe', phone);
  await second.say('estado del pedido 1001');
  expect(second.lastText).toContain('¿Compraste desde otro chat con el mismo teléfono?');
  await second.say('sí');
  await second.say(await codeIn(first));
  expect(second.lastText).toContain('se encuentran en cualquiera');
}

describe('one person', () => {
  test.each([
    ['AR', '541123456789', ['+54 9 11 2345-6789', '011 15 2345-6789', '5491123456789']],
    ['MX', '525512345678', ['+52 1 55 1234 5678', '55 1234 5678', '5215512345678']],
  ])('S88 · in %s three ways to write her telephone are one customer', async (country, key, [first = '', second = '', third = '']) => {
    await open(country);
    const [a, b, c] = ['uno', 'dos', 'tres'].map((name) => shop.customer(name));
    if (!a || !b || !c) throw new Error('three conversations');
    await buyTotes(a, 'yape', 'Ana Quispe', first);
    await joins(a, b, second);
    await joins(a, c, third);
    expect(customers()).toMatchObject([{ phone: key, conversations: [expect.any(String), expect.any(String), expect.any(String)] }]);
    for (const conversation of [a, b, c]) {
      await conversation.say('estado de mi pedido');
      expect(conversation.lastText).toContain('#1003');
      await conversation.say('estado del pedido 1001');
      expect(conversation.lastText).toContain('#1001');
    }
  });

  test('a telephone alone proves nothing: without the code the orders stay apart', async () => {
    await open();
    const ana = shop.customer('ana');
    const thief = shop.customer('thief');
    await buyTotes(ana, 'yape');
    await buyTotes(thief, 'yape', 'Otro', '987654321');
    await thief.sayAll('estado del pedido 1001', 'sí');
    for (const guess of ['AAAAAA', 'BBBBBB', 'CCCCCC']) await thief.say(guess);
    expect(thief.lastText).toContain('los pedidos quedan aparte');
    await thief.say(await codeIn(ana));
    expect(thief.lastText).toContain('Ese código ya no vale');
    await thief.say('estado del pedido 1001');
    expect(thief.lastText).not.toContain('S/ 58.00');
    expect(customers()).toHaveLength(2);
  });

  test('whoever goes on asking for codes has three a day sent to her, from however many conversations', async () => {
    await open();
    const ana = shop.customer('ana');
    const thief = shop.customer('thief');
    await buyTotes(ana, 'yape');
    await buyTotes(thief, 'yape', 'Otro', '987654321');
    await thief.say('estado del pedido 1001');
    const yes = thief.last.flatMap(({ options = [] }) => options).find(({ label }) => label === 'Sí, juntarlos');
    for (let time = 0; time < 3; time += 1) {
      await thief.choose(yes?.token ?? '');
      expect(thief.lastText).toContain('mandé ahí un código');
    }
    await thief.choose(yes?.token ?? '');
    const another = shop.customer('another');
    await buyTotes(another, 'yape', 'Otro', '987654321');
    await another.sayAll('estado del pedido 1001', 'sí');
    expect((await ana.history()).filter(({ text }) => text.includes('El código es'))).toHaveLength(3);
    await shop.wait(24 * 60 * 60_000);
    await thief.choose(yes?.token ?? '');
    expect(await codeIn(ana)).toMatch(/^[A-Z]{6}$/);
  });

  test('whoever types a telephone hears the same words whether its owner ever bought here or not', async () => {
    await open();
    await buyTotes(shop.customer('ana'), 'yape', 'Ana Quispe', '987654321');
    const heard = async (name: string, phone: string): Promise<readonly string[]> => {
      const stranger = shop.customer(name);
      const said: string[] = [];
      const words = [
        'quiero 2 totes',
        'cerrar pedido',
        'recojo',
        'Otro',
        phone,
        'yape',
        'sí',
        'mis pedidos',
        'estado del pedido 1001',
        'sí',
      ];
      for (const one of [...words, 'AAAAAA', 'BBBBBB', 'CCCCCC', 'lo mismo de la otra vez']) {
        await stranger.say(one);
        said.push(stranger.lastText);
      }
      return said.map((text) =>
        text
          .replaceAll(/#?\b10\d\d\b/g, '#')
          .replaceAll(phone, 'PHONE')
          .replaceAll(/\d{3} \d{3} \d{3}/g, 'PHONE'),
      );
    };
    expect(await heard('knows', '987654321')).toEqual(await heard('guesses', '912345678'));
  });

  test('who does not want it is not asked again', async () => {
    await open();
    const [here, there] = [shop.customer('here'), shop.customer('there')];
    await buyTotes(here, 'yape');
    await buyTotes(there, 'yape');
    await there.sayAll('estado del pedido 1001', 'no');
    expect(there.lastText).toContain('quedan aparte');
    await there.say('estado del pedido 1001');
    expect(there.lastText).not.toContain('otro chat');
  });

  test('joined, she is forgotten as one', async () => {
    await open();
    const [here, there] = [shop.customer('here'), shop.customer('there')];
    await buyTotes(here, 'yape');
    await joins(here, there, '987654321');
    const erased = await fetch(`${shop.url}/seller/erase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.app.sellerKey}` },
      body: JSON.stringify({ phone: '987654321', erase: true }),
    });
    expect(await erased.json()).toMatchObject({ person: { conversations: [expect.any(String), expect.any(String)], left: [] } });
    expect(customers()).toEqual([]);
    expect([...shop.app.store.query.all('phones')]).toEqual([]);
  });
});
