/**
 * `catalog/promotions.yaml`: what the seller gives away. The file may be missing. What each kind of
 * promotion needs, and what makes no sense with it, is one table.
 */
import { plusDays, startOfLocalDay } from '../commerce/calendar.ts';
import type { Catalog, Shop } from '../commerce/catalog.ts';
import type { Currency, Minor } from '../commerce/money.ts';
import { type Benefit, couponKey, type Promotion, type Scope } from '../commerce/promotions.ts';
import { fromText, line, listOf, localDate, money, oneOf, percent, plainId, wholeNumber, yesNo } from './fields.ts';
import { nearest } from './nearest.ts';
import { PAYMENT_METHODS } from './payment-section.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields, readValue, requiredChild, type Whole } from './place.ts';

/** More than anybody can keep in mind. */
const MOST_PROMOTIONS = 100;
const MOST_IN_SCOPE = 100;
/** Most that a limit of uses may say. */
const MOST_USES = 1_000_000;
/** Letters and digits of a code: long enough not to be guessed by chance, short enough to be typed. */
const CODE = { least: 3, most: 20 };
/** "lleva 3 paga 2" of this many at most. */
const MOST_TAKEN = 12;

const WHOLE_BPS = 10_000;

type Kind = 'oferta' | 'descuento' | 'lleva-y-paga' | 'envio-gratis' | 'forma-de-pago';

/** By kind: keys it must have, and keys that mean nothing with it. */
const KINDS: Readonly<Record<Kind, { readonly needs: readonly string[]; readonly never: readonly string[] }>> = {
  oferta: { needs: ['valor'], never: ['minimo', 'maximo', 'forma_de_pago'] },
  descuento: { needs: ['valor'], never: ['forma_de_pago'] },
  'lleva-y-paga': { needs: ['valor'], never: ['maximo', 'forma_de_pago'] },
  'envio-gratis': { needs: [], never: ['valor', 'maximo', 'forma_de_pago'] },
  'forma-de-pago': { needs: ['valor', 'forma_de_pago'], never: [] },
};

const kind = oneOf<Kind>({
  oferta: 'oferta',
  descuento: 'descuento',
  'lleva-y-paga': 'lleva-y-paga',
  'envío-gratis': 'envio-gratis',
  'forma-de-pago': 'forma-de-pago',
});

const coupon = fromText<string>((text) => {
  const key = couponKey(text);
  const fits = key.length >= CODE.least && key.length <= CODE.most;
  return fits ? { value: key } : { what: 'bad-coupon', facts: { value: text, ...CODE } };
});

/** `3x2`: take three, pay two. */
const takePay = fromText<{ readonly take: number; readonly pay: number }>((text) => {
  const [, take = 0, pay = 0] = /^(\d{1,2})\s*[x×]\s*(\d{1,2})$/i.exec(text)?.map(Number) ?? [];
  const fits = take > pay && pay >= 1 && take <= MOST_TAKEN;
  return fits ? { value: { take, pay } } : { what: 'bad-take-pay', facts: { value: text } };
});

/** `20 %`, or an amount. */
function percentOrMoney(currency: Currency) {
  const amount = money(currency, 'more-than-zero');
  const part = percent(WHOLE_BPS);
  return fromText<{ readonly bps: number } | { readonly amount: Minor }>((text) => {
    const asPart = part.safeParse(text);
    if (asPart.success) return { value: { bps: asPart.data } };
    const asAmount = amount.safeParse(text);
    return asAmount.success ? { value: { amount: asAmount.data } } : { what: 'bad-promotion-value', facts: { value: text } };
  });
}

function shapeOf(currency: Currency) {
  return {
    id: plainId,
    nombre: line(60),
    tipo: kind,
    cupon: coupon.optional(),
    desde: localDate.optional(),
    hasta: localDate.optional(),
    minimo: money(currency, 'more-than-zero').optional(),
    maximo: money(currency, 'more-than-zero').optional(),
    productos: listOf(plainId, 1, MOST_IN_SCOPE).optional(),
    categorias: listOf(plainId, 1, MOST_IN_SCOPE).optional(),
    usos: wholeNumber(1, MOST_USES).optional(),
    usos_por_cliente: wholeNumber(1, MOST_USES).optional(),
    primera_compra: yesNo.optional(),
    forma_de_pago: PAYMENT_METHODS.optional(),
    activa: yesNo.optional(),
  };
}

type Written = Whole<ReturnType<typeof shapeOf>>;

/** `shop` and `catalog`: null where their files have mistakes; what depends on them is not judged then. */
export interface PromotionSurroundings {
  readonly currency: Currency;
  readonly shop: Shop | null;
  readonly catalog: Catalog | null;
}

export function readPromotions(report: Report, at: Place, around: PromotionSurroundings): readonly Promotion[] {
  readFields(report, at, {}, ['promociones']);
  const list = requiredChild(report, at, 'promociones');
  if (list && list.node.kind !== 'list') addProblem(report, list, 'expected-list');
  const items = list ? itemsOf(list) : [];
  if (list && items.length > MOST_PROMOTIONS) addProblem(report, list, 'too-many', { most: MOST_PROMOTIONS });
  const promotions = items.flatMap((item) => readPromotion(report, item, around) ?? []);
  refuseRepeated(report, items, 'id', (text) => text);
  refuseRepeated(report, items, 'cupon', couponKey);
  return promotions;
}

