/**
 * What customers ask in the middle of anything: prices, stock, shipping, payment, hours, policies. Each
 * is answered from the shop's files and the counter, and then the conversation goes back to where it was.
 */

import { detailOf, type Product, productOf, variantOf } from '../../commerce/catalog.ts';
import { openAt, placeName, zoneById } from '../../commerce/delivery.ts';
import { postalCodeIn, readablePostalCode } from '../../commerce/postal-code.ts';
import { promiseOptions } from '../../commerce/promise.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import { withdrawalPolicy } from '../../commerce/withdrawal.ts';
import { asksFor, servedZones, type Zone, zoneAt } from '../../commerce/zone.ts';
import { findZone } from '../../commerce/zone-search.ts';
import type { Command } from '../commands.ts';
import { MENU_SIZE } from '../menu.ts';
import type { Rich } from '../message.ts';
import { dayWords, hoursWords, promiseWords } from '../wording/dates.ts';
import { joinLines } from '../wording/wording.ts';
import { notServed } from './districts.ts';
import { paymentWords } from './paying.ts';
import { tellOrders } from './placed-orders.ts';
import { offerOn, priceWords } from './prices.ts';
import { askedOf, promiseFor } from './promise.ts';
import { describe } from './refusals.ts';
import { aboutProduct, exampleOf, insteadOf, namesOf, offerProduct, priceOf, showCatalog, showProduct, soldOut } from './showing.ts';
import { onTheTable } from './slots.ts';
import { callPerson } from './talk.ts';
import { ask, money, note, say, type Turn } from './turn.ts';

type QuestionCommand = Extract<
  Command,
  { readonly do: 'tell-price' | 'tell-stock' | 'tell-shipping' | 'tell-payment' | 'tell-hours' | 'tell-policy' | 'tell-help' }
>;

export function answerQuestion(turn: Turn, command: QuestionCommand): void {
  switch (command.do) {
    case 'tell-price':
      return tellPrice(turn, command.productId, command.options ?? {});
    case 'tell-stock':
      return tellStock(turn, command.productId, command.options);
    case 'tell-shipping':
      return tellShipping(turn, command.district ?? null);
    case 'tell-payment':
      return tellPayment(turn);
    case 'tell-hours':
      return tellHours(turn);
    case 'tell-policy':
      return tellPolicy(turn, command.policy ?? null);
    case 'tell-help':
      return tellHelp(turn);
  }
}

function tellPrice(turn: Turn, productId: string | undefined, options: Readonly<Record<string, string>>): void {
  const product = productId === undefined ? undefined : productOf(turn.files.catalog, productId);
  if (!product) {
    note(turn, 'asked-price');
    return showCatalog(turn);
  }
  note(turn, 'asked-price', { productId: product.id, price: product.price });
  const variant = variantOf(product, options);
  const what = describe(
    product.name,
    [detailOf(product, options)].filter((part) => part !== ''),
  );
  say(turn, turn.wording.rich('answer.price', { what, price: variant ? variantPrice(turn, product, options) : priceOf(turn, product) }));
  if (soldOut(turn, product)) return say(turn, turn.wording.rich('product.sold_out'));
  if (!isBusy(turn)) offerProduct(turn, product, options);
}

function variantPrice(turn: Turn, product: Product, options: Readonly<Record<string, string>>): string {
  const { price, before } = offerOn(turn, product, options);
  return priceWords(turn, price, before);
}

/** A question is open that comes first: what was asked in between is answered, and then it goes on. */
function isBusy(turn: Turn): boolean {
  const { pending, frames } = turn.conversation;
  return frames.length > 0 || (pending !== null && pending.slot !== 'items');
}

function tellStock(turn: Turn, productId: string, options: Readonly<Record<string, string>>): void {
  const product = productOf(turn.files.catalog, productId);
  if (!product) return showCatalog(turn);
  note(turn, 'asked-stock', { productId });
  const variants = product.variants.filter((variant) =>
    Object.entries(options).every(([option, value]) => variant.options[option] === value),
  );
  const left = variants.filter((variant) => variant.active && turn.counter.available(variant.id) !== 0);
  if (Object.keys(options).length === 0) return showProduct(turn, productId);
  const what = describe(product.name, [detailOf(product, options)]);
  if (left.length === 0) {
    note(turn, 'sold-out', { productId, ...(variants[0] && variants.length === 1 && { variantId: variants[0].id }) });
    say(turn, turn.wording.rich('stock.none', { what }));
    return isBusy(turn) ? undefined : offerInstead(turn, product, options);
  }
  say(turn, turn.wording.rich('stock.yes', { what, price: variantPrice(turn, product, left[0]?.options ?? options) }));
  if (!isBusy(turn)) offerProduct(turn, product, options);
}

/** After "no, there is none": the values of the last option that there are with the rest of what was asked. */
function offerInstead(turn: Turn, product: Product, options: Readonly<Record<string, string>>): void {
  const instead = insteadOf(turn, product.id, options);
  if (!instead) return showCatalog(turn);
  const { option, values } = instead;
  const { [option.id]: _gone, ...others } = options;
  ask(turn, {
    rich: turn.wording.rich('stock.instead', { option: option.label.toLowerCase() }),
    choices: values.map((value) => ({
      ...namesOf(value),
      commands: [{ do: 'add', line: { productId: product.id, options: { ...options, [option.id]: value.id }, qty: 1 } }],
    })),
    pending: aboutProduct(product, others),
  });
}

