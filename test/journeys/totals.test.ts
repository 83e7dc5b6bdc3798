/**
 * What is added up, taken off and rounded, as a customer orders it in the chat and as it stands in her order: to the
 * last céntimo, in currencies with cents and without, with taxes inside the price.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Order } from '../../src/commerce/order.ts';
import { HOME, TestShop } from './shop.ts';

const NAMES = ['vela', 'manta', 'taza', 'espejo'] as const;

/** `tax`: of this product, as a seller writes it. */
type Good = readonly [price: string, qty?: number, tax?: string];

interface Cart {
  readonly goods: readonly Good[];
  /** A line of `promotions.yaml` each; one with `cupon: PROMO` is asked for in the chat. */
  readonly promotions?: readonly string[];
  readonly place?: keyof typeof PLACES;
  /** Delivered for so much; missing: picked up. */
  readonly fee?: string;
}

const PLACES = {
  PE: { currency: 'PEN', phone: '987654321' },
  CL: { currency: 'CLP', phone: '+56 9 8765 4321' },
  PY: { currency: 'PYG', phone: '+595 981 234567' },
};

/** The order that comes of it. */
async function orderOf({ goods, promotions = [], place = 'PE', fee }: Cart): Promise<Order> {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const file = (name: string) => join(home, 'catalog', name);
  const { currency, phone } = PLACES[place];
  const shopText = await readFile(file('shop.yaml'), 'utf8');
  const local = place === 'PE' ? shopText : shopText.replaceAll(/(\d+)\.00\b/g, '$1000').replace('pais: PE', `pais: ${place}`);
  const costs = local.replace('moneda: PEN', `moneda: ${currency}`).replace(/costo: 8(\.00|000)/, `costo: ${fee ?? 8}`);
  await writeFile(file('shop.yaml'), costs.replace(/ {6}gratis_desde: 150(\.00|000)\n/, ''));
  const products = goods.map(([price, , tax], index) => {
    const taxed = tax === undefined ? '' : `, impuesto: ${tax}`;
    return `  - { id: ${NAMES[index]}, nombre: ${NAMES[index]}, descripcion: De la casa., categoria: hogar, precio: ${price}${taxed}, stock: sin contar }`;
  });
  await writeFile(file('products.yaml'), ['categorias: { hogar: Hogar }', 'productos:', ...products].join('\n'));
  const given = promotions.map((promotion, index) => `  - { id: p${index}, nombre: Promo ${index}, ${promotion} }`);
  if (given.length > 0) await writeFile(file('promotions.yaml'), ['promociones:', ...given].join('\n'));
  else await rm(file('promotions.yaml'));
  const shop = await TestShop.open({ home });
  const ana = shop.customer('ana');
  for (const [index, [, qty = 1]] of goods.entries()) await ana.say(`quiero ${qty} ${NAMES[index]}${qty > 1 ? 's' : ''}`);
  if (promotions.some((promotion) => promotion.includes('cupon: PROMO'))) await ana.say('cupón PROMO');
  await ana.say('cerrar pedido');
  await ana.sayAll(...(fee === undefined ? ['recojo en tienda'] : ['envío a domicilio', 'Barranco', 'Jr. Las Retamas 100']));
  await ana.sayAll('Ana Quispe', phone);
  if (!ana.lastText.includes('Total: ')) await ana.say('efectivo');
  await ana.tap('Confirmar');
  const [order] = await shop.orders();
  await shop.close();
  await rm(home, { recursive: true, force: true });
  if (!order) throw new Error(`no order came of it; the shop said:\n${ana.lastText}`);
  return order;
}

const off = (value: string) => `tipo: descuento, valor: ${value}, cupon: PROMO`;

