/**
 * Many short lives of a shop on a simulated disk that fails in every way, each drawn from one seed: half of them
 * end in a power cut, which takes what was not synced, or any part of it. After every crash the store must be
 * exactly what it was after some commit, not before the last acknowledged one.
 */
import { expect, test } from 'vitest';
import { fact, placed, seen, stock } from '../../../test/contracts/store/documents.ts';
import { type Random, randomFrom } from '../../../test/contracts/store/random.ts';
import { type Faults, ProcessEnded, SimulatedDisk } from '../../../test/contracts/store/simulated-disk.ts';
import type { Order } from '../../commerce/order.ts';
import type { Change, View } from '../../decisions/collections.ts';
import { type Store, StoreFailed } from '../port.ts';
import { openJsonStore } from './open.ts';

const SEEDS = process.env.TANTEO_LONG === '1' ? 5000 : 150;
const LIVES = 6;
/** The bar; a run has hundreds. */
const LEAST_POWER_CUTS = 30;
const TURNS = 25;
const ORDERS = 40;

/** Everything the store holds, by collection and id; facts by their place. */
type Picture = ReadonlyMap<string, unknown>;

async function pictureOf(store: Store): Promise<Picture> {
  const picture = new Map<string, unknown>();
  for (const doc of store.query.all('stock')) picture.set(`stock/${doc.id}`, doc);
  for (const doc of store.query.all('inbox')) picture.set(`inbox/${doc.id}`, doc);
  for await (const doc of store.query.each('orders')) picture.set(`orders/${doc.id}`, doc);
  let facts = 0;
  for await (const doc of store.query.each('facts')) picture.set(`facts/${++facts}`, doc);
  return picture;
}

/** What the store should hold after the first `count` commits. */
function expected(commits: readonly (readonly Change[])[], count: number): Picture {
  const picture = new Map<string, unknown>();
  let facts = 0;
  for (const change of commits.slice(0, count).flat()) {
    if ('append' in change) picture.set(`facts/${++facts}`, change.doc);
    else if ('delete' in change) picture.delete(`${change.delete}/${change.id}`);
    else picture.set(`${change.put}/${change.id}`, change.doc);
  }
  return picture;
}

function someChanges(random: Random, turn: number): readonly Change[] {
  const changes: Change[] = [stock(`v${random.below(3)}`, turn, random.below(9)), seen(`m${turn}`)];
  const number = 990 + random.below(ORDERS);
  if (random.chance(0.6)) changes.push(placed(number, `Ana ${turn}`));
  if (random.chance(0.1)) changes.push({ delete: 'orders', id: String(990 + random.below(ORDERS)) });
  if (random.chance(0.3)) changes.push({ delete: 'inbox', id: `m${random.below(turn + 1)}` });
  if (random.chance(0.5)) changes.push(fact(`fact ${turn}`), fact(`and ${'x'.repeat(random.below(900))}`));
  return changes;
}

function someFaults(random: Random): Partial<Faults> {
  const faults: { -readonly [F in keyof Faults]?: number } = {};
  if (random.chance(0.8)) faults.endsAt = 1 + random.below(400);
  if (random.chance(0.2)) faults.fullAt = 1 + random.below(300);
  if (random.chance(0.2)) faults.syncFailsAt = 1 + random.below(300);
  return faults;
}

interface Shop {
  readonly random: Random;
  readonly disk: SimulatedDisk;
  /** Everything committed that the last start found again, then everything committed since. */
  commits: (readonly Change[])[];
  acknowledged: number;
}

/** One life of the process: from the start to its end, wherever that comes. */
async function live(shop: Shop): Promise<void> {
  const { random } = shop;
  const disk = shop.disk.start(someFaults(random));
  let failures = 0;
  const store = await openJsonStore({
    directory: 'data',
    disk,
    segmentBytes: 300 + random.below(4000),
    indexBytes: 200 + random.below(3000),
    onFailure: () => failures++,
  });
  await mustBeAPrefix(shop, store);
  const problems: unknown[] = [];
  const underWay: Promise<void>[] = [];
  const begin = (work: Promise<void>) => {
    const ended = work.catch((error) => void problems.push(error));
    underWay.push(ended);
    return ended;
  };
  let read: OrderRead | null = null;
  const remember = async (order: Promise<OrderRead>) => {
    read = await order;
  };
  for (let turn = 0; turn < TURNS && problems.length === 0; turn++) {
    const done = begin(commitSomething(shop, store, random.chance(0.3) ? read : null));
    if (random.chance(0.6)) await done;
    if (random.chance(0.3)) void begin(remember(readAnOrder(shop, store)));
    if (random.chance(0.3)) await begin(remember(readAnOrder(shop, store)));
  }
  if (random.chance(0.3)) await begin(store.close());
  await Promise.all(underWay);
  for (const problem of problems) if (!isTheEnd(problem)) throw problem;
  if (problems.some((problem) => problem instanceof StoreFailed)) expect(failures).toBe(1);
}

