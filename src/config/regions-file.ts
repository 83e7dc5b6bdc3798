/**
 * `flows/texts/regions.yaml`: how things are called in each country ("envío", "domicilio", "despacho";
 * "distrito", "colonia", "comuna"), and what a telephone and an address look like there. A text names such
 * a word as `{local_district}`; it is filled here, once, when the files are read: what speaks to customers
 * never sees it.
 */
import type { Language } from '../commerce/catalog.ts';
import { line } from './fields.ts';
import { addProblem, addProblemWith, childOf, childrenOf, type Place, type Report, readFields, readValue, requiredChild } from './place.ts';

export type RegionalWords = Readonly<Record<string, string>>;

interface Region {
  /** The same in every language. */
  readonly everywhere: RegionalWords;
  readonly languages: Readonly<Record<Language, RegionalWords>>;
}

export interface Regions {
  readonly usual: Region;
  /** By ISO 3166-1 alpha-2: what is called otherwise there. */
  readonly countries: ReadonlyMap<string, Region>;
}

const LANGUAGES = ['es', 'pt', 'en'] as const satisfies readonly Language[];
/** Longest of these words, in characters: an example of an address. */
const LONGEST_WORD = 80;
const PREFIX = 'local_';

const word = line(LONGEST_WORD);

/** null where the file cannot be used. What `usual` has, a country may say otherwise; nothing else. */
export function readRegions(report: Report, top: Place): Regions | null {
  const before = report.problems.length;
  const usualAt = childOf(top, 'usual');
  if (!usualAt) {
    addProblem(report, top, 'missing-key', { key: 'usual' }, ['usual']);
    return null;
  }
  const usual = readUsual(report, usualAt);
  const countries = new Map<string, Region>();
  for (const [country, at] of childrenOf(top)) {
    if (country === 'usual') continue;
    if (!/^[A-Z]{2}$/.test(country)) addProblem(report, at, 'bad-country', { value: country });
    else countries.set(country, readCountry(report, at, usual));
  }
  return report.problems.length === before ? { usual, countries } : null;
}

function readUsual(report: Report, at: Place): Region {
  const isLanguage = (key: string) => LANGUAGES.some((language) => language === key);
  const everywhere = childrenOf(at).filter(([key]) => !isLanguage(key));
  const inLanguage = (language: Language): RegionalWords => {
    const place = requiredChild(report, at, language);
    return place ? wordsIn(report, childrenOf(place)) : {};
  };
  return {
    everywhere: wordsIn(report, everywhere),
    languages: { es: inLanguage('es'), pt: inLanguage('pt'), en: inLanguage('en') },
  };
}

function wordsIn(report: Report, entries: readonly (readonly [string, Place])[]): RegionalWords {
  return Object.fromEntries(entries.map(([key, at]) => [key, readValue(report, at, word) ?? '']));
}

function readCountry(report: Report, at: Place, usual: Region): Region {
  const inLanguage = (language: Language): RegionalWords => {
    const place = childOf(at, language);
    return place ? readKnown(report, place, usual.languages[language], []) : {};
  };
  return {
    everywhere: readKnown(report, at, usual.everywhere, LANGUAGES),
    languages: { es: inLanguage('es'), pt: inLanguage('pt'), en: inLanguage('en') },
  };
}

function readKnown(report: Report, at: Place, usual: RegionalWords, inner: readonly string[]): RegionalWords {
  const shape = Object.fromEntries(Object.keys(usual).map((key) => [key, word.optional()]));
  const { found } = readFields(report, at, shape, inner);
  return Object.fromEntries(Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** `country`: null or one that the file does not name has the usual words. */
export function regionalWords({ usual, countries }: Regions, country: string | null, language: Language): RegionalWords {
  const own = countries.get(country ?? '');
  return { ...usual.everywhere, ...usual.languages[language], ...own?.everywhere, ...own?.languages[language] };
}

/** `name` of a placeholder: "local_district" is a word of the country. */
export function isRegional(name: string): boolean {
  return name.startsWith(PREFIX);
}

const PLACEHOLDER = /\{local_([a-z_]+)\}/g;

/** `texts`: of a file, by key, each with its place. */
export function refuseUnknownRegional(
  report: Report,
  { texts, language }: { readonly texts: ReadonlyMap<string, { readonly text: string; readonly at: Place }>; readonly language: Language },
  regions: Regions,
): void {
  const words = regionalWords(regions, null, language);
  for (const [key, { text, at }] of texts) {
    for (const [value, name = ''] of text.matchAll(PLACEHOLDER)) {
      if (Object.hasOwn(words, name)) continue;
      const known = Object.keys(words).map((one) => `{${PREFIX}${one}}`);
      const without = `${key.split('.').at(-1)}: ${JSON.stringify(text.replaceAll(value, '').trim())}`;
      addProblemWith(report, at, 'unknown-placeholder', { key, value, known: known.join(', ') }, without);
    }
  }
}

/** A placeholder that begins a text, a line or a sentence, with the bold it may stand in. */
const AT_THE_BEGINNING = /(^|\n|[.?!]\s+)(\*?)\{local_([a-z_]+)\}/g;

/** The words of the country in their places; at the beginning of a sentence with a capital letter. */
export function localized(template: string, words: RegionalWords): string {
  return template
    .replace(AT_THE_BEGINNING, (_, before: string, bold: string, name: string) => before + bold + capitalized(words[name] ?? ''))
    .replace(PLACEHOLDER, (_, name: string) => words[name] ?? '');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
