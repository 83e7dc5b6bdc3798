/**
 * The shop is killed at random moments while customers buy, pay and cancel, and started again on the same
 * folder each time. Whatever was confirmed to anybody must be there afterwards, once. A real process, real
 * files and real time; what is random comes from one seed, which a failure prints.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { NEEDS } from '../../src/app/files.ts';
import type { Order } from '../../src/commerce/order.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import { type Wording, wordingIn } from '../../src/conversation/wording/wording.ts';
import { openJsonStore } from '../../src/store/json/open.ts';
import type { Store } from '../../src/store/port.ts';
import { type Random, randomFrom } from '../contracts/store/random.ts';
import { PatientCustomer, persistently } from '../stand-ins/patient-customer.ts';
import { exportedOrders, freePairOfPorts, ShopProcess } from '../stand-ins/shop-process.ts';
import { HOME } from './shop.ts';

const LONG = process.env.TANTEO_LONG === '1';
const KILLS = LONG ? 200 : 20;
const LONGEST_RUN_MS = LONG ? 30 * 60_000 : 3 * 60_000;
const CUSTOMERS = 12;
/** ms of work between two accidents, at most. */
const LONGEST_LIFE_MS = 600;
/** Share of the accidents that happen while the shop is still opening. */
const WHILE_OPENING = 0.2;
const PAYS = 0.7;
const CANCELS = 0.6;

const WISHES = [
  'quiero 1 gorra negra',
  'quiero 1 gorra azul',
  'quiero 2 pares de medias grises',
  'quiero 1 par de medias mostaza',
  'quiero 1 polo blanco talla M',
  'quiero 1 polo rojo talla S',
  'quiero 1 tote',
  'quiero 1 casaca talla M',
];

let wording: Wording;
beforeAll(async () => {
  const read = await readShopFiles(HOME, NEEDS);
  if (!read.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(read.problems)}`);
  wording = wordingIn(read.files.texts, 'es');
});

const directories: string[] = [];
const processes: ShopProcess[] = [];
afterAll(async () => {
  for (const running of processes) await running.kill();
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tanteo-kill-'));
  directories.push(directory);
  return directory;
}

function begin(options: ConstructorParameters<typeof ShopProcess>[0]): ShopProcess {
  const shop = new ShopProcess(options);
  processes.push(shop);
  return shop;
}

/** Places one order in words and taps, pays it or not, cancels it or not. */
async function buy(customer: PatientCustomer, random: Random): Promise<void> {
  const method = wording.plain(random.chance(0.5) ? 'payment.link' : 'payment.cash_pickup');
  await customer.say(WISHES[random.below(WISHES.length)] ?? '');
  const number = await answerUntilPlaced(customer, method);
  if (number === null) return;
  // Not as she wished it now: a cart that could not be ordered keeps how it was to be paid.
  const [linkComes = ''] = wording.plain('order.link_coming', { minutes: MARK }).split(MARK);
  if (customer.heard.some(({ text }) => text.includes(linkComes))) {
    const link = await customer.hears(({ kind, text }) => kind === 'link' && text.includes(`#${number}`));
    if (random.chance(PAYS)) await pay(link.url ?? '', `${customer.chat}-${number}`);
  }
  if (random.chance(CANCELS)) {
    await customer.say('cancelar');
    const yes = wording.plain('nav.cancel_order', { number });
    if (customer.option(yes)) await customer.tap(yes);
  }
}

/** Longest way to an order, in turns. */
const MOST_TURNS = 12;

/** Answers whatever is asked; the number of the order, or null where what she wants is sold out. */
async function answerUntilPlaced(customer: PatientCustomer, method: string): Promise<number | null> {
  const taps = [
    wording.plain('ask.personal_none'),
    wording.plain('cart.close'),
    wording.plain('delivery.pickup'),
    method,
    wording.plain('summary.confirm'),
  ];
  const words = [
    { to: wording.plain('ask.name'), say: 'Ana Quispe' },
    { to: wording.plain('ask.phone'), say: '987 654 321' },
  ];
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const heard = customer.heard.map(({ text }) => text).join('\n');
    const placed = /#(\d+)/.exec(heard)?.[1];
    const [first] = customer.heard.flatMap(({ options = [] }) => options);
    const label = taps.find((candidate) => customer.option(candidate));
    const answer = words.find(({ to }) => heard.includes(to));
    if (placed) return Number(placed);
    if (label) await customer.tap(label);
    else if (answer) await customer.say(answer.say);
    else if (first && first.label !== wording.plain('stock.remove')) await customer.tap(first.label);
    else return startOver(customer);
  }
  return startOver(customer);
}

