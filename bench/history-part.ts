/** A shop with a past in a process of its own: opened, written to, looked through, and folded under load. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import type { App } from '../src/app.ts';
import { takeBackup } from '../src/backup/backup.ts';
import type { Change } from '../src/decisions/collections.ts';
import { sampleOrder } from '../src/seller/order-sample.ts';
import { openJsonStore } from '../src/store/json/open.ts';
import type { Store } from '../src/store/port.ts';
import { runClosedLoop } from './closed-loop.ts';
import { chatOf, nameOf, paymentOf } from './history.ts';
import { inbound } from './inbound.ts';
import { openBenchShop } from './open-shop.ts';
import { watchOwnWork } from './own-work.ts';
import { answerWith, processorMs } from './parts.ts';
import { backupPlan, loopPlan, nap } from './questions.ts';

const opening = z.object({ home: z.string(), data: z.string() });
const span = z.object({ orders: z.number(), round: z.number() });

const FIRST_LOOK_MS = 20;

let app: App | null = null;

answerWith({
  async 'open and answer one'(details) {
    const { home, data } = opening.parse(details);
    app = await openBenchShop(home, data);
    await write('first-of-all-00000000', 0, 'hola');
    return true;
  },
  async 'take messages'(details) {
    const before = processorMs();
    const { kept } = await runClosedLoop(
      loopPlan.parse(details),
      async () =>
        async ({ chat, index, text }) =>
          write(chat, index, text),
    );
    await shop().runtime.idle();
    return (processorMs() - before) / kept;
  },
  async 'say its memory'() {
    return process.memoryUsage().rss / 2 ** 20;
  },
  /** ms of each page as the seller's browser waits for it; every one asks for something else. */
  async 'show pages'(details) {
    const { orders, round } = span.parse(details);
    const pages = await sellerPages(shop());
    const customer = (part: number) => Math.floor((orders / 5) * part) + round;
    const times: Record<string, number> = {};
    for (const [name, path] of [
      ['list', '/seller/orders'],
      ['state', `/seller/orders?state=${['toPrepare', 'done', 'dead'][round % 3]}`],
      ['older', `/seller/orders?state=dead&before=${Math.floor(orders * (0.3 + 0.1 * (round % 5)))}`],
      ['name', `/seller/orders?q=${encodeURIComponent(nameOf(customer(0.4)))}`],
      ['words', `/seller/orders?q=${encodeURIComponent(`polo ${nameOf(customer(0.7)).split(' ')[1]}`)}`],
      ['phone', `/seller/orders?q=9${String((customer(0.2) * 7919) % 100_000_000).padStart(8, '0')}`],
      ['payment', `/seller/orders?q=${paymentOf(customer(0.5))}`],
    ] as const) {
      times[name] = await pages(path);
    }
    return times;
  },
  /** ms from her message until it is kept, for customers who come back after a month, and for new ones. */
  async 'welcome back'(details) {
    const { orders, round } = span.parse(details);
    const timeOf = async (chat: string) => {
      const before = performance.now();
      await write(chat, 90, 'hola');
      return performance.now() - before;
    };
    return {
      back: await timeOf(chatOf(Math.floor((orders / 5) * (0.1 + 0.15 * (round % 5))) + round)),
      first: await timeOf(`first-${round}-00000000000000`),
    };
  },
  async close() {
    await app?.stop();
  },
  async 'say its processor time'() {
    return processorMs();
  },
  /** Pauses of the event loop in ms: commits of placed orders, paced, with every segment folded at once. */
  async 'fold under load'(details) {
    const { data, ms, orders, segmentBytes } = nap.parse(details);
    const before = performance.now();
    const store = await openJsonStore({ directory: data, segmentBytes });
    const opening = performance.now() - before;
    const pauses = await watched(store, orders, () => {
      const until = performance.now() + ms;
      return () => performance.now() < until;
    });
    await store.close();
    return { ...pauses, opening };
  },
  /** The same commits while a backup is taken. */
  async 'back up under load'(details) {
    const { data, orders, to } = backupPlan.parse(details);
    const store = await openJsonStore({ directory: data });
    const backup = Promise.withResolvers<number>();
    const { longest, own } = await watched(store, orders, () => {
      const begun = performance.now();
      let taken = false;
      takeBackup(store, to, Date.now)
        .finally(() => {
          taken = true;
        })
        .then(() => backup.resolve(performance.now() - begun), backup.reject);
      return () => !taken;
    });
    await store.close();
    return { ms: await backup.promise, longest, own };
  },
});

/**
 * Longest pauses, in ms, while two orders a millisecond or so are committed.
 * @param begin called when the watch is on; answers whether it goes on
 */
async function watched(store: Store, orders: number, begin: () => () => boolean) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // The first pause is told from the second look on.
  await new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS));
  const ownWork = watchOwnWork();
  const goesOn = begin();
  for (let commits = 0; goesOn(); commits += 1) {
    const number = orders + 2000 + commits;
    await Promise.all([store.commit(store.openHot(), sale(number)), store.commit(store.openHot(), sale(number - 500))]);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  delay.disable();
  return { longest: delay.max / 1e6, p99: delay.percentile(99) / 1e6, own: ownWork() };
}

function sale(number: number): readonly Change[] {
  const order = sampleOrder({ number });
  return [
    { put: 'orders', id: order.id, doc: order },
    { put: 'inbox', id: `m${number}`, doc: { id: `m${number}`, at: 0 } },
  ];
}

async function write(chat: string, index: number, text: string): Promise<void> {
  const accepted = await shop().runtime.accept(inbound(chat, index, text));
  if (!accepted.accepted || accepted.duplicate) throw new Error('a message was not kept as a new one');
}

/** Asks for a page as the seller, with her cookie; answers the ms it took. @throws where it is not shown */
async function sellerPages({ url, sellerKey }: App): Promise<(path: string) => Promise<number>> {
  const entered = await fetch(`${url}/seller/enter?key=${sellerKey}`, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return async (path) => {
    const before = performance.now();
    const answer = await fetch(`${url}${path}`, { headers: { cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
    return performance.now() - before;
  };
}

function shop(): App {
  if (!app) throw new Error('the shop is not open yet');
  return app;
}
