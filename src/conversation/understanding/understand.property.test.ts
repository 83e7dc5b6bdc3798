/** What must hold for any text at all, also hostile ones. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aLine, catalog, contextOf, hears, vocabulary } from '../../../test/understanding/counter.ts';
import type { Command } from '../commands.ts';
import { understand } from './understand.ts';
import type { Context } from './understanding.ts';

const cart = [aLine({ productId: 'polo', options: { color: 'rojo' }, qty: 2 }), aLine({ productId: 'gorra', qty: null })];
const WORDS = [
  '2',
  'polos',
  'rojos',
  'M',
  'y',
  'una',
  'gorra',
  'no',
  'mejor',
  'quita',
  'sin',
  'cambia',
  'por',
  'de',
  'docena',
  ',',
  ':',
  '?',
  'media',
  'todo',
  '-',
  'cuánto',
  'más',
  'todos',
  'cada',
  'otra',
  'mismo color',
  'bájale',
];
const messages = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' ')),
);
const pendings = fc.constantFrom(
  null,
  { slot: 'confirm' },
  { slot: 'contact.name' },
  { slot: 'delivery.address' },
  { slot: 'line.option', lineId: 'polo', option: 'talla' },
  { slot: 'line.qty', lineId: 'gorra' },
) satisfies fc.Arbitrary<Context['pending']>;

/** Options and values that this product does not have. */
function inventedOptions(productId: string, options: Readonly<Record<string, string>>): string[] {
  const product = catalog.products.find(({ id }) => id === productId);
  return Object.entries(options).flatMap(([option, value]) => {
    const known = product?.options.find(({ id }) => id === option)?.values.some(({ id }) => id === value);
    return known ? [] : [`${option}=${value}`];
  });
}

function invented(command: Command): string[] {
  const knows = (id: string): boolean => catalog.products.some((product) => product.id === id);
  switch (command.do) {
    case 'add':
      return knows(command.line.productId) ? inventedOptions(command.line.productId, command.line.options) : [command.line.productId];
    case 'set': {
      const line = cart.find(({ id }) => id === command.line.lineId);
      return line ? inventedOptions(line.productId, command.options ?? {}) : [JSON.stringify(command.line)];
    }
    case 'clarify-product':
      return command.candidates.filter((id) => !knows(id));
    case 'tell-price':
    case 'tell-stock':
    case 'show-product':
    case 'quantity-out-of-range':
      return command.productId === undefined || knows(command.productId) ? [] : [command.productId];
    default:
      return [];
  }
}

test('no text makes it throw, and commands name only what the shop sells and the cart holds', () => {
  fc.assert(
    fc.property(messages, pendings, (text, pending) => {
      const { commands, confidence } = hears(text, { cart, ...(pending && { pending }) });
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(commands.flatMap(invented)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('the same text always means the same', () => {
  fc.assert(
    fc.property(messages, (text) => {
      expect(hears(text, { cart })).toEqual(hears(text, { cart }));
    }),
  );
});

test('a number in the catalog is the only quantity that reaches the cart', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (number) => {
      const [command] = hears(`quiero ${number} gorras negras`).commands;
      if (number >= 1 && number <= 50) expect(command).toMatchObject({ do: 'add', line: { qty: number } });
      else expect(command?.do).toBe('quantity-out-of-range');
    }),
  );
});

describe('the work grows with the length of the text, never faster', () => {
  const pieces = [
    '2 polos rojos M y ',
    'no mejor ',
    'sin cebolla y ',
    'a b. ',
    'mil ',
    '1 ',
    '1/2 ',
    'de la ',
    'quita el polo, ',
    'qwerty asdfg ',
    '((',
    'por la mañana ',
    'xxxxxxxxxxx',
    '1 polo todos M ',
    'uno de cada ',
    'del mismo color ',
    'a una ponle sin ',
    'bájale 1, ',
    'perdón 3 rojos, ',
  ];
  // Four times the text may take little more than four times the look-ups.
  const growsEvenly = (piece: string): boolean => countSteps(piece.repeat(160)) < 5 * countSteps(piece.repeat(40)) + 1000;

  test.each(pieces)('%s', (piece) => {
    expect(growsEvenly(piece)).toBe(true);
  });

  test('whatever a few words of orders say over and over', () => {
    const piece = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => `${words.join(' ')} `);
    fc.assert(fc.property(piece, growsEvenly), { numRuns: 60 });
  });
});

/** Look-ups in the words of the shop while a text is understood: what all of its work passes through. */
function countSteps(text: string): number {
  let steps = 0;
  const counting = <K, V>(map: ReadonlyMap<K, V>): ReadonlyMap<K, V> =>
    new Proxy(map, {
      get(target, key) {
        steps++;
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const { index } = vocabulary;
  const watched = {
    ...vocabulary,
    index: {
      ...index,
      owners: counting(index.owners),
      optionNames: counting(index.optionNames),
      roots: counting(index.roots),
      byId: counting(index.byId),
    },
  };
  understand(text, { ...contextOf({ cart }), vocabulary: watched });
  return steps;
}