/** What she wants is sold out: her cart is emptied. */
async function startOver(customer: PatientCustomer): Promise<null> {
  await customer.say('cancelar');
  const yes = wording.plain('nav.empty_cart');
  if (customer.option(yes)) await customer.tap(yes);
  return null;
}

/** Presses "pay" on the page of the practice provider; pressing again is the same payment. */
async function pay(link: string, press: string): Promise<void> {
  const url = new URL(link);
  const form = { pref_id: url.searchParams.get('pref_id') ?? '', outcome: 'approved', form: press };
  await persistently(
    () => fetch(new URL('/checkout/v1/pay', url), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' }),
    303,
  );
}

const exported = z.array(z.object({ number: z.int() }));

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));

test(`killed ${KILLS} times in the middle of the work, the shop has lost nothing that was confirmed and done nothing twice (SEED=${seed})`, {
  timeout: LONGEST_RUN_MS,
}, async () => {
  const random = randomFrom(seed);
  const directory = await newFolder();
  const port = await freePairOfPorts(random.next);
  const { shop, customers } = await workWithAccidents(directory, port, random);

  for (const customer of customers) await expectWholeHistory(customer);
  expect((await fetch(`${shop.url}/health`)).status).toBe(200);
  for (const customer of customers) await expectStillAnswers(customer);
  expect(await shop.stop()).toBe(0);

  await expectOrdersAsTold(customers, directory, port);
  const store = await openJsonStore({ directory });
  await expectConsistent(store).finally(() => store.close());
});

/** Customers buy while the shop is killed and started again; answers when all have finished what they were at. */
async function workWithAccidents(directory: string, port: number, random: Random) {
  let shop = begin({ directory, port });
  await shop.open();
  let closing = false;
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => new PatientCustomer(shop.url, `customer-${index}-${'0'.repeat(8)}`));
  const shopping = customers.map(async (customer, index) => {
    const own = randomFrom(seed + index + 1);
    while (!closing) await buy(customer, own);
  });
  const accidents = (async () => {
    for (let kill = 0; kill < KILLS && !closing; kill += 1) {
      await pause(random.next() * LONGEST_LIFE_MS);
      await shop.kill();
      shop = begin({ directory, port });
      if (!random.chance(WHILE_OPENING)) await shop.open();
    }
    await shop.open();
    closing = true;
  })();
  try {
    await Promise.all([accidents, ...shopping]);
  } finally {
    closing = true;
    await Promise.allSettled([accidents]);
  }
  return { shop, customers };
}

async function expectStillAnswers(customer: PatientCustomer): Promise<void> {
  await customer.say('hola');
  expect(customer.heard.map(({ text }) => text).join()).not.toContain(wording.plain('sorry'));
}

async function expectOrdersAsTold(customers: readonly PatientCustomer[], directory: string, port: number): Promise<void> {
  const numbers = exported.parse(await exportedOrders(directory, port)).map(({ number }) => number);
  const texts = customers.flatMap(({ seen }) => seen.map(({ text }) => text));
  const told = numbersTold(texts, TOLD_ONCE.placed).toSorted((a, b) => a - b);
  expect(numbers, 'numbered without gaps or repeats').toEqual(numbers.map((_, index) => 1001 + index));
  expect(told, 'each order was told once, and each that was told is there').toEqual(numbers);
  expect(numbers.length).toBeGreaterThan(KILLS / 2);
}

/** Size at which the system refuses to let a file grow, in KiB: more than an empty shop needs, and soon reached. */
const SMALL_DISK_KIB = 192;
const LONG_TEXT = 'xk'.repeat(1500);

