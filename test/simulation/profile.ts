/**
 * What goes wrong in a seed: each kind of trouble is on or off, and where it is on it has a rate of its
 * own. A run in which everything goes wrong at once hides what two troubles do together.
 */
import type { Channel } from '../../src/channels/port.ts';
import type { PaymentMethod } from '../../src/commerce/catalog.ts';
import type { Dice } from './dice.ts';

/** By kind of trouble: the share of the occasions on which it comes, at the very worst. */
const WORST = [
  // a customer's message on its way to the shop
  ['messageLost', 0.4],
  ['messageDelayed', 0.3],
  ['messageTwiceAtOnce', 0.3],
  ['messageTwice', 0.3],
  ['acknowledgementLost', 0.4],
  // a message of the shop on its way to the customer
  ['sendFails', 0.4],
  ['sendAnswerLost', 0.3],
  ['sendBreaks', 0.2],
  ['tooManyRequests', 0.2],
  ['refusedForGood', 0.06],
  // the payment provider and its news
  ['newsLost', 0.6],
  ['newsTwice', 0.5],
  ['newsLate', 0.5],
  ['callFails', 0.4],
  ['callAnswerLost', 0.3],
  ['providerDown', 0.02],
  ['searchLags', 0.5],
  // who pays
  ['paysAtExpiry', 0.5],
  ['paysAfterClose', 0.4],
  ['paysBeforeLinkArrives', 0.2],
  ['paysTwice', 0.3],
  ['paysWrongAmount', 0.3],
  ['paysWrongCurrency', 0.3],
  ['rejectedFirst', 0.4],
  ['pendingFirst', 0.4],
  ['movesOnLater', 0.2],
  ['strangerPays', 0.1],
  // the machine
  ['slowSync', 0.3],
  ['diskFull', 0.2],
  ['syncFails', 0.2],
  ['diesBetweenDiskSteps', 0.5],
  ['diesAfterCommit', 0.05],
  ['powerLoss', 0.8],
  ['longDown', 0.2],
  ['orderlyRestart', 0.4],
  ['clockJump', 0.3],
  // how customers write
  ['burst', 0.1],
  ['flood', 0.01],
  ['twoDevices', 0.2],
  ['oldTap', 0.1],
  ['foreignTap', 0.1],
  ['oddMessage', 0.1],
  ['killerMessage', 0.03],
  ['writtenLongAgo', 0.03],
  // what the seller does
  ['priceChange', 0.5],
  ['recount', 0.5],
  ['sellsOn', 0.7],
  ['takesOver', 0.3],
  // helpers do
  ['helps', 0.9],
] as const;

export type Trouble = (typeof WORST)[number][0];
export const TROUBLES: readonly Trouble[] = WORST.map(([trouble]) => trouble);

export interface Profile {
  readonly shares: ReadonlyMap<Trouble, number>;
  /** Times the process is ended from outside. */
  readonly ends: number;
  readonly segmentBytes: number;
  /** Minutes a customer has to pay. */
  readonly linkMinutes: number;
  /** How customers get what the shop says (channels/port.ts). */
  readonly delivery: Channel['delivery'];
  readonly methods: readonly PaymentMethod[];
  readonly customers: number;
  /** The shop is closed for the season, and customers come back after it. */
  readonly closesForSeason: boolean;
  /** Things each customer does. */
  readonly acts: number;
  /** ms between two of them, on average. */
  readonly pauseMs: number;
}

const SHARE_ON = 0.5;

export function drawProfile(dice: Dice): Profile {
  return {
    shares: new Map(WORST.map(([trouble, worst]) => [trouble, dice.chance(SHARE_ON) ? worst * dice.next() : 0])),
    ends: dice.pick([0, 2, 5, 10]),
    segmentBytes: dice.pick([20_000, 60_000, 200_000]),
    linkMinutes: dice.pick([5, 15, 60]),
    delivery: dice.pick(['sent', 'sent', 'read']),
    methods: dice.pick<readonly PaymentMethod[]>([['link'], ['link', 'cash']]),
    customers: dice.between(2, 4),
    closesForSeason: dice.chance(0.15),
    acts: dice.between(14, 30),
    pauseMs: dice.pick([5000, 30_000, 90_000]),
  };
}

/** As a failure shows it: only what is on. */
export function profileWords({ shares, ...rest }: Profile): string {
  const on = [...shares].filter(([, share]) => share > 0);
  return JSON.stringify({ ...rest, ...Object.fromEntries(on.map(([trouble, share]) => [trouble, Number(share.toFixed(3))])) });
}
