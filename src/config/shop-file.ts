/**
 * `catalog/shop.yaml`: who sells, when, where it is delivered, how it is paid. Its keys are Spanish
 * because a seller writes them; what comes out are the types of `commerce`.
 */

import type { CancelUntil, EditUntil, Language, OpeningHours, Policy, Pronoun, Shop } from '../commerce/catalog.ts';
import { type Currency, EXPONENTS } from '../commerce/money.ts';
import { readDelivery } from './delivery-section.ts';
import {
  fromText,
  type HourRange,
  hoursOfDay,
  line,
  oneOf,
  paragraphs,
  percent,
  plainId,
  WEEKDAYS,
  type Weekday,
  wholeNumber,
  yesNo,
} from './fields.ts';
import { holidaysOf } from './holidays.ts';
import { readPayment } from './payment-section.ts';
import { checkPicture, pictureName } from './pictures.ts';
import { addProblem, childOf, itemsOf, type Place, type Report, readFields, requiredChild, type Whole } from './place.ts';

/** Where shops say "vos" to everybody; elsewhere it is for friends, and a shop says "tú". */
const COUNTRIES_OF_VOS: ReadonlySet<string> = new Set(['AR', 'PY', 'UY']);

/** Units of one variant in one order (facts/commerce.md: Saleor's default is 50). */
const MOST_PER_VARIANT = { most: 1000, usual: 50 };

const WHO = {
  nombre: line(60),
  lema: line(120),
  pais: fromText<string>((text) => (/^[A-Z]{2}$/.test(text) ? { value: text } : { what: 'bad-country', facts: { value: text } })),
  moneda: oneOf<Currency>(Object.fromEntries(currencies().map((code) => [code, code]))),
  idioma: oneOf<Language>({ es: 'es', pt: 'pt', en: 'en' }),
  trato: oneOf<Pronoun>({ tú: 'tú', vos: 'vos' }).optional(),
  zona_horaria: fromText<string>((text) => (isTimeZone(text) ? { value: text } : { what: 'bad-time-zone', facts: { value: text } })),
  direccion: line(160),
  contacto: line(160),
  logo: pictureName.optional(),
};

const ORDERS = {
  primer_numero: wholeNumber(1, 9_000_000),
  prefijo: fromText<string>((text) =>
    /^[A-Z0-9-]{1,6}$/.test(text) ? { value: text } : { what: 'bad-prefix', facts: { value: text } },
  ).optional(),
  maximo_por_producto: wholeNumber(1, MOST_PER_VARIANT.most).optional(),
  requiere_aprobacion: yesNo.optional(),
  horas_para_aprobar: wholeNumber(1, 720).optional(),
  cancelar_hasta: oneOf<CancelUntil>({
    nunca: 'never',
    'por-cobrar': 'awaiting_payment',
    confirmado: 'confirmed',
    'en-preparación': 'preparing',
    listo: 'ready',
  }).optional(),
  editar_hasta: oneOf<EditUntil>({
    nunca: 'never',
    'por-cobrar': 'awaiting_payment',
    confirmado: 'confirmed',
    'en-preparación': 'preparing',
  }).optional(),
  cerrar_a_los_dias: wholeNumber(1, 365).optional(),
  avisar_stock_bajo: wholeNumber(0, 1000).optional(),
};

/** No tax on what is sold is higher. */
const MOST_TAX_BPS = 5000;

const TAXES = { productos: percent(MOST_TAX_BPS).optional(), envio: percent(MOST_TAX_BPS).optional() };

const POLICY = { id: plainId, titulo: line(60), texto: paragraphs(900) };

/** What the other files need to know of the shop, even when the rest of it is wrong. */
export interface ReadShop {
  readonly shop: Shop | null;
  /** What prices are checked with. */
  readonly currency: Currency;
  readonly language: Language | null;
}

export const NO_SHOP: ReadShop = { shop: null, currency: 'PEN', language: null };

