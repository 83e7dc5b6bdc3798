/**
 * Postal codes as people type them ("01310-100", "C1043AAZ", "15 074") and as zones name them: one code, all
 * that begin alike, or a range.
 */

export type PostalRule =
  /** `15`: every code that begins so. */
  | { readonly prefix: string }
  /** Both ends are in it; compared as numbers, or letter by letter where a country has letters. */
  | { readonly from: string; readonly to: string };

/** Digits that a code has in countries where a zone by code makes sense; elsewhere whatever the seller wrote. */
const DIGITS: Readonly<Record<string, number>> = { AR: 4, BR: 8, CL: 7, CO: 6, EC: 6, MX: 5, PE: 5, UY: 5, PY: 4, CR: 5, DO: 5, GT: 5 };

/**
 * Upper case, without spaces and marks. Argentina's long codes (`C1043AAZ`) become their four digits, because
 * people use both. null: no postal code of this country (ISO 3166-1 alpha-2).
 */
export function postalCode(text: string, country: string): string | null {
  const plain = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const short = country === 'AR' ? plain.replace(/^[A-Z](\d{4})[A-Z]{3}$/, '$1') : plain;
  const digits = DIGITS[country];
  if (digits === undefined) return /^[A-Z0-9]{3,10}$/.test(short) ? short : null;
  return /^\d+$/.test(short) && short.length === digits ? short : null;
}

/** Shapes that are a postal code wherever they stand; in Argentina four digits alone are the number of a house. */
const SHAPES: Readonly<Record<string, RegExp>> = { AR: /\b[A-Za-z]\d{4}[A-Za-z]{3}\b/g, BR: /\b\d{5}[-\s]?\d{3}\b/g };
const USUAL_SHAPE = /\b\d{4,7}\b/g;
/** "CP 1043", "cep: 01310-100", "mi código postal es 1043": what follows is one. */
const NAMED = /\b(?:c\.?p\.?|cep|zip|postal)(?:\s+(?:code|es|is|é)){0,2}[\s:#.nº°]{0,4}([A-Za-z]?\d[\dA-Za-z]{2,7}(?:[-\s]\d{3})?)/gi;

/** The first thing in a longer text that must be a code of this country; null without one. */
export function postalCodeIn(text: string, country: string): string | null {
  const named = Array.from(text.matchAll(NAMED), ([, code]) => code ?? '');
  const shaped = text.match(SHAPES[country] ?? USUAL_SHAPE) ?? [];
  for (const candidate of [text, ...named, ...shaped]) {
    const code = postalCode(candidate, country);
    if (code !== null) return code;
  }
  return null;
}

/** `code` is a normalised one. */
export function fitsPostalRule(code: string, rule: PostalRule): boolean {
  if ('prefix' in rule) return code.startsWith(rule.prefix);
  if (code.length !== rule.from.length || code.length !== rule.to.length) return false;
  return code >= rule.from && code <= rule.to;
}

/** As people write it: Brazil's eight digits have a dash. `code`: a normalised one. */
export function readablePostalCode(code: string): string {
  return code.replace(/^(\d{5})(\d{3})$/, '$1-$2');
}

/** A code that the rule takes, to show what one looks like. */
export function examplePostalCode(rule: PostalRule, country: string): string {
  return readablePostalCode('prefix' in rule ? rule.prefix.padEnd(DIGITS[country] ?? 0, '0') : rule.from);
}
