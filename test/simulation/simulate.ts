/**
 * One seed, one run: a shop, its customers, its seller, its provider and its machine, for some hours in
 * which things go wrong, and then some in which they do not. Nothing waits for real and nothing is drawn
 * from anywhere but the seed, so that the same seed is the same run.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NEEDS } from '../../src/app/files.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import { prepareVocabulary } from '../../src/conversation/understanding/understand.ts';
import { Network } from './channel.ts';
import { Customer } from './customer.ts';
import { diceFrom } from './dice.ts';
import { END_RULES } from './end-rules.ts';
import { payAhead, payAsStranger } from './payer.ts';
import { drawProfile, profileWords } from './profile.ts';
import { Provider } from './provider.ts';
import { checkRecovered } from './recovery-rules.ts';
import { Seller } from './seller.ts';
import { type Seams, Shop } from './shop.ts';
import type { Sometimes } from './sometimes.ts';
import { check, STATE_RULES } from './state-rules.ts';
import { Helper } from './team-member.ts';
import { type Violation, World } from './world.ts';

const MINUTE_MS = 60_000;
/** After the customers have said what they have to say: time for what they began to expire. */
const TROUBLED_AFTER_MINUTES = 10;
/** Longest wait of anything that is tried again (10 min), as often as the longest of them may need it. */
const MOST_QUIET_MS = 4 * 60 * MINUTE_MS;
const LOOK_EVERY_MS = 5 * MINUTE_MS;
/** Longer than the time after which conversations are put to rest (decisions/rest.ts). */
const SEASON_MS = 40 * 24 * 60 * MINUTE_MS;
const ACTS_AFTER_SEASON = 4;
const QUIET_AFTER_MINUTES = 30;
const MOST_WRONG_MINUTES = 60;
const TEAM = [
  { name: 'Rosa', role: 'owner' },
  { name: 'Luis', role: 'seller' },
  { name: 'Eva', role: 'courier' },
] as const;
/** A run of this many events has come to nothing. */
const MOST_EVENTS = 200_000;

export interface Outcome {
  readonly seed: number;
  readonly violation: Violation | null;
  /** Seed, what goes wrong in it, what was violated, and the last that happened. */
  readonly report: string;
  readonly sometimes: Sometimes;
  readonly messages: number;
  readonly orders: number;
  readonly events: number;
  readonly simulatedMs: number;
  /** Equal for equal runs. */
  readonly fingerprint: number;
}

/** The sample shop, as the project ships it. */
export async function readSampleShop(): Promise<ShopFiles> {
  const read = await readShopFiles(fileURLToPath(new URL('../..', import.meta.url)), NEEDS);
  if (!read.ok) throw new Error(`the sample shop has mistakes: ${JSON.stringify(read.problems)}`);
  const { words, ...files } = read.files;
  return { ...files, vocabulary: prepareVocabulary({ ...files, words }) };
}

export interface Setting {
  readonly world: World;
  readonly shop: Shop;
  readonly provider: Provider;
  readonly network: Network;
  readonly customers: readonly Customer[];
  readonly helpers: readonly Helper[];
  /** Lets everything happen that happens until then. */
  readonly run: (until: number) => Promise<void>;
}

export async function simulate(seed: number, sampleShop: ShopFiles, seams: Seams = {}): Promise<Outcome> {
  const dice = diceFrom(seed);
  const profile = drawProfile(dice);
  const payment = { methods: profile.methods, linkMinutes: profile.linkMinutes };
  const world = new World(dice, profile, { ...sampleShop, shop: { ...sampleShop.shop, payment } });
  const began = world.time.now;
  let events = 0;
  const run = async (until: number) => {
    while (!world.violation && world.time.step(until)) {
      await settled();
      if (++events > MOST_EVENTS) world.violated('the shop comes to rest', `${MOST_EVENTS} events and no end`);
    }
  };
  const setting = surround(world, seams, run);
  setting.shop.start();
  await liveThrough(setting, profile.acts);
  if (profile.closesForSeason && !world.violation) {
    void setting.shop.restart(SEASON_MS);
    await run(world.time.now + SEASON_MS + MINUTE_MS);
    await liveThrough(setting, ACTS_AFTER_SEASON);
  }
  setting.shop.abandon();
  return {
    seed,
    violation: world.violation,
    report: reportOf(seed, world),
    sometimes: world.sometimes,
    messages: world.witness.written.size,
    orders: world.ledger.now.size('orders'),
    events,
    simulatedMs: world.time.now - began,
    fingerprint: world.story.fingerprint,
  };
}

