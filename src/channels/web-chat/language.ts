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
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d+)?)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { code: tag.split('-')[0] ?? '', weight: Number(weight ?? 1) };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { code } of wishes) if (isSpoken(code)) return code;
  return null;
}
