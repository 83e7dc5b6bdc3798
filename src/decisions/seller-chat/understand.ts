/**
 * What a helper writes, as what she asks for. Whole phrases of a table in every language, each with a number or
 * a name where it takes one; nothing is guessed, because what she asks for moves goods and money.
 */
import type { Language } from '../../commerce/catalog.ts';
import { foldLabel } from '../../conversation/menu.ts';
import { type PlainAsk, ROLES, type Role, type StaffCommand } from '../../conversation/staff-command.ts';
import { makeSpeller, NEVER_TWO_EDITS } from '../../conversation/understanding/typos.ts';
import { LONGEST_NAME } from '../staff.ts';
import { chatTexts } from './voice.ts';

const LANGUAGES = ['es', 'pt', 'en'] as const satisfies readonly Language[];

const PLAIN = [
  'orders',
  'today',
  'summary',
  'export',
  'pause',
  'resume',
  'team',
  'help',
  'shop',
  'work',
  'thanks',
  'leave',
] as const satisfies readonly PlainAsk[];

/** Phrases of one language, folded. */
interface Phrases {
  readonly plain: Readonly<Record<(typeof PLAIN)[number], ReadonlySet<string>>>;
  readonly order: ReadonlySet<string>;
  readonly write: ReadonlySet<string>;
  readonly stock: ReadonlySet<string>;
  readonly invite: ReadonlySet<string>;
  readonly unlink: ReadonlySet<string>;
  readonly speak: ReadonlySet<string>;
  readonly acts: readonly (readonly [command: string, phrases: ReadonlySet<string>])[];
  readonly roles: readonly (readonly [role: Role, words: ReadonlySet<string>])[];
  readonly languages: readonly (readonly [language: Language, words: ReadonlySet<string>])[];
}

const PHRASES: Readonly<Record<Language, Phrases>> = { es: phrasesOf('es'), pt: phrasesOf('pt'), en: phrasesOf('en') };

function phrasesOf(language: Language): Phrases {
  const { plain, acts, roles, languages, ...rest } = chatTexts(language).phrases;
  const folded = (phrases: readonly string[]) => new Set(phrases.map(foldLabel));
  return {
    plain: {
      orders: folded(plain.orders),
      today: folded(plain.today),
      summary: folded(plain.summary),
      export: folded(plain.export),
      pause: folded(plain.pause),
      resume: folded(plain.resume),
      team: folded(plain.team),
      help: folded(plain.help),
      shop: folded(plain.shop),
      work: folded(plain.work),
      thanks: folded(plain.thanks),
      leave: folded(plain.leave),
    },
    order: folded(rest.order),
    write: folded(rest.write),
    stock: folded(rest.stock),
    invite: folded(rest.invite),
    unlink: folded(rest.unlink),
    speak: folded(rest.speak),
    acts: Object.entries(acts).map(([command, phrases]) => [command, folded(phrases)] as const),
    roles: ROLES.map((role) => [role, folded(roles[role])] as const),
    languages: LANGUAGES.map((one) => [one, folded(languages[one])] as const),
  };
}

/** null: nothing of it. Her own language is read first, the others after it. */
export function understandHelper(text: string, language: Language): StaffCommand | null {
  const folded = foldLabel(text);
  if (folded === '') return null;
  return readInAny(folded, text, language) ?? harmless(readInAny(spelledWell(folded), text, language));
}

function readInAny(folded: string, raw: string, language: Language): StaffCommand | null {
  for (const one of [language, ...LANGUAGES.filter((other) => other !== language)]) {
    const understood = read(PHRASES[one], folded, raw);
    if (understood) return understood;
  }
  return null;
}

const SPELLER = makeSpeller(
  LANGUAGES.flatMap((language) =>
    Object.values(PHRASES[language].plain).flatMap((phrases) => [...phrases].flatMap((phrase) => phrase.split(' '))),
  ),
  NEVER_TWO_EDITS,
);

