/**
 * Whether a part of a message is an order: something is wanted, counted, changed or taken back, and
 * nothing is asked instead.
 */
import type { Draft } from './draft.ts';
import { beginsWithPhrase, type Part, QUESTION_CUES } from './parts.ts';
import { cueAt, find, hasCue, isAfterCue } from './reading.ts';
import { hasUnexplained } from './unexplained.ts';

/** Whether the order grammar found something to do here, and nothing is asked instead. */
export function isOrder(part: Part): boolean {
  const { drafts, asks, has, context } = part;
  if (drafts.length === 0 || part.isTold || has('inquire') || isSupposed(part)) return false;
  const hasLines = context.cart.lines.length > 0;
  const says = drafts.some(
    (draft) => draft.named || draft.unknown || draft.values.length > 0 || draft.mods.length > 0 || draft.foreignValue,
  );
  const settles =
    (hasLines &&
      drafts.some(
        (draft) =>
          draft.qty !== null &&
          (draft.corrects || draft.mode === 'change' || draft.mode === 'remove' || draft.by !== null || draft.negated || draft.only),
      )) ||
    drafts.some((draft) => hasLines && draft.another);
  if (hasLines && drafts.some((draft) => draft.pointed)) return true;
  if (!says && !settles) return isBareQuantity(part);
  if (has('price', 'how-much', 'attribute') || beginsWithPhrase(part, 'info') || beginsAsking(part)) return false;
  // "¿la agenda viene 2026?"
  if (isMarked(part) && has('be', 'info', 'arrive') && !has('want', 'add', 'remove', 'change', 'keep-only', 'cancel')) return false;
  if (drafts.some((draft) => draft.verb && (draft.named || draft.unknown || draft.values.length > 0 || draft.mods.length > 0 || settles)))
    return true;
  if (drafts.some((draft) => draft.corrects && hasLines)) return true;
  if (settles && !says && !has(...QUESTION_CUES)) return true;
  if (!asks && hasLines && drafts.some((draft) => draft.negated && draft.named) && drafts.length > 1) return true;
  if (has(...QUESTION_CUES)) return false;
  // "um bolo tem glúten?": an article counts only where something is wanted.
  const counted = drafts.some(({ qty, named, values, verb }) => qty && (!qty.article || verb) && (named || values.length > 0));
  if (asks) return counted && !has('question', 'can', 'be', 'arrive') && !saysMore(part);
  return (
    !saysMore(part) &&
    drafts.some(
      (draft) =>
        draft.named ||
        (draft.qty && draft.values.length > 0) ||
        (hasLines && (draft.values.length > 0 || draft.mods.length > 0)) ||
        (draft.unknown && draft.qty && !isDescription(part, draft)),
    )
  );
}

/** "si llevo 3, ¿me hacen precio?", "¿es más rico que el otro?": what would be is asked; without a question it may be a yes without its accent. */
function isSupposed(part: Part): boolean {
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
function beginsAsking(part: Part): boolean {
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

/** Things are named, and something is said about them that no list of things would hold. */
function saysMore(part: Part): boolean {
  const { drafts, asks } = part;
  if (!asks && !drafts.some(({ named, unknown }) => named !== null || unknown !== null)) return false;
  return (asks || !drafts.every((draft) => isInCartUncounted(part, draft))) && hasUnexplained(part);
}

/** "desháganme la gorra": it is there, and what to do with it is asked rather than done. */
function isInCartUncounted({ context }: Part, { named, qty, values }: Draft): boolean {
  const isThere = named?.candidates.some(({ product }) => context.cart.lines.some(({ productId }) => productId === product.id)) ?? false;
  return isThere && qty === null && values.length === 0;
}

/** A question mark stands at the end; a word that asks may also be one that regrets ("qué pena, era L"). */
function isMarked({ reading, from, to }: Part): boolean {
  for (let at = from; at <= to; at++) if (reading.tokens[at]?.raw === '?') return true;
  return false;
}

/** "sos un genio", "es pa un cumple": what somebody is called, what it is for, is no thing that is wanted. */
function isDescription({ reading }: Part, { qty, verb, from }: Draft): boolean {
  return qty?.article === true && !verb && (isAfterCue(reading, from, 'be') || FOR.has(reading.tokens[from - 1]?.key ?? ''));
}

const FOR = new Set(['para', 'pa', 'pra', 'pro', 'for']);

/** "two please" about the only line there is; a lone number is left to menus. */
function isBareQuantity(part: Part): boolean {
  const { drafts, reading, from, to, context } = part;
  if (context.pending !== null || context.cart.lines.length !== 1 || drafts.length !== 1 || to - from < 2) return false;
  const [draft] = drafts;
  if (!draft?.qty) return false;
  for (let at = from; at < to; at++) {
    const isInside = at >= draft.from && at < draft.to;
    if (!isInside && reading.tokens[at]?.kind === 'word' && !find(reading, at, 'filler') && cueAt(reading, at, 'want', 'add', 'only') === 0)
      return false;
  }
  return true;
}

export function isOrderVerbWithThing(part: Part): boolean {
  return part.has('want', 'add') && isOrder(part);
}
