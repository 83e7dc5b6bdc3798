/**
 * What every store promises, as one suite over a factory: each implementation runs all of it. The stories
 * are those of a shop, because that is where a broken promise would show.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../../src/decisions/collections.ts';
import { NotLoaded } from '../../../src/decisions/decision.ts';
import type { Store } from '../../../src/store/port.ts';
import { fact, order, placed, reservation, seen, stock } from './documents.ts';

/** A place that keeps what stores write to it. */
export interface StorePlace {
  /** Opens the store that is there; what was committed before is there again. */
  open(): Promise<Store>;
  dispose(): Promise<void>;
}

const POLO = 'polo/rojo/m';

export function storeContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`${name}: what every store promises`, () => {
    let place: StorePlace;
    let store: Store;
    const put = (...changes: readonly Change[]) => store.commit(store.openHot(), changes);
    const reopen = async () => {
      await store.close();
      store = await place.open();
    };
    const reserved = () => store.openHot().get('stock', POLO)?.reserved;
    const ordersFrom = async (range?: { from?: number; to?: number }) => {
      const numbers: number[] = [];
      for await (const { number } of store.query.each('orders', range)) numbers.push(number);
      return numbers;
    };

    beforeEach(async () => {
      place = await makePlace();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.dispose();
    });

    test('a new shop has nothing', async () => {
      const view = await store.open([{ collection: 'orders', id: '1001' }]);
      expect(view.get('stock', POLO)).toBeUndefined();
      expect(view.get('orders', '1001')).toBeUndefined();
      expect([...store.query.all('stock')]).toEqual([]);
      expect(await ordersFrom()).toEqual([]);
      expect(await store.query.newest('facts', 10)).toEqual([]);
    });

    test('a placement shows at once, whole, to whoever opens a view after it', () => {
      const done = put(stock(POLO, 5, 1), reservation('reserve:1001', 1), seen('m1'), placed(1001));
      const view = store.openHot();
      expect(view.get('stock', POLO)?.reserved).toBe(1);
      expect(view.get('inbox', 'm1')).toEqual({ id: 'm1', at: 0 });
      expect(view.get('orders', '1001')).toEqual(order(1001));
      return done;
    });

    test('a commit tells its number, and the numbers grow', async () => {
      const [first, second] = await Promise.all([put(seen('m1')), put(seen('m2'))]);
      if (!first.ok || !second.ok) throw new Error('nothing else was committed');
      expect(second.sequence).toBeGreaterThan(first.sequence);
    });

    test('the last unit bought by two customers goes to the first one', async () => {
      await put(stock(POLO, 1, 0));
      const [ana, luis] = [store.openHot(), store.openHot()];
      expect([ana.get('stock', POLO)?.reserved, luis.get('stock', POLO)?.reserved]).toEqual([0, 0]);
      const answers = await Promise.all([
        store.commit(ana, [stock(POLO, 1, 1), placed(1001, 'Ana')]),
        store.commit(luis, [stock(POLO, 1, 1), placed(1002, 'Luis')]),
      ]);
      expect(answers[0]?.ok).toBe(true);
      expect(answers[1]).toEqual({ ok: false, key: { collection: 'stock', id: POLO } });
      expect(await ordersFrom()).toEqual([1001]);
    });

    test('a refused commit changes nothing, not even its other documents', async () => {
      await put(stock(POLO, 1));
      const view = store.openHot();
      view.get('stock', POLO);
      await put(stock(POLO, 0));
      await store.commit(view, [seen('m1'), fact('gorra'), placed(1001)]);
      expect(store.openHot().get('inbox', 'm1')).toBeUndefined();
      expect(await store.query.newest('facts', 10)).toEqual([]);
      expect(await ordersFrom()).toEqual([]);
    });

    test('what was not there when it was read must still not be there', async () => {
      const view = store.openHot();
      expect(view.get('inbox', 'm1')).toBeUndefined();
      await put(seen('m1'));
      expect(await store.commit(view, [seen('m1')])).toEqual({ ok: false, key: { collection: 'inbox', id: 'm1' } });
    });

    test('a deleted document that was read refuses the commit too', async () => {
      await put(seen('m1'));
      const view = store.openHot();
      view.get('inbox', 'm1');
      await put({ delete: 'inbox', id: 'm1' });
      expect((await store.commit(view, [seen('m2')])).ok).toBe(false);
    });

    test('a decision on other documents is not disturbed', async () => {
      await put(stock(POLO, 1), stock('gorra', 1));
      const view = store.openHot();
      view.get('stock', 'gorra');
      await put(stock(POLO, 0));
      expect((await store.commit(view, [stock('gorra', 0)])).ok).toBe(true);
    });

    test('an order that was read while somebody else changes it refuses the commit', async () => {
      await put(placed(1001));
      await reopen();
      const view = await store.open([{ collection: 'orders', id: '1001' }]);
      expect(view.get('orders', '1001')?.customer.name).toBe('Ana');
      await put(placed(1001, 'Ana María'));
      expect(await store.commit(view, [seen('m1')])).toEqual({ ok: false, key: { collection: 'orders', id: '1001' } });
    });

    test('an old order has to be asked for', async () => {
      await put(placed(1001));
      await reopen();
      expect(() => store.openHot().get('orders', '1001')).toThrow(NotLoaded);
      const view = await store.open([{ collection: 'orders', id: '1001' }]);
      expect(view.get('orders', '1001')).toEqual(order(1001));
      expect(() => view.get('orders', '1002')).toThrow(NotLoaded);
    });

    test('a deleted order stays deleted', async () => {
      await put(placed(1001), placed(1002));
      await reopen();
      await put({ delete: 'orders', id: '1001' });
      expect((await store.open([{ collection: 'orders', id: '1001' }])).get('orders', '1001')).toBeUndefined();
      expect(await ordersFrom()).toEqual([1002]);
      await reopen();
      expect((await store.open([{ collection: 'orders', id: '1001' }])).get('orders', '1001')).toBeUndefined();
      expect(await ordersFrom()).toEqual([1002]);
    });

    test('facts come back in the order in which they were committed, also across restarts', async () => {
      const words = Array.from({ length: 25 }, (_, index) => `word ${index}`);
      for (const [index, word] of words.entries()) {
        await put(fact(word));
        if (index % 10 === 9) await reopen();
      }
      const read: (string | undefined)[] = [];
      for await (const each of store.query.each('facts')) read.push(each.words);
      expect(read).toEqual(words);
      expect((await store.query.newest('facts', 3)).map((each) => each.words)).toEqual(['word 24', 'word 23', 'word 22']);
    });

    test('several facts of one commit keep their order', async () => {
      await put(fact('a'), fact('b'), reservation('r', 1), fact('c'));
      expect((await store.query.newest('facts', 10)).map((each) => each.words)).toEqual(['c', 'b', 'a']);
    });

    test('a number that was given once is never given again', async () => {
      await put(fact('a'), fact('b'));
      await put({ delete: 'facts', id: '2' });
      await reopen();
      await put(fact('c'));
      const view = await store.open([{ collection: 'facts', id: '3' }]);
      expect(view.get('facts', '3')?.words).toBe('c');
    });

    test('orders are listed by number, newest first, page by page', async () => {
      for (const number of [1003, 999, 2500, 1001, 1002]) await put(placed(number));
      await reopen();
      await put(placed(2501), placed(1000));
      expect(await ordersFrom()).toEqual([999, 1000, 1001, 1002, 1003, 2500, 2501]);
      expect(await ordersFrom({ from: 1001, to: 2500 })).toEqual([1001, 1002, 1003, 2500]);
      const page = async (before?: number) => (await store.query.newest('orders', 3, before)).map((each) => each.number);
      expect(await page()).toEqual([2501, 2500, 1003]);
      expect(await page(1003)).toEqual([1002, 1001, 1000]);
      expect(await page(1000)).toEqual([999]);
      expect(await page(999)).toEqual([]);
    });

    test('everything of a live collection can be listed', async () => {
      await put(seen('m1'), seen('m2'));
      await reopen();
      await put(seen('m3'), { delete: 'inbox', id: 'm1' });
      expect([...store.query.all('inbox')].map(({ id }) => id).sort()).toEqual(['m2', 'm3']);
    });

    test('settled waits for every commit made before it', async () => {
      const told: string[] = [];
      const commits = [1, 2, 3].map((n) => put(seen(`m${n}`)).then(() => told.push(`m${n}`)));
      const settled = store.settled().then(() => told.push('settled'));
      await Promise.all([...commits, settled]);
      expect(told.toSorted()).toEqual(['m1', 'm2', 'm3', 'settled']);
      const { sequence, durable } = store.health();
      expect(durable).toBe(sequence);
      await store.settled();
    });

    test('a commit is not yet durable when the call returns, and is when it resolves', async () => {
      const before = store.health().durable;
      const done = put(seen('m1'));
      expect(store.health()).toMatchObject({ ok: true, sequence: before + 1, durable: before });
      await done;
      expect(store.health().durable).toBe(before + 1);
    });

    test('what is reopened equals what was committed', async () => {
      await put(stock(POLO, 5, 0), seen('m1'), placed(1001), fact('gorra'));
      await put(stock(POLO, 5, 2), { delete: 'inbox', id: 'm1' }, placed(1001, 'Ana María'), seen('__proto__'), seen('constructor'));
      const { sequence } = store.health();
      await reopen();
      expect(reserved()).toBe(2);
      expect(store.health()).toMatchObject({ ok: true, sequence, durable: sequence });
      const view = await store.open([
        { collection: 'orders', id: '1001' },
        { collection: 'facts', id: '1' },
      ]);
      expect(view.get('inbox', 'm1')).toBeUndefined();
      expect(view.get('inbox', '__proto__')).toEqual({ id: '__proto__', at: 0 });
      expect(view.get('inbox', 'constructor')).toEqual({ id: 'constructor', at: 0 });
      expect(view.get('inbox', 'toString')).toBeUndefined();
      expect(view.get('orders', '1001')).toEqual(order(1001, 'Ana María'));
      expect(view.get('facts', '1')).toMatchObject({ words: 'gorra' });
    });

    test('text of every kind comes back as it was', async () => {
      const words = 'ñandú 👕🏽 "comillas" \\ \u2028 \u0000 \n ́e \ud800';
      await put(fact(words));
      await reopen();
      expect((await store.query.newest('facts', 1))[0]?.words).toBe(words);
    });

    test('a closed store takes nothing more', async () => {
      const view = store.openHot();
      await store.close();
      await expect(store.commit(view, [seen('m1')])).rejects.toThrow('closed');
      expect(() => store.openHot()).toThrow('closed');
      store = await place.open();
      expect(store.openHot().get('inbox', 'm1')).toBeUndefined();
    });

    test('a view of another store is refused', async () => {
      const stranger = { get: () => undefined };
      await expect(store.commit(stranger, [seen('m1')])).rejects.toThrow('view');
    });

    test('a cold document whose id has no number is refused before anything changes', async () => {
      await expect(put(seen('m1'), { put: 'orders', id: 'first', doc: order(1) })).rejects.toThrow('orders/first');
      expect(store.openHot().get('inbox', 'm1')).toBeUndefined();
    });
  });
}