function readPromotion(report: Report, at: Place, around: PromotionSurroundings): Promotion | null {
  const before = report.problems.length;
  const { found, whole } = readFields(report, at, shapeOf(around.currency), ['valor']);
  if (found.tipo !== undefined) checkKind(report, at, found.tipo);
  checkDates(report, at, found.desde, found.hasta);
  // One that is put away may wait for its products and its way to pay.
  if (found.activa !== false) {
    checkScope(report, at, around.catalog);
    checkMethod(report, at, found.forma_de_pago, around.shop);
  }
  const benefit = whole && report.problems.length === before ? readBenefit(report, at, whole, around.currency) : null;
  return whole && benefit ? promotionOf(whole, benefit, around.shop?.timeZone ?? 'UTC') : null;
}

function promotionOf(written: Written, benefit: Benefit, timeZone: string): Promotion {
  const { desde, hasta, productos, categorias } = written;
  const scope: Scope | null = productos || categorias ? { products: productos ?? [], categories: categorias ?? [] } : null;
  return {
    id: written.id,
    name: written.nombre,
    benefit,
    coupon: written.cupon ?? null,
    scope,
    minimum: written.minimo ?? null,
    startsAt: desde === undefined ? null : startOfLocalDay(desde, timeZone),
    // The last day is a whole day: "hasta: 2026-12-31" ends with the first minute of the year.
    endsAt: hasta === undefined ? null : startOfLocalDay(plusDays(hasta, 1), timeZone),
    firstOrder: written.primera_compra ?? false,
    usageLimit: written.usos ?? null,
    perCustomer: written.usos_por_cliente ?? null,
    active: written.activa ?? true,
  };
}

function readBenefit(report: Report, at: Place, written: Written, currency: Currency): Benefit | null {
  const valueAt = childOf(at, 'valor') ?? at;
  const most = written.maximo ?? null;
  switch (written.tipo) {
    case 'envio-gratis':
      return { kind: 'free_delivery' };
    case 'lleva-y-paga': {
      const value = readValue(report, valueAt, takePay);
      return value ? { kind: 'n_for_m', ...value } : null;
    }
    case 'forma-de-pago': {
      const bps = readValue(report, valueAt, percent(WHOLE_BPS));
      const method = written.forma_de_pago;
      return bps === undefined || method === undefined ? null : { kind: 'payment_method', method, bps, most };
    }
    case 'oferta': {
      const value = readValue(report, valueAt, percentOrMoney(currency));
      return value ? { kind: 'product_offer', off: 'bps' in value ? value : { price: value.amount } } : null;
    }
    case 'descuento': {
      const value = readValue(report, valueAt, percentOrMoney(currency));
      if (!value || 'bps' in value) return value ? { kind: 'order_percent', bps: value.bps, most } : null;
      if (most === null) return { kind: 'order_fixed', amount: value.amount };
      addProblem(report, childOf(at, 'maximo') ?? at, 'promotion-most-of-amount');
      return null;
    }
  }
}

function checkKind(report: Report, at: Place, kind: Kind): void {
  for (const key of KINDS[kind].needs) if (!childOf(at, key)) addProblem(report, at, 'missing-key', { key }, [...at.path, key]);
  for (const key of KINDS[kind].never) {
    const child = childOf(at, key);
    if (child) addProblem(report, child, 'promotion-not-with', { key, kind });
  }
}

function checkDates(report: Report, at: Place, from: string | undefined, to: string | undefined): void {
  const toAt = childOf(at, 'hasta');
  if (from !== undefined && to !== undefined && toAt && to < from) addProblem(report, toAt, 'dates-backwards', { from, to });
}

/** Products and categories that are not sold would make a promotion that never counts. */
function checkScope(report: Report, at: Place, catalog: Catalog | null): void {
  if (!catalog) return;
  const known = {
    productos: { ids: catalog.products.map(({ id }) => id), what: 'unknown-product', whatNearest: 'unknown-product-nearest' },
    categorias: { ids: catalog.categories.map(({ id }) => id), what: 'unknown-category', whatNearest: 'unknown-category-nearest' },
  } as const;
  for (const key of ['productos', 'categorias'] as const) {
    const { ids, what, whatNearest } = known[key];
    const list = childOf(at, key);
    for (const item of list ? itemsOf(list) : []) {
      if (item.node.kind !== 'text' || ids.includes(item.node.text.trim())) continue;
      const value = item.node.text.trim();
      const meant = nearest(value, ids);
      if (meant === null) addProblem(report, item, what, { value, known: ids.join(', ') });
      else addProblem(report, item, whatNearest, { value, nearest: meant });
    }
  }
}

function checkMethod(report: Report, at: Place, method: Written['forma_de_pago'], shop: Shop | null): void {
  const methodAt = childOf(at, 'forma_de_pago');
  if (method === undefined || !shop || !methodAt || shop.payment.methods.includes(method)) return;
  addProblem(report, methodAt, 'method-not-offered', { value: methodAt.node.kind === 'text' ? methodAt.node.text : '' });
}

function refuseRepeated(report: Report, items: readonly Place[], key: string, sameAs: (text: string) => string): void {
  const seen = new Map<string, number>();
  for (const item of items) {
    const at = childOf(item, key);
    if (at?.node.kind !== 'text') continue;
    const value = sameAs(at.node.text);
    const first = seen.get(value);
    if (first === undefined) seen.set(value, at.line);
    else addProblem(report, at, 'repeated-at', { value: at.node.text, first });
  }
}