/** `images`: names of the pictures in `catalog/images/`. */
export function readShop(report: Report, at: Place, images: readonly string[]): ReadShop {
  const before = report.problems.length;
  const { found, whole } = readFields(report, at, WHO, ['horario', 'politicas', 'impuestos', 'pago', 'pedidos', 'entrega']);
  const logoAt = childOf(at, 'logo');
  if (found.logo !== undefined && logoAt) checkPicture(report, logoAt, found.logo, images);
  const currency = found.moneda ?? NO_SHOP.currency;
  const language = found.idioma ?? null;
  const hours = within(report, at, 'horario', (place) => readHours(report, place));
  const payment = within(report, at, 'pago', (place) => readPayment(report, place, { currency, country: found.pais ?? '' }));
  const orders = within(report, at, 'pedidos', (place) => readFields(report, place, ORDERS).whole);
  const delivery = within(report, at, 'entrega', (place) => readDelivery(report, place, { currency, country: found.pais ?? '' }));
  const taxesAt = childOf(at, 'impuestos');
  const taxes = taxesAt ? readFields(report, taxesAt, TAXES).whole : null;
  const policiesAt = childOf(at, 'politicas');
  const policies = policiesAt ? readPolicies(report, policiesAt) : [];
  if (!whole || !hours || !payment || !orders || !delivery || !policies || report.problems.length > before)
    return { shop: null, currency, language };
  const shop: Shop = {
    name: whole.nombre,
    tagline: whole.lema,
    country: whole.pais,
    currency: whole.moneda,
    language: whole.idioma,
    pronoun: whole.trato ?? (COUNTRIES_OF_VOS.has(whole.pais) ? 'vos' : 'tú'),
    timeZone: whole.zona_horaria,
    address: whole.direccion,
    contact: whole.contacto,
    ...(whole.logo !== undefined && { logo: whole.logo }),
    hours,
    publicHolidays: holidaysOf(whole.pais) ?? [],
    policies,
    ...(taxes && { taxes: taxesOf(taxes) }),
    payment,
    orders: {
      prefix: orders.prefijo ?? '',
      firstNumber: orders.primer_numero,
      maxPerVariant: orders.maximo_por_producto ?? MOST_PER_VARIANT.usual,
      ...(orders.requiere_aprobacion && { approval: true }),
      ...(orders.horas_para_aprobar !== undefined && { approvalHours: orders.horas_para_aprobar }),
      ...(orders.cancelar_hasta !== undefined && { cancelUntil: orders.cancelar_hasta }),
      ...(orders.editar_hasta !== undefined && { editUntil: orders.editar_hasta }),
      ...(orders.cerrar_a_los_dias !== undefined && { closeAfterDays: orders.cerrar_a_los_dias }),
      ...(orders.avisar_stock_bajo !== undefined && { lowStock: orders.avisar_stock_bajo }),
    },
    delivery,
  };
  return { shop, currency, language };
}

function taxesOf({ productos, envio }: Whole<typeof TAXES>): NonNullable<Shop['taxes']> {
  return { ...(productos !== undefined && { productBps: productos }), ...(envio !== undefined && { deliveryBps: envio }) };
}

/** A part of the file under its own key, or null after the problem was told. */
function within<T>(report: Report, at: Place, key: string, read: (place: Place) => T | null): T | null {
  const place = requiredChild(report, at, key);
  return place && read(place);
}

function readHours(report: Report, at: Place): OpeningHours | null {
  // "miércoles" and "miercoles" are both right.
  const keys = Object.entries(WEEKDAYS).map(([name, day]) => ({ key: childOf(at, name) ? name : withoutAccents(name), day }));
  const { whole } = readFields(report, at, Object.fromEntries(keys.map(({ key }) => [key, hoursOfDay.optional()])));
  if (!whole) return null;
  const days: Partial<Record<Weekday, HourRange>> = {};
  for (const { key, day } of keys) {
    const hours = whole[key];
    if (hours) days[day] = hours;
  }
  if (Object.keys(days).length === 0) addProblem(report, at, 'never-open');
  return { days };
}

function readPolicies(report: Report, at: Place): readonly Policy[] | null {
  if (at.node.kind !== 'list') {
    addProblem(report, at, 'expected-list');
    return null;
  }
  const policies: Policy[] = [];
  for (const item of itemsOf(at)) {
    const { whole } = readFields(report, item, POLICY);
    if (!whole) continue;
    if (policies.some((policy) => policy.id === whole.id)) addProblem(report, childOf(item, 'id') ?? item, 'repeated', { value: whole.id });
    policies.push({ id: whole.id, title: whole.titulo, text: whole.texto });
  }
  return policies;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

function currencies(): readonly Currency[] {
  return Object.keys(EXPONENTS) as Currency[];
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && name.includes('/');
  } catch {
    return false;
  }
}
