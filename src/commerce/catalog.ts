/**
 * What is sold, and by whom: the shapes that `catalog/*.yaml` becomes once it was checked, and how a
 * product and the options a customer named become one variant.
 */

import type { Weekday } from './calendar.ts';
import type { Currency, Minor } from './money.ts';
import type { DeliveryPolicy } from './zone.ts';

/** The languages the shop speaks. */
export type Language = 'es' | 'pt' | 'en';

/** How Spanish speaks to one person. */
export type Pronoun = 'tú' | 'vos';

/**
 * How a customer may pay. `link` = a page of Mercado Pago; `pix` = a code of Mercado Pago to copy into her
 * bank (Brazil); `transfer` = to an account of the seller, shown by a receipt; `cash` = on delivery, or at
 * the counter on pickup.
 */
export type PaymentMethod = 'link' | 'pix' | 'transfer' | 'cash';

/** Where a customer transfers to: a bank account, a wallet, an alias, a Pix key. */
export interface PaymentAccount {
  /** "Yape", "BCP soles", "Chave Pix". */
  readonly name: string;
  /** As it has to be typed: a telephone, a CBU, a CLABE, an alias, a key. */
  readonly number: string;
  /** What the customer's bank will show. */
  readonly holder: string;
}

/** What is paid for an order to be confirmed: a part of its total, or an amount. */
export interface DepositPolicy {
  readonly of: { readonly bps: number } | { readonly amount: Minor };
  /** The rest is paid when the order is handed over, not before it leaves. */
  readonly restAtDoor: boolean;
}

export interface Shop {
  readonly name: string;
  /** One line under the name: what is sold and from where. */
  readonly tagline: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currency: Currency;
  /** The language of the catalog and of a customer whose language is not known yet. */
  readonly language: Language;
  /** What customers are called where the shop speaks Spanish. */
  readonly pronoun: Pronoun;
  /** IANA name, e.g. `America/Lima`. */
  readonly timeZone: string;
  readonly address: string;
  /** What a person may write or call, shown when a customer asks for a person. */
  readonly contact: string;
  /** File in `catalog/images/`. */
  readonly logo?: string;
  readonly hours: OpeningHours;
  /** Public holidays of its country, local `YYYY-MM-DD`, as far as they are known: for terms that the law counts. */
  readonly publicHolidays?: readonly string[];
  readonly policies: readonly Policy[];
  /** Taxes inside the prices, in basis points; missing: the shop says nothing of them. */
  readonly taxes?: {
    /** Of a product that does not say otherwise. */
    readonly productBps?: number;
    readonly deliveryBps?: number;
  };
  readonly payment: {
    readonly methods: readonly PaymentMethod[];
    /** What a total paid in cash is rounded to (Chile: 10); missing: it is not rounded. */
    readonly cashRounding?: Minor;
    /** Minutes that stock waits for the payment of a link (facts: 60). */
    readonly linkMinutes: number;
    /** Where customers transfer to; missing where nobody does. */
    readonly transfer?: {
      /** Hours that stock waits for it (facts: 24). */
      readonly hours: number;
      readonly accounts: readonly PaymentAccount[];
    };
    /** Asked of whoever pays before the delivery; missing: the whole total. */
    readonly deposit?: DepositPolicy;
    /** The provider does not accept the shop's credentials: what goes through it is not offered meanwhile. */
    readonly providerRefuses?: true;
  };
  readonly orders: {
    readonly prefix: string;
    /** Number of the first order, e.g. 1001. */
    readonly firstNumber: number;
    /** Units of one variant in one order (Saleor's default: 50). */
    readonly maxPerVariant: number;
    /** The seller looks at every order before it counts. */
    readonly approval?: true;
    /** Hours in which she looks at one that waits for it; then it expires. Missing: `order-policy.ts` has the usual. */
    readonly approvalHours?: number;
    /** The last state in which a customer may cancel by herself. */
    readonly cancelUntil?: CancelUntil;
    /** Last state in which the customer changes it by herself; missing: confirmed. */
    readonly editUntil?: EditUntil;
    /** Days after the delivery when an order that owes nothing is closed. */
    readonly closeAfterDays?: number;
    /** Units from which on the seller is told that a product runs out; missing: she is not. */
    readonly lowStock?: number;
  };
  readonly delivery: DeliveryPolicy;
}

/** States that an order passes until it leaves, or not at all. */
export type CancelUntil = 'never' | 'awaiting_payment' | 'confirmed' | 'preparing' | 'ready';

/** The same for a change: what is ready is packed. */
export type EditUntil = Exclude<CancelUntil, 'ready'>;

/** Opening hours by weekday, 0 = Sunday; a missing day is closed. `HH:mm`, local. */
export interface OpeningHours {
  readonly days: Readonly<Partial<Record<Weekday, { readonly from: string; readonly to: string }>>>;
}

