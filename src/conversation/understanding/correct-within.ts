/**
 * A message that takes back what it said itself: "tres tortas, perdón, dos", "2 blancas, 1 negra, no, 3
 * blancas". What is left is what the customer means in the end.
 */
import { type Bench, isInCart } from './bench.ts';
import type { Draft } from './draft.ts';
import { isSameValue } from './option-values.ts';

/** "tres tortas, perdón, dos": a later draft takes the place of the one it corrects. */
export function correctWithin(drafts: readonly Draft[], bench: Bench): Draft[] {
  const kept: Draft[] = [];
  for (const [i, draft] of drafts.entries()) {
    const before = kept.at(-1);
    const earlier = draft.corrects && draft.named && !draft.negated && draft.mode !== 'remove' ? earlierOf(kept, draft) : -1;
    const replaces = draft.corrects && before && !before.negated && before.mode !== 'remove' && draft.mode !== 'remove' && !draft.negated;
    const told = kept[earlier >= 0 ? earlier : valuedAs(kept, draft)];
    const again = isToldAgain(draft)
      ? kept.findIndex((known) => isSameThing(known, draft) && known.mode === 'add' && !contradicts(known, draft))
      : -1;
    const said = kept[again];
    if (said && said !== before) {
      kept[again] = merge(said, draft, bench);
      continue;
    }
    if (before && isLeftOutOf(before, draft, drafts[i + 1]))
      kept[kept.length - 1] = { ...before, mods: [...before.mods, `sin:${draft.unknown}`] };
    else if (told) kept[kept.indexOf(told)] = merge(told, draft, bench);
    else if (replaces && before && isAboutTheSame(before, draft, bench)) kept[kept.length - 1] = merge(before, draft, bench);
    else if (draft.negated && kept.some((known) => isSameThing(known, draft))) dropSame(kept, draft);
    else if (isFirstSettingOf(before, draft)) kept[kept.length - 1] = merge(before, draft, bench);
    else if (!isSaidAgain(before, draft)) kept.push(draft);
  }
  return kept;
}

/** "una hamburguesa y quítale el tomate": a part of what this message has just ordered. */
function isLeftOutOf(before: Draft, draft: Draft, next: Draft | undefined): boolean {
  // "... y quítale el cilantro a los de pastor": it is said of what comes next.
  if (next?.mode === 'remove' && next.named) return false;
  return (
    before.mode === 'add' &&
    before.named !== null &&
    draft.mode === 'remove' &&
    draft.unknown !== null &&
    draft.named === null &&
    !draft.qty
  );
}

/** "2 blancas, 1 negra, perdón 3 blancas": without a name, the earlier one of these values is put right. */
function valuedAs(kept: readonly Draft[], draft: Draft): number {
  const isLoose = draft.corrects && draft.named === null && draft.qty !== null && !draft.negated && draft.mode !== 'remove';
  if (!isLoose || draft.values.length === 0) return -1;
  return kept.findLastIndex(
    ({ values, mode }) =>
      mode === 'add' &&
      draft.values.every((said) => values.some((known) => known.some((owner) => said.some((other) => isSameValue(owner, other))))),
  );
}

/** "2 polos y una gorra, no, mejor 3 polos": what was said of the same thing before something else. */
function earlierOf(kept: readonly Draft[], draft: Draft): number {
  const last = kept.at(-1);
  if (!last || isSameThing(last, draft)) return -1;
  const same = kept.flatMap((known, i) => (isSameThing(known, draft) && !known.negated && known.mode === 'add' ? [i] : []));
  const fitting = same.filter((i) => !contradicts(kept[i], draft));
  const [only] = fitting.length > 0 ? fitting : same;
  return only !== undefined && (fitting.length || same.length) === 1 ? only : -1;
}

/** "una cubana y dos de milanesa, la cubana sin jitomate". */
function isToldAgain({ definite, qty, verb, mods, values, negated, mode }: Draft): boolean {
  return definite && qty === null && !verb && !negated && mode === 'add' && mods.length + values.length > 0;
}

/** Another value of the same option: "rojo" and "negro" are two lines. */
function contradicts(known: Draft | undefined, draft: Draft): boolean {
  return draft.values.some((values) =>
    (known?.values ?? []).some(
      (others) =>
        others.some(({ option }) => values.some((value) => value.option === option)) && !others.some((other) => values.includes(other)),
    ),
  );
}

/** "polo polo polo": a name said over and over, without a number, is said once. */
function isSaidAgain(before: Draft | undefined, draft: Draft): boolean {
  const isBare = ({ qty, values, mods, another, mode }: Draft): boolean =>
    qty === null && values.length === 0 && mods.length === 0 && !another && mode === 'add';
  return before !== undefined && isBare(before) && isBare(draft) && isSameThing(before, draft);
}

/** "quería 3 brownies pero que sean 5": a change without a product means what was just said. */
function isFirstSettingOf(before: Draft | undefined, draft: Draft): before is Draft {
  return (
    before !== undefined &&
    draft.mode === 'change' &&
    before.mode === 'add' &&
    before.named !== null &&
    draft.named === null &&
    !draft.negated &&
    draft.mods.length === 0
  );
}

function isAboutTheSame(before: Draft, draft: Draft, bench: Bench): boolean {
  if (draft.named === null) return true;
  if (before.named === null) return before.qty !== null;
  // Another product that is in the cart already is no correction of this one.
  return isSameThing(before, draft) || !isInCart(bench, draft) || draft.qty === null;
}

function isSameThing(a: Draft, b: Draft): boolean {
  const products = a.named?.candidates ?? [];
  return products.length > 0 && (b.named?.candidates ?? []).some((product) => products.includes(product));
}

function dropSame(kept: Draft[], draft: Draft): void {
  const index = kept.findLastIndex((known) => isSameThing(known, draft));
  if (index >= 0) kept.splice(index, 1);
}

function merge(before: Draft, draft: Draft, bench: Bench): Draft {
  const isOther = draft.named !== null && before.named !== null && !isSameThing(before, draft);
  const options = new Set(draft.values.flat().map(({ option }) => option));
  const keptValues = isOther ? [] : before.values.filter((values) => !values.some(({ option }) => options.has(option)));
  // "la zapatilla mejor en blanco": the one that is in the cart.
  const isLine = before.definite && !before.verb && before.qty === null && isInCart(bench, before);
  return {
    ...before,
    corrects: before.corrects || isLine,
    named: isOther || before.named === null ? (draft.named ?? before.named) : before.named,
    qty: draft.qty ?? before.qty,
    values: [...keptValues, ...draft.values],
    mods: [...before.mods, ...draft.mods],
    plural: draft.qty ? false : before.plural,
    unknown: draft.unknown ?? (isOther ? null : before.unknown),
    foreignValue: draft.foreignValue ?? (draft.values.length > 0 ? null : before.foreignValue),
  };
}
