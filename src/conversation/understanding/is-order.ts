/**
 * Whether a part of a message is an order: something is wanted, counted, changed or taken back, and
 * nothing is asked instead.
 */
import type { Draft } from './draft.ts';
import { beginsAsking, isMarked, isSupposed } from './only-asked.ts';
import { beginsWithPhrase, type Part, QUESTION_CUES } from './parts.ts';
import { cueAt, find, isAfterCue } from './reading.ts';
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
