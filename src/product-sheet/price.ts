/**
 * Prices as people write them — "S/ 45.00", "45,00", "1.234,50", "$ 45.000" — read by the currency of the
 * shop. What could be two prices is asked, never guessed.
 */
import { type Currency, EXPONENTS, formatMoney, fromDecimal, type Minor, NOTATION } from '../commerce/money.ts';
import type { Finding } from './mistake.ts';
import type { Cell } from './sheet.ts';
import { foldSign, MONEY_SIGNS } from './words.ts';

export type ReadPrice = { readonly ok: true; readonly price: Minor } | { readonly ok: false; readonly finding: Finding };

/** Sign, number, sign; the `.-` of "45.-" belongs to none of them. */
const WRITTEN = /^(\D*?)(\d(?:[\d.,'’\s]*\d)?)(?:[.,]?\s?[-–—]+)?(\D*)$/;

/** `cell` is not empty. */
export function readPrice(cell: Cell, currency: Currency): ReadPrice {
  if (cell.date) return wrong({ what: 'date-cell' });
  if (cell.number !== undefined) return fromNumber(cell.number, currency);
  const [, before = '', digits = '', after = ''] = WRITTEN.exec(cell.text) ?? [];
  if (digits === '') return wrong({ what: 'bad-price' });
  for (const sign of [before, after].map(foldSign)) {
    if (sign === '' || MONEY_SIGNS[currency].includes(sign)) continue;
    const isMoney = /^\p{Sc}$/u.test(sign) || Object.values(MONEY_SIGNS).some((signs) => signs.includes(sign));
    return wrong(isMoney ? { what: 'other-currency', facts: { currency } } : { what: 'bad-price' });
  }
  return readDigits(digits, currency);
}

/** The number of a cell of numbers. More decimals than the currency has come from a formula. */
function fromNumber(number: number, currency: Currency): ReadPrice {
  if (number < 0) return wrong({ what: 'bad-price' });
  return checked(number.toFixed(10).replace(/\.?0+$/, ''), currency);
}

function readDigits(written: string, currency: Currency): ReadPrice {
  // Thousands apart by a space or an apostrophe: only where they are thousands ("45 50" is not a price).
  const apart = /['’\s]/.test(written);
  if (apart && !/^\d{1,3}(?:['’\s]\d{3})+(?:[.,]\d+)?$/.test(written)) return wrong({ what: 'bad-price' });
  const text = written.replace(/['’\s]/g, '');
  const marks = [...new Set(text.match(/[.,]/g))];
  const [mark] = marks;
  if (mark === undefined) return checked(text, currency);
  const last = text.at(text.search(/[.,]\d*$/)) ?? '';
  if (marks.length === 2) {
    const group = last === '.' ? ',' : '.';
    return isGrouped(text.slice(0, text.lastIndexOf(last)), group)
      ? checked(plain(text, group, last), currency)
      : wrong({ what: 'bad-price' });
  }
  const parts = text.split(mark);
  if (parts.length > 2) return isGrouped(text, mark) ? checked(text.replaceAll(mark, ''), currency) : wrong({ what: 'bad-price' });
  if (apart || parts[1]?.length !== 3 || (parts[0]?.length ?? 0) > 3 || parts[0] === '0') return checked(text.replace(mark, '.'), currency);
  if (EXPONENTS[currency] === 0 || NOTATION[currency].group === mark) return checked(text.replace(mark, ''), currency);
  return ambiguous(parts[0] ?? '', parts[1], currency);
}

/** "45.000" where the point is for decimals: 45, or 45 thousand. */
function ambiguous(whole: string, thousands: string, currency: Currency): ReadPrice {
  const small = fromDecimal(`${whole}.${thousands.slice(0, 2)}`, currency);
  const large = fromDecimal(`${whole}${thousands}`, currency);
  if (small === null || large === null) return wrong({ what: 'bad-price' });
  return wrong({ what: 'price-two-ways', facts: { small: formatMoney(small, currency), large: formatMoney(large, currency) } });
}

function isGrouped(text: string, group: string): boolean {
  const [first = '', ...rest] = text.split(group);
  return /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
}

function plain(text: string, group: string, decimal: string): string {
  return text.replaceAll(group, '').replace(decimal, '.');
}

/** `text`: digits with a point for decimals. "45.00" is a whole number in any currency. */
function checked(text: string, currency: Currency): ReadPrice {
  const [whole = '', fraction = ''] = text.split('.');
  const decimals = EXPONENTS[currency];
  if (/[^0]/.test(fraction.slice(decimals))) {
    return wrong(
      decimals === 0 ? { what: 'price-no-decimals', facts: { currency } } : { what: 'price-decimals', facts: { currency, decimals } },
    );
  }
  const kept = fraction.slice(0, decimals);
  const price = fromDecimal(`${whole.replace(/^0+(?=\d)/, '')}${kept === '' ? '' : `.${kept}`}`, currency);
  return price === null ? wrong({ what: 'bad-price' }) : { ok: true, price };
}

function wrong(finding: Finding): ReadPrice {
  return { ok: false, finding };
}