const STORIES: readonly (readonly [
  name: string,
  cart: Cart,
  shares: readonly number[],
  totals: Partial<Record<keyof Order['totals'], number>>,
])[] = [
  [
    'S01 · 2.99 off three prices is 1.61, 0.52 and 0.86',
    { goods: [['43.00'], ['14.00'], ['23.00']], promotions: [off('2.99')] },
    [161, 52, 86],
    { discount: 299 },
  ],
  [
    'S02 · of equal lines the earliest takes the odd céntimo',
    { goods: [['10.00'], ['10.00'], ['10.00']], promotions: [off('2.99')] },
    [100, 100, 99],
    { discount: 299 },
  ],
  [
    'S02 · 10.00 off three equal lines',
    { goods: [['30.00'], ['30.00'], ['30.00']], promotions: [off('10.00')] },
    [334, 333, 333],
    { discount: 1000 },
  ],
  [
    'S03 · what is given as a gift takes no share of the code',
    { goods: [['120.00'], ['20.00']], promotions: [off('20 %'), 'tipo: oferta, valor: 100 %, productos: [manta]'] },
    [2400, 0],
    { discount: 2400, total: 9600 },
  ],
  ['S04 · 10.5 % of 60.00', { goods: [['60.00']], promotions: [off('10.5 %')] }, [630], { discount: 630, total: 5370 }],
  [
    'S05 · rounded once, on the whole',
    { goods: [['1.06'], ['2.06'], ['3.06'], ['4.06']], promotions: [off('10 %')] },
    [11, 21, 30, 40],
    { discount: 102, total: 922 },
  ],
  [
    'S06 · no more is taken off than the goods cost, and nothing off the delivery',
    { goods: [['100.00']], promotions: [off('1000.00')], fee: '500.00' },
    [10000],
    { discount: 10000, delivery: 50000, total: 50000 },
  ],
  [
    'S07 · the code is on what the offer left',
    { goods: [['1000.00', 2], ['5000.00']], promotions: [off('15 %'), 'tipo: oferta, valor: 50 %, productos: [vela]'] },
    [15000, 75000],
    { merchandise: 600000, discount: 90000, total: 510000 },
  ],
  [
    'S08 · of two offers the better one, and never less than nothing',
    { goods: [['1000.00']], promotions: ['tipo: oferta, valor: 100 %', 'tipo: oferta, valor: 20 %'] },
    [0],
    { total: 0 },
  ],
  [
    'S09 · in Chilean pesos, with a delivery',
    { goods: [['12990'], ['4990', 3]], promotions: [off('15 %')], place: 'CL', fee: '3500' },
    [1949, 2245],
    { merchandise: 27960, discount: 4194, total: 27266 },
  ],
  [
    'S10 · in guaraníes half of one is rounded up',
    { goods: [['35500', 3]], promotions: [off('7.5 %')], place: 'PY' },
    [7988],
    { discount: 7988, total: 98512 },
  ],
  [
    'S14 · the line is the price that is seen times how many',
    { goods: [['1990', 7]], promotions: ['tipo: oferta, valor: 33 %'], place: 'CL' },
    [0],
    { merchandise: 9331, total: 9331 },
  ],
  [
    'S15 · a céntimo with an offer of 10 % stays a céntimo',
    { goods: [['0.01', 10]], promotions: ['tipo: oferta, valor: 10 %'] },
    [0],
    { total: 10 },
  ],
  ['S15 · ten céntimos with a code of 10 % are nine', { goods: [['0.01', 10]], promotions: [off('10 %')] }, [1], { total: 9 }],
  [
    'S16 · an amount of twelve digits is exact, and so is 10.5 % of it',
    { goods: [['99999999.90', 40]], promotions: [off('10.5 %')] },
    [41999999958],
    { merchandise: 399999999600, discount: 41999999958, total: 357999999642 },
  ],
];

test.each(STORIES)('%s', async (_name, cart, shares, totals) => {
  const order = await orderOf(cart);
  expect(order.lines.map(({ discountShare }) => discountShare)).toEqual(shares);
  expect(order.totals).toMatchObject(totals);
});

const TAXES: readonly (readonly [name: string, cart: Cart, taxes: readonly number[], total: number])[] = [
  [
    'S11 · two rates, each with its own sum',
    {
      goods: [
        ['1210.00', 1, '21 %'],
        ['1105.00', 2, '10.5 %'],
      ],
    },
    [21000, 21000],
    342000,
  ],
  [
    'S12 · in guaraníes',
    {
      goods: [
        ['110000', 1, '10 %'],
        ['20000', 1, '5 %'],
        ['106500', 1, '10 %'],
      ],
      place: 'PY',
    },
    [10000, 952, 9682],
    236500,
  ],
  [
    'S13 · on what is paid after the discount',
    {
      goods: [
        ['999.99', 1, '21 %'],
        ['500.00', 1, '10.5 %'],
      ],
      promotions: [off('10 %')],
    },
    [15620, 4276],
    134999,
  ],
];

test.each(TAXES)('%s', async (_name, cart, taxes, total) => {
  const order = await orderOf(cart);
  expect(order.lines.map(({ tax }) => tax)).toEqual(taxes);
  expect([order.totals.total, order.totals.taxes?.reduce((sum, { tax }) => sum + tax, 0)]).toEqual([
    total,
    taxes.reduce((sum, tax) => sum + tax, 0),
  ]);
});
