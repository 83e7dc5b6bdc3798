/** The tables: one row a bot, beside the shop of this project in the same minutes. */
import { median, tableOf } from '../table.ts';
import { BOT_NAMES, BOTS, type BotName } from './bots.ts';
import type { Losses } from './kills.ts';
import { IN_PROCESS, type Memory, type NoPast, type Past, type Rate } from './measures.ts';
import { WITH_A_PAST, type WithPast } from './past.ts';

export const CONVERSATIONS = [1, 50, 500] as const;

export interface Measured {
  readonly rates: readonly { readonly bot: BotName; readonly conversations: number; readonly rate: Rate }[];
  readonly memories: readonly { readonly bot: BotName; readonly memory: Memory }[];
  readonly kills: readonly { readonly bot: BotName; readonly losses: Losses }[];
  readonly pasts: readonly { readonly bot: WithPast; readonly orders: number; readonly past: Past | NoPast }[];
}

/** Ratios are to this one. */
const OURS: BotName = 'tanteo';

export function rateTable({ rates }: Measured): string {
  const of = (bot: BotName, conversations: number, what: 'perSecond' | 'processorMs') =>
    median(rates.filter((row) => row.bot === bot && row.conversations === conversations).map(({ rate }) => rate[what]));
  const cell = (bot: BotName, conversations: number) => {
    const [here, ours] = [of(bot, conversations, 'perSecond'), of(OURS, conversations, 'perSecond')];
    return bot === OURS ? whole(here) : `${whole(here)} (${ratio(here / ours)})`;
  };
  const head = [
    'turns/s (÷ Tanteo in process)',
    ...CONVERSATIONS.map((count) => `${count} at once`),
    'processor ms a turn at 50',
    'no or wrong answer',
    'orders it cannot show',
  ];
  return tableOf(
    head,
    BOT_NAMES.map((bot) => [
      BOTS[bot].name,
      ...CONVERSATIONS.map((count) => cell(bot, count)),
      exact(of(bot, 50, 'processorMs')),
      percent(Math.max(...rates.filter((row) => row.bot === bot).map(({ rate }) => rate.misunderstood))),
      missing(rates.filter((row) => row.bot === bot).map(({ rate }) => rate.missing)),
    ]),
  );
}

export function memoryTable({ memories }: Measured): string {
  const rows = memories.map(({ bot, memory }) => [BOTS[bot].name, whole(memory.atStart), whole(memory.megabytes), whole(memory.finished)]);
  return tableOf(['MB', 'before the first message', 'after', 'conversations of ten turns'], rows);
}

export function killTable({ kills }: Measured): string {
  return tableOf(
    ['after SIGKILL', 'kills', 'acknowledged turns', 'lost', 'done twice', 'on disk when it acknowledges', 'loses'],
    IN_PROCESS.map((bot) => {
      const mine = kills.filter((row) => row.bot === bot).map(({ losses }) => losses);
      const sum = (what: keyof Losses) => whole(mine.reduce((total, losses) => total + losses[what], 0));
      const name = bot === OURS ? 'Tanteo' : BOTS[bot].name;
      return [name, whole(mine.length), sum('acknowledged'), sum('lost'), sum('doubled'), BOTS[bot].keeps, BOTS[bot].loses];
    }),
  );
}

export function pastTable({ pasts }: Measured): string {
  const counts = [...new Set(pasts.map(({ orders }) => orders))];
  const rows = [
    ['one more order (ten turns), ms', (past: Past) => median(past.orderMs)],
    ['processor ms for it', (past: Past) => past.processorMs],
    ['longest pause of the event loop, ms', (past: Past) => past.longestPauseMs],
    ['process start to the first order, ms', (past: Past) => past.startMs],
    ['the newest orders, ms', (past: Past) => past.listMs],
    ['orders of a name, ms', (past: Past) => past.searchMs],
    ['memory, MB', (past: Past) => past.megabytes],
  ] as const;
  const names: Readonly<Record<WithPast, string>> = { tanteo: 'Tanteo', lowdb: 'lowdb', builderbot: 'BuilderBot' };
  return tableOf(
    ['stored orders', ...WITH_A_PAST.flatMap((bot) => counts.map((orders) => `${names[bot]} ${orders.toLocaleString('en')}`))],
    rows.map(([what, of]) => [
      what,
      ...WITH_A_PAST.flatMap((bot) =>
        counts.map((orders) => {
          const past = pasts.find((row) => row.bot === bot && row.orders === orders)?.past;
          return typeof past === 'object' ? exact(of(past)) : (past ?? '');
        }),
      ),
    ]),
  );
}

function missing(counts: readonly (number | null)[]): string {
  const unreadable = counts.filter((count) => count === null).length;
  const sum = counts.reduce<number>((total, count) => total + Math.max(0, count ?? 0), 0);
  return unreadable > 0 ? `${whole(sum)}, and its file unreadable ${unreadable} of ${counts.length} times` : whole(sum);
}

const shown = (value: number, text: string) => (Number.isFinite(value) ? text : '');
const whole = (value: number) => shown(value, Math.round(value).toLocaleString('en'));
const exact = (value: number) => shown(value, value >= 100 ? whole(value) : value.toPrecision(2));
const percent = (value: number) => shown(value, value === 0 ? 'none' : `up to ${Math.ceil(value * 100)} %`);
const ratio = (value: number) => shown(value, `${value < 0.01 ? '< 0.01' : value.toPrecision(2)}×`);
