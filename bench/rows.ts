/** The rows of the table: what each says, and the goal it is held against. */
import { CONVERSATIONS, MESSAGES_PER_SECOND, type Numbers } from './round.ts';
import { median } from './table.ts';

/** A quarter of the floor's rate with 500 conversations. */
const LEAST_RATIO = 0.25;
const MOST_REPLY_P99_MS = 25;
const MOST_CORE_MS = 0.15;

export function rowsOf(rounds: readonly Numbers[]): string[][] {
  const of = (name: string) => median(rounds.flatMap((numbers) => numbers[name] ?? []));
  const rows = [
    ...CONVERSATIONS.map((count) => rateRow(of, count)),
    ...CONVERSATIONS.map((count) => [`turns/s in process, ${conversations(count)}`, whole(of(`process ${count}`)), '', '', '']),
    ...CONVERSATIONS.map((count) => {
      const [shop, floor] = [of(`processor shop ${count}`), of(`processor floor ${count}`)];
      return [`processor ms per turn over HTTP, ${conversations(count)}`, exact(shop), exact(floor), exact(shop / floor), ''];
    }),
    latencyRow('202 p50', of('kept p50 shop'), of('kept p50 floor')),
    latencyRow('202 p99', of('kept p99 shop'), of('kept p99 floor')),
    latencyRow('reply p50', of('reply p50'), Number.NaN),
    latencyRow('reply p99', of('reply p99'), Number.NaN, replyGoal(of('reply p99'), of('kept p99 floor'))),
    ['core: ms per decision, median', exact(of('core median')), '', '', against(of('core median'), MOST_CORE_MS, 'ms')],
    ['core: ms per decision, p90', exact(of('core p90')), '', '', ''],
  ];
  return rows.filter(([, shop]) => shop !== '');
}

function rateRow(of: (name: string) => number, count: number): string[] {
  const [shop, floor] = [of(`rate shop ${count}`), of(`rate floor ${count}`)];
  const ratio = shop / floor;
  const goal = count === 500 && Number.isFinite(ratio) ? `≥ ${LEAST_RATIO} ${ratio >= LEAST_RATIO ? 'met' : 'missed'}` : '';
  return [`turns/s over HTTP, ${conversations(count)}`, whole(shop), whole(floor), exact(ratio), goal];
}

function latencyRow(what: string, shop: number, floor: number, goal = ''): string[] {
  return [`${what}, ms at ${MESSAGES_PER_SECOND} messages/s`, tenth(shop), tenth(floor), exact(shop / floor), goal];
}

/** Where the floor alone is over the goal, others use the machine: nothing can be said of the shop then. */
function replyGoal(reply: number, floor: number): string {
  return floor >= MOST_REPLY_P99_MS ? `< ${MOST_REPLY_P99_MS} ms: floor is over it` : against(reply, MOST_REPLY_P99_MS, 'ms');
}

function against(value: number, most: number, unit: string): string {
  return Number.isFinite(value) ? `< ${most} ${unit} ${value < most ? 'met' : 'missed'}` : '';
}

const conversations = (count: number) => (count === 1 ? '1 conversation' : `${count} conversations`);
const shown = (value: number, text: string) => (Number.isFinite(value) ? text : '');
const whole = (value: number) => shown(value, Math.round(value).toLocaleString('en'));
const tenth = (value: number) => shown(value, value.toFixed(1));
const exact = (value: number) => shown(value, value.toPrecision(2));
