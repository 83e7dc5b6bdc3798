/**
 * What it costs to understand a message: with the sample catalog, with 200 products, and where 4,096
 * characters are written to cost as much as they can.
 */
import { join } from 'node:path';
import type { Cart } from '../src/commerce/cart.ts';
import type { Catalog, Product } from '../src/commerce/catalog.ts';
import { readShopFiles } from '../src/config/read-shop-files.ts';
import { understand } from '../src/conversation/understanding/understand.ts';
import type { Context, Pending } from '../src/conversation/understanding/understanding.ts';
import { prepareVocabulary } from '../src/conversation/understanding/vocabulary.ts';
import { median, tableOf } from './table.ts';

const MANY_PRODUCTS = 200;
const LONGEST_MESSAGE = 4096;
/** Issue 4: 0.1 ms with the sample catalog, 0.5 ms with 200 products, 10 ms for 4,096 characters of anything. */
const MOST_MS = { sample: 0.1, many: 0.5, hostile: 10 };
const WARM_UP = 2000;
const MESSAGES = 3000;
const HOSTILE_REPEATS = 7;

const WRITTEN = [
  'hola, quiero 2 polos rojos talla M y una gorra',
  'no, mejor 3',
  'cuánto sale el envío a Surco?',
  'quita la gorra',
  'buenas tardes, tienen casacas talla L?',
  'kiero 2 polos rogos talla m y una gorra, no mejor 3 polos',
  'oi, quero duas camisetas brancas tamanho G',
  'can i get a black cap and two tote bags',
  'ya pagué, te mandé 70 soles',
  'Av. Caminos del Inca 1234, dpto 301',
];

/** Each is written again and again until the message is full. */
const HOSTILE = [
  '1 ',
  '1/2 ',
  'a ',
  'y ',
  ', ',
  '((',
  'x',
  'no me ',
  'de la ',
  'qué? ',
  'mil ',
  'gorra ',
  'rojo M ',
  'calle 1 ',
  '987 654 321 ',
  'sin cebolla y ',
  'a nombre de ',
  'a las 5 y media de la ',
  'polpo gorrra camista medas rogo quiro ',
  'qwerty asdfgh zxcvbn ',
  '3 polos: 1 rojo, 2 negros; ',
  'hola quiero 2 polos rojos talla m y una gorra negra, no mejor 3, cuánto sale el envío a surco? ',
];

const PENDINGS: readonly (Pending | null)[] = [null, { slot: 'delivery.address' }, { slot: 'items', productId: 'polo' }];

/** @returns the table; the numbers are medians of the rounds */
export async function benchUnderstanding(rounds: number): Promise<string> {
  const read = await readShopFiles(join(import.meta.dirname, '..'), { texts: {}, flows: [] });
  if (!read.ok) throw new Error('the sample shop has problems: npm run check names them');
  const { shop, catalog, flows, words } = read.files;
  const contextWith = (sold: Catalog): Context => ({
    shop,
    vocabulary: prepareVocabulary({ shop, catalog: sold, promotions: [], flows, words }),
    cart: aCart(),
    pending: null,
    focus: 'polo',
    language: shop.language,
    now: Date.now(),
  });
  const sample = contextWith(catalog);
  const many = contextWith({ ...catalog, products: withMany(catalog.products) });
  const measured = Array.from({ length: rounds }, () => ({ sample: usual(sample), many: usual(many), hostile: hostile(many) }));
  const worst = measured.map(({ hostile: found }) => found.ms);
  const named = measured.toSorted((a, b) => b.hostile.ms - a.hostile.ms)[0]?.hostile.piece ?? '';
  return tableOf(
    ['understanding a message, ms', 'median', 'p99', 'goal'],
    [
      row(
        'sample catalog',
        measured.map((round) => round.sample),
        MOST_MS.sample,
      ),
      row(
        `${MANY_PRODUCTS} products`,
        measured.map((round) => round.many),
        MOST_MS.many,
      ),
      [`${LONGEST_MESSAGE} characters, the costliest: "${named.trim()}"`, shown(median(worst)), '', goal(median(worst), MOST_MS.hostile)],
    ],
  );
}

interface Times {
  readonly median: number;
  readonly p99: number;
}

function row(what: string, rounds: readonly Times[], most: number): string[] {
  const middle = median(rounds.map((times) => times.median));
  return [what, shown(middle), shown(median(rounds.map(({ p99 }) => p99))), goal(middle, most)];
}

const shown = (ms: number) => ms.toPrecision(2);
const goal = (ms: number, most: number) => `< ${most} ms ${ms < most ? 'met' : 'missed'}`;

function usual(context: Context): Times {
  for (let i = 0; i < WARM_UP; i++) understand(WRITTEN[i % WRITTEN.length] ?? '', context);
  const times = Array.from({ length: MESSAGES }, (_, i) => timeOf(WRITTEN[i % WRITTEN.length] ?? '', context)).sort((a, b) => a - b);
  return { median: median(times), p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN };
}

/** The costliest of all, each at its median, so that what else the machine does is not counted. */
function hostile(context: Context): { readonly ms: number; readonly piece: string } {
  let worst = { ms: 0, piece: '' };
  for (const piece of HOSTILE) {
    const text = piece.repeat(Math.ceil(LONGEST_MESSAGE / piece.length)).slice(0, LONGEST_MESSAGE);
    for (const pending of PENDINGS) {
      const ms = median(Array.from({ length: HOSTILE_REPEATS }, () => timeOf(text, { ...context, pending })));
      if (ms > worst.ms) worst = { ms, piece };
    }
  }
  return worst;
}

function timeOf(text: string, context: Context): number {
  const before = performance.now();
  understand(text, context);
  return performance.now() - before;
}

/** The sample's products again and again under other names, with the same options. */
function withMany(products: readonly Product[]): Product[] {
  const names = ['Aurora', 'Brisa', 'Coral', 'Duna', 'Estela', 'Faro', 'Gala', 'Hiedra', 'Iris'];
  const more = Array.from({ length: MANY_PRODUCTS - products.length }, (_, i): Product[] => {
    const like = products[i % products.length];
    const name = `${names[i % names.length] ?? ''} ${i}`;
    return like ? [{ ...like, id: `${like.id}-${i}`, name: `${like.name} ${name}`, aliases: [`modelo ${i}`] }] : [];
  });
  return [...products, ...more.flat()];
}

function aCart(): Cart {
  const lines = [
    { id: 'polo', productId: 'polo', options: { color: 'rojo', talla: 'm' }, qty: 1 },
    { id: 'gorra', productId: 'gorra', options: { color: 'negro' }, qty: 2 },
  ];
  return { id: 'cart', lines, delivery: null, contact: {}, payment: null, shownTotal: null, version: 0 };
}
