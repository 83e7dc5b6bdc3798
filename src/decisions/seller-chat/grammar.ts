/** The tables in `phrases/`, one per language, ready to be compared with what a helper writes. */
import type { Language } from '../../commerce/catalog.ts';
import { foldLabel } from '../../conversation/menu.ts';
import { PLAIN_ASKS, type PlainAsk, ROLES, type Role } from '../../conversation/staff-command.ts';
import { type Pattern, phraseBook } from './patterns.ts';
import en from './phrases/en.json' with { type: 'json' };
import es from './phrases/es.json' with { type: 'json' };
import pt from './phrases/pt.json' with { type: 'json' };
import type { SmallWords } from './said.ts';

/** Spanish is the measure: a key that a language lacks does not compile. */
type Phrases = Omit<typeof es, 'sets' | 'numbers'> & {
  readonly sets: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly asks: Readonly<Record<PlainAsk, readonly string[]>>;
};

export const PHRASES: Readonly<Record<Language, Phrases>> = { es, pt, en };

/** What somebody does with an order, however the order is named. */
export interface ActPhrases {
  readonly command: string;
  /** Said so that nothing else can be meant; else it may be a question, or somebody else's doing. */
  readonly clear: boolean;
  /** The words beside the number of the order. */
  readonly beside: Pattern;
  /** The words with a name before or after them, or with none. */
  readonly named: Pattern;
}

export interface Grammar {
  readonly small: SmallWords;
  readonly plain: readonly (readonly [ask: PlainAsk, pattern: Pattern])[];
  readonly acts: readonly ActPhrases[];
  /** The words beside the number of an order that is to be shown, and with the name of its customer. */
  readonly order: Pattern;
  readonly orderOf: Pattern;
  /** The same, where its customer is to be written to. */
  readonly write: Pattern;
  readonly writeTo: Pattern;
  /** How what is to be said begins: "dile", and what stands between whom and what. */
  readonly tell: ReadonlySet<string>;
  readonly that: ReadonlySet<string>;
  /** With what a request begins that is understood without it too: "quiero ver". */
  readonly starters: ReadonlySet<string>;
  /** "pedido", beside its number. */
  readonly nouns: ReadonlySet<string>;
  readonly stock: Readonly<Record<keyof (typeof es)['stock'], Pattern>>;
  /** "stock". */
  readonly shelf: ReadonlySet<string>;
  /** Words that say nothing of a thing on the shelf: "talla". */
  readonly ignored: ReadonlySet<string>;
  readonly invite: ReadonlySet<string>;
  readonly unlink: ReadonlySet<string>;
  readonly speak: readonly string[];
  readonly roles: readonly (readonly [role: Role, words: ReadonlySet<string>])[];
  readonly languages: readonly (readonly [language: Language, words: ReadonlySet<string>])[];
  /** Every word of the phrases that only ask or show, for what is mistyped. */
  readonly vocabulary: ReadonlySet<string>;
}

export const LANGUAGES = ['es', 'pt', 'en'] as const satisfies readonly Language[];

const made: { [One in Language]?: Grammar } = {};

/** Made when a helper first writes: a shop without helpers holds none of it. */
export function grammarIn(language: Language): Grammar {
  made[language] ??= grammarOf(PHRASES[language]);
  return made[language];
}

function grammarOf(phrases: Phrases): Grammar {
  const { fillers, numbers, asking, sets, asks, acts, stock, roles, languages } = phrases;
  const wordsIn = (text: string) => new Set(foldLabel(text).split(' '));
  const folded = (list: readonly string[]) => new Set(list.map(foldLabel));
  const small: SmallWords = {
    fillers: wordsIn(fillers),
    numbers: new Map(Object.entries(numbers)),
    asking: wordsIn(asking),
    not: wordsIn(phrases.not),
    polite: new RegExp(`\\b(?:${phrases.polite.join('|')})\\b`, 'giu'),
  };
  const pattern = phraseBook(sets, small);
  const named = (list: readonly string[]) => pattern(list.flatMap((phrase) => [phrase, `${phrase} {who}`, `{who} ${phrase}`]));
  const withTail = (list: readonly string[]) => pattern([...list, ...list.map((phrase) => `${phrase} (${phrases.tails}) {way}`)]);
  const withName = (list: readonly string[]) => pattern(list.map((phrase) => `${phrase} {who}`));
  return {
    small,
    plain: PLAIN_ASKS.map((ask) => [ask, pattern(asks[ask])] as const),
    acts: Object.entries(acts).flatMap(([command, { clear, unsure }]) => [
      { command, clear: true, beside: withTail(clear), named: named(clear) },
      { command, clear: false, beside: withTail(unsure), named: named(unsure) },
    ]),
    order: pattern(phrases.order),
    orderOf: pattern(phrases.orderOf),
    write: pattern(phrases.write),
    writeTo: withName(phrases.write),
    tell: folded(phrases.tell.verbs),
    that: folded(phrases.tell.that),
    starters: folded(phrases.starters),
    nouns: wordsIn(phrases.nouns),
    stock: {
      is: pattern(stock.is),
      none: pattern(stock.none),
      added: pattern(stock.added),
      removed: pattern(stock.removed),
      asked: pattern(stock.asked),
    },
    shelf: wordsIn(phrases.shelf),
    ignored: wordsIn(phrases.ignored),
    invite: folded(phrases.invite),
    unlink: folded(phrases.unlink),
    speak: phrases.speak.map(foldLabel),
    roles: ROLES.map((role) => [role, folded(roles[role])] as const),
    languages: LANGUAGES.map((one) => [one, folded(languages[one])] as const),
    vocabulary: wordsIn([...Object.values(asks), ...Object.values(acts).map(({ clear }) => clear)].flat().join(' ')),
  };
}
