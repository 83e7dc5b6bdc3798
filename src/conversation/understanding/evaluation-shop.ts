/**
 * The small catalogs that labelled messages are written for, as a shop that sells them: what an evaluation
 * set says of it, and nothing that understanding does not look at.
 */
import { z } from 'zod';
import type { Catalog, Language, Product, Shop } from '../../commerce/catalog.ts';
import { EXPONENTS, minor, ZERO } from '../../commerce/money.ts';
import type { Zone } from '../../commerce/zone.ts';
import { prepareVocabulary, type Vocabulary } from './vocabulary.ts';
import type { AllWords } from './words.ts';

const productSchema = z.object({
  id: z.string(),
  name: z.string(),
  price: z.number(),
  unit: z.string().optional(),
  aliases: z.array(z.string()).optional(),
  options: z.record(z.string(), z.array(z.union([z.string(), z.number()]))).optional(),
});

const catalogSchema = z.object({
  currency: z.string(),
  locale: z.string(),
  products: z.array(productSchema),
  /** Districts that are delivered to. */
  districts: z.array(z.string()).optional(),
});
export const catalogsSchema = z.record(z.string(), catalogSchema);

export type EvaluationCatalog = z.infer<typeof catalogSchema>;

export interface Stand {
  readonly shop: Shop;
  readonly catalog: Catalog;
  readonly vocabulary: Vocabulary;
}

/** A quantity nobody orders from a small seller: beyond it the shop asks. */
const MOST_UNITS = 9999;
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];

export function makeStand(source: EvaluationCatalog, words: AllWords): Stand {
  const catalog: Catalog = { categories: [{ id: 'all', name: 'all' }], products: source.products.map((product) => makeProduct(product)) };
  const shop = makeShop(source);
  return { shop, catalog, vocabulary: prepareVocabulary({ shop, catalog, promotions: [], flows: new Map(), words }) };
}

function makeShop({ currency, locale, districts = [] }: EvaluationCatalog): Shop {
  const [language, country] = locale.split('-');
  return {
    name: 'shop',
    tagline: '',
    country: country ?? 'PE',
    currency: isCurrency(currency) ? currency : 'USD',
    language: isLanguage(language) ? language : 'es',
    pronoun: 'tú',
    timeZone: 'UTC',
    address: '',
    contact: '',
    hours: { days: {} },
    policies: [],
    payment: { methods: ['link', 'cash'], linkMinutes: 60 },
    orders: { prefix: '', firstNumber: 1, maxPerVariant: MOST_UNITS },
    delivery: { pickup: null, zones: districts.map(makeZone), workingDays: ALL_DAYS, closedDates: [], cutoff: '23:59', leadDays: 0 },
  };
}

function isCurrency(text: string): text is keyof typeof EXPONENTS {
  return text in EXPONENTS;
}

function isLanguage(text: string | undefined): text is Language {
  return text === 'es' || text === 'pt' || text === 'en';
}

function makeProduct({ id, name, unit, aliases, options }: z.infer<typeof productSchema>): Product {
  return {
    id,
    name,
    description: '',
    category: 'all',
    aliases: aliases ?? [],
    price: minor(0),
    ...(unit === undefined ? {} : { unit }),
    options: Object.entries(options ?? {}).map(([option, values]) => ({
      id: option,
      label: option,
      values: values.map((value) => ({ id: String(value), label: String(value), aliases: [] })),
    })),
    variants: [],
    kind: 'stock',
    leadDays: 0,
    active: true,
  };
}

function makeZone(name: string): Zone {
  const districts = [{ name, aliases: [] }];
  return { id: name, name, districts, fee: ZERO, days: ALL_DAYS, window: { from: '09:00', to: '21:00' } };
}
