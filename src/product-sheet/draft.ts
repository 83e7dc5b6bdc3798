/**
 * What the products of a list are in the catalog: their internal names, their categories, and what stays of
 * a product that was there before. A column that the list does not have leaves the product as it was, so
 * that a list of prices takes away no photo; internal names stay, because orders and stock know them.
 */
import { type Catalog, detailOf, type Product } from '../commerce/catalog.ts';
import type { Minor } from '../commerce/money.ts';
import { plainIdLike, slug } from '../config/fields.ts';
import type { Columns } from './columns.ts';
import type { SheetProduct } from './products.ts';
import type { Field } from './words.ts';

export interface CatalogDraft {
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly products: readonly ProductDraft[];
}

/** What the file says of a product, as texts: its reader decides what they are worth. */
export interface ProductDraft {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly aliases: readonly string[];
  readonly price: Minor;
  readonly unit: string;
  readonly image: string;
  readonly imageAlt: string;
  readonly options: readonly { readonly label: string; readonly values: readonly (readonly string[])[] }[];
  readonly variants: readonly { readonly values: readonly string[]; readonly count: number | null }[];
  readonly prices: ReadonlyMap<string, Minor>;
  readonly leadDays: string;
  readonly maxPerOrder: string;
  readonly active: string;
  readonly personal: Product['personal'];
  /** Rows of the list it comes from. */
  readonly from: SheetProduct;
  /** The product of this name that was there before. */
  readonly before: Product | null;
}

/** `otherCategory`: name of the category of products that have none. */
export function draftOf(found: readonly SheetProduct[], columns: Columns, before: Catalog | null, otherCategory: string): CatalogDraft {
  const known = new Map(before?.products.map((product) => [slug(product.name), product]));
  const ids = new Set(before?.products.map(({ id }) => id));
  const categories = categoryBook(before);
  const products = found.map((product): ProductDraft => {
    const old = known.get(slug(product.name)) ?? null;
    const id = old?.id ?? freeId(product.name, ids);
    const has = (field: Field) => old === null || columns.fields[field] !== undefined;
    const keep = (field: Field, said: string, was: string | number | undefined) => (has(field) ? said : String(was ?? ''));
    const { shared } = product;
    const image = keep('image', product.images[0] ?? '', old?.image);
    return {
      id,
      name: product.name,
      description: keep('description', shared.description, old?.description) || product.name,
      category: has('category') ? categories.of(shared.category || otherCategory) : categories.kept(old?.category ?? ''),
      aliases: has('aliases') ? product.aliases : (old?.aliases ?? []),
      price: product.price,
      unit: keep('unit', shared.unit, old?.unit),
      image,
      imageAlt: image === '' ? '' : keep('imageAlt', shared.imageAlt, old?.imageAlt) || product.name,
      options: product.options.map(({ label, values }) => ({
        label,
        values: values.map((value) => [value, ...otherWords(old, label, value)]),
      })),
      variants: product.variants.map(({ values, count }) => ({ values, count: count === undefined ? countBefore(old, values) : count })),
      prices: product.prices,
      leadDays: keep('leadDays', shared.leadDays, old?.leadDays || undefined),
      maxPerOrder: keep('maxPerOrder', shared.maxPerOrder, old?.maxPerOrder),
      active: keep('active', shared.active, old?.active === false ? 'no' : undefined),
      personal: old?.personal,
      from: product,
      before: old,
    };
  });
  return { categories: categories.used(), products };
}

/** "Polo, Rojo, M": variants that were there and are no longer. */
export function variantsGone({ before, id, variants }: ProductDraft): readonly string[] {
  if (!before) return [];
  const left = new Set(variants.map(({ values }) => [id, ...values.map(slug)].join('/')));
  return before.variants
    .filter((variant) => !left.has(variant.id))
    .map((variant) => [before.name, detailOf(before, variant.options)].filter((part) => part !== '').join(', '));
}

function countBefore(old: Product | null, values: readonly string[]): number | null {
  const id = [old?.id, ...values.map(slug)].join('/');
  return old?.variants.find((variant) => variant.id === id)?.count ?? null;
}

/** Other words for a value that the shop was taught. */
function otherWords(old: Product | null, label: string, value: string): readonly string[] {
  const option = old?.options.find(({ id }) => id === slug(label));
  return option?.values.find(({ id }) => id === slug(value))?.aliases ?? [];
}

/** Categories by name, with the internal names they had. */
function categoryBook(before: Catalog | null) {
  const old = before?.categories ?? [];
  const byName = new Map(old.map((category) => [slug(category.name), category]));
  const ids = new Set(old.map(({ id }) => id));
  const used = new Map<string, string>();
  return {
    of: (name: string) => {
      const key = slug(name) || name;
      const category = byName.get(key) ?? { id: freeId(name, ids), name };
      byName.set(key, category);
      used.set(category.id, category.name);
      return category.id;
    },
    kept: (id: string) => {
      used.set(id, old.find((category) => category.id === id)?.name ?? id);
      return id;
    },
    used: () => [...used].map(([id, name]) => ({ id, name })),
  };
}

/** The longest internal name, less the room for a number behind it. */
const LONGEST_STEM = 26;

/** A plain id that no other has, also none that was there before: it would take over its stock and its orders. */
function freeId(name: string, taken: Set<string>): string {
  const plain = plainIdLike(name);
  const stem = plainIdLike(plain.slice(0, LONGEST_STEM));
  let id = plain;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
  taken.add(id);
  return id;
}
