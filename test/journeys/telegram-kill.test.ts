/**
 * The shop is killed while people buy on Telegram: just after it was handed what they wrote, while it answers, at any
 * moment; and started again on the same folder. What they wrote is known once, everybody has one order, and what the
 * shop was saying when it died it says at most once more. A real process, real files, real time; one seed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { NEEDS } from '../../src/app/files.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import { wordingIn } from '../../src/conversation/wording/wording.ts';
import { openJsonStore } from '../../src/store/json/open.ts';
import { type Dice, diceFrom } from '../simulation/dice.ts';
import { Buyer } from '../simulation/telegram/buyer.ts';
import { expectNothingLostOrDoubled } from '../simulation/telegram/rules.ts';
import { persistently } from '../stand-ins/patient-customer.ts';
import { freePairOfPorts, ShopProcess } from '../stand-ins/shop-process.ts';
import { startTelegram, type TelegramStandIn } from '../stand-ins/telegram/bot-api.ts';
import { HOME } from './shop.ts';

const LONG = process.env.TANTEO_LONG === '1';
const KILLS = LONG ? 40 : 6;
const LONGEST_RUN_MS = LONG ? 30 * 60_000 : 3 * 60_000;
/** Who buys at the same time; whoever has bought makes room for another. */
const AT_ONCE = 8;
/** ms between two looks at a screen. */
const LOOK_MS = 50;
/** ms of work before an accident at any moment, at most. */
const LONGEST_LIFE_MS = 800;

/** What people want and how often: somewhat less than the shelf has, as who gets no answer asks twice. */
const WISHES = [
  ['quiero 1 gorra negra', 7],
  ['quiero 1 par de medias grises', 20],
  ['quiero 1 par de medias mostaza', 14],
  ['quiero 1 polo blanco talla M', 9],
  ['quiero 1 tote', 11],
] as const;
/** ms without a moment of the kind that was drawn. */
const LONGEST_QUIET_MS = 5000;

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));

const directories: string[] = [];
const processes: ShopProcess[] = [];
afterAll(async () => {
  for (const running of processes) await running.kill();
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
});

/** Resolves at a moment that is bad for dying. */
const MOMENTS: readonly ((telegram: TelegramStandIn, dice: Dice) => Promise<unknown>)[] = [
  // Telegram handed over what was written: it is neither kept nor confirmed yet.
  (telegram) => afterNext(telegram, 'getUpdates'),
  // Telegram has the answer: the shop does not know it yet.
  (telegram) => afterNext(telegram, 'sendMessage'),
  (_telegram, dice) => pause(dice.below(LONGEST_LIFE_MS)),
];

/** Where nobody buys any more, any moment is as bad. */
function badMoment(telegram: TelegramStandIn, dice: Dice): Promise<unknown> {
  const moment = dice.pick(MOMENTS)(telegram, dice);
  return Promise.race([moment.catch(() => {}), pause(LONGEST_QUIET_MS)]);
}

test(`killed ${KILLS} times while people buy on Telegram, the shop loses nothing and does nothing twice (SEED=${seed})`, {
  timeout: LONGEST_RUN_MS,
}, async () => {
  const dice = diceFrom(seed);
  const directory = await mkdtemp(join(tmpdir(), 'tanteo-telegram-kill-'));
  directories.push(directory);
  const port = await freePairOfPorts(dice.next);
  const telegram = await startTelegram();
  const settings = {
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_URL: telegram.url,
    TELEGRAM_LIBRARY: dice.pick(['grammy', 'telegraf']),
  };
  const begin = () => {
    const shop = new ShopProcess({ directory, port, settings });
    processes.push(shop);
    return shop;
  };

  let shop = begin();
  await shop.open();
  let closing = false;
  const buyers: Buyer[] = [];
  const buying = buyUntil(() => closing, { telegram, buyers, dice: diceFrom(dice.below(2 ** 32)), port });
  for (let kill = 0; kill < KILLS; kill += 1) {
    await Promise.race([badMoment(telegram, dice), buying]);
    await shop.kill();
    shop = begin();
    await shop.open();
  }
  closing = true;
  await buying;
  await telegram.caughtUp();
  expect(await shop.stop()).toBe(0);

  const store = await openJsonStore({ directory });
  await expectNothingLostOrDoubled({ telegram, store, buyers, kills: KILLS }).finally(() => store.close());
  // On a slow machine few come between the kills, and who wants much of what is sold out leaves.
  expect(buyers.filter(({ stage }) => stage === 'bought').length).toBeGreaterThan(AT_ONCE / 4);
  await telegram.close();
});

interface Buying {
  readonly telegram: TelegramStandIn;
  readonly buyers: Buyer[];
  readonly dice: Dice;
  readonly port: number;
}

/** People come and buy; when it is time to close, those who are there finish. */
async function buyUntil(isClosing: () => boolean, { telegram, buyers, dice, port }: Buying): Promise<void> {
  const read = await readShopFiles(HOME, NEEDS);
  if (!read.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(read.problems)}`);
  const wording = wordingIn(read.files.texts, 'es');
  const payments: Promise<unknown>[] = [];
  const wishes = WISHES.flatMap(([says, times]) => Array<string>(times).fill(says));
  const comes = () => {
    const pay = (preference: string) => payments.push(payAtProvider(port + 1, preference));
    const parts = {
      app: telegram.user({ name: 'Ana Quispe' }),
      wording,
      dice: diceFrom(dice.below(2 ** 32)),
      phone: String(FIRST_PHONE + buyers.length),
    };
    const buyer = new Buyer({
      ...parts,
      wish: { says: wishes.splice(dice.below(wishes.length), 1).join(), picks: [] },
      pay: dice.chance(PAYS_BY_LINK) ? pay : null,
    });
    buyers.push(buyer);
    buyer.begins();
  };
  for (;;) {
    const here = buyers.filter(({ isDone }) => !isDone);
    if (isClosing() && here.length === 0) break;
    if (!isClosing() && here.length < AT_ONCE && wishes.length > 0) comes();
    for (const buyer of here) buyer.acts();
    await pause(LOOK_MS);
  }
  await Promise.all(payments);
}

const FIRST_PHONE = 987_000_001;
const PAYS_BY_LINK = 0.3;
/** Presses "pay" on the page of the practice provider. */
function payAtProvider(port: number, preference: string): Promise<unknown> {
  const body = new URLSearchParams({ pref_id: preference, outcome: 'approved', form: preference });
  return persistently(() => fetch(`http://127.0.0.1:${port}/checkout/v1/pay`, { method: 'POST', body, redirect: 'manual' }), 303);
}

/** When the next such call has been answered. */
function afterNext(telegram: TelegramStandIn, method: string): Promise<void> {
  const before = telegram.answered.length;
  return telegram.until(() => telegram.answered.slice(before).some((call) => call.method === method));
}
