/**
 * The shop a list is read for: its currency, the catalog it has now, and the reader that every new
 * `products.yaml` has to please before it may take the place of the old one.
 */
import { readFile } from 'node:fs/promises';
import type { Catalog, Shop } from '../commerce/catalog.ts';
import { readDocument, rememberingReader } from '../config/document.ts';
import { type Report, topOf } from '../config/place.ts';
import type { Problem } from '../config/problem.ts';
import { readProducts } from '../config/products-file.ts';
import { checkSources, collectSources, type Needs, type Sources } from '../config/read-shop-files.ts';
import { readShop } from '../config/shop-file.ts';
import { LARGEST_FILE, type Source } from '../config/source.ts';
import { headingOf } from './products-yaml.ts';

const SHOP = 'catalog/shop.yaml';
export const PRODUCTS = 'catalog/products.yaml';

export type CatalogNow =
  | {
      readonly ok: true;
      readonly shop: Shop;
      /** The file that would be replaced, as it is; null where there is none. */
      readonly text: string | null;
      /** What can be read of the shop's catalog, wherever the list is written to; null where nothing can. */
      readonly before: Catalog | null;
      /** Some of it cannot be read. */
      readonly damaged: boolean;
      /** The notes at its top. */
      readonly heading: string;
      readonly check: (yaml: string) => readonly Problem[];
    }
  /** Without a shop that can be read there is no currency, and no price means anything. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `home`: the folder with `catalog/` and `flows/`. `to`: path of the file that would be written. */
export async function catalogNow(home: string, to: string, needs: Needs): Promise<CatalogNow> {
  const sources = await collectSources(home);
  const reader = rememberingReader();
  const told = checkSources(sources, needs, reader);
  const problems = told.ok ? [] : told.problems.filter(({ file }) => file === SHOP);
  const shop = problems.length === 0 ? shopIn(sources) : null;
  if (!shop) return { ok: false, problems };
  const products = sources.files.find(({ file }) => file === PRODUCTS);
  return {
    ok: true,
    shop,
    text: await textOf(to),
    ...catalogIn(products, shop, sources.images),
    check: (yaml) => checkProducts(yaml, sources, needs, reader),
  };
}

function shopIn(sources: Sources): Shop | null {
  const source = sources.files.find(({ file }) => file === SHOP);
  const tree = source && 'text' in source ? readDocument(source.text).tree : null;
  return tree && readShop({ problems: [] }, topOf(SHOP, 'shop', tree), sources.images).shop;
}

type Before = Pick<Extract<CatalogNow, { readonly ok: true }>, 'before' | 'damaged' | 'heading'>;

function catalogIn(source: Source | Problem | undefined, { currency }: Shop, images: readonly string[]): Before {
  if (!source || !('text' in source)) return { before: null, damaged: source?.what !== 'file-missing', heading: '' };
  const { tree, refusals } = readDocument(source.text);
  const report: Report = { problems: [] };
  const before = tree && readProducts(report, topOf(PRODUCTS, 'products', tree), currency, images);
  return { before, damaged: refusals.length > 0 || report.problems.length > 0, heading: headingOf(source.text) };
}

/** Exactly what the shop would say of this file when it starts. */
function checkProducts(yaml: string, sources: Sources, needs: Needs, reader: ReturnType<typeof rememberingReader>): readonly Problem[] {
  const size = Buffer.byteLength(yaml);
  if (size > LARGEST_FILE) {
    const facts = { size: Math.ceil(size / 1024), most: LARGEST_FILE / 1024 };
    return [{ file: PRODUCTS, line: 1, what: 'file-too-large', facts, example: '' }];
  }
  const files = [...sources.files.filter(({ file }) => file !== PRODUCTS), { file: PRODUCTS, text: yaml }];
  const told = checkSources({ ...sources, files }, needs, reader);
  return told.ok ? [] : told.problems.filter(({ file }) => file === PRODUCTS);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return null;
    throw problem;
  }
}
