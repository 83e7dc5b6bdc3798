/**
 * An order as a preference of Mercado Pago: the page where it can be paid. Mercado Pago adds up
 * unit price × quantity itself, so what is sent must add up to our total to the last minor unit; a
 * discount is therefore spread over the lines, and delivery is a line too (`shipments.cost` is shown
 * apart from "the total purchase amount", and no source says whether the paid amount includes it).
 */
import type { PreferenceRequest } from 'mercadopago/dist/clients/preference/commonTypes.js';
import { z } from 'zod';
import { add, type Currency, distribute, type Minor, minor, subtract, times, ZERO } from '../../commerce/money.ts';
import { type LinkInput, PaymentProblem } from '../port.ts';
import { toWire } from './amount.ts';
import texts from './texts.json' with { type: 'json' };

type Item = PreferenceRequest['items'][number];
type Line = LinkInput['lines'][number];

/** Longest title of an item, in characters (its preference reference). */
export const LONGEST_TITLE = 256;

const REFERENCE = /^[A-Za-z0-9._-]{1,64}$/;

/** A link is valid from a day ago: the clocks of both sides need not agree. */
const CLOCK_DIFFERENCE_MS = 24 * 60 * 60 * 1000;

/** What the answer must have before anything is sent to a buyer. */
export const Link = z.object({ id: z.string().min(1), init_point: z.url({ protocol: /^https?$/ }) });

/** A preference as it is read before it is closed: what was sold has to be sent again. */
export const ExistingLink = z.object({
  id: z.string().min(1),
  items: z.array(
    z.object({ id: z.string(), title: z.string(), quantity: z.number(), unit_price: z.number(), currency_id: z.string().optional() }),
  ),
  expiration_date_from: z.string().nullish(),
});

/**
 * `now` in ms.
 * @throws {PaymentProblem} `invalid` where the reference cannot be found again, nothing is to be paid,
 * or lines, delivery and discount do not add up to the total.
 */
export function preferenceOf(input: LinkInput, now: number): PreferenceRequest {
  if (!REFERENCE.test(input.reference)) throw impossible(input, 'its reference is not 1–64 of A–Z a–z 0–9 . _ -');
  const items = itemsOf(input);
  if (items.length === 0) throw impossible(input, 'there is nothing to pay');
  return {
    items,
    external_reference: input.reference,
    ...statementOf(input.shop),
    expires: true,
    expiration_date_from: isoWithOffset(now - CLOCK_DIFFERENCE_MS),
    expiration_date_to: isoWithOffset(input.expiresAt),
    ...(input.notificationUrl === null ? {} : { notification_url: webhooksOnly(input.notificationUrl) }),
    ...(input.returnUrl === null ? {} : { back_urls: { success: input.returnUrl, pending: input.returnUrl, failure: input.returnUrl } }),
  };
}

/** The same preference, over since `now` (ms). */
export function closedPreference(existing: z.output<typeof ExistingLink>, now: number): PreferenceRequest {
  return {
    items: existing.items.map(({ currency_id, ...item }) => (currency_id === undefined ? item : { ...item, currency_id })),
    expires: true,
    ...(existing.expiration_date_from ? { expiration_date_from: existing.expiration_date_from } : {}),
    expiration_date_to: isoWithOffset(now),
  };
}

function itemsOf(input: LinkInput): Item[] {
  const { currency, lines, delivery, discount, total } = input;
  const amounts = lines.map(({ qty, unitPrice }) => times(unitPrice, qty));
  const merchandise = add(...amounts);
  if (subtract(add(merchandise, delivery), discount) !== total) {
    throw impossible(input, `${merchandise} + delivery ${delivery} - discount ${discount} is not ${total}`);
  }
  const offLines = minor(Math.min(discount, merchandise));
  const shares = distribute(offLines, amounts);
  const items = lines.flatMap((line, index) => itemOf(line, shares[index] ?? ZERO, currency));
  const title = currency === 'BRL' ? texts.pt.delivery : texts.es.delivery;
  const deliveryLine = { id: 'delivery', title, qty: 1, unitPrice: delivery };
  return [...items, ...itemOf(deliveryLine, subtract(discount, offLines), currency)];
}

/** None for what is free: Mercado Pago refuses a price of 0. With a discount the line is sold as one piece. */
function itemOf(line: Line, share: Minor, currency: Currency): Item[] {
  const net = subtract(times(line.unitPrice, line.qty), share);
  if (net === ZERO) return [];
  const whole = { title: line.title, quantity: line.qty, price: line.unitPrice };
  const onePiece = { title: line.qty === 1 ? line.title : `${line.qty} × ${line.title}`, quantity: 1, price: net };
  const { title, quantity, price } = share === ZERO ? whole : onePiece;
  return [{ id: line.id, title: fitted(title), quantity, unit_price: toWire(price, currency), currency_id: currency }];
}

function fitted(title: string): string {
  const characters = Array.from(title);
  return characters.length <= LONGEST_TITLE ? title : `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

/** Longest name on a card statement that all sources agree on, in characters. */
const LONGEST_STATEMENT = 10;

/** Plain capitals: banks print nothing else. Left out where the name has none. */
function statementOf(shop: string): { readonly statement_descriptor?: string } {
  const plain = shop
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/[^A-Za-z0-9 ]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .toUpperCase();
  const statement = plain.slice(0, LONGEST_STATEMENT).trim();
  return statement === '' ? {} : { statement_descriptor: statement };
}

/** Without this parameter every event comes twice: as a webhook and as an unsigned IPN. */
export function webhooksOnly(url: string): string {
  const withSource = new URL(url);
  withSource.searchParams.set('source_news', 'webhooks');
  return withSource.href;
}

/** ISO 8601 with an offset instead of `Z`, as the reference writes it. */
export function isoWithOffset(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}

function impossible(input: LinkInput, why: string): PaymentProblem {
  return new PaymentProblem('invalid', `No link can be made for ${input.reference}: ${why}`, { retryable: false });
}
