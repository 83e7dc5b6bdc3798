/**
 * `catalog/products.yaml`: what is sold. A seller writes options and a table of stock; variants are made
 * from them here.
 */
import type { Catalog, PersonalText, Product } from '../commerce/catalog.ts';
import type { Currency } from '../commerce/money.ts';
import { line, listOf, money, paragraphs, percent, plainId, plainIdLike, slug, wholeNumber, yesNo } from './fields.ts';
import { nearest } from './nearest.ts';
import { readOptions } from './options.ts';
import { checkPicture, pictureName } from './pictures.ts';
import { addProblem, childOf, childrenOf, itemsOf, type Place, type Report, readFields, readValue, requiredChild } from './place.ts';
import { readVariantPrices, readVariants } from './variants.ts';

/** More than a shop by chat can show; keeps a file from making the shop slow. */
const MOST_PRODUCTS = 300;
const MOST_ALIASES = 60;
/** No tax on what is sold is higher. */
const MOST_TAX_BPS = 5000;

/** Pictures that every channel can show or turn into one that it can. */

/** Units kept back, or promised beyond the shelf. */
const MOST_BEYOND = 10_000;

const PERSONAL = {
  pregunta: line(60),
  ejemplo: line(60),
  obligatorio: yesNo,
  maximo: wholeNumber(1, 200),
};

type Category = Catalog['categories'][number];

/** `images`: names of the files in `catalog/images/`. */
export function readProducts(report: Report, at: Place, currency: Currency, images: readonly string[]): Catalog {
  readFields(report, at, {}, ['categorias', 'productos']);
  const categories = readCategories(report, at);
  const products: Product[] = [];
  const list = requiredChild(report, at, 'productos');
  if (list && list.node.kind !== 'list') addProblem(report, list, 'expected-list');
  else if (list && itemsOf(list).length === 0) addProblem(report, list, 'empty-list');
  else if (list && itemsOf(list).length > MOST_PRODUCTS) addProblem(report, list, 'too-many', { most: MOST_PRODUCTS });
  for (const item of list ? itemsOf(list) : []) {
    const product = readProduct(report, item, currency, categories, images);
    if (product) products.push(product);
  }
  if (list) refuseRepeatedProducts(report, list);
  return { categories, products };
}

function readCategories(report: Report, at: Place): readonly Category[] {
  const place = requiredChild(report, at, 'categorias');
  if (place && place.node.kind !== 'map') addProblem(report, place, 'expected-map');
  const categories: Category[] = [];
  for (const [key, child] of place ? childrenOf(place) : []) {
    const id = plainId.safeParse(key);
    if (!id.success) addProblem(report, child, 'bad-id', { value: key, fixed: plainIdLike(key) });
    const name = readValue(report, child, line(40));
    categories.push({ id: key, name: name ?? key });
  }
  return categories;
}

