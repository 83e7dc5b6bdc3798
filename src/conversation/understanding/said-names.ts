/**
 * Names that a customer gives: whose order it is, and what is to stand on a product.
 */
import { isCueStart, tailOf } from './free-text.ts';
import { cueAt, find, firstCue, type Reading, spelling, takeWholly } from './reading.ts';
import type { Cue } from './words.ts';

const LONGEST_NAME = 5;

/** The name after "a nombre de", "me llamo"; null without such words. */
export function readName(reading: Reading): string | null {
  const intro = firstCue(reading, 0, reading.tokens.length, 'name-intro');
  if (!intro) return null;
  const isSure = intro.to - intro.from > 1;
  let to = intro.to;
  // "a nombre de la Cata"
  if (cueAt(reading, to, 'the') === to + 1 && isCapital(reading, to + 1)) to++;
  const from = to;
  while (to < reading.tokens.length && to - from < LONGEST_NAME && isNameWord(reading, to, isSure)) to++;
  if (to === from || (!isSure && !isWholeName(reading, from, to))) return null;
  const name = spelling(reading, from, to);
  takeWholly(reading, intro.from, to);
  return name;
}

/** After a lone "soy", which may be anything ("soy M", "soy trigueña"): a name with a capital, or nothing else is said. */
function isWholeName(reading: Reading, from: number, to: number): boolean {
  if (to === from + 1 && (reading.tokens[from]?.raw.length ?? 0) < SHORTEST_NAME) return false;
  return isCapital(reading, from) || to === reading.tokens.length;
}

const SHORTEST_NAME = 2;

function isCapital(reading: Reading, at: number): boolean {
  const [initial = ''] = reading.tokens[at]?.raw ?? '';
  return initial !== initial.toLowerCase();
}

function isNameWord(reading: Reading, at: number, isSure: boolean): boolean {
  const token = reading.tokens[at];
  if (token?.kind !== 'word' || reading.taken[at]) return false;
  if (token.raw[0] !== token.raw[0]?.toLowerCase()) return true;
  if (cueAt(reading, at, 'and', 'want', 'question', 'address-intro', 'thanks', 'with', 'place-intro', 'paid') > 0) return false;
  const isKnown = reading.vocabulary.lexicons[reading.language ?? 'es'].words.has(token.key);
  return isSure ? !isKnown || token.key === 'de' : !isKnown && !reading.vocabulary.index.owners.has(reading.stems[at] ?? '');
}

/** What ends a text that is put on a product. */
const AFTER_PERSONAL: readonly Cue[] = ['and', 'thanks', 'want', 'add', 'pay-by', 'deliver-home', 'pickup', 'name-intro', 'address-intro'];

/** "que diga Sofi", "with the name Tom": what is to stand on products, in the order in which it is said. */
export function readPersonals(reading: Reading): readonly string[] {
  const texts: string[] = [];
  const tail = tailOf(reading);
  let from = 0;
  for (;;) {
    const intro = firstCue(reading, from, reading.tokens.length, 'personal-intro');
    if (!intro) return texts;
    let to = intro.to;
    while (to < reading.tokens.length && to - intro.to < LONGEST_NAME && isPersonalWord(reading, to, to > intro.to, tail)) to++;
    if (to > intro.to) {
      texts.push(spelling(reading, intro.to, to));
      takeWholly(reading, intro.from, to);
    }
    from = Math.max(to, intro.to);
  }
}

function isPersonalWord(reading: Reading, at: number, isInside: boolean, tail: number): boolean {
  const token = reading.tokens[at];
  if (!token || token.kind === 'sign' || reading.taken[at]) return false;
  // "Ana y 21 tortas que digan Luis": something else is counted.
  if (isInside && cueAt(reading, at, 'and') > 0 && isNumber(reading, at + 1)) return false;
  return !isInside || (AFTER_PERSONAL.every((cue) => !isCueStart(reading, at, cue)) && at < tail);
}

function isNumber(reading: Reading, at: number): boolean {
  return reading.tokens[at]?.kind === 'number' || find(reading, at, 'number') !== null;
}
