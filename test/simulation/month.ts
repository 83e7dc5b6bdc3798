/**
 * A month of a shop that does well: hundreds of customers a week, of whom some buy, some come back, some pay late,
 * twice or not at all; a seller who prepares, sends, changes, takes back and gives back; a provider with chargebacks.
 * Accidents are as rare as they are. What hours full of accidents do to the shop is told by `simulate.ts`.
 */
import type { Zone } from '../../src/commerce/zone.ts';
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import { diceFrom } from './dice.ts';
import { END_RULES } from './end-rules.ts';
import { type Profile, TROUBLES, type Trouble } from './profile.ts';
import { Seller } from './seller.ts';
import { isAtRest, type Outcome, reportOf, settled, surround } from './simulate.ts';
import { check, STATE_RULES } from './state-rules.ts';
import { World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 30;
/** The last ones come early enough to end what they begin. */
const DAYS_OF_CUSTOMERS = 28;
/** Longest wait of anything that is tried again, as often as it may need it. */
const MOST_QUIET_MS = 6 * HOUR_MS;
const SELLER_EVERY_MS = 30 * MINUTE_MS;
/** An order is recent for four days: some eight things are done with it. */
const SEEN_TO = 0.04;

/** Share of the customers who want something; the others look around. */
const BUY = 0.18;
const ACTS_OF_A_BUYER = 24;
const ACTS_OF_A_VISITOR = 4;

const SHARES: Partial<Readonly<Record<Trouble, number>>> = {
  messageLost: 0.01,
  messageTwice: 0.02,
  acknowledgementLost: 0.01,
  sendFails: 0.01,
  newsLost: 0.05,
  newsTwice: 0.1,
  newsLate: 0.1,
  callFails: 0.02,
  callAnswerLost: 0.01,
  paysAtExpiry: 0.1,
  paysAfterClose: 0.1,
  paysTwice: 0.12,
  paysWrongAmount: 0.02,
  rejectedFirst: 0.1,
  pendingFirst: 0.15,
  movesOnLater: 0.05,
  burst: 0.05,
  twoDevices: 0.02,
  oldTap: 0.02,
  oddMessage: 0.02,
  priceChange: 0.02,
  recount: 0.15,
  sellsOn: 1,
};

function profileOf(customers: number): Profile {
  return {
    shares: new Map(TROUBLES.map((trouble) => [trouble, SHARES[trouble] ?? 0])),
    ends: 4,
    segmentBytes: 200_000,
    linkMinutes: 60,
    delivery: 'sent',
    methods: ['link', 'cash'],
    customers,
    closesForSeason: false,
    acts: ACTS_OF_A_BUYER,
    pauseMs: 20_000,
  };
}

/** The sample shop with everything on: every promotion, and rounds with room for so many orders. */
function busy(files: ShopFiles, profile: Profile): ShopFiles {
  const { shop, promotions } = files;
  const slots = ['10:00', '13:00', '16:00'].map((from, index) => ({
    from,
    to: ['13:00', '16:00', '19:00'][index] ?? '19:00',
    capacity: 3,
  }));
  const zones = shop.delivery.zones.map((zone, index): Zone => (index === 0 ? { ...zone, slots } : zone));
  return {
    ...files,
    promotions: promotions.map((promotion) => ({ ...promotion, active: true })),
    shop: {
      ...shop,
      payment: { methods: profile.methods, linkMinutes: profile.linkMinutes },
      delivery: { ...shop.delivery, zones },
    },
  };
}

export interface Month extends Outcome {
  readonly byStatus: Readonly<Record<string, number>>;
  /** Parts of days that orders have, of the last days. */
  readonly slots: number;
}

export async function simulateMonth(seed: number, sampleShop: ShopFiles, customers: number): Promise<Month> {
  const dice = diceFrom(seed);
  const profile = profileOf(customers);
  const world = new World(dice, profile, busy(sampleShop, profile));
  const { time, ledger } = world;
  const began = time.now;
  let events = 0;
  const run = async (until: number) => {
    while (!world.violation && time.step(until)) {
      await settled();
      events += 1;
    }
  };
  const setting = surround(world, {}, run, { looks: false });
  const { shop, provider } = setting;
  shop.start();
  for (const customer of setting.customers) {
    const acts = dice.chance(BUY) ? ACTS_OF_A_BUYER : ACTS_OF_A_VISITOR;
    time.after(dice.below(DAYS_OF_CUSTOMERS * DAY_MS), () => customer.begin(acts, setting.customers));
  }
  for (let end = 0; end < profile.ends; end += 1)
    time.after(dice.below(DAYS * DAY_MS), () => (dice.chance(0.5) ? shop.kill() : void shop.restart()));
  new Seller(world, shop).begin(DAYS * DAY_MS, { everyMs: SELLER_EVERY_MS, share: SEEN_TO });
  for (let day = 1; day <= DAYS && !world.violation; day += 1) {
    await run(began + day * DAY_MS);
    check(STATE_RULES, world, provider);
  }
  world.troubled = false;
  const end = time.now + MOST_QUIET_MS;
  do await run(time.now + HOUR_MS);
  while (!isAtRest(setting) && time.now < end && !world.violation);
  if (!world.violation) check([...STATE_RULES, ...END_RULES], world, provider);
  shop.abandon();
  const orders = ledger.now.all('orders');
  const byStatus: Record<string, number> = {};
  for (const { status } of orders) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    seed,
    violation: world.violation,
    report: reportOf(seed, world),
    sometimes: world.sometimes,
    messages: world.witness.written.size,
    orders: orders.length,
    events,
    simulatedMs: time.now - began,
    fingerprint: world.story.fingerprint,
    byStatus,
    slots: ledger.now.size('slots'),
  };
}
