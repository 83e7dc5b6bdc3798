/**
 * Ten thousand customers stand before the same question, whether it is right so, and say yes, hundreds of them at
 * any moment: how many orders a second are placed, each with its units, its number and its place on disk.
 */
import { join } from 'node:path';
import type { App } from '../src/app.ts';
import { inbound } from './inbound.ts';
import { openBenchShop } from './open-shop.ts';
import { asWritten, SALES_IN_CASH } from './sales.ts';
import { copyWithFullShelves } from './shop-home.ts';
import { median, percentile, tableOf } from './table.ts';

const CUSTOMERS = 10_000;
/** Who say yes at the same moment. */
const AT_ONCE = 500;

/** @returns the table; every customer places one order, so that it is measured once */
export async function benchPlacement(directory: string): Promise<string> {
  const home = join(directory, 'placement');
  await copyWithFullShelves(join(import.meta.dirname, '..'), home);
  const shop = await openBenchShop(home, join(home, 'data'));
  try {
    const says = SALES_IN_CASH[0]?.says ?? [];
    for (const [index, text] of says.slice(0, -1).entries()) await all((customer) => say(shop, customer, index, text));
    const before = performance.now();
    const times = await all((customer) => say(shop, customer, says.length - 1, says.at(-1) ?? ''));
    const seconds = (performance.now() - before) / 1000;
    await shop.store.settled();
    const placed = (shop.store.openHot().get('counters', 'orders')?.next ?? 0) - shop.files.shop.orders.firstNumber;
    if (placed !== CUSTOMERS) throw new Error(`${CUSTOMERS} customers said yes, and ${placed} orders were placed`);
    const numbers = [Math.round(CUSTOMERS / seconds).toLocaleString('en'), median(times).toFixed(0), percentile(times, 0.99).toFixed(0)];
    return tableOf(
      [`placing, ${CUSTOMERS.toLocaleString('en')} customers`, 'orders/s', 'p50 ms', 'p99 ms'],
      [[`${AT_ONCE} at once`, ...numbers]],
    );
  } finally {
    await shop.stop();
  }
}

/** Every customer once, so many at any moment. @returns ms of each */
async function all(act: (customer: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    for (let customer = next++; customer < CUSTOMERS; customer = next++) {
      const before = performance.now();
      await act(customer);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return times;
}

async function say({ runtime }: App, customer: number, index: number, text: string): Promise<void> {
  const chat = `placing-${customer}-000000000000`;
  const accepted = await runtime.accept(inbound(chat, index, asWritten(text, chat)));
  if (!accepted.accepted || accepted.duplicate) throw new Error('a message was not kept as a new one');
}
