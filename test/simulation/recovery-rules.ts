/**
 * What has to be true when the shop comes back: it is exactly what it was after some commit, none before
 * the last one that anybody was told is safe.
 */
import type { CollectionName } from '../../src/decisions/collections.ts';
import { COLD, type HotCollection, type Store } from '../../src/store/port.ts';
import type { World } from './world.ts';

const RULE = 'what comes back is what was committed, up to a commit not before the last acknowledged one';

/** Listed so that a new collection cannot be forgotten. */
const HOT = {
  conversations: true,
  customers: true,
  carts: true,
  stock: true,
  messages: true,
  counters: true,
  redemptions: true,
  phones: true,
  aliases: true,
  complaints: true,
  slots: true,
  tokens: true,
  staff: true,
  answers: true,
  inbox: true,
  outbox: true,
  timers: true,
  jobs: true,
  alerts: true,
} as const satisfies Record<HotCollection, true>;

const HOT_NAMES = Object.keys(HOT) as readonly HotCollection[];

export async function checkRecovered(world: World, store: Store): Promise<void> {
  const { ledger, witness, sometimes, story } = world;
  const { sequence } = store.health();
  story.tell(`recovered up to ${sequence}; committed ${ledger.sequence}, promised ${ledger.promised}`);
  if (sequence < ledger.promised) return world.violated(RULE, `${ledger.promised} was promised, ${sequence} came back`);
  if (sequence > ledger.sequence) return world.violated(RULE, `${ledger.sequence} was committed, ${sequence} came back`);
  if (sequence < ledger.sequence) sometimes.note('commits were taken back by an accident');
  ledger.cutBack(sequence);
  witness.alerts.cutBack(sequence);
  for (const collection of HOT_NAMES) compare(world, collection, await sorted(store.query.all(collection)));
  for (const collection of COLD) compare(world, collection, await sorted(store.query.each(collection)));
  await findOne(world, store);
  excuseUnknown(world);
}

/** One order, found by everything it can be found by. */
async function findOne(world: World, store: Store): Promise<void> {
  const orders = world.ledger.now.all('orders');
  if (orders.length === 0) return;
  const order = world.dice.pick(orders);
  const payments = Object.keys(order.payments.reports);
  const found = [
    await store.query.orders.byCode(order.publicCode),
    ...(await Promise.all(payments.map((id) => store.query.orders.byPayment(id)))),
    (await store.query.orders.byCustomer(order.customerId, { limit: orders.length })).orders.find(({ id }) => id === order.id),
  ];
  if (found.some((one) => !one || textOf(one) !== textOf(order))) {
    world.violated('an order is found by its code, its payments and its customer', `${order.id}: ${JSON.stringify(found).slice(0, 300)}`);
  }
}

async function sorted(documents: Iterable<unknown> | AsyncIterable<unknown>): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const document of documents) texts.push(JSON.stringify(document));
  return texts.sort();
}

function compare(world: World, collection: CollectionName, found: readonly string[]): void {
  const expected = world.ledger.now.all(collection).map(textOf).sort();
  for (const [index, text] of expected.entries()) {
    if (found[index] === text) continue;
    return world.violated(RULE, `${collection}: expected ${text.slice(0, 300)}, found ${found[index]?.slice(0, 300)}`);
  }
  if (found.length > expected.length) world.violated(RULE, `${collection}: ${found.length} documents for ${expected.length}`);
}

const texts = new WeakMap<object, string>();

function textOf(document: object): string {
  const known = texts.get(document) ?? JSON.stringify(document);
  texts.set(document, known);
  return known;
}

/** What was tried before the accident and still waits to be sent: the shop cannot know whether it arrived. */
function excuseUnknown({ ledger, witness, sometimes }: World): void {
  if (ledger.now.size('outbox') > 0) sometimes.note('messages were waiting when the shop came back');
  if (ledger.now.size('jobs') > 0) sometimes.note('jobs were waiting when the shop came back');
  for (const [key, sending] of witness.sendings) {
    if (sending.tried && ledger.now.get('outbox', key)) sending.excuses += 1;
    sending.tried = false;
  }
}
