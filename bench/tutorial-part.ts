/**
 * What tutorials have a bot keep its orders in: one list, written by lowdb as a whole for each order. In a process
 * of its own, with the orders of the shop's past; without chat and without pages.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { Order } from '../src/commerce/order.ts';
import { sampleOrder } from '../src/seller/order-sample.ts';
import { nameOf, paymentOf } from './history.ts';
import { watchOwnWork } from './own-work.ts';
import { answerWith, processorMs } from './parts.ts';
import { tutorialFolder, tutorialPlan } from './questions.ts';

const PAGE = 25;

const FIRST_LOOK_MS = 20;

let db = new Low<{ orders: Order[] }>(new JSONFile('db.json'), { orders: [] });
let file = 'db.json';

answerWith({
  async 'open and keep one'(details) {
    file = join(tutorialFolder.parse(details).data, 'db.json');
    db = new Low(new JSONFile(file), { orders: [] });
    await db.read();
    await keepOne();
    return true;
  },
  async 'say its memory'() {
    return process.memoryUsage().rss / 2 ** 20;
  },
  /** ms of each search through the list; as the shop's pages ask, without the page. */
  async 'show pages'(details) {
    const { orders, round } = tutorialPlan.parse(details);
    const customer = (part: number) => Math.floor((orders / 5) * part) + round;
    const [, lastName = ''] = nameOf(customer(0.7)).split(' ');
    return Object.fromEntries(
      Object.entries<(order: Order) => boolean>({
        list: () => true,
        state: ({ status }) => status === (['confirmed', 'closed', 'cancelled'] as const)[round % 3],
        older: ({ status, number }) => status === 'cancelled' && number < orders * (0.3 + 0.1 * (round % 5)),
        name: ({ customer: { name } }) => name === nameOf(customer(0.4)),
        words: ({ customer: { name }, lines }) => name.includes(lastName) && lines.some((line) => /polo/i.test(line.name)),
        phone: ({ customer: { phone } }) => phone.endsWith(String((customer(0.2) * 7919) % 100_000_000)),
        payment: ({ payments }) => Object.hasOwn(payments.reports, paymentOf(customer(0.5))),
      }).map(([name, fits]) => [name, timeOf(() => newest(fits))]),
    );
  },
  /** Orders one after the other, as many as are kept in `ms`. */
  async 'keep orders'(details) {
    const { ms } = tutorialPlan.parse(details);
    const before = processorMs();
    const { kept, ...pauses } = await watched(() => {
      const until = performance.now() + ms;
      return () => performance.now() < until;
    });
    return { processor: (processorMs() - before) / kept, ...pauses };
  },
  async 'back up under load'() {
    const backup = Promise.withResolvers<number>();
    const { longest, own } = await watched(() => {
      const begun = performance.now();
      let taken = false;
      copyFile(file, `${file}.backup`)
        .finally(() => {
          taken = true;
        })
        .then(() => backup.resolve(performance.now() - begun), backup.reject);
      return () => !taken;
    });
    return { ms: await backup.promise, longest, own };
  },
  async close() {},
});

/** @param begin called when the watch is on; answers whether it goes on */
async function watched(begin: () => () => boolean) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The first pause is told from the second look on.
  await new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS));
  const ownWork = watchOwnWork();
  const goesOn = begin();
  let kept = 0;
  do {
    await keepOne();
    kept += 1;
    await new Promise((resolve) => setTimeout(resolve, 1));
  } while (goesOn());
  delay.disable();
  return { kept, longest: delay.max / 1e6, own: ownWork() };
}

async function keepOne(): Promise<void> {
  db.data.orders.push(sampleOrder({ number: 1001 + db.data.orders.length }));
  await db.write();
}

function newest(fits: (order: Order) => boolean): readonly Order[] {
  const found: Order[] = [];
  for (let at = db.data.orders.length - 1; at >= 0 && found.length < PAGE; at -= 1) {
    const order = db.data.orders[at];
    if (order && fits(order)) found.push(order);
  }
  return found;
}

function timeOf(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}
