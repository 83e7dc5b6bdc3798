/**
 * The card of an order in a helper's chat: what it is, where it goes, what is paid, and what she can do with it
 * now. The commands are those of the desk; a card that is old does no harm, because what it offers is looked at
 * again when it is chosen.
 */
import { placeName } from '../../commerce/delivery.ts';
import { isPaidAtDoor } from '../../commerce/leaving.ts';
import { formatMoney, type Minor, minor, toDecimal } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance } from '../../commerce/payment-status.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { Choice, Spoken } from '../../conversation/menu.ts';
import { MENU_SIZE } from '../../conversation/menu.ts';
import { offeredFor } from '../../seller/desk/order-commands.ts';
import { deskTexts } from '../../seller/desk/texts.ts';
import { exportTexts } from '../../seller/exports/texts.ts';
import { nextAction } from '../../seller/next-action.ts';
import { pageTexts, promiseWords } from '../../seller/pages/texts.ts';
import { isErased } from '../erased.ts';
import type { CommandName } from '../seller-orders/arguments.ts';
import type { Helper } from '../staff.ts';
import { mayGive, OFFERED } from './roles.ts';
import { type ChatTexts, chatTexts, fill, option, spoken, told } from './voice.ts';

/** `heading`: what the card is shown for, above its title. */
export function cardOf(order: Order, helper: Helper, heading: string | null = null): Spoken {
  const lines = helper.role === 'courier' ? courierLines(order, helper) : sellerLines(order, helper);
  const title = titleOf(order, helper);
  return spoken(heading === null ? told(title, ...lines) : told(heading, title, ...lines), choicesFor(order, helper));
}

/** What has become of it, and what comes next, after something was done with it. */
export function nextStep(order: Order, helper: Helper, said: string): Spoken {
  const next = exportTexts(helper.language).nextAction[nextAction(order)];
  const { show } = deskTexts(helper.language);
  return spoken(told(said, helper.role === 'courier' || next === '' ? '' : fill(show.next, { action: next })), choicesFor(order, helper));
}

export function titleOf(order: Order, { language, role }: Helper): string {
  const { show } = deskTexts(language);
  const { status, paymentStatus } = exportTexts(language);
  const title = fill(show.title, { number: order.number, state: status[order.status], payment: paymentStatus[order.paymentStatus] });
  return role === 'courier' ? title.slice(0, title.lastIndexOf(' · ')) : title;
}

function sellerLines(order: Order, { language }: Helper): readonly string[] {
  const texts = chatTexts(language);
  const { show } = deskTexts(language);
  const { method, nextAction: actions } = exportTexts(language);
  const money = (amount: Minor) => formatMoney(amount, order.currency);
  const owed = balance(order);
  const next = actions[nextAction(order)];
  return [
    ...goodsOf(order, texts),
    fill(texts.money, { total: money(order.totals.total), method: method[order.method] }),
    owed > 0 && order.paymentStatus !== 'unpaid' ? fill(texts.toCollect, { balance: money(owed) }) : '',
    changeLine(order, texts),
    ...wayOf(order, language),
    customerOf(order, show.customer),
    order.note ? fill(texts.note, { note: order.note }) : '',
    next === '' ? '' : fill(show.next, { action: next }),
  ];
}

function courierLines(order: Order, { language }: Helper): readonly string[] {
  const texts = chatTexts(language);
  const owed = balance(order);
  return [
    ...wayOf(order, language),
    customerOf(order, deskTexts(language).show.customer),
    owed > 0 && isPaidAtDoor(order) ? fill(texts.collectAtDoor, { balance: formatMoney(owed, order.currency) }) : '',
    changeLine(order, texts),
    ...goodsOf(order, texts),
    order.note ? fill(texts.note, { note: order.note }) : '',
  ];
}

function goodsOf({ lines }: Order, texts: ChatTexts): readonly string[] {
  return lines.map(({ qty, name, detail, personal, wishes = [] }) => {
    const own = personal ? [fill(texts.personal, { text: personal })] : [];
    const details = [detail, ...own, ...wishes].filter((part) => part !== '').join(', ');
    return details === '' ? `${qty} × ${name}` : `${qty} × ${name} (${details})`;
  });
}

function customerOf({ customer }: Order, template: string): string {
  return customer.phone === '' ? customer.name : fill(template, { name: customer.name, phone: readablePhone(customer.phone) });
}

function changeLine(order: Order, texts: ChatTexts): string {
  const { paysWith, currency } = order;
  const change = paysWith === undefined ? 0 : paysWith - balance(order);
  if (paysWith === undefined || change <= 0) return '';
  return fill(texts.change, { paysWith: formatMoney(paysWith, currency), change: formatMoney(minor(change), currency) });
}

function wayOf({ delivery, promise }: Order, language: Helper['language']): readonly string[] {
  const texts = chatTexts(language);
  const when = fill(texts.promised, { when: promiseWords(pageTexts(language), promise) });
  if (delivery.kind === 'pickup') return [texts.pickup, when];
  const place = placeName(delivery, delivery.zoneName);
  const { address, reference, pin } = delivery;
  return [
    address ? fill(texts.home, { place, address }) : fill(texts.homeShort, { place }),
    reference ? fill(texts.reference, { reference }) : '',
    pin ? fill(texts.map, { url: `https://www.openstreetmap.org/?mlat=${pin.lat}&mlon=${pin.lng}#map=17/${pin.lat}/${pin.lng}` }) : '',
    when,
  ];
}

/** What she can do with it now, as many as a menu holds; writing to the customer is always among them. */
export function choicesFor(order: Order, helper: Helper): readonly Choice[] {
  const texts = chatTexts(helper.language);
  const offered = offeredFor(order);
  const commands = OFFERED.filter(({ command }) => offered.includes(command) && mayGive(helper.role, command) && isUseful(order, command));
  const acts = commands.flatMap(({ command }) => optionsOf(order, command, helper));
  const { conversationId, number } = order;
  const write = isErased(conversationId) ? [] : [option(texts.write, { ask: 'write', conversationId, number })];
  return [...acts.slice(0, MENU_SIZE - write.length), ...write];
}

/** Where the money comes at the door it is written down with the delivery. */
function isUseful(order: Order, command: CommandName): boolean {
  return command !== 'registerPayment' || !isPaidAtDoor(order) || order.status === 'delivered';
}

function optionsOf(order: Order, command: CommandName, helper: Helper): readonly Choice[] {
  if (isPaidWith(order, command)) return doorOptions(order, command, helper);
  return [option(deskTexts(helper.language).commands[command], { ask: 'act', number: order.number, command, written: {} })];
}

/** The money changes hands with the goods. */
export function isPaidWith(order: Order, command: CommandName): boolean {
  return (command === 'markDelivered' || command === 'handOver') && balance(order) > 0 && isPaidAtDoor(order);
}

/** Handed over, and whether the money came. */
export function doorOptions(order: Order, command: CommandName, { language }: Helper): readonly Choice[] {
  const { number, currency } = order;
  const owed = balance(order);
  const texts = chatTexts(language);
  const collected = { collected: toDecimal(owed, currency) };
  return [
    option(fill(texts.collected, { amount: formatMoney(owed, currency) }), { ask: 'act', number, command, written: collected }),
    ...(command === 'markDelivered' ? [option(texts.notCollected, { ask: 'act', number, command, written: {}, sure: true })] : []),
  ];
}
