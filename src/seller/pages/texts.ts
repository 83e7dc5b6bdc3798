/** The words of the seller's pages, and days and hours as her clock shows them. */
import { formatLocal, localDate, weekday } from '../../commerce/calendar.ts';
import type { Language } from '../../commerce/catalog.ts';
import type { OrderEvent } from '../../commerce/order.ts';
import type { PaymentReport } from '../../commerce/payments.ts';
import type { DeliveryPromise } from '../../commerce/promise.ts';
import type { Alert } from '../../decisions/alert.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Spanish is the measure: a key, an alert or a state that a language lacks does not compile. */
export type PageTexts = typeof es & {
  readonly alerts: Readonly<Record<Alert['kind'], string>>;
  readonly payment: Readonly<Record<PaymentReport['status'], string>>;
  readonly by: Readonly<Record<OrderEvent['by'], string>>;
};

const TEXTS: Readonly<Record<Language, PageTexts>> = { es, pt, en };

export function pageTexts(language: Language): PageTexts {
  return TEXTS[language];
}

/** `{placeholders}` filled in; one that is not given stays empty. What fills them is never read as a template. */
export function fill(template: string, facts: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : ''));
}

/** "jue 26 nov"; `date`: local `YYYY-MM-DD`. */
export function dayWords(texts: PageTexts, date: string): string {
  return fill(texts.day, {
    weekday: texts.weekdays[weekday(date)] ?? '',
    day: Number(date.slice(8, 10)),
    month: texts.months[Number(date.slice(5, 7)) - 1] ?? '',
  });
}

/** "jue 26 nov, entre 10:00 y 19:00". */
export function promiseWords(texts: PageTexts, promise: DeliveryPromise): string {
  const day = dayWords(texts, promise.date);
  return promise.window ? fill(texts.between, { day, ...promise.window }) : day;
}

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 1440;

/** "25 min", "3 h", "2 d": whole minutes, hours or days. */
export function spanWords({ spans }: PageTexts, minutes: number): string {
  if (minutes < MINUTES_AN_HOUR) return fill(spans.minutes, { count: minutes });
  if (minutes < MINUTES_A_DAY) return fill(spans.hours, { count: Math.floor(minutes / MINUTES_AN_HOUR) });
  return fill(spans.days, { count: Math.floor(minutes / MINUTES_A_DAY) });
}

/** "14:05" today, "jue 26 nov, 14:05" on any other day. `instant`: ISO; `now`: ms. */
export function whenWords(texts: PageTexts, instant: string, now: number, timeZone: string): string {
  const at = Date.parse(instant);
  const time = formatLocal(at, timeZone, 'HH:mm');
  const date = localDate(at, timeZone);
  return date === localDate(now, timeZone) ? time : fill(texts.at, { day: dayWords(texts, date), time });
}
