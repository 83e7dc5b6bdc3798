/**
 * A crowd buys on Telegram at the same time while everything goes wrong that may: answers are lost, the server fails or
 * asks for patience, updates come twice and out of order, the shop is closed and opened in the middle. Shop and
 * Telegram go by one clock that moves when nothing is under way; all chance comes from one seed.
 */
import { rm } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { NEEDS } from '../../../src/app/files.ts';
import type { Language } from '../../../src/commerce/catalog.ts';
import { readShopFiles } from '../../../src/config/read-shop-files.ts';
import { wordingIn } from '../../../src/conversation/wording/wording.ts';
import { TelegramShop, type TelegramWay } from '../../journeys/telegram-shop.ts';
import type { Odds } from '../../stand-ins/telegram/faults.ts';
import { type Dice, diceFrom } from '../dice.ts';
import { Buyer, type Wish } from './buyer.ts';
import { wideShelf } from './wide-shelf.ts';

export interface CrowdWishes {
  readonly seed: number;
  readonly people: number;
  readonly restarts: number;
  readonly way: TelegramWay;
}

export interface Crowd {
  readonly at: TelegramShop;
  readonly buyers: readonly Buyer[];
  close(): Promise<void>;
}

const WISHES: Readonly<Record<Language, readonly Wish[]>> = {
  es: [
    { says: 'quiero 1 gorra negra', picks: [] },
    { says: 'quiero 2 pares de medias grises', picks: [] },
    { says: 'quiero 1 polo blanco talla M', picks: [] },
    { says: 'hola, quiero una gorra', picks: ['Beige'] },
    // What is said of it leaves in two parts.
    { says: 'catálogo', picks: ['Pañuelo', 'Agregar 1'] },
    { says: 'info del pañuelo', picks: ['Agregar 1'] },
    { says: 'info del pañuelo', picks: ['Agregar 2'] },
  ],
  pt: [
    { says: 'quero um boné', picks: ['Azul'] },
    { says: 'quero uma tote', picks: [] },
  ],
  en: [
    { says: 'I want a cap', picks: ['Negro'] },
    { says: 'I want a tote bag', picks: [] },
  ],
};

const SPOKEN = [
  [6, 'es'],
  [2, 'pt'],
  [2, 'en'],
] as const satisfies readonly (readonly [number, Language])[];

const ODDS: Odds = {
  tooManyRequests: 0.03,
  serverError: 0.03,
  noAnswer: 0.03,
  again: 0.1,
  overtakes: 0.3,
  methods: /^(send|edit|answer|getUpdates)/,
};

const PAYS_BY_LINK = 0.3;
const FIRST_PHONE = 987_000_001;

/** Share of the buyers that may act who do. */
const ACT = 0.8;
/** How far the clock moves between two looks at the screens. */
const TICK_MS = 1000;
/** Of a run that does not come to its end. */
const MOST_TICKS = 1500;
/** After which all that was to be sent again has been. */
const AFTERWARDS_MS = 10 * 60_000;
/** Turns of the event loop without anything under way that count as rest. */
const REST_TURNS = 10;

/** Until everybody has bought or left, and nothing is left to send. @throws where that does not come. */
export async function runCrowd({ seed, people, restarts, way }: CrowdWishes): Promise<Crowd> {
  const dice = diceFrom(seed);
  const home = await wideShelf();
  const at = await TelegramShop.open({ ...way, home });
  const payments: Promise<unknown>[] = [];
  const buyers = await buyersOf({
    at,
    people,
    dice,
    home,
    pay: (preference) => payments.push(at.shop.practice.pay(preference, 'approved')),
  });
  const ticksOfRestart = new Set(Array.from({ length: restarts }, () => dice.between(2, RESTARTS_WITHIN)));
  at.telegram.faults.dice(dice, ODDS);
  for (const buyer of buyers) buyer.begins();
  for (let tick = 0; buyers.some(({ isDone }) => !isDone); tick += 1) {
    if (tick > MOST_TICKS) throw new Error(`somebody waits for ever:\n${buyers.find(({ isDone }) => !isDone)?.app.asText()}`);
    for (const buyer of buyers) if (dice.chance(ACT)) buyer.acts();
    if (ticksOfRestart.has(tick)) await restartInTheMiddle(at, dice);
    await Promise.all(payments);
    await passes(at, TICK_MS);
  }
  at.telegram.faults.dice(dice);
  for (let ms = 0; ms < AFTERWARDS_MS; ms += LONG_TICK_MS) await passes(at, LONG_TICK_MS);
  return {
    at,
    buyers,
    async close() {
      await at.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The ticks among which restarts are drawn: even a quick crowd buys longer. */
const RESTARTS_WITHIN = 14;
const LONG_TICK_MS = 20_000;

interface BuyersWishes {
  readonly at: TelegramShop;
  readonly people: number;
  readonly dice: Dice;
  readonly home: string;
  readonly pay: (preference: string) => void;
}

async function buyersOf({ at, people, dice, home, pay }: BuyersWishes): Promise<readonly Buyer[]> {
  const read = await readShopFiles(home, NEEDS);
  if (!read.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(read.problems)}`);
  const { texts } = read.files;
  return Array.from({ length: people }, (_, index) => {
    const language = dice.weigh(SPOKEN);
    return new Buyer({
      app: at.telegram.user({ name: 'Ana', language }),
      wording: wordingIn(texts, language),
      dice: diceFrom(dice.below(2 ** 32)),
      wish: dice.pick(WISHES[language]),
      phone: String(FIRST_PHONE + index),
      pay: dice.chance(PAYS_BY_LINK) ? pay : null,
    });
  });
}

/** Some of what is under way is done, some is not. */
async function restartInTheMiddle(at: TelegramShop, dice: Dice): Promise<void> {
  const calls = at.telegram.calls.length + dice.between(0, 40);
  for (let turns = 0; turns < MOST_TURNS && at.telegram.calls.length < calls; turns += 1) await turn();
  await at.restart();
}

const MOST_TURNS = 200;

async function passes(at: TelegramShop, ms: number): Promise<void> {
  await rests(at);
  await at.shop.clock.advance(ms, () => at.shop.settle());
  await rests(at);
}

async function rests({ shop, telegram }: TelegramShop): Promise<void> {
  for (let turns = 0; turns < REST_TURNS; turns += 1) {
    await shop.settle();
    await turn();
    if (telegram.isBusy) turns = 0;
  }
}
