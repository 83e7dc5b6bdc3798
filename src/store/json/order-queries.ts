/**
 * Orders by what people know of them: the index says where to look, what was committed since the last fold
 * is looked through in memory, and the order itself decides whether it fits.
 */

import type { Order } from '../../commerce/order.ts';
import { MOST_FILES_A_QUERY, type OrderPage, type OrderQueries, type Page } from '../port.ts';
import { fits, lookedUp, stateTerm, type WantedWord, wantedWords } from '../terms.ts';
import { documentOf } from './document-of.ts';
import type { Numbers } from './index-files.ts';
import { runningNumber, shardFile, shardOfNumber } from './layout.ts';
import { copyShard } from './shard-reading.ts';
import type { Shelves } from './view.ts';

interface Wanted {
  readonly words: readonly Pick<WantedWord, 'terms' | 'number'>[];
  readonly fits: (order: Order) => boolean;
}

export function orderQueries(shelves: Shelves, ready: () => void): OrderQueries {
  const page = (wanted: Wanted, { limit, before = Number.POSITIVE_INFINITY }: Page): Promise<OrderPage> => {
    ready();
    return readPage(shelves, wanted, limit, before);
  };
  const one = async (term: string, isIt: (order: Order) => boolean) =>
    (await page({ words: [{ terms: [term], number: null }], fits: isIt }, { limit: 1 })).orders[0];

  return {
    byPayment: (paymentId) => one(paymentId, (order) => Object.hasOwn(order.payments.reports, paymentId)),
    byCode: (publicCode) => one(publicCode, (order) => order.publicCode === publicCode),
    byCustomer: (customerId, wanted) =>
      page({ words: [{ terms: [customerId], number: null }], fits: (order) => order.customerId === customerId }, wanted),
    byState: (states, wanted) =>
      page({ words: [{ terms: states.map(stateTerm), number: null }], fits: ({ status }) => states.includes(status) }, wanted),
    async search(text, wanted) {
      const words = wantedWords(text);
      return words.length === 0 ? NOTHING : page({ words: lookedUp(words), fits: (order) => fits(order, words) }, wanted);
    },
    async *placed(from, before) {
      ready();
      const lately = shelves.documents.recentShards('orders');
      const files = await shelves.indexes.filesOfDays(from, before);
      for (const shard of [...new Set([...files, ...lately])].sort((a, b) => a - b)) {
        for (const { doc } of await copyShard(shelves, 'orders', shard)) {
          const order = documentOf('orders', doc());
          if (order.placedAt >= from && order.placedAt < before) yield order;
        }
      }
    },
  };
}

const NOTHING: OrderPage = { orders: [], older: null };

function readPage(shelves: Shelves, wanted: Wanted, limit: number, before: number): Promise<OrderPage> {
  // Before the index is read: a fold that ends meanwhile then shows an order twice, and not never.
  const lately = ordersLately(shelves);
  const fresh = [...lately.values()]
    .filter((order) => order !== undefined && order.number < before && wanted.fits(order))
    .filter((order) => order !== undefined)
    .sort((a, b) => b.number - a.number);
  return shelves.indexes.find('orders', wanted.words, before, (found) => pageOf(shelves, wanted, limit, { ...found, lately, fresh }));
}

interface Found {
  readonly numbers: Numbers;
  /** Index files that were looked into. */
  readonly files: number;
  readonly lately: ReadonlyMap<number, Order | undefined>;
  /** Of those, the ones that fit, newest first. */
  readonly fresh: Order[];
}

async function pageOf(shelves: Shelves, wanted: Wanted, limit: number, { numbers, files, lately, fresh }: Found): Promise<OrderPage> {
  const opened = new Set<number>();
  const orders: Order[] = [];
  const full = () => orders.length === limit;
  const page = (older: number | null): OrderPage => ({ orders, older });
  const takeFreshAbove = (number: number) => {
    while (!full() && (fresh[0]?.number ?? Number.NEGATIVE_INFINITY) > number) orders.push(...fresh.splice(0, 1));
  };
  for (const number of numbers) {
    if (lately.has(number)) continue;
    takeFreshAbove(number);
    if (full()) return page(lastOf(orders));
    const shard = shardOfNumber('orders', number);
    if (!opened.has(shard) && opened.size >= MOST_FILES_A_QUERY - files) return page(number + 1);
    opened.add(shard);
    const order = await readOrder(shelves, shard, number);
    if (order && wanted.fits(order)) orders.push(order);
  }
  takeFreshAbove(Number.NEGATIVE_INFINITY);
  return page(fresh.length > 0 ? lastOf(orders) : null);
}

/** By number; undefined where it was deleted. */
function ordersLately({ documents }: Shelves): ReadonlyMap<number, Order | undefined> {
  const orders = new Map<number, Order | undefined>();
  for (const shard of documents.recentShards('orders')) {
    for (const [id, { doc }] of documents.recentIn('orders', shard)) {
      orders.set(runningNumber(id) ?? 0, doc === undefined ? undefined : documentOf('orders', doc));
    }
  }
  return orders;
}

async function readOrder({ files }: Shelves, shard: number, number: number): Promise<Order | undefined> {
  const doc = await files.read(shardFile('orders', shard), true, (lines) => lines.get(String(number)));
  return doc === undefined ? undefined : documentOf('orders', doc);
}

const lastOf = (orders: readonly Order[]): number | null => orders.at(-1)?.number ?? null;