function tellShipping(turn: Turn, district: string | null): void {
  const { shop } = turn.files;
  note(turn, 'asked-shipping', district === null ? {} : { words: district });
  if (district !== null) {
    const found = findZone(shop.delivery, district);
    const asks = asksFor(shop.delivery);
    const postal = found.kind === 'none' && asks.postal ? postalCodeIn(district, shop.country) : null;
    const zone = postal === null ? null : zoneAt(shop.delivery, { postal });
    if (postal !== null && zone) return say(turn, joinLines(zoneLines(turn, placeName({ postal }, zone.name), zone)));
    if (found.kind === 'none' && (asks.district || postal !== null))
      return notServed(turn, postal === null ? district : readablePostalCode(postal));
    if (found.kind === 'zone') {
      turn.conversation = { ...turn.conversation, askedDistrict: found.district };
      return say(turn, joinLines(zoneLines(turn, found.district, found.zone)));
    }
  }
  const open = turn.cart.lines.length === 0 && turn.counter.orders().find(({ status }) => isOnItsWay(status));
  if (district === null && open) return tellOrders(turn, open.number);
  const chosen = ownDelivery(turn);
  if (district === null && chosen) return say(turn, joinLines(chosen));
  const lines: Rich[] = [turn.wording.rich('shipping.intro')];
  for (const zone of servedZones(shop.delivery)) {
    const facts = { zone: zone.name, fee: zoneFee(turn, zone) };
    const districts = zone.districts.map((one) => one.name).join(', ');
    lines.push(
      districts === '' ? turn.wording.rich('shipping.zone_plain', facts) : turn.wording.rich('shipping.zone', { ...facts, districts }),
    );
  }
  if (shop.delivery.pickup) lines.push(turn.wording.rich('shipping.pickup', { address: shop.delivery.pickup.address }));
  say(turn, joinLines(lines));
}

/** Placed and not yet with her: "when does it come?" is about this order. */
function isOnItsWay(status: OrderStatus): boolean {
  return (
    status === 'awaiting_payment' || status === 'confirmed' || status === 'preparing' || status === 'ready' || status === 'out_for_delivery'
  );
}

/** What is known of the delivery she has chosen already: the rest of the list is not hers. */
function ownDelivery(turn: Turn): Rich[] | null {
  const { shop } = turn.files;
  const way = turn.cart.delivery;
  if (way?.kind === 'pickup' && shop.delivery.pickup) {
    const ready = promiseFor(onTheTable(turn));
    const when = ready ? dayWords(turn.wording, ready.date) : '';
    return [turn.wording.rich('shipping.pickup', { address: shop.delivery.pickup.address }), turn.wording.rich('summary.ready', { when })];
  }
  const zone = way?.kind === 'home' && way.zoneId ? zoneById(shop.delivery, way.zoneId) : null;
  return zone && way?.kind === 'home' ? zoneLines(turn, placeName(way, zone.name), zone) : null;
}

function zoneLines(turn: Turn, district: string, zone: Zone): Rich[] {
  const asked = askedOf(onTheTable(turn), zone);
  const soonest = promiseOptions(asked, 1)[0];
  const lines = [turn.wording.rich('shipping.fee', { district, fee: zoneFee(turn, zone) })];
  if (zone.freeFrom !== undefined) lines.push(turn.wording.rich('shipping.free_from', { amount: money(turn, zone.freeFrom) }));
  if (zone.minimum !== undefined) lines.push(turn.wording.rich('shipping.minimum', { amount: money(turn, zone.minimum) }));
  if (soonest) lines.push(turn.wording.rich('shipping.promise', { when: promiseWords(turn.wording, soonest) }));
  return lines;
}

function zoneFee(turn: Turn, { fee, feePerKm }: Zone): string {
  return feePerKm === undefined
    ? money(turn, fee)
    : turn.wording.plain('shipping.per_km', { fee: money(turn, fee), more: money(turn, feePerKm) });
}

function tellPayment(turn: Turn): void {
  note(turn, 'asked-payment');
  say(turn, paymentWords(turn));
}

function tellHours(turn: Turn): void {
  const { shop } = turn.files;
  const open = openAt(shop.hours, turn.now, shop.timeZone);
  say(
    turn,
    joinLines([
      turn.wording.rich('hours.told', { hours: hoursWords(turn.wording, shop.hours) }),
      turn.wording.rich(open ? 'hours.open_now' : 'hours.closed_now'),
      turn.wording.rich('hours.where', { address: shop.address }),
    ]),
  );
}

function tellPolicy(turn: Turn, policyId: string | null): void {
  const { policies } = turn.files.shop;
  const wanted = policies.length === 1 ? policies[0] : policies.find((policy) => policy.id === policyId);
  if (wanted) return say(turn, turn.wording.rich('policy.told', { title: wanted.title, text: wanted.text }));
  if (policies.length === 0) return callPerson(turn);
  ask(turn, {
    rich: turn.wording.rich('policy.which'),
    choices: policies.slice(0, MENU_SIZE).map(({ id, title }) => ({ label: title, commands: [{ do: 'tell-policy', policy: id }] })),
    pending: { slot: 'items' },
  });
}

function tellHelp(turn: Turn): void {
  const help = turn.wording.rich('help', { example: helpExample(turn) });
  const law = withdrawalPolicy(turn.files.shop.country) ? [turn.wording.rich('withdrawal.help')] : [];
  say(turn, joinLines([help, ...law]));
}

function helpExample(turn: Turn): string {
  const product = turn.files.catalog.products.find((candidate) => candidate.active);
  return product ? exampleOf(product) : '';
}
