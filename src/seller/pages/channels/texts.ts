/** The words of the pages about channels. */
import type { Language } from '../../../commerce/catalog.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

export type ChannelTexts = typeof es;

const TEXTS = { es, pt, en } satisfies Record<Language, ChannelTexts>;

export function channelTexts(language: Language): ChannelTexts {
  return TEXTS[language];
}
