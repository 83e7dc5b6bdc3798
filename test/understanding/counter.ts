/**
 * A customer at the counter, for tests of understanding: a small shop of clothes with its districts, a
 * cart, and what the shop may have asked. `hears` says what a text was understood to mean.
 */
import type { Cart, CartLine } from '../../src/commerce/cart.ts';
import { aCatalog, aProduct, aShop } from '../../src/commerce/test-shop.ts';
import type { Flow } from '../../src/conversation/flow/flow.ts';
import { prepareVocabulary, understand } from '../../src/conversation/understanding/understand.ts';
import type { Context, Pending, Understanding } from '../../src/conversation/understanding/understanding.ts';
import { shippedWords } from './words.ts';

const values = (...labels: readonly string[]) => labels.map((label) => ({ id: label.toLowerCase(), label, aliases: [] }));

export const catalog = aCatalog(
  aProduct({
    id: 'polo',
    name: 'Polo de algodón',
    aliases: ['camiseta', 't-shirt'],
    options: [
      { id: 'color', label: 'Color', values: values('Rojo', 'Negro', 'Blanco') },
      { id: 'talla', label: 'Talla', values: values('S', 'M', 'L') },
    ],
  }),
  aProduct({
    id: 'gorra',
    name: 'Gorra',
    aliases: ['cap', 'boné'],
    options: [{ id: 'color', label: 'Color', values: values('Negro', 'Beige') }],
  }),
  aProduct({ id: 'medias', name: 'Medias de algodón', unit: 'par' }),
  aProduct({ id: 'casaca', name: 'Casaca bordada por encargo', maxPerOrder: 5 }),
);

export const shop = aShop();

const flows = new Map<string, Flow>([['sizes', { id: 'sizes', title: 'Tallas', starts: ['guía de tallas'], steps: [] }]]);

export const vocabulary = prepareVocabulary({ shop, catalog, promotions: [], flows, words: shippedWords });

/** Wednesday, 11 March 2026, 10:30 in Lima. */
export const NOW = Date.parse('2026-03-11T15:30:00Z');

export function aLine(of: Partial<CartLine> & { readonly productId: string }): CartLine {
  return { id: of.productId, options: {}, qty: 1, ...of };
}

export interface Situation {
  readonly cart?: readonly CartLine[];
  readonly pending?: Pending;
}

export function contextOf({ cart = [], pending }: Situation = {}): Context {
  const whole: Cart = { id: 'cart', lines: cart, delivery: null, contact: {}, payment: null, shownTotal: null, version: 0 };
  return { shop, vocabulary, cart: whole, pending: pending ?? null, focus: cart.at(-1)?.id ?? null, language: null, now: NOW };
}

export function hears(text: string, situation: Situation = {}): Understanding {
  return understand(text, contextOf(situation));
}
