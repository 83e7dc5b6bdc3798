/**
 * What a helper writes, as what she asks for: phrases of a table in every language, each with a number or a name
 * where it takes one. What she asks for moves goods and money, so nothing is guessed: what may be meant otherwise
 * comes back as not clear, and is done only after she was asked; what is only asked about is never done.
 */

import type { Language } from '../../commerce/catalog.ts';
import { foldLabel } from '../../conversation/menu.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { makeSpeller, NEVER_TWO_EDITS, type Speller } from '../../conversation/understanding/typos.ts';
import { LONGEST_NAME } from '../staff-changes.ts';
import { type Grammar, grammarIn, LANGUAGES } from './grammar.ts';
import type { Heard, IsGoods } from './heard.ts';
import { CLOSENESS, eitherWay, type Pattern } from './patterns.ts';
import { readGoods, readStock } from './read-stock.ts';
import { joined, readSaid, type Said } from './said.ts';

type Reader = (grammar: Grammar, said: Said, isGoods: IsGoods) => Heard | null;

/** What is said in so many words. */
const PLAINLY: readonly Reader[] = [readPlain, readTell, readOrder, readStock, readInvite, readUnlink, readLanguage];
/** What may be anything. */
const SOMEHOW: readonly Reader[] = [readNamed, readGoods, readAnyOrder];

/** null: nothing of it. */
export function understandHelper(text: string, language: Language, isGoods: IsGoods): Heard | null {
  const read = (words: string, readers: readonly Reader[]) => readIn(words, language, isGoods, readers);
  const plainly = (words: string) => read(words, PLAINLY) ?? mapOr(withoutStart(words, language), (rest) => read(rest, PLAINLY));
  return (
    plainly(text) ??
    mapOr(onlyClause(text, plainly), unlessChanging) ??
    read(text, SOMEHOW) ??
    mapOr(read(spelledWell(text), [...PLAINLY, ...SOMEHOW]), unlessChanging)
  );
}

function mapOr<From, To>(value: From | null, change: (value: From) => To | null): To | null {
  return value === null ? null : change(value);
}

function readIn(text: string, language: Language, isGoods: IsGoods, readers: readonly Reader[]): Heard | null {
  for (const one of [language, ...LANGUAGES.filter((other) => other !== language)]) {
    const grammar = grammarIn(one);
    const said = readSaid(text, grammar.small);
    if (said.words.length === 0) return null;
    for (const reader of readers) {
      const heard = reader(grammar, said, isGoods);
      if (heard) return heard;
    }
  }
  return null;
}

/** Words of the longest beginning that is left out. */
const LONGEST_START = 4;

/** "quiero ver el 1001" without "quiero ver"; null where it begins with none. */
function withoutStart(text: string, language: Language): string | null {
  const { small, starters } = grammarIn(language);
  const { words } = readSaid(text, small);
  for (let length = Math.min(LONGEST_START, words.length - 1); length > 0; length -= 1) {
    if (starters.has(joined(words.slice(0, length)))) return text.slice(words[length]?.at);
  }
  return null;
}

/** What is said to anybody. */
const SMALL_TALK: ReadonlySet<StaffCommand['ask']> = new Set(['thanks', 'help', 'leave']);

export function isSmallTalk({ ask }: StaffCommand): boolean {
  return SMALL_TALK.has(ask);
}

/** "ya volví, abre": the one clause that is understood; null where none is, or more than one. */
function onlyClause(text: string, read: (clause: string) => Heard | null): Heard | null {
  const clauses = text.split(/[,.;!?\n]+/);
  const heard = clauses.length < 2 ? [] : clauses.flatMap((clause) => read(clause) ?? []).filter(({ asked }) => !isSmallTalk(asked));
  return heard.length === 1 ? (heard[0] ?? null) : null;
}

let spellerMade: Speller | undefined;

/** Made when somebody first mistypes. */
function speller(): Speller {
  spellerMade ??= makeSpeller(
    LANGUAGES.flatMap((language) => [...grammarIn(language).vocabulary]),
    NEVER_TWO_EDITS,
  );
  return spellerMade;
}

function spelledWell(text: string): string {
  return text.replaceAll(/[\p{L}\p{M}]+/gu, (word) => speller().meant(foldLabel(word))?.word ?? word);
}

/** What only shows something may be mistyped, or said among other things; what changes something is asked about. */
const ONLY_SHOWN: ReadonlySet<StaffCommand['ask']> = new Set([
  ...(['orders', 'to-collect', 'to-prepare', 'to-send', 'to-deliver', 'late', 'order'] as const),
  ...(['today', 'summary', 'yesterday', 'week', 'export', 'team', 'help', 'elsewhere', 'thanks', 'leave'] as const),
]);

function unlessChanging(heard: Heard): Heard {
  return { ...heard, clear: heard.clear && ONLY_SHOWN.has(heard.asked.ask) };
}

function clear(asked: StaffCommand): Heard {
  return { asked, clear: true };
}

function readPlain({ plain }: Grammar, said: Said): Heard | null {
  for (const how of CLOSENESS) {
    const ask = plain.find(([, pattern]) => pattern(said, how))?.[0];
    if (ask) return clear({ ask });
  }
  return null;
}

/** Digits of a number of an order. */
const LONGEST_NUMBER = 9;

