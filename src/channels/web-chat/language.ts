/**
 * Which of the shop's languages a browser asks for. It is a hint: what the customer writes decides.
 */
import type { Language } from '../../commerce/catalog.ts';

const SPOKEN: ReadonlySet<string> = new Set(['es', 'pt', 'en'] satisfies Language[]);

function isSpoken(code: string): code is Language {
  return SPOKEN.has(code);
}

/** The first language the shop speaks, by weight, in an Accept-Language list; null where there is none. */
export function preferredLanguage(acceptLanguage: string | undefined): Language | null {
  let preferred: Language | null = null;
  let weight = 0;
  for (const wish of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
    const code = tag.split('-')[0] ?? '';
    if (!isSpoken(code)) continue;
    const wished = weightIn(parameters);
    if (wished > weight) [preferred, weight] = [code, wished];
  }
  return preferred;
}

/** `q=0.8`; 1 where none is given. */
function weightIn(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const given = /^\s*q=([01](?:\.\d+)?)\s*$/.exec(parameter)?.[1];
    if (given !== undefined) return Number(given);
  }
  return 1;
}