function spelledWell(folded: string): string {
  return folded
    .split(' ')
    .map((word) => SPELLER.meant(word)?.word ?? word)
    .join(' ');
}

/** What only shows something may be mistyped; what changes something is done as it is written or not at all. */
const ONLY_SHOWN: ReadonlySet<StaffCommand['ask']> = new Set(['orders', 'order', 'today', 'summary', 'export', 'team', 'help']);

function harmless(understood: StaffCommand | null): StaffCommand | null {
  return understood && ONLY_SHOWN.has(understood.ask) ? understood : null;
}

function read(phrases: Phrases, folded: string, raw: string): StaffCommand | null {
  const plain = PLAIN.find((ask) => phrases.plain[ask].has(folded));
  if (plain) return { ask: plain };
  return (
    readStock(phrases, folded) ??
    readNumbered(phrases, folded) ??
    readInvite(phrases, raw) ??
    readUnlink(phrases, raw) ??
    readLanguage(phrases, folded)
  );
}

/** Digits of what a shelf holds; more is a slip of the keyboard. */
const LONGEST_COUNT = 6;

/** "stock", "stock polo", "stock polo rojo m 3". */
function readStock({ stock }: Phrases, folded: string): StaffCommand | null {
  const [first = '', ...rest] = folded.split(' ');
  if (!stock.has(first)) return null;
  const last = rest.at(-1) ?? '';
  const isCount = rest.length > 1 && new RegExp(`^[0-9]{1,${LONGEST_COUNT}}$`).test(last);
  return { ask: 'stock', words: (isCount ? rest.slice(0, -1) : rest).join(' '), count: isCount ? Number(last) : null };
}

/** "1001", "pedido 1001", "1001 enviado", "cancelar pedido 1001". */
function readNumbered(phrases: Phrases, folded: string): StaffCommand | null {
  const [, before = '', written = '', after = ''] = /^(?:(.*?) )?([0-9]{1,9})(?: (.*))?$/.exec(folded) ?? [];
  if (written === '') return null;
  const number = Number(written);
  const words = [before, after].filter((part) => part !== '').join(' ');
  if (words === '' || phrases.order.has(words)) return { ask: 'order', number };
  const named = [words, ...[...phrases.order].flatMap((order) => withoutWord(words, order))];
  const act = phrases.acts.find(([, known]) => named.some((name) => known.has(name)));
  if (act) return { ask: 'act', number, command: act[0], written: {} };
  return named.some((name) => phrases.write.has(name)) ? { ask: 'write', conversationId: '', number } : null;
}

/** "cancelar pedido" without "pedido", at either end. */
function withoutWord(words: string, word: string): readonly string[] {
  if (words.startsWith(`${word} `)) return [words.slice(word.length + 1)];
  return words.endsWith(` ${word}`) ? [words.slice(0, -word.length - 1)] : [];
}

/** "invitar reparto Ana María": the name as she wrote it. */
function readInvite({ invite, roles }: Phrases, raw: string): StaffCommand | null {
  const [verb = '', as = '', ...name] = raw.trim().split(/\s+/);
  if (!invite.has(foldLabel(verb)) || name.length === 0) return null;
  const role = roles.find(([, words]) => words.has(foldLabel(as)))?.[0];
  return role ? { ask: 'invite', role, name: name.join(' ').slice(0, LONGEST_NAME + 1) } : null;
}

function readUnlink({ unlink }: Phrases, raw: string): StaffCommand | null {
  const [verb = '', ...name] = raw.trim().split(/\s+/);
  return unlink.has(foldLabel(verb)) && name.length > 0 ? { ask: 'unlink', name: name.join(' ') } : null;
}

function readLanguage({ speak, languages }: Phrases, folded: string): StaffCommand | null {
  const words = [folded, ...[...speak].flatMap((phrase) => withoutWord(folded, phrase))];
  const language = languages.find(([, known]) => words.some((word) => known.has(word)))?.[0];
  return language ? { ask: 'speak', language } : null;
}
