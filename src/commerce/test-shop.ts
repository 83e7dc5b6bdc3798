/**
 * A small shop for the tests of this folder: polos in two colours and three sizes, a cake with a text on
 * it, a casaca made to order; two delivery zones. Tests change what their story needs.
 */

import type { Catalog, Product, Shop, Variant } from './catalog.ts';
import { minor } from './money.ts';
import type { Placement } from './placement.ts';
import type { Promotion } from './promotions.ts';
import type { DeliveryPolicy, Zone } from './zone.ts';

const COLOURS = ['rojo', 'azul'];
const SIZES = ['s', 'm', 'l'];

export function aVariant(of: Partial<Variant> & { readonly id: string }): Variant {
  return { productId: of.id.split('/')[0] ?? of.id, options: {}, price: minor(3500), active: true, count: 10, ...of };
}

/** Without options unless the story gives some. */
export function aProduct(of: Partial<Product> & { readonly id: string }): Product {
  const price = of.price ?? minor(3500);
  return {
    name: of.id,
    description: '',
    category: 'ropa',
    aliases: [],
    price,
    options: [],
    variants: [aVariant({ id: of.id, price })],
    kind: 'stock',
    leadDays: 0,
    active: true,
    ...of,
  };
}

/** Everything but azul in L. */
export const polo = aProduct({
  id: 'polo',
  name: 'Polo de algodón',
  options: [
    { id: 'color', label: 'Color', values: COLOURS.map((id) => ({ id, label: id === 'rojo' ? 'Rojo' : 'Azul', aliases: [] })) },
    { id: 'talla', label: 'Talla', values: SIZES.map((id) => ({ id, label: id.toUpperCase(), aliases: [] })) },
  ],
  variants: COLOURS.flatMap((color) => SIZES.map((talla) => ({ color, talla })))
    .filter(({ color, talla }) => !(color === 'azul' && talla === 'l'))
    .map((options) =>
      aVariant({ id: `polo/${options.color}/${options.talla}`, options, price: minor(options.talla === 'l' ? 3900 : 3500) }),
    ),
});

export const torta = aProduct({
  id: 'torta',
  name: 'Torta de chocolate',
  price: minor(6000),
  personal: { id: 'texto', label: 'Texto', example: 'Feliz día Ana', required: true, maxLength: 20 },
});

export const gorra = aProduct({ id: 'gorra', name: 'Gorra', price: minor(3000) });

export const casaca = aProduct({
  id: 'casaca',
  name: 'Casaca bordada',
  price: minor(12000),
  kind: 'made_to_order',
  leadDays: 2,
  personal: { id: 'nombre', label: 'Nombre', example: 'ANA', required: false, maxLength: 12 },
  variants: [aVariant({ id: 'casaca', price: minor(12000), count: null })],
});

export function aCatalog(...products: readonly Product[]): Catalog {
  return { categories: [{ id: 'ropa', name: 'Ropa' }], products: products.length > 0 ? products : [polo, torta, gorra, casaca] };
}

export function aZone(of: Partial<Zone> & { readonly id: string }): Zone {
  return {
    name: of.id,
    districts: [],
    fee: minor(1000),
    days: [1, 2, 3, 4, 5, 6],
    window: { from: '10:00', to: '19:00' },
    ...of,
  };
}

const district = (name: string, ...aliases: readonly string[]) => ({ name, aliases });

export const policy: DeliveryPolicy = {
  pickup: { address: 'Av. Petit Thouars 1234, Lince', instructions: 'Toca el timbre' },
  zones: [
    aZone({
      id: 'cerca',
      fee: minor(800),
      freeFrom: minor(20000),
      districts: [
        district('Miraflores'),
        district('San Isidro'),
        district('Lince'),
        district('Jesús María'),
        district('Magdalena del Mar'),
      ],
    }),
    aZone({
      id: 'lejos',
      fee: minor(1500),
      minimum: minor(5000),
      days: [2, 5],
      districts: [
        district('Santiago de Surco'),
        district('San Juan de Miraflores'),
        district('San Juan de Lurigancho', 'canto grande'),
        district('Villa El Salvador'),
        district('La Molina'),
        district('Ate', 'vitarte'),
      ],
    }),
  ],
  workingDays: [1, 2, 3, 4, 5, 6],
  closedDates: [],
  cutoff: '14:00',
  leadDays: 0,
};

export function aShop(of: Partial<Shop> = {}): Shop {
  return {
    name: 'Algodón',
    tagline: '',
    country: 'PE',
    currency: 'PEN',
    language: 'es',
    pronoun: 'tú',
    timeZone: 'America/Lima',
    address: 'Lince',
    contact: '999',
    hours: { days: { 1: { from: '09:00', to: '19:00' } } },
    policies: [],
    payment: { methods: ['link', 'cash'], linkMinutes: 60 },
    orders: { prefix: '', firstNumber: 1001, maxPerVariant: 50 },
    delivery: policy,
    ...of,
  };
}

/** Running since ever, for everybody, on everything: 10 % off the order unless the story says otherwise. */
export function aPromotion(of: Partial<Promotion> = {}): Promotion {
  return {
    id: 'promo',
    name: 'Promo',
    benefit: { kind: 'order_percent', bps: 1000, most: null },
    coupon: null,
    scope: null,
    minimum: null,
    startsAt: null,
    endsAt: null,
    firstOrder: false,
    usageLimit: null,
    perCustomer: null,
    active: true,
    ...of,
  };
}

/** Units by variant; variants that are not named are not counted. */
export function stockOf(units: Readonly<Record<string, number>>): (variantId: string) => number | null {
  return (variantId) => units[variantId] ?? null;
}

/** Who places it, and what it is called: what tests of placing and editing seldom look at. */
export const A_PLACEMENT = {
  number: 1001,
  publicCode: 'k3x9',
  conversationId: 'web:tienda:1',
  customerId: 'p1',
  language: 'es',
  channel: 'web',
  campaign: null,
  live: true,
  promise: { date: '2027-03-04' },
} satisfies Partial<Placement>;
