/**
 * In which part of a day it is brought, where a zone is visited in several: those with room are offered, the
 * ones that fit what she said ("mañana por la tarde") before the others, and what she chose is looked at
 * again before it is promised.
 */

import { setDelivery, setWish } from '../../commerce/cart-changes.ts';
import { zoneOfDelivery } from '../../commerce/delivery.ts';
import { type DeliveryPromise, promiseOptions } from '../../commerce/promise.ts';
import { fitsWish, type SlotWish } from '../../commerce/slot-wish.ts';
import type { Zone } from '../../commerce/zone.ts';
import { type Choice, MENU_SIZE } from '../menu.ts';
import { dayWords, promiseWords } from '../wording/dates.ts';
import { joinLines } from '../wording/wording.ts';
import { pickupChoice } from './districts.ts';
import { askedOf, type OnTheTable, promiseFor } from './promise.ts';
import { ask, say, sayChange, type Turn } from './turn.ts';

/** Parts of days that a wish is looked for in: two months with four a day. */
const SEARCHED = 240;

export function onTheTable({ cart, files, now, counter }: Turn): OnTheTable {
  return { cart, files, now, room: counter.room };
}

export function askSlot(turn: Turn): void {
  const zone = zoneOfDelivery(turn.files.shop.delivery, turn.cart.delivery);
  const options = zone ? optionsIn(turn, zone, SEARCHED) : [];
  const { wish } = turn.cart;
  const fitting = wish ? options.filter((option) => fitsWish(option, wish)) : [];
  if (options.length === 0) return askInstead(turn);
  const others = options.filter((option) => !fitting.includes(option));
  const { wording } = turn;
  const question = wording.rich('ask.slot');
  ask(turn, {
    rich: wish && fitting.length === 0 ? joinLines([wording.rich('delivery.slot_unfit'), question]) : question,
    choices: [...fitting, ...others].slice(0, MENU_SIZE).map((option) => slotChoice(turn, option)),
    pending: { slot: 'delivery.slot' },
  });
}

function optionsIn(turn: Turn, zone: Zone, most: number): readonly DeliveryPromise[] {
  return promiseOptions(askedOf(onTheTable(turn), zone), most);
}

/** Everything is taken for weeks: she can come for it, or talk to the shop. */
function askInstead(turn: Turn): void {
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('delivery.slots_full'),
    choices: [...pickupChoice(turn), { label: wording.plain('delivery.ask_seller'), commands: [{ do: 'person' }] }],
    pending: { slot: 'delivery.slot' },
  });
}

function slotChoice({ wording }: Turn, { date, window }: DeliveryPromise): Choice {
  const from = window?.from ?? '';
  return {
    label: wording.plain('delivery.slot', { day: dayWords(wording, date), from, to: window?.to ?? '' }),
    commands: [{ do: 'answer', slot: 'delivery.slot', value: { type: 'when', when: { date, time: from } } }],
  };
}

/** A tap names one part of a day exactly; words may fit several, or none. Where it cannot be chosen yet it is kept as a wish. */
export function takeSlot(turn: Turn, wish: SlotWish): void {
  const { cart, files, wording } = turn;
  const zone = zoneOfDelivery(files.shop.delivery, cart.delivery);
  if (!zone?.slots || cart.delivery?.kind !== 'home') {
    turn.cart = setWish(cart, wish);
    return zone ? undefined : sayChange(turn, wording.rich('delivery.wish_noted'));
  }
  const options = optionsIn(turn, zone, SEARCHED);
  const exact = options.find(({ date, window }) => date === wish.date && window?.from === wish.time);
  const fitting = exact ? [exact] : options.filter((option) => fitsWish(option, wish));
  const [only] = fitting;
  turn.pendingTouched = true;
  if (!only) return say(turn, wording.rich('delivery.slot_unfit'));
  if (fitting.length > 1) {
    return ask(turn, {
      rich: wording.rich('ask.slot_which'),
      choices: fitting.slice(0, MENU_SIZE).map((option) => slotChoice(turn, option)),
      pending: { slot: 'delivery.slot' },
    });
  }
  turn.cart = setDelivery(cart, { ...cart.delivery, slot: { date: only.date, from: only.window?.from ?? '' } });
  say(turn, wording.rich('delivery.slot_noted', { when: promiseWords(wording, only) }));
}

/** What she chose is gone meanwhile: she is told, and it is the next thing missing. */
export function dropLostSlot(turn: Turn): void {
  const { delivery } = turn.cart;
  if (delivery?.kind !== 'home' || !delivery.slot || promiseFor(onTheTable(turn)) !== null) return;
  const { slot: _gone, ...rest } = delivery;
  turn.cart = setDelivery(turn.cart, rest);
  say(turn, turn.wording.rich('delivery.slot_taken'));
}