/** The shop, and everything around it that it knows only through its seams. `looks`: at everything after every acknowledgement. */
export function surround(world: World, seams: Seams, run: Setting['run'], { looks = true } = {}): Setting {
  const inspect = () => looks && check(STATE_RULES, world, provider);
  const shop = new Shop(world, seams, {
    recovered: async (store) => {
      await checkRecovered(world, store);
      inspect();
    },
  });
  const provider = new Provider(world, (paymentId, requestId) => shop.news(paymentId, requestId));
  const network = new Network(world, () => shop.door, inspect);
  provider.onLink = (link) => payAhead(world, provider, link);
  shop.network = network;
  shop.provider = provider;
  const customers = Array.from({ length: world.profile.customers }, (_, index) => new Customer(world, network, provider, index + 1));
  const helpers = TEAM.map((who) => new Helper(world, network, shop, who));
  return { world, shop, provider, network, customers, helpers, run };
}

/** Some hours in which things go wrong, and then some in which they do not. */
async function liveThrough(setting: Setting, acts: number): Promise<void> {
  const { world, shop, provider, customers, run } = setting;
  const { dice, profile, time } = world;
  world.troubled = true;
  const talkMs = 3 * acts * profile.pauseMs;
  const troubledMs = talkMs + (profile.linkMinutes + TROUBLED_AFTER_MINUTES) * MINUTE_MS;
  for (const customer of customers) customer.begin(acts, customers);
  new Seller(world, shop).begin(troubledMs);
  for (const helper of setting.helpers) helper.begin(troubledMs);
  if (world.wants('strangerPays') || dice.chance(0.05)) time.after(dice.below(talkMs), () => payAsStranger(world, provider));
  planAccidents(world, shop, talkMs, troubledMs);
  await run(time.now + troubledMs);

  world.troubled = false;
  world.clockError = 0;
  world.story.tell('no more accidents');
  const end = time.now + MOST_QUIET_MS;
  // Long enough for the last link to expire, also by a clock that was wrong, and then until nothing is under way.
  const quietMinutes = profile.linkMinutes + QUIET_AFTER_MINUTES + (profile.shares.get('clockJump') ? MOST_WRONG_MINUTES : 0);
  await run(time.now + quietMinutes * MINUTE_MS);
  await everybodyLooks(setting);
  while (!isAtRest(setting) && time.now < end && !world.violation) {
    await run(time.now + LOOK_EVERY_MS);
    await everybodyLooks(setting);
  }
  if (!world.violation) check([...STATE_RULES, ...END_RULES], world, provider);
}

async function everybodyLooks({ world: { profile, time }, network, customers, helpers, run }: Setting): Promise<void> {
  if (profile.delivery === 'read') for (const { chat } of [...customers, ...helpers]) void network.look(chat);
  await run(time.now + MINUTE_MS);
}

/**
 * Until the shop waits for time to pass: after an event come its microtasks, and the journal begins its
 * write one turn later.
 */
export async function settled(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

export function isAtRest({ world, shop, network, provider }: Setting): boolean {
  const { ledger, time } = world;
  const mayBePaid = ledger.now.all('orders').some(({ status, dueAt }) => {
    return status === 'awaiting_payment' && dueAt !== null && Date.parse(dueAt) + MINUTE_MS > time.now;
  });
  const waits = ledger.now.size('outbox') + ledger.now.size('jobs') + network.onTheWay + provider.onTheWay;
  return shop.door !== null && waits === 0 && !mayBePaid;
}

/** Ends of the process, most of them while customers talk, and jumps of its clock. */
function planAccidents(world: World, shop: Shop, talkMs: number, untilMs: number): void {
  const { dice, time, profile, sometimes, story } = world;
  for (let end = 0; end < profile.ends; end += 1) {
    time.after(dice.below(dice.chance(0.7) ? talkMs : untilMs), () =>
      world.strikes('orderlyRestart') ? void shop.restart() : shop.kill(),
    );
  }
  if (!world.isOn('clockJump')) return;
  for (let ms = dice.below(untilMs); ms < untilMs; ms += dice.below(untilMs)) {
    time.after(ms, () => {
      world.clockError = dice.between(-MOST_WRONG_MINUTES, MOST_WRONG_MINUTES) * MINUTE_MS;
      sometimes.note(world.clockError > 0 ? 'the clock was set forward' : 'the clock was set back');
      story.tell(`the clock of the shop is wrong by ${world.clockError} ms`);
    });
  }
}

export function reportOf(seed: number, { profile, violation, story }: World): string {
  return [
    `TANTEO_SEED=${seed}`,
    `profile ${profileWords(profile)}`,
    `violated: ${violation?.rule}`,
    `          ${violation?.what}`,
    `the last ${story.last.length} events:`,
    ...story.last,
  ].join('\n');
}
