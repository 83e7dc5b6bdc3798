/** Why a copy did not get off the machine, in the seller's words. */
import type { Language } from '../commerce/catalog.ts';
import type { Brought } from './bring.ts';
import texts from './texts.json' with { type: 'json' };

const TEXTS: Readonly<Record<Language, Readonly<Record<Failure['why'], string>>>> = texts;

export type Failure = Extract<Brought, { readonly ok: false }>;

export function failureWords({ why, detail }: Failure, language: Language): string {
  return TEXTS[language][why].replaceAll('{detail}', () => detail);
}
