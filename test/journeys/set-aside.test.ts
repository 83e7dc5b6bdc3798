/**
 * What cannot be processed is set aside, told, and can be tried again; nobody else waits for it.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import { TestShop } from './shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await TestShop.open();
});
afterEach(() => shop.close());

/** Files whose vocabulary breaks whoever looks at it: the nearest thing to a bug of ours. */
function broken(files: ShopFiles): ShopFiles {
  const vocabulary = new Proxy(files.vocabulary, {
    get() {
      throw new Error('a bug');
    },
  });
  return { ...files, vocabulary };
}

test('a message that breaks the program is told plainly, and the seller can have it tried again', async () => {
  const good = shop.app.runtime.files;
  const ana = shop.customer('ana');
  await ana.say('quiero una tote');
  await shop.app.runtime.replaceFiles(broken(good));
  await ana.say('quiero 2 gorras negras');
  expect(ana.lastText).toContain('equipo');
  expect(shop.alerts()).toEqual(['not-processed']);

  await shop.app.runtime.replaceFiles(good);
  await ana.say('¿a qué hora atienden?');
  expect(ana.lastText).toContain('horario');
  await shop.app.runtime.act({ do: 'try-again', alertId: 'not-processed:1' });
  await ana.hear();
  expect(ana.lastText).toContain('2 × Gorra de algodón (Negro)');
  expect(shop.alerts()).toEqual([]);
  expect((await ana.history()).filter((message) => message.text === 'quiero 2 gorras negras')).toHaveLength(1);
});

test('marks of what was received are forgotten after eight days, and not before', async () => {
  const ana = shop.customer('ana');
  await ana.say('quiero una tote');
  const marks = () => [...shop.app.store.query.all('inbox')].length;
  const before = marks();
  await shop.wait(7 * 24 * 60 * 60_000);
  expect(marks()).toBe(before);
  await shop.wait(2 * 24 * 60 * 60_000);
  expect(marks()).toBe(0);
});
