/** The words of `npm run -s service`. */
import type { Language } from '../../commerce/catalog.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

export type ServiceTexts = typeof es;

const TEXTS = { es, pt, en } satisfies Record<Language, ServiceTexts>;

export function serviceTexts(language: Language): ServiceTexts {
  return TEXTS[language];
}
