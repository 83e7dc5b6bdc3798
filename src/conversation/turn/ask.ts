/**
 * Asking: each requirement of the cart as a question that says exactly what to answer. Which one is
 * asked is not decided here: it is the first one that is missing.
 */
import type { CartLine } from '../../commerce/cart.ts';
import { detailOf, type Product, productOf } from '../../commerce/catalog.ts';
import { zoneById } from '../../commerce/delivery.ts';
import type { Requirement } from '../../commerce/requirements.ts';
import type { SlotName } from '../commands.ts';
import type { Choice } from '../menu.ts';
import type { Rich } from '../message.ts';
import type { Pending } from '../understanding/understanding.ts';
import { joinLines } from '../wording/wording.ts';
import { methodChoices } from './paying.ts';
import { describe } from './refusals.ts';
import { exampleOf, namesOf, valuesLeft } from './showing.ts';
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
      const { line, product } = lineAndProduct(turn, requirement.lineId);
      return question(turn, wording.rich('product.unavailable', { what: product.name }), { slot: 'line.qty', lineId: line.id }, [
        { label: wording.plain('stock.remove'), commands: [{ do: 'remove', line: { lineId: line.id } }] },
      ]);
    }
    case 'delivery.kind':
      return askDeliveryKind(turn);
    case 'delivery.district':
      return question(turn, wording.rich('ask.district', { example: districtExample(turn) }), { slot: 'delivery.district' });
    case 'delivery.minimum':
      return question(turn, wording.rich('delivery.below_minimum', { missing: money(turn, requirement.missing) }), { slot: 'items' }, [
        { label: wording.plain('product.see_catalog'), commands: [{ do: 'show-catalog' }] },
        ...pickupChoice(turn),
      ]);
    case 'delivery.address':
      return question(turn, wording.rich('ask.address'), { slot: 'delivery.address' }, [], 'location');
    case 'contact.name':
      return question(turn, wording.rich('ask.name'), { slot: 'contact.name' });
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
  const zones = turn.files.shop.delivery.zones;
  const cheapest = zones.reduce((least, zone) => (zone.fee < least.fee ? zone : least), zones[0] ?? { fee: 0 as never });
  question(turn, wording.rich('ask.delivery'), { slot: 'delivery.kind' }, [
    ...sameAsLastTime(turn),
    {
      label: wording.plain('delivery.home'),
      description: wording.plain('delivery.home_from', { fee: money(turn, cheapest.fee) }),
      commands: [{ do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } }],
    },
    ...pickupChoice(turn),
  ]);
}

/** The address of her last order that was sent, as one tap. */
function sameAsLastTime(turn: Turn): Choice[] {
  const { wording, files } = turn;
  const before = turn.counter.orders().flatMap(({ delivery }) => (delivery.kind === 'home' ? [delivery] : []))[0];
  if (!before?.address || !before.district || !before.zoneId || !zoneById(files.shop.delivery, before.zoneId)) return [];
  const { district, address } = before;
  return [
    {
      label: wording.plain('delivery.same'),
      description: `${address}, ${district}`,
      commands: [
        { do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } },
        { do: 'answer', slot: 'delivery.district', value: { type: 'text', text: district } },
        { do: 'answer', slot: 'delivery.address', value: { type: 'text', text: address } },
      ],
    },
  ];
}

export function pickupChoice(turn: Turn): Choice[] {
  const { pickup } = turn.files.shop.delivery;
  if (!pickup) return [];
  return [
    {
      label: turn.wording.plain('delivery.pickup'),
      description: pickup.address,
      commands: [{ do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'pickup' } }],
    },
  ];
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

function districtExample(turn: Turn): string {
  return turn.files.shop.delivery.zones[0]?.districts[0]?.name ?? turn.files.shop.address;
}

/** Slots of the checkout in the order in which they are asked: what "back" walks along. */
export const CHECKOUT_SLOTS = [
  'delivery.kind',
  'delivery.district',
  'delivery.address',
  'contact.name',
  'contact.phone',
  'payment.method',
] as const satisfies readonly SlotName[];
