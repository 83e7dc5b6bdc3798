/**
 * Whether what is said is only asked about: a condition ("si llevo 3, ¿me hacen precio?"), a comparison, a
 * question that begins as one. Whatever such a part would do to the cart is not done.
 */
import { type Part, QUESTION_CUES } from './parts.ts';
import { cueAt, hasCue } from './reading.ts';

/** "si llevo 3, ¿me hacen precio?", "¿es más rico que el otro?": what would be is asked; without a question it may be a yes without its accent. */
export function isSupposed(part: Part): boolean {
  const { asks, has, reading, from } = part;
  if (has('compare') && (asks || (reading.language === 'en' && !has('want', 'add', 'change')))) return true;
  if (isMarked(part) && hasIf(part)) return true;
  if (!has('suppose')) return false;
  // Only in Spanish is "if" written like a yes.
  const isSure = reading.language === 'pt' || reading.language === 'en';
  return isSure || asks || hasCue(reading, from, reading.tokens.length, 'how-much', 'cart', ...QUESTION_CUES) || isAskedLater(part);
}

/** "si pido la torta hoy, para cuándo estaría": the question comes in what follows. */
function isAskedLater({ reading, from }: Part): boolean {
  for (let at = from + 1; at < reading.tokens.length; at++)
    if (cueAt(reading, at, 'question') > 0 && !JOINS.has(reading.tokens[at]?.key ?? '')) return true;
  return false;
}

/** Words that ask, and also join: "que sean rojos", "rojo como ese". */
const JOINS = new Set(['que', 'como', 'which', 'who', 'o']);

const IF = new Set(['si', 'se', 'if', 'caso']);

/** An "if" before more words: "el rojo si lo quiero para mañana, ¿alcanza?"; "si, ¿me das 2?" is a yes. */
function hasIf({ reading, from, to }: Part): boolean {
  return reading.tokens
    .slice(from, to)
    .some(({ key, raw }, i) => IF.has(key) && raw.toLowerCase() !== 'sí' && reading.tokens[from + i + 1]?.kind === 'word');
}

/** "¿cuánto demora cambiar la pantalla?": whatever is done in a question that begins as one is only asked about. */
export function beginsAsking(part: Part): boolean {
  const { reading, from, to, asks } = part;
  if (reading.tokens.slice(from, to).some(({ key }) => HOW_MANY.has(key))) return true;
  if (!asks) return false;
  let at = from;
  while (at < to && (reading.tokens[at]?.kind === 'sign' || cueAt(reading, at, 'greet', 'and') > 0))
    at = cueAt(reading, at, 'greet', 'and') || at + 1;
  const { key = '', raw = '' } = reading.tokens[at] ?? {};
  return ONLY_ASKS.has(key) || (cueAt(reading, at, 'question') > 0 && (isMarked(part) || ACCENTED.test(raw)));
}

/** "cómo", "cuándo", "dónde"; "qué pena" and "qué lindo" ask nothing. */
const ACCENTED = /^(?:cóm|cuánd|dónd|quié)/iu;

/** "para un techo de 20 metros cuántos clavos compro": the number is what she wants to hear. */
const HOW_MANY = new Set(['cuantos', 'cuantas', 'quantos', 'quantas']);

/** Words that ask, however they are written. */
const ONLY_ASKS = new Set([
  'cuanto',
  'cuanta',
  'cuantos',
  'cuantas',
  'cual',
  'cuales',
  'quanto',
  'quantos',
  'quantas',
  'qual',
  'quais',
  'how',
  'what',
  'why',
]);

/** A question mark stands at the end; a word that asks may also be one that regrets ("qué pena, era L"). */
export function isMarked({ reading, from, to }: Part): boolean {
  for (let at = from; at <= to; at++) if (reading.tokens[at]?.raw === '?') return true;
  return false;
}