/** The one number that can be an order's, and what is said beside it. */
function numberIn(said: Said, { nouns, small }: Grammar): { readonly number: number; readonly beside: Said } | null {
  const numbers = said.words.filter(({ digits }) => digits);
  const [only] = numbers;
  if (!only || numbers.length > 1 || only.folded.length > LONGEST_NUMBER) return null;
  const words = said.words.filter((word) => word !== only && !nouns.has(word.folded));
  const telling = words.filter(({ folded }) => !small.fillers.has(folded));
  return { number: Number(only.folded), beside: { ...said, words, telling } };
}

/** "1001", "pedido 1001", "1001 enviado", "¿ya pagó el 1001?". */
function readOrder(grammar: Grammar, said: Said): Heard | null {
  const found = numberIn(said, grammar);
  if (!found) return null;
  const { number, beside } = found;
  if (beside.telling.length === 0 || eitherWay(grammar.order, beside)) return clear({ ask: 'order', number });
  if (eitherWay(grammar.write, beside)) return clear({ ask: 'write', conversationId: '', number });
  const act = grammar.acts.find((one) => eitherWay(one.beside, beside));
  if (!act) return null;
  if (said.question) return clear({ ask: 'order', number });
  return { asked: { ask: 'act', number, command: act.command, written: {} }, clear: act.clear };
}

/** It says which order, and nothing that is understood: not clear, so that she sees what can be done with it. */
function readAnyOrder(grammar: Grammar, said: Said): Heard | null {
  const found = numberIn(said, grammar);
  return found && { asked: { ask: 'order', number: found.number }, clear: false };
}

/** "el de María ya pagó", "pedido de María", "ya salió": whose it is has to be looked up. */
function readNamed({ acts, orderOf, writeTo, small }: Grammar, said: Said): Heard | null {
  const read = (pattern: Pattern, wants: string | null): Heard | null => {
    const who = pattern(said, 'short')?.who.split(' ');
    if (!who || who.some((word) => /[0-9]/.test(word) || small.asking.has(word) || small.not.has(word))) return null;
    return clear({ ask: 'whose', who: who.filter((word) => !small.fillers.has(word)).join(' '), wants });
  };
  for (const { command, named } of acts) {
    const heard = read(named, said.question ? null : command);
    if (heard) return heard;
  }
  return read(orderOf, null) ?? read(writeTo, 'write');
}

/** Words with which what is to be said begins, and words of a name. */
const LONGEST_BEGINNING = 3;
const LONGEST_WHO = 4;

/** "dile al 1001 que ya sale", "avísale a María que mañana llega": what is passed on is what she typed. */
function readTell(grammar: Grammar, said: Said): Heard | null {
  const { words, raw } = said;
  const begins = [LONGEST_BEGINNING, 2, 1].find((length) => grammar.tell.has(joined(words.slice(0, length))));
  if (begins === undefined) return null;
  const isSmall = (folded: string) => grammar.small.fillers.has(folded) || grammar.nouns.has(folded);
  const to = words.findIndex(({ folded }, index) => index >= begins && !isSmall(folded));
  const first = words[to];
  if (!first) return null;
  const that = words.findIndex(({ folded }, index) => index > to && index <= to + LONGEST_WHO && grammar.that.has(folded));
  const upTo = that > 0 ? that : to + 1;
  const begun = words[that > 0 ? that + 1 : upTo];
  const text = begun ? raw.slice(begun.at).trim() : '';
  if (first.digits) {
    const number = Number(first.folded);
    return text === ''
      ? clear({ ask: 'write', conversationId: '', number })
      : { asked: { ask: 'write', conversationId: '', number, text }, clear: false };
  }
  const who = joined(words.slice(to, upTo).filter(({ folded }) => !isSmall(folded)));
  return clear({ ask: 'whose', who, wants: 'write', ...(text !== '' && { text }) });
}

/** "invitar reparto Ana María": the name as she wrote it. */
function readInvite({ invite, roles }: Grammar, { raw }: Said): Heard | null {
  const [verb = '', as = '', ...name] = raw.trim().split(/\s+/);
  if (!invite.has(foldLabel(verb)) || name.length === 0) return null;
  const role = roles.find(([, words]) => words.has(foldLabel(as)))?.[0];
  return role ? clear({ ask: 'invite', role, name: name.join(' ').slice(0, LONGEST_NAME + 1) }) : null;
}

function readUnlink({ unlink }: Grammar, { raw, words }: Said, isGoods: IsGoods): Heard | null {
  const [verb = '', ...name] = raw.trim().split(/\s+/);
  if (!unlink.has(foldLabel(verb)) || name.length === 0 || words.some(({ digits }) => digits)) return null;
  return isGoods(foldLabel(name.join(' '))) ? null : clear({ ask: 'unlink', name: name.join(' ') });
}

function readLanguage({ speak, languages }: Grammar, { raw }: Said): Heard | null {
  const folded = foldLabel(raw);
  const verb = speak.find((phrase) => folded.startsWith(`${phrase} `));
  const name = verb === undefined ? folded : folded.slice(verb.length + 1);
  const language = languages.find(([, known]) => known.has(name))?.[0];
  return language ? clear({ ask: 'speak', language }) : null;
}
