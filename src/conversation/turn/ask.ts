/**
 * Asking: each requirement of the cart as a question that says exactly what to answer. Which one is
 * asked is not decided here: it is the first one that is missing.
 */

import type { CartLine } from '../../commerce/cart.ts';
import { detailOf, type Product, productOf } from '../../commerce/catalog.ts';
import { readablePhone } from '../../commerce/phone.ts';
import { examplePostalCode } from '../../commerce/postal-code.ts';
import type { Requirement } from '../../commerce/requirement.ts';
import { asksFor, servedZones, type Zone } from '../../commerce/zone.ts';
import type { SlotName } from '../commands.ts';
import type { Choice } from '../menu.ts';
import type { Rich } from '../message.ts';
import type { Pending } from '../understanding/understanding.ts';
import { joinLines } from '../wording/wording.ts';
import { pickupChoice } from './districts.ts';
import { methodChoices } from './paying.ts';
import { describe } from './refusals.ts';
import { keptAddress } from './saved-address.ts';
import { exampleOf, namesOf, valuesLeft } from './showing.ts';
import { askSlot } from './slots.ts';
import { ask, money, type Turn } from './turn.ts';

export function askRequirement(turn: Turn, requirement: Requirement): void {
  const { wording } = turn;
  switch (requirement.slot) {
    case 'items':
      return inviteToOrder(turn);
    case 'line.qty': {
      const { line, product } = lineAndProduct(turn, requirement.lineId);
      return question(turn, wording.rich('ask.quantity', { what: product.name }), { slot: 'line.qty', lineId: line.id });
    }
    case 'line.option':
      return askOption(turn, requirement.lineId, requirement.option);
    case 'line.personal': {
      const { line, product } = lineAndProduct(turn, requirement.lineId);
      const { label, example, maxLength } = product.personal ?? { label: '', example: '', maxLength: 0 };
      return question(
        turn,
        wording.rich('ask.personal', { label, what: product.name, most: maxLength, example }),
        { slot: 'line.personal', lineId: line.id },
        product.personal?.required ? [] : [{ label: wording.plain('ask.personal_none'), commands: [{ do: 'skip' }], means: 'no' }],
      );
    }
    case 'line.stock': {
      const { line, product } = lineAndProduct(turn, requirement.lineId);
      const choices: Choice[] = [];
      const { available } = requirement;
      if (available > 0)
        choices.push({
          label: wording.plain('stock.take', { left: available }),
          commands: [{ do: 'set', line: { lineId: line.id }, qty: available }],
          means: 'yes',
        });
      choices.push({ label: wording.plain('stock.remove'), commands: [{ do: 'remove', line: { lineId: line.id } }], means: 'no' });
      const what = product.name;
      return question(
        turn,
        available > 0 ? wording.rich('stock.only', { left: available, what }) : wording.rich('stock.none', { what }),
        { slot: 'line.qty', lineId: line.id },
        choices,
      );
    }
    case 'line.unavailable': {
      const { lineId } = requirement;
      return question(turn, wording.rich('product.unavailable', { what: nameOfGone(turn, lineId) }), { slot: 'line.qty', lineId }, [
        { label: wording.plain('stock.remove'), commands: [{ do: 'remove', line: { lineId } }] },
      ]);
    }
    case 'delivery.kind':
      return askDeliveryKind(turn);
    case 'delivery.district':
      return askPlace(turn);
    case 'delivery.slot':
      return askSlot(turn);
    case 'delivery.minimum':
      return question(turn, wording.rich('delivery.below_minimum', { missing: money(turn, requirement.missing) }), { slot: 'items' }, [
        { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
        ...pickupChoice(turn),
      ]);
    case 'delivery.address':
      return question(turn, wording.rich('ask.address'), { slot: 'delivery.address' }, [], 'location');
    case 'contact.name':
      return askName(turn);
    case 'contact.phone':
      return question(turn, wording.rich('ask.phone'), { slot: 'contact.phone' }, [], 'contact');
    case 'payment.method':
      return question(
        turn,
        turn.files.shop.payment.providerRefuses
          ? joinLines([wording.rich('payment.link_down'), wording.rich('ask.payment')])
          : wording.rich('ask.payment'),
        { slot: 'payment.method' },
        methodChoices(turn),
      );
  }
}

/** The question of someone who has nothing in the cart yet. */
export function inviteToOrder(turn: Turn): void {
  question(turn, turn.wording.rich('ask.items', { example: exampleOf(firstProduct(turn)) }), { slot: 'items' }, [
    { label: turn.wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
  ]);
}

function question(
  turn: Turn,
  rich: Rich,
  pending: Pending,
  choices: readonly Choice[] = [],
  what: 'location' | 'contact' | 'text' = 'text',
): void {
  ask(turn, { rich, choices, ask: what, pending });
}

function askOption(turn: Turn, lineId: string, optionId: string): void {
  const { line, product } = lineAndProduct(turn, lineId);
  const option = product.options.find((candidate) => candidate.id === optionId);
  if (!option) throw new Error(`product ${product.id} has no option ${optionId}`);
  const values = valuesLeft(turn, product, option, line.options);
  if (values.length === 0) return askInstead(turn, line, product);
  question(
    turn,
    turn.wording.rich('ask.option', { option: option.label.toLowerCase(), what: product.name }),
    { slot: 'line.option', lineId, option: optionId },
    values.map((value) => ({ ...namesOf(value), commands: [{ do: 'set', line: { lineId }, options: { [optionId]: value.id } }] })),
  );
}

/** What was chosen so far sold out meanwhile: there is nothing left to ask about it but what to take instead. */
function askInstead(turn: Turn, line: CartLine, product: Product): void {
  const { wording } = turn;
  const what = describe(
    product.name,
    [detailOf(product, line.options)].filter((detail) => detail !== ''),
  );
  question(turn, wording.rich('stock.none', { what }), { slot: 'items' }, [
    { label: wording.plain('stock.remove'), commands: [{ do: 'remove', line: { lineId: line.id } }] },
    { label: wording.plain('stock.other'), commands: [{ do: 'show-product', productId: product.id }] },
  ]);
}

function askDeliveryKind(turn: Turn): void {
  const { wording } = turn;
  const zones = servedZones(turn.files.shop.delivery);
  const cheapest = zones.reduce((least, zone) => (zone.fee < least.fee ? zone : least), zones[0] ?? { fee: 0 as never });
  question(turn, wording.rich('ask.delivery'), { slot: 'delivery.kind' }, [
    ...keptAddress(turn),
    {
      label: wording.plain('delivery.home'),
      description: wording.plain('delivery.home_from', { fee: money(turn, cheapest.fee) }),
      commands: [{ do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } }],
    },
    ...pickupChoice(turn),
  ]);
}

/** What is not sold any more may not be in the catalog either: then only its id is left of it (S26). */
function nameOfGone({ cart, files }: Turn, lineId: string): string {
  const line = cart.lines.find(({ id }) => id === lineId);
  return productOf(files.catalog, line?.productId ?? '')?.name ?? line?.productId ?? '';
}

function lineAndProduct(turn: Turn, lineId: string) {
  const line = turn.cart.lines.find((candidate) => candidate.id === lineId);
  const product = line && productOf(turn.files.catalog, line.productId);
  if (!line || !product) throw new Error(`requirement for a line that is not in the cart: ${lineId}`);
  return { line, product };
}

function firstProduct(turn: Turn): Product {
  const product = turn.files.catalog.products.find((candidate) => candidate.active);
  if (!product) throw new Error('a checked catalog has at least one active product');
  return product;
}

/** What she calls herself where she writes is one tap, and never taken without it. */
function askName(turn: Turn): void {
  const { wording, cart } = turn;
  const { profile } = cart.contact;
  if (profile === undefined) return question(turn, wording.rich('ask.name'), { slot: 'contact.name' });
  question(turn, wording.rich('ask.name_offered', { name: profile }), { slot: 'contact.name' }, [
    {
      label: wording.plain('ask.name_yes', { name: profile }),
      commands: [{ do: 'answer', slot: 'contact.name', value: { type: 'text', text: profile } }],
      means: 'yes',
    },
    { label: wording.plain('ask.name_no'), commands: [{ do: 'change', what: 'contact.name' }], means: 'no' },
  ]);
}

/** Somebody's telephone was sent where hers is asked for. `name`: of whoever it belongs to, or nothing. */
export function askWhetherHerPhone(turn: Turn, phone: string, name: string): void {
  const { wording } = turn;
  const readable = readablePhone(phone);
  const whose = name === '' ? readable : `${name}, ${readable}`;
  question(turn, wording.rich('ask.phone_of', { whose }), { slot: 'contact.phone' }, [
    {
      label: wording.plain('ask.phone_yes'),
      commands: [{ do: 'answer', slot: 'contact.phone', value: { type: 'text', text: phone } }],
      means: 'yes',
    },
    { label: wording.plain('ask.phone_no'), commands: [{ do: 'resume' }], means: 'no' },
  ]);
}

/** By whatever the zones are drawn: districts, postal codes, a point on the map. */
function askPlace(turn: Turn): void {
  const { wording } = turn;
  const { delivery, country } = turn.files.shop;
  const asks = asksFor(delivery);
  const zones = servedZones(delivery);
  const district = zones.flatMap(({ districts }) => districts)[0]?.name ?? '';
  const [rule] = zones.flatMap(({ postal = [] }) => postal);
  const postal = rule ? examplePostalCode(rule, country) : '';
  const words = !asks.postal
    ? wording.rich('ask.district', { example: district })
    : asks.district
      ? wording.rich('ask.district_or_postal', { district, postal })
      : wording.rich('ask.postal', { example: postal });
  const byName = asks.district || asks.postal;
  const rich = !asks.pin
    ? words
    : byName
      ? joinLines([words, wording.rich('delivery.or_pin')])
      : wording.rich('ask.pin', { example: pointExample(zones) });
  question(turn, rich, { slot: 'delivery.district' }, [], asks.pin ? 'location' : 'text');
}

/** Decimals of a degree: ten metres. */
const DECIMALS_SHOWN = 4;

function pointExample(zones: readonly Zone[]): string {
  const [point] = zones.flatMap(({ around, outline = [] }) => (around ? [around.center] : outline));
  return point ? [point.lat, point.lng].map((degrees) => degrees.toFixed(DECIMALS_SHOWN)).join(', ') : '';
}

/** Slots of the checkout in the order in which they are asked: what "back" walks along. */
export const CHECKOUT_SLOTS = [
  'delivery.kind',
  'delivery.district',
  'delivery.address',
  'delivery.slot',
  'contact.name',
  'contact.phone',
  'payment.method',
] as const satisfies readonly SlotName[];
