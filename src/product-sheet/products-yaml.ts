/**
 * A draft as `catalog/products.yaml` is written: with its explanations on top, one block for each product,
 * lists and rows of stock on one line. Every value is written as text, which is how it is read.
 */
import { readFileSync } from 'node:fs';
import { Document, isNode, isSeq } from 'yaml';
import { type Currency, type Minor, toDecimal } from '../commerce/money.ts';
import type { CatalogDraft, ProductDraft } from './draft.ts';

/** What the top of the file explains to a seller. */
export const HEADING = readFileSync(new URL('./heading.yaml', import.meta.url), 'utf8').trimEnd();

/** The notes at the top of a file, hers among them; empty where there are none. */
export function headingOf(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.findIndex((line) => !/^\s*(#|$)/.test(line));
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .join('\n')
    .trim();
}

export function productsYaml(draft: CatalogDraft, currency: Currency, heading = HEADING): string {
  const document = new Document(null, { schema: 'failsafe' });
  const writer: Writer = {
    onOneLine: (value) => document.createNode(value, { flow: true }),
    amount: (price) => toDecimal(price, currency),
  };
  const products = document.createNode(draft.products.map((product) => productValue(product, writer)));
  const categories = new Map(draft.categories.map(({ id, name }) => [id, name]));
  document.contents = document.createNode(new Map<string, unknown>([['categorias', categories]]));
  if (isSeq(products)) for (const product of products.items.slice(1)) if (isNode(product)) product.spaceBefore = true;
  document.set('productos', products);
  return `${heading}\n\n${document.toString({ lineWidth: 0, flowCollectionPadding: false }).replace('\nproductos:', '\n\nproductos:')}`;
}

interface Writer {
  onOneLine(value: readonly string[] | ReadonlyMap<string, string>): unknown;
  amount(price: Minor): string;
}

/** Maps and not objects: objects would put sizes that are numbers in an order of their own. */
function productValue(product: ProductDraft, writer: Writer): ReadonlyMap<string, unknown> {
  const { aliases, options, personal, prices } = product;
  const entries: readonly (readonly [key: string, value: unknown])[] = [
    ['id', product.id],
    ['nombre', product.name],
    ['descripcion', product.description],
    ['categoria', product.category],
    ['tambien', aliases.length > 0 && writer.onOneLine(aliases)],
    ['precio', writer.amount(product.price)],
    ['unidad', product.unit],
    ['imagen', product.image],
    ['imagen_descripcion', product.imageAlt],
    ['opciones', options.length > 0 && new Map(options.map(({ label, values }) => [label, writer.onOneLine(values.map(spellings))]))],
    ['stock', hasStock(product) && stockTable(product.variants, writer)],
    ['precios', prices.size > 0 && writer.onOneLine(new Map([...prices].map(([value, price]) => [value, writer.amount(price)])))],
    ['dias_de_encargo', product.leadDays],
    ['texto_personal', personal && personalValue(personal)],
    ['maximo_por_pedido', product.maxPerOrder],
    ['a_la_venta', product.active],
  ];
  return new Map(entries.filter(([, value]) => value !== '' && value !== false && value !== undefined));
}

function spellings(words: readonly string[]): string {
  return words.join(' / ');
}

function personalValue(personal: NonNullable<ProductDraft['personal']>): ReadonlyMap<string, string> {
  return new Map([
    ['pregunta', personal.label],
    ['ejemplo', personal.example],
    ['obligatorio', personal.required ? 'sí' : 'no'],
    ['maximo', String(personal.maxLength)],
  ]);
}

/** What is made to order has none; where the list counts it all the same, the reader of the catalog says so. */
function hasStock({ leadDays, variants }: ProductDraft): boolean {
  return leadDays === '' || variants.some(({ count }) => count !== null);
}

/** A number; a line for each value; of two options or more, the values of the last one on one line. */
function stockTable(variants: ProductDraft['variants'], writer: Writer): unknown {
  const [first] = variants;
  if (!first || first.values.length === 0) return countText(first?.count ?? null);
  const byValue = Map.groupBy(variants, ({ values }) => values[0] ?? '');
  const rest = ([value, some]: readonly [string, ProductDraft['variants']]) =>
    [value, some.map(({ values, count }) => ({ values: values.slice(1), count }))] as const;
  return new Map(
    [...byValue].map(rest).map(([value, some]) => {
      const [one] = some;
      const isLast = one?.values.length === 1;
      const row = isLast && writer.onOneLine(new Map(some.map(({ values, count }) => [values[0] ?? '', countText(count)])));
      return [value, row || stockTable(some, writer)];
    }),
  );
}

function countText(count: number | null): string {
  return count === null ? 'sin contar' : String(count);
}
