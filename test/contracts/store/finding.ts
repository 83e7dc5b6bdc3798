/**
 * How orders and conversations at rest are found, as one suite over a factory: the same answers from every
 * store, also while a part is not folded yet, and from a handful of files however long the history is.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minor } from '../../../src/commerce/money.ts';
import type { Order } from '../../../src/commerce/order.ts';
import type { OrderStatus } from '../../../src/commerce/transitions.ts';
import type { Change } from '../../../src/decisions/collections.ts';
import { MOST_FILES_A_QUERY, type OrderPage, type Page, type Store } from '../../../src/store/port.ts';
import type { StorePlace } from './contract.ts';
import { order, resting } from './documents.ts';

const FIRST = 1001;
const ORDERS = 12_000;
/** The last ones are committed after everything else was folded. */
const NOT_FOLDED = 300;
const AT_ONCE = 400;
const NAMES = ['Rosa Quispe', 'Ana Huamán', 'José Núñez', 'María del Carmen', 'João Conceição'];
const PRODUCTS = ['Polo de algodón', 'Gorra', 'Medias'];
/** Order 1001 was placed then, and each a minute after the one before. */
const START = Date.parse('2026-01-01T05:00:00.000Z');
const MINUTE = 60_000;

function statusOf(index: number): OrderStatus {
  if (index % 997 === 0) return 'returned';
  if (index % 9 === 0) return 'cancelled';
  return index > ORDERS - 200 ? 'confirmed' : 'closed';
}

/** Like those of a shop over years: names and products come again, telephones, codes and payments do not. */
function sold(index: number): Order {
  const number = FIRST + index;
  const product = PRODUCTS[index % PRODUCTS.length] ?? '';
  return {
    ...order(number, index === 5000 ? 'Zoraida Ñique' : NAMES[index % NAMES.length]),
    publicCode: `c${(number * 7919).toString(36)}x`,
    customerId: `customer-${Math.floor(index / 3)}`,
    customer: {
      name: index === 5000 ? 'Zoraida Ñique' : (NAMES[index % NAMES.length] ?? ''),
      phone: `+51 9${String(10_000_000 + index * 17).padStart(8, '0')}`,
      language: 'es',
    },
    lines: [
      {
        id: 'l1',
        productId: product,
        variantId: product,
        name: product,
        detail: 'Rojo, M',
        unitPrice: minor(4500),
        qty: 1,
        net: minor(4500),
        discountShare: minor(0),
        tracked: true,
      },
    ],
    payments: {
      attempts: [],
      reports: {
        [`pay${90_000_000 + index}`]: {
          paymentId: `pay${90_000_000 + index}`,
          status: 'approved',
          detail: '',
          amount: minor(4500),
          refunded: minor(0),
          currency: 'PEN',
          reference: null,
          live: true,
          updatedAt: '2026-01-01T00:00:00.000Z',
          means: 'card',
        },
      },
    },
    status: statusOf(index),
    placedAt: new Date(START + index * MINUTE).toISOString(),
  };
}

const put = (doc: Order): Change => ({ put: 'orders', id: doc.id, doc });