function readProduct(
  report: Report,
  at: Place,
  currency: Currency,
  categories: readonly Category[],
  images: readonly string[],
): Product | null {
  const before = report.problems.length;
  const shape = {
    id: plainId,
    nombre: line(60),
    descripcion: paragraphs(600),
    categoria: line(40),
    tambien: listOf(line(40), 0, MOST_ALIASES).optional(),
    precio: money(currency, 'more-than-zero'),
    unidad: line(20).optional(),
    impuesto: percent(MOST_TAX_BPS).optional(),
    dias_de_encargo: wholeNumber(1, 120).optional(),
    cupo_por_dia: wholeNumber(1, 10_000).optional(),
    stock_de_seguridad: wholeNumber(0, MOST_BEYOND).optional(),
    vender_sin_stock: wholeNumber(0, MOST_BEYOND).optional(),
    requiere_aprobacion: yesNo.optional(),
    sin_arrepentimiento: yesNo.optional(),
    maximo_por_pedido: wholeNumber(1, 1000).optional(),
    a_la_venta: yesNo.optional(),
    imagen: pictureName.optional(),
    imagen_descripcion: line(160).optional(),
  };
  const { found, whole } = readFields(report, at, shape, ['opciones', 'stock', 'precios', 'texto_personal']);
  checkCategory(report, at, found.categoria, categories);
  checkImage(report, at, found.imagen, found.imagen_descripcion, images);
  const options = readOptions(report, childOf(at, 'opciones'));
  const madeToOrder = childOf(at, 'dias_de_encargo') !== null;
  refuseOfTheOther(report, at, madeToOrder);
  const prices = options && readVariantPrices(report, childOf(at, 'precios'), options, currency);
  const seeds = options && readVariants(report, at, options, madeToOrder);
  const personal = readPersonal(report, childOf(at, 'texto_personal'));
  if (!whole || !options || !prices || !seeds || report.problems.length > before) return null;
  return {
    id: whole.id,
    name: whole.nombre,
    description: whole.descripcion,
    category: whole.categoria,
    aliases: whole.tambien ?? [],
    price: whole.precio,
    ...(whole.unidad !== undefined && { unit: whole.unidad }),
    ...(whole.impuesto !== undefined && { taxBps: whole.impuesto }),
    options,
    variants: seeds.map(({ values, count }) => ({
      id: [whole.id, ...values].join('/'),
      productId: whole.id,
      options: Object.fromEntries(options.map((option, index) => [option.id, values[index] ?? ''])),
      price: options.map(({ id }, index) => prices.get(`${id}/${values[index]}`)).find((price) => price !== undefined) ?? whole.precio,
      active: true,
      count,
      ...(count !== null && whole.stock_de_seguridad !== undefined && { buffer: whole.stock_de_seguridad }),
      ...(count !== null && whole.vender_sin_stock !== undefined && { backorder: whole.vender_sin_stock }),
    })),
    ...(personal && { personal }),
    kind: madeToOrder ? 'made_to_order' : 'stock',
    leadDays: whole.dias_de_encargo ?? 0,
    ...(whole.cupo_por_dia !== undefined && { dailyCapacity: whole.cupo_por_dia }),
    ...(whole.requiere_aprobacion && { approval: true }),
    ...(whole.sin_arrepentimiento && { noWithdrawal: true }),
    ...(whole.maximo_por_pedido !== undefined && { maxPerOrder: whole.maximo_por_pedido }),
    active: whole.a_la_venta ?? true,
    ...(whole.imagen !== undefined && { image: whole.imagen }),
    ...(whole.imagen_descripcion !== undefined && { imageAlt: whole.imagen_descripcion }),
  };
}

/** What is made to order has no shelf, and what lies on one is not made for a day. */
function refuseOfTheOther(report: Report, at: Place, madeToOrder: boolean): void {
  const keys = madeToOrder ? ['stock_de_seguridad', 'vender_sin_stock'] : ['cupo_por_dia'];
  for (const key of keys) {
    const place = childOf(at, key);
    if (place) addProblem(report, place, madeToOrder ? 'stock-of-made-to-order' : 'capacity-of-stock');
  }
}

function checkCategory(report: Report, product: Place, category: string | undefined, categories: readonly Category[]): void {
  const at = childOf(product, 'categoria');
  if (category === undefined || !at || categories.some(({ id }) => id === category)) return;
  const ids = categories.map(({ id }) => id);
  const meant = nearest(category, ids);
  if (meant === null) addProblem(report, at, 'unknown-category', { value: category, known: ids.join(', ') });
  else addProblem(report, at, 'unknown-category-nearest', { value: category, nearest: meant });
}

/** A picture that is there, with words for those who cannot see it. */
function checkImage(
  report: Report,
  product: Place,
  image: string | undefined,
  description: string | undefined,
  images: readonly string[],
): void {
  const at = childOf(product, 'imagen');
  if (image === undefined || !at) return;
  if (!childOf(product, 'imagen_descripcion')) addProblem(report, at, 'image-without-words', {}, [...product.path, 'imagen_descripcion']);
  else if (description === undefined) return;
  checkPicture(report, at, image, images);
}

function readPersonal(report: Report, at: Place | null): PersonalText | null {
  if (!at) return null;
  const { whole } = readFields(report, at, PERSONAL);
  if (!whole) return null;
  if ([...whole.ejemplo].length > whole.maximo) {
    addProblem(report, childOf(at, 'ejemplo') ?? at, 'too-long', { length: [...whole.ejemplo].length, most: whole.maximo });
  }
  return {
    id: slug(whole.pregunta),
    label: whole.pregunta,
    example: whole.ejemplo,
    required: whole.obligatorio,
    maxLength: whole.maximo,
  };
}

/** Two products of one id would share their stock; two of one name could not be told apart in a chat. */
function refuseRepeatedProducts(report: Report, list: Place): void {
  for (const key of ['id', 'nombre']) {
    const seen = new Map<string, number>();
    for (const product of itemsOf(list)) {
      const at = childOf(product, key);
      if (at?.node.kind !== 'text') continue;
      const value = slug(at.node.text);
      const first = seen.get(value);
      if (first === undefined) seen.set(value, at.line);
      else addProblem(report, at, 'repeated-at', { value: at.node.text, first });
    }
  }
}