test.skipIf(process.platform === 'win32')(
  'the disk is full: the shop says so and closes, and what was confirmed before is there when there is room again',
  { timeout: LONGEST_RUN_MS },
  async () => {
    const directory = await newFolder();
    const port = await freePairOfPorts(Math.random);
    const full = begin({ directory, port, largestFileKiB: SMALL_DISK_KIB });
    await full.open();
    let closing = false;
    const customer = new PatientCustomer(full.url, 'customer-0000000000000000');
    const writing = (async () => {
      while (!closing) await customer.say(LONG_TEXT);
    })();

    expect(await full.ended()).toBe(1);
    expect(full.said).toContain('EFBIG');
    expect(full.said, 'in words, not as a stack trace').not.toContain('    at ');

    const roomy = begin({ directory, port });
    await roomy.open();
    closing = true;
    await writing;
    await expectWholeHistory(customer);
    expect(customer.sent.length).toBeGreaterThan(10);
    expect(await roomy.stop()).toBe(0);
  },
);

/** What she sent and saw is what the shop knows: all of it, once, in order. */
async function expectWholeHistory(customer: PatientCustomer): Promise<void> {
  await customer.look();
  const history = await customer.history();
  expect(history, 'what was once shown stays as it was').toEqual(customer.seen);
  expect(history.map(({ n }) => n)).toEqual(history.map((_, index) => index + 1));
  expect(history.filter(({ from }) => from === 'customer').map(({ text }) => text)).toEqual(customer.sent.map(({ reads }) => reads));
  for (const sent of customer.sent) expect(await customer.again(sent), `${sent.id} is known`).toBe(true);
  const texts = history.filter(({ from }) => from === 'shop').map(({ text }) => text);
  for (const [what, say] of Object.entries(TOLD_ONCE)) {
    const numbers = numbersTold(texts, say);
    expect(new Set(numbers).size, `${what} is told once of each order: ${numbers}`).toBe(numbers.length);
  }
}

/** What is said once of an order, with a mark for everything that differs. */
const TOLD_ONCE = {
  placed: (mark: string) => wording.plain('order.placed', { number: mark }),
  link: (mark: string) => wording.plain('order.link', { number: mark, total: mark }),
  paid: (mark: string) => wording.plain('payment.approved_pickup', { number: mark, when: mark }),
  cancelled: (mark: string) => wording.plain('order.cancelled', { number: mark }),
};

const MARK = '\u0000';

/** Numbers of the orders of which this was said, in the order in which it was. */
function numbersTold(texts: readonly string[], say: (mark: string) => string): readonly number[] {
  const [before = '', after = ''] = say(MARK)
    .split(MARK)
    .map((part) => part.replaceAll(/[^\p{L}\p{N} ]/gu, '\\$&'));
  return texts.flatMap((text) => [...text.matchAll(new RegExp(`${before}(\\d+)${after}`, 'g'))].map(([, number]) => Number(number)));
}

async function expectConsistent(store: Store): Promise<void> {
  const orders = await Array.fromAsync(store.query.each('orders'));
  const movements = await Array.fromAsync(store.query.each('movements'));
  for (const level of store.query.all('stock')) {
    const about = movements.filter(({ variantId }) => variantId === level.id);
    const units = (kind: string) => about.filter((movement) => movement.kind === kind).reduce((sum, { qty }) => sum + qty, 0);
    expect(level.reserved, `reserved of ${level.id}`).toBe(unitsInOpenOrders(orders, level.id));
    expect(level.reserved, `movements of ${level.id}`).toBe(units('reserve') - units('release'));
    expect(level.onHand, `counts of ${level.id}`).toBe(units('count'));
  }
  expect(new Set(movements.map(({ key }) => key)).size, 'no movement twice').toBe(movements.length);
  expect(await Array.fromAsync(store.query.each('dead')), 'nothing had to be set aside').toEqual([]);
  expect([...store.query.all('outbox')], 'nothing is left to send').toEqual([]);
  expect([...store.query.all('alerts')].filter(({ kind }) => kind === 'payment-twice')).toEqual([]);
}

function unitsInOpenOrders(orders: readonly Order[], variantId: string): number {
  return orders
    .filter(({ status }) => status === 'awaiting_payment' || status === 'confirmed')
    .flatMap(({ lines }) => lines)
    .filter((line) => line.variantId === variantId)
    .reduce((sum, { qty }) => sum + qty, 0);
}
