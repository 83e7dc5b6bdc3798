/** The words of `npm run -s connect`, in three languages with the same keys. */
import type { Language } from '../../commerce/catalog.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

export type ConnectTexts = typeof es;

const TEXTS = { es, pt, en } satisfies Record<Language, ConnectTexts>;

export function connectTexts(language: Language): ConnectTexts {
  return TEXTS[language];
}