/** What a process may meet when its disk fails or it is ended; anything else is a mistake of the store. */
const isTheEnd = (error: unknown) => error instanceof StoreFailed || error instanceof ProcessEnded;

/** Commits, on a view that has read an order some turns ago where there is one. */
async function commitSomething(shop: Shop, store: Store, read: OrderRead | null): Promise<void> {
  const changes = someChanges(shop.random, shop.commits.length);
  const before = store.health().sequence;
  const latest = read && expected(shop.commits, shop.commits.length).get(`orders/${read.id}`);
  const answer = store.commit(read?.view ?? store.openHot(), changes);
  const accepted = store.health().sequence > before;
  if (read && accepted) expect(latest).toEqual(read.order);
  if (accepted) shop.commits.push(changes);
  const number = shop.commits.length;
  expect((await answer).ok).toBe(accepted);
  if (accepted) shop.acknowledged = Math.max(shop.acknowledged, number);
}

interface OrderRead {
  readonly id: string;
  readonly view: View;
  readonly order: unknown;
}

/** An order, as the store shows it now, is what was committed last, durable or not, folded or not. */
async function readAnOrder({ random, commits }: Shop, store: Store): Promise<OrderRead> {
  const id = String(990 + random.below(ORDERS));
  const view = await store.open([{ collection: 'orders', id }]);
  const order = view.get('orders', id);
  expect(order).toEqual(expected(commits, commits.length).get(`orders/${id}`));
  return { id, view, order };
}

async function mustBeAPrefix(shop: Shop, store: Store): Promise<void> {
  const { sequence } = store.health();
  expect(sequence).toBeGreaterThanOrEqual(shop.acknowledged);
  expect(sequence).toBeLessThanOrEqual(shop.commits.length);
  expect(await pictureOf(store)).toEqual(expected(shop.commits, sequence));
  await mustBeFound(store);
  shop.commits = shop.commits.slice(0, sequence);
}

/** By the index, page by page: every order, as the folder has it, and no other. */
async function mustBeFound(store: Store): Promise<void> {
  const all = (await Array.fromAsync(store.query.each('orders'))).reverse();
  for (const find of [
    (before?: number) => store.query.orders.byState(['awaiting_payment'], { limit: 7, before }),
    (before?: number) => store.query.orders.search('ana', { limit: 50, before }),
  ]) {
    const found: Order[] = [];
    for (let older: number | null | undefined; older !== null; ) {
      const page = await find(older);
      found.push(...page.orders);
      older = page.older;
    }
    expect(found).toEqual(all);
  }
  const [latest] = all;
  if (latest) expect(await store.query.orders.byCode(latest.publicCode)).toEqual(latest);
}

test(`a shop whose process is killed and whose power is cut again and again keeps what it acknowledged, and nothing half (${SEEDS} seeds of ${LIVES} lives on a simulated disk)`, {
  timeout: 3_600_000,
}, async () => {
  const first = Number(process.env.TANTEO_SEED ?? 1);
  let powerCuts = 0;
  for (let seed = first; seed < first + SEEDS; seed++) {
    const random = randomFrom(seed);
    const shop: Shop = { random, disk: new SimulatedDisk(random), commits: [], acknowledged: 0 };
    for (let life = 0; life < LIVES; life++) {
      try {
        await live(shop);
      } catch (error) {
        if (!isTheEnd(error)) throw new Error(`seed ${seed}, life ${life}: ${error}`, { cause: error });
      }
      const end = random.chance(0.5) ? 'kill' : 'power loss';
      if (end === 'power loss') powerCuts++;
      shop.disk.end(end);
    }
    const store = await openJsonStore({ directory: 'data', disk: shop.disk.start() });
    await mustBeAPrefix(shop, store);
    await store.close();
  }
  expect(powerCuts).toBeGreaterThanOrEqual(LEAST_POWER_CUTS);
});
