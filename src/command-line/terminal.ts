/**
 * Talking on the terminal: plain sentences in the language of the machine, on standard error, so that
 * standard output carries nothing but what a command was asked for.
 */
import type { Language } from '../commerce/catalog.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

const TEXTS = { es, pt, en } satisfies Record<Language, typeof es>;

export type TerminalTexts = typeof es;

/** The machine's language where the shop speaks it, else Spanish: most sellers do. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const base = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').slice(0, 2).toLowerCase();
  return base === 'en' || base === 'pt' ? base : 'es';
}

export function textsIn(language: Language): TerminalTexts {
  return TEXTS[language];
}

export function fill(text: string, facts: Readonly<Record<string, string | number>> = {}): string {
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

export function tell(...lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
}
