/**
 * Her data: shown to whoever asks for them, with all of it as a file; or forgotten, once she has said that she
 * is sure. What a shop must keep for its books is said before, and an order on its way is finished first.
 */

import type { Order } from '../../commerce/order.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { Rich } from '../message.ts';
import { joinLines } from '../wording/wording.ts';
import { ask, money, restIfEmptyHanded, say, type Turn } from './turn.ts';

export function tellOwnData(turn: Turn): void {
  const { wording, customer, cart } = turn;
  restIfEmptyHanded(turn);
  const { name = cart.contact.name, phone = cart.contact.phone } = customer;
  const orders = turn.counter.orders();
  const addresses = new Set(
    [customer.address ?? null, cart.delivery, ...orders.map(({ delivery }) => delivery)].flatMap((where) => addressOf(where)),
  );
  const facts: readonly (readonly ['data.name' | 'data.phone' | 'data.address' | 'data.orders', string])[] = [
    ['data.name', name ?? ''],
    ['data.phone', phone === undefined ? '' : readablePhone(phone)],
    ['data.address', [...addresses].join(' · ')],
    ['data.orders', orders.map(({ number, totals }) => `#${number} (${money(turn, totals.total)})`).join(', ')],
  ];
  const known = facts.flatMap(([key, what]): Rich[] => (what === '' ? [] : [wording.rich(key, { what })]));
  say(turn, joinLines([wording.rich('data.title'), ...known, wording.rich('data.messages')]));
  say(turn, wording.rich('data.forget'));
  turn.bubbles.push({
    kind: 'link',
    rich: wording.rich('data.file'),
    url: turn.counter.ownDataLink(),
    label: wording.plain('data.file_label'),
  });
}

function addressOf(where: Turn['cart']['delivery']): readonly string[] {
  if (where?.kind !== 'home') return [];
  const words = [where.address, where.district].filter((part) => part !== undefined && part !== '').join(', ');
  return words === '' ? [] : [words];
}

/** Money is in it, or it is being made or brought: whoever brings it needs to know where to. */
const UNDER_WAY: ReadonlySet<Order['status']> = new Set(['confirmed', 'preparing', 'ready', 'out_for_delivery']);

export function forgetMe(turn: Turn, sure: boolean): void {
  const { wording } = turn;
  restIfEmptyHanded(turn);
  const underWay = turn.counter.orders().find(({ status }) => UNDER_WAY.has(status));
  if (underWay) {
    turn.counter.callSeller('person-wanted', { number: String(underWay.number) });
    return say(turn, wording.rich('forget.not_yet', { number: underWay.number }));
  }
  if (sure) {
    turn.counter.forgetMe();
    return say(turn, wording.rich('forget.done'));
  }
  ask(turn, {
    rich: wording.rich('forget.sure'),
    choices: [
      { label: wording.plain('forget.yes'), commands: [{ do: 'forget-me', sure: true }] },
      { label: wording.plain('forget.no'), commands: [{ do: 'resume' }], means: 'no' },
    ],
    pending: null,
  });
}
