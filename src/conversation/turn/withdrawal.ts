/** "Botón de arrepentimiento": the right to withdraw, asked for in the chat; a code comes back at once. */
import type { Order } from '../../commerce/order.ts';
import { deadlineOf, mayWithdraw, withdrawalPolicy } from '../../commerce/withdrawal.ts';
import type { Command } from '../commands.ts';
import type { Choice } from '../menu.ts';
import { dayWords } from '../wording/dates.ts';
import { joinLines } from '../wording/wording.ts';
import { talkAboutReturn } from './returns.ts';
import { ask, money, restIfEmptyHanded, say, type Turn } from './turn.ts';

/** Where the law knows no such right, she can still ask for a return. */
export function talkAboutWithdrawal(turn: Turn, { number, sure }: Omit<Extract<Command, { readonly do: 'withdraw' }>, 'do'>): void {
  const { wording, files } = turn;
  const policy = withdrawalPolicy(files.shop.country);
  if (!policy) {
    say(turn, wording.rich('withdrawal.no_right'));
    return talkAboutReturn(turn, {});
  }
  restIfEmptyHanded(turn);
  const known = turn.counter.orders().filter((order) => number === undefined || order.number === number);
  const [order, another] = known.filter(mayWithdraw);
  if (!order) return sayDone(turn, known);
  if (sure) return register(turn, order);
  if (another) return askOrder(turn, known.filter(mayWithdraw));
  const { country, timeZone, publicHolidays: holidays = [] } = files.shop;
  const deadline = deadlineOf(order, policy, { country, timeZone, holidays });
  const until = deadline === null ? [] : [wording.rich('withdrawal.until', { day: dayWords(wording, deadline) })];
  ask(turn, {
    rich: joinLines([...until, wording.rich('withdrawal.sure', { number: order.number })]),
    choices: [
      { label: wording.plain('withdrawal.yes'), commands: [{ do: 'withdraw', number: order.number, sure: true }], means: 'yes' },
      { label: wording.plain('nav.keep_order'), commands: [{ do: 'order-status', number: order.number }], means: 'no' },
    ],
    pending: null,
  });
}

/** The code of the newest one again; else there is nothing she could withdraw from. */
function sayDone(turn: Turn, orders: readonly Order[]): void {
  const { wording } = turn;
  const done = orders.find(({ withdrawal }) => withdrawal !== undefined);
  if (!done?.withdrawal) return say(turn, wording.rich('withdrawal.nothing', { contact: turn.files.shop.contact }));
  say(turn, wording.rich('withdrawal.before', { number: done.number, code: done.withdrawal.code }));
}

function askOrder(turn: Turn, orders: readonly Order[]): void {
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('returns.which_order'),
    choices: orders.map(
      ({ number, totals }): Choice => ({
        label: wording.plain('returns.order_label', { number, total: money(turn, totals.total) }),
        commands: [{ do: 'withdraw', number }],
      }),
    ),
    pending: null,
  });
}

function register(turn: Turn, order: Order): void {
  const { wording } = turn;
  const outcome = turn.counter.withdraw(order.id);
  if (!outcome.ok) return sayDone(turn, [order]);
  const { code, inTime, deadline, excluded } = outcome.withdrawal;
  const left = order.lines.filter(({ id }) => excluded.includes(id)).map(({ name }) => name);
  const late = !inTime && deadline !== null;
  say(
    turn,
    joinLines([
      wording.rich('withdrawal.registered', { number: order.number, code }),
      ...(late ? [wording.rich('withdrawal.late', { day: dayWords(wording, deadline) })] : []),
      ...(left.length > 0 ? [wording.rich('withdrawal.excluded', { what: left.join(', ') })] : []),
      ...(outcome.delivered && withdrawalPolicy(turn.files.shop.country)?.freight === 'seller' ? [wording.rich('withdrawal.free')] : []),
      wording.rich(outcome.delivered ? 'withdrawal.bring' : 'withdrawal.then', { contact: turn.files.shop.contact }),
    ]),
  );
}