/** A promise of the shop that customers ask about ("cambios", "privacidad"). */
export interface Policy {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Catalog {
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly products: readonly Product[];
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Category id. */
  readonly category: string;
  /** Other words customers use for it, in any language. */
  readonly aliases: readonly string[];
  /** Price of a variant that does not say otherwise. */
  readonly price: Minor;
  /** Tax inside its price, in basis points; missing: that of the shop. */
  readonly taxBps?: number;
  /** What one unit is, when it is not a piece: `par`, `caja`. */
  readonly unit?: string;
  /** Options in the order in which they are asked. Empty: one variant only. */
  readonly options: readonly ProductOption[];
  /** One per combination of options that is sold; one with `options: {}` when there are none. */
  readonly variants: readonly Variant[];
  /** Text the customer must or may give for each line, e.g. a name to embroider. */
  readonly personal?: PersonalText;
  /** `made_to_order` has no stock to run out of and needs `leadDays` more working days. */
  readonly kind: 'stock' | 'made_to_order';
  readonly leadDays: number;
  /** Units of it that can be made for one day; missing: as many as are wanted. Of what is made to order. */
  readonly dailyCapacity?: number;
  /** The seller looks at every order with it before it counts. */
  readonly approval?: true;
  /** Spoils soon, or is made for one person: the right to withdraw leaves it out. */
  readonly noWithdrawal?: true;
  readonly maxPerOrder?: number;
  readonly active: boolean;
  /** File in `catalog/images/`. */
  readonly image?: string;
  readonly imageAlt?: string;
}

export interface ProductOption {
  /** `color`, `talla`. */
  readonly id: string;
  /** As the customer reads it: "Color", "Talla". */
  readonly label: string;
  readonly values: readonly OptionValue[];
}

export interface OptionValue {
  readonly id: string;
  readonly label: string;
  readonly aliases: readonly string[];
}

export interface Variant {
  /** `polo/rojo/m`: product id and option value ids in the order of the options. */
  readonly id: string;
  readonly productId: string;
  /** Option id → value id. */
  readonly options: Readonly<Record<string, string>>;
  readonly price: Minor;
  readonly active: boolean;
  /** The seller's count in the file; null where stock is not counted. */
  readonly count: number | null;
  /** Units that are never sold: for the shop window, or because the shelf is counted badly. */
  readonly buffer?: number;
  /** Units that may be promised beyond the shelf, because more are coming. */
  readonly backorder?: number;
}

export interface PersonalText {
  readonly id: string;
  readonly label: string;
  readonly example: string;
  readonly required: boolean;
  /** In characters. */
  readonly maxLength: number;
}

interface Index {
  readonly products: ReadonlyMap<string, Product>;
  readonly variants: ReadonlyMap<string, { readonly product: Product; readonly variant: Variant }>;
}

/** Built at the first question to a catalog; a changed file is another catalog. */
const indexes = new WeakMap<Catalog, Index>();

function indexOf(catalog: Catalog): Index {
  const known = indexes.get(catalog);
  if (known) return known;
  const index = {
    products: new Map(catalog.products.map((product) => [product.id, product])),
    variants: new Map(
      catalog.products.flatMap((product) => product.variants.map((variant) => [variant.id, { product, variant }] as const)),
    ),
  };
  indexes.set(catalog, index);
  return index;
}

/** null for an id the catalog no longer has; an inactive product is still found. */
export function productOf(catalog: Catalog, productId: string): Product | null {
  return indexOf(catalog).products.get(productId) ?? null;
}

export function variantById(catalog: Catalog, variantId: string): { readonly product: Product; readonly variant: Variant } | null {
  return indexOf(catalog).variants.get(variantId) ?? null;
}

/** The variant of a full answer; null while an option is missing or where the combination is not sold at all. */
export function variantOf(product: Product, options: Readonly<Record<string, string>>): Variant | null {
  return product.variants.find((variant) => product.options.every(({ id }) => variant.options[id] === options[id])) ?? null;
}

/** Active variants that agree with every option answered so far. */
export function variantsLeft(product: Product, options: Readonly<Record<string, string>>): readonly Variant[] {
  return product.variants.filter(
    (variant) => variant.active && product.options.every(({ id }) => options[id] === undefined || variant.options[id] === options[id]),
  );
}

/** "Rojo, M": labels of the options answered so far, in their order; empty without any. */
export function detailOf(product: Product, options: Readonly<Record<string, string>>): string {
  return product.options.flatMap(({ id }) => optionValue(product, id, options[id] ?? '')?.label ?? []).join(', ');
}

export function optionValue(product: Product, optionId: string, valueId: string): OptionValue | null {
  const option = product.options.find((candidate) => candidate.id === optionId);
  return option?.values.find((value) => value.id === valueId) ?? null;
}

/** Options without an answer, in the order in which they are asked. */
export function missingOptions(product: Product, options: Readonly<Record<string, string>>): readonly ProductOption[] {
  return product.options.filter(({ id }) => options[id] === undefined);
}

/** Values of an option that, with the other answers kept, still lead to an active variant. Stock is not looked at. */
export function possibleValues(product: Product, options: Readonly<Record<string, string>>, optionId: string): readonly OptionValue[] {
  const option = product.options.find((candidate) => candidate.id === optionId);
  if (!option) return [];
  const { [optionId]: _answer, ...others } = options;
  const possible = new Set(variantsLeft(product, others).map((variant) => variant.options[optionId]));
  return option.values.filter((value) => possible.has(value.id));
}