export function findingContract(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`${name}: finding among ${ORDERS} orders`, () => {
    let place: StorePlace;
    let store: Store;
    const all = Array.from({ length: ORDERS }, (_, index) => sold(index));
    const wantedOf = (isWanted: (order: Order) => boolean) =>
      all
        .filter(isWanted)
        .map(({ number }) => number)
        .reverse();
    const reopen = async () => {
      await store.close();
      store = await place.open();
    };
    /** What was asked for, on a store that has read nothing yet; it may look into a handful of files only. */
    const cold = async <T>(ask: (store: Store) => Promise<T>): Promise<T> => {
      const before = store.health().filesRead;
      const answer = await ask(store);
      expect(store.health().filesRead - before).toBeLessThanOrEqual(MOST_FILES_A_QUERY);
      return answer;
    };
    /** Page by page to the end, each page from a handful of files. */
    const pages = async (ask: (page: Page) => Promise<OrderPage>, limit = 50): Promise<number[]> => {
      const numbers: number[] = [];
      for (let before: number | null | undefined; before !== null; ) {
        const { orders, older }: OrderPage = await cold(() => ask({ limit, before: before ?? undefined }));
        expect(orders.length).toBeLessThanOrEqual(limit);
        numbers.push(...orders.map(({ number }) => number));
        expect(older).not.toBe(before);
        before = older;
      }
      return numbers;
    };

    beforeAll(async () => {
      place = await makePlace();
      store = await place.open();
      const add = async (orders: readonly Order[]) => {
        for (let from = 0; from < orders.length; from += AT_ONCE) {
          await store.commit(store.openHot(), orders.slice(from, from + AT_ONCE).map(put));
        }
      };
      // As they are placed: waiting first, so that every order has left a state behind.
      await add(all.slice(0, -NOT_FOLDED).map((each) => ({ ...each, status: 'awaiting_payment' as const })));
      await reopen();
      await add(all.slice(0, -NOT_FOLDED));
      await reopen();
      await add(all.slice(-NOT_FOLDED));
    }, 120_000);
    afterAll(async () => {
      await store.close();
      await place.dispose();
    });

    test('a late notification finds its order, however old', async () => {
      for (const index of [0, 4321, ORDERS - NOT_FOLDED - 1, ORDERS - 1]) {
        expect((await cold(() => store.query.orders.byPayment(`pay${90_000_000 + index}`)))?.number).toBe(FIRST + index);
      }
      expect(await cold(() => store.query.orders.byPayment('pay1'))).toBeUndefined();
      expect(await cold(() => store.query.orders.byPayment('constructor'))).toBeUndefined();
    });

    test('an order is found by its code', async () => {
      for (const index of [1, 7777, ORDERS - 2]) {
        expect((await cold(() => store.query.orders.byCode(sold(index).publicCode)))?.number).toBe(FIRST + index);
      }
    });

    test('the orders of a customer, newest first', async () => {
      expect(await pages((page) => store.query.orders.byCustomer('customer-1000', page))).toEqual([4003, 4002, 4001]);
      expect(await pages((page) => store.query.orders.byCustomer('nobody', page))).toEqual([]);
    });

    test('orders in a state are listed page by page, and those that left it are not', async () => {
      expect(await pages((page) => store.query.orders.byState(['awaiting_payment'], page))).toEqual([]);
      expect(await pages((page) => store.query.orders.byState(['confirmed'], page))).toEqual(
        wantedOf(({ status }) => status === 'confirmed'),
      );
      expect(await pages((page) => store.query.orders.byState(['returned', 'cancelled'], page), 100)).toEqual(
        wantedOf(({ status }) => status === 'returned' || status === 'cancelled'),
      );
    });

    test('a page of what is common is full, and says where the next one begins', async () => {
      const first = await cold(() => store.query.orders.byState(['closed'], { limit: 50 }));
      const wanted = wantedOf(({ status }) => status === 'closed');
      expect(first.orders.map(({ number }) => number)).toEqual(wanted.slice(0, 50));
      const second = await cold(() => store.query.orders.byState(['closed'], { limit: 50, before: first.older ?? undefined }));
      expect(second.orders.map(({ number }) => number)).toEqual(wanted.slice(50, 100));
    });

    test.each([
      ['Zoraida', 'a name that only one has', (index: number) => index === 5000],
      ['ñique  ZORAIDA', 'both names, in any order and case', (index: number) => index === 5000],
      ['nunez medias', 'a name without its accents and a product', (index: number) => index % 5 === 2 && index % 3 === 2],
      ['conceicao gorra rojo', 'three words', (index: number) => index % 5 === 4 && index % 3 === 1 && index !== 5000],
      ['zoraida gorra', 'words that never come together', () => false],
      ['6001', 'a number', (index: number) => index === 5000 || sold(index).customer.phone.endsWith('6001')],
      ['910 085 000', 'a telephone as people write it', (index: number) => index === 5000],
      ['+51 910085000', 'a telephone with its country', (index: number) => index === 5000],
      ['10085000', 'a telephone without its beginning', (index: number) => index === 5000],
      ['85000', 'the end of a telephone', (index: number) => sold(index).customer.phone.endsWith('85000')],
      ['pay90004321', 'a payment', (index: number) => index === 4321],
      ['de M', 'nothing but little words', () => false],
      ['', 'nothing', () => false],
    ])('"%s" finds by %s', async (words, _, isWanted) => {
      const found = await pages((page) => store.query.orders.search(words, page), 500);
      expect(found).toEqual(wantedOf(({ number }) => isWanted(number - FIRST)));
    });

    test('the orders of some days are read from the files of those days only', async () => {
      const [from, before] = [START + 3000 * MINUTE, START + 4440 * MINUTE];
      const placed = await cold(() =>
        Array.fromAsync(store.query.orders.placed(new Date(from).toISOString(), new Date(before).toISOString())),
      );
      expect(placed.map(({ number }) => number)).toEqual(Array.from({ length: 1440 }, (_, index) => FIRST + 3000 + index));
      const latest = await cold(() => Array.fromAsync(store.query.orders.placed(sold(ORDERS - 5).placedAt, '9999')));
      expect(latest.map(({ number }) => number)).toEqual([-5, -4, -3, -2, -1].map((back) => FIRST + ORDERS + back));
    });

    test('what changes is found by what it is now, before and after it is folded', async () => {
      const changed: Order = { ...sold(6000), status: 'preparing', customer: { ...sold(6000).customer, name: 'Wenceslao' } };
      await store.commit(store.openHot(), [put(changed), { delete: 'orders', id: sold(6001).id }]);
      for (const moment of ['not folded yet', 'folded']) {
        expect(await pages((page) => store.query.orders.byState(['preparing'], page)), moment).toEqual([changed.number]);
        expect(await pages((page) => store.query.orders.search('wenceslao', page)), moment).toEqual([changed.number]);
        expect(await store.query.orders.byCode(sold(6001).publicCode), moment).toBeUndefined();
        await reopen();
      }
      await store.commit(store.openHot(), [put(sold(6000)), put(sold(6001))]);
    });

    test('a conversation at rest is found by its id, the newest place of rest first', async () => {
      const rest = (id: string, chat: string): Change => ({ put: 'resting', id, doc: resting(id, chat) });
      const whereabouts = (chat: string) =>
        cold(async () => (await store.open([{ collection: 'whereabouts', id: chat }])).get('whereabouts', chat));
      expect(await whereabouts('web:main:ana')).toBeUndefined();
      await store.commit(store.openHot(), [rest('1', 'web:main:ana'), rest('2', 'web:main:luis')]);
      for (const _ of ['not folded yet', 'folded']) {
        expect(await whereabouts('web:main:ana')).toEqual({ id: 'web:main:ana', resting: '1' });
        expect(await whereabouts('web:main:luis')).toEqual({ id: 'web:main:luis', resting: '2' });
        expect(await whereabouts('web:main:nobody')).toBeUndefined();
        await reopen();
      }
      await store.commit(store.openHot(), [{ delete: 'resting', id: '1' }]);
      expect(await whereabouts('web:main:ana')).toBeUndefined();
      await store.commit(store.openHot(), [rest('3', 'web:main:ana')]);
      await reopen();
      expect(await whereabouts('web:main:ana')).toEqual({ id: 'web:main:ana', resting: '3' });
    });
  });
}
