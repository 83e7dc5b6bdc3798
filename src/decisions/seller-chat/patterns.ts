/**
 * The phrases of the tables in `phrases/`, as something that can be compared with what was written. A phrase is
 * words; `(a|b c|)` is one of these or nothing; `(<set>)` one of a named set; `{count}` a number, `{what}` and
 * `{who}` a few words, `{way}` how something was sent or paid; `...` anything.
 */
import { joined, readSaid, type Said, type SmallWords, type Word } from './said.ts';

export interface Found {
  readonly count: number | null;
  /** Folded words. */
  readonly what: string;
  readonly who: string;
}

/** As it was written, or without what says nothing on both sides. */
export type Closeness = 'whole' | 'short';
export const CLOSENESS: readonly Closeness[] = ['whole', 'short'];

/** null where it says something else, or nothing that `fits`. */
export type Pattern = (said: Said, how: Closeness, fits?: (found: Found) => boolean) => Found | null;

export function eitherWay(pattern: Pattern, said: Said): Found | null {
  return pattern(said, 'whole') ?? pattern(said, 'short');
}

export type Sets = Readonly<Record<string, string>>;

/** Digits of what a shelf holds; more is a slip of the keyboard. */
const LONGEST_COUNT = 6;
/** Words of a name, or of a thing on the shelf. */
const SLOTS: Readonly<Record<string, string>> = {
  '{count}': ` (?<count>[0-9]{1,${LONGEST_COUNT}})`,
  '{what}': '(?<what>(?: [^ ]+){1,6}?)',
  '{who}': '(?<who>(?: [^ ]+){1,3}?)',
  '{way}': '(?: [^ ]+){1,3}',
  '...': '(?: [^ ]+)*',
};

/** The source of a word or words, each with the space before it, so that one that says nothing leaves no trace. */
type Spaced = (text: string) => string;

/** How phrases of one language are written as patterns: each is made when it is first compared. */
export function phraseBook(sets: Sets, small: SmallWords): (phrases: readonly string[]) => Pattern {
  const spaced = {
    whole: remembered((text) => sourceOfWords(readSaid(text, small).words)),
    short: remembered((text) => sourceOfWords(readSaid(text, small).words.filter(({ folded }) => !small.fillers.has(folded)))),
  };
  return (phrases) => {
    const compared: { [How in Closeness]?: ReturnType<typeof compile> } = {};
    return (said, how, fits = () => true) => {
      compared[how] ??= compile(phrases, sets, spaced[how]);
      return compared[how](joined(how === 'whole' ? said.words : said.telling), fits);
    };
  };
}

function remembered(make: Spaced): Spaced {
  const made = new Map<string, string>();
  return (text) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}

function sourceOfWords(words: readonly Word[]): string {
  return words.map(({ folded }) => ` ${folded.replace('+', '\\+')}`).join('');
}

function compile(phrases: readonly string[], sets: Sets, spaced: Spaced) {
  const sources = phrases.flatMap((phrase) => sourceOf(phrase, sets, spaced) ?? []);
  const isOpen = (source: string) => source.includes('(?<');
  const closed = sources.filter((source) => !isOpen(source));
  const regexes = [...(closed.length === 0 ? [] : [closed.join('|')]), ...sources.filter(isOpen)].map(
    (source) => new RegExp(`^(?:${source})$`),
  );
  return (text: string, fits: (found: Found) => boolean): Found | null => {
    for (const regex of regexes) {
      const match = regex.exec(` ${text}`);
      if (!match) continue;
      const { count, what = '', who = '' } = match.groups ?? {};
      const found = { count: count === undefined ? null : Number(count), what: what.trim(), who: who.trim() };
      if (fits(found)) return found;
    }
    return null;
  };
}

const PART = /\([^)]*\)|\{[a-z]+\}|\.\.\.|[^ (){}]+/g;

/** null where no word is left of it. */
function sourceOf(phrase: string, sets: Sets, spaced: Spaced): string | null {
  const parts = (phrase.match(PART) ?? []).map((part) => ({
    slot: SLOTS[part],
    words: SLOTS[part] !== undefined ? '' : part.startsWith('(') ? oneOf(choicesIn(part.slice(1, -1), sets), spaced) : spaced(part),
  }));
  if (parts.every(({ words }) => words === '') || parts.some(({ words }) => words === null)) return null;
  return parts.map(({ slot, words }) => slot ?? words).join('');
}

/** The longest first. A choice of which nothing is left is none: the other words would mean it. null: all are. */
function oneOf(choices: readonly string[], spaced: Spaced): string | null {
  const sources = choices.flatMap((choice) => (choice.trim() === '' || spaced(choice) !== '' ? [spaced(choice)] : []));
  if (sources.every((source) => source === '')) return sources.length === 0 ? null : '';
  return `(?:${[...new Set(sources)].toSorted((a, b) => b.length - a.length).join('|')})`;
}

/** "a|<set>|": every choice, those of sets too. */
function choicesIn(text: string, sets: Sets): readonly string[] {
  return text.split('|').flatMap((choice) => {
    const [, name] = /^<(\w+)>$/.exec(choice.trim()) ?? [];
    return name === undefined ? [choice] : choicesIn(sets[name] ?? '', sets);
  });
}
