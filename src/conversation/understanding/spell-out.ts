/**
 * What a message says of itself, before the cart is looked at: corrections take the place of what they
 * correct, totals give way to their items, what has no name has the name before it.
 */
import { type Bench, isInCart } from './bench.ts';
import type { Draft } from './draft.ts';
import type { ValueOwner } from './option-values.ts';

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

function isSameValue(a: ValueOwner, b: ValueOwner): boolean {
  return a.product === b.product && a.option === b.option && a.value === b.value;
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

/** "two medium roast, one ground and one whole": options that only one product has say which it is. */
export function nameByValues(drafts: readonly Draft[], bench: Bench): Draft[] {
  const first = drafts.find(({ named, qty, unknown, mode }) => named || qty || unknown !== null || mode !== 'add');
  if (!first || first.named || first.unknown !== null || first.mode !== 'add' || first.values.length === 0) return [...drafts];
  if (first.corrects || first.negated || first.another) return [...drafts];
  const products = new Set(first.values[0]?.map(({ product }) => product));
  const fitting = [...products].filter((product) => first.values.every((values) => values.some((owner) => owner.product === product)));
  const [only] = fitting;
  if (!only || fitting.length > 1 || bench.lines.some(({ productId }) => productId === only.product.id)) return [...drafts];
  const named: Draft = { ...first, named: { candidates: [only], to: first.to, weak: false, elliptic: true, plural: false } };
  return drafts.map((draft) => (draft === first ? named : draft));
}

/** "2 jugos, uno de cada": of each value there is, where the number is right. */
export function eachOfHead(drafts: readonly Draft[]): Draft[] {
  const spread: Draft[] = [];
  for (const draft of drafts) {
    const head = spread.at(-1);
    const isShare = draft.each && !draft.named && draft.unknown === null && draft.values.length === 0;
    const values = isShare && head ? valuesOfOnly(head) : null;
    const isRight = head && values && (head.qty === null || head.qty.value === values.length * (draft.qty?.value ?? 1));
    if (isRight) spread[spread.length - 1] = { ...head, each: true, qty: draft.qty, plural: false };
    else spread.push(draft);
  }
  return spread;
}

/** The values of the one option that is open for the one product that is named; null where there is not exactly one. */
export function valuesOfOnly({ named, values }: Draft): ValueOwner[] | null {
  const [product, other] = named?.candidates ?? [];
  if (!product || other) return null;
  const said = new Set(values.flat().map(({ option }) => option));
  const [option, second] = product.product.options.filter(({ id }) => !said.has(id));
  return option && !second ? option.values.map(({ id }) => ({ product, option: option.id, value: id })) : null;
}

/** "3 polos: 1 rojo, 1 negro": what has no name has the name before it. */
export function carryHeads(drafts: readonly Draft[]): Draft[] {
  let head: Draft | null = null;
  let lost = false;
  const carried: Draft[] = [];
  for (const draft of drafts) {
    if (draft.half && draft.named && head?.qty) {
      carried.push({ ...draft, qty: { ...head.qty, value: head.qty.value / 2 } });
      continue;
    }
    if (draft.unknown !== null && draft.named === null) lost = draft.qty !== null || draft.plural;
    else if (draft.named) lost = false;
    // "duas blusas, uma branca e outra preta": the shares of what is not sold are no other product.
    else if (lost && draft.values.length > 0 && !draft.corrects && draft.mode === 'add') continue;
    if (draft.named) head = draft;
    else if (
      head?.named &&
      !draft.corrects &&
      !draft.unknown &&
      (draft.values.length > 0 || draft.qty || (draft.another && draft.mods.length > 0)) &&
      fitsHead(draft, head)
    ) {
      const share = draft.half && head.qty ? { ...head.qty, value: head.qty.value / 2 } : draft.qty;
      carried.push({ ...draft, qty: share, named: { ...head.named, plural: false }, carried: true, plural: false });
      continue;
    }
    carried.push(draft);
  }
  return carried;
}

function fitsHead(draft: Draft, head: Draft): boolean {
  const products = head.named?.candidates ?? [];
  return (
    draft.values.every((values) => values.some(({ product }) => products.includes(product))) &&
    (draft.values.length > 0 || head.opens || draft.by !== null || draft.another || draft.mods.length > 0)
  );
}

/** "duas de queijo e uma de frango": what both may be says what each is. */
export function preferKin(drafts: readonly Draft[]): Draft[] {
  const kinds = new Set(
    drafts.flatMap(({ named }) => (named?.elliptic && named.candidates.length === 1 ? named.candidates.map(({ kind }) => kind) : [])),
  );
  return drafts.map((draft) => {
    if (!draft.named?.elliptic || draft.named.candidates.length < 2) return draft;
    const kin = draft.named.candidates.filter((product) => kinds.has(product.kind));
    return kin.length > 0 ? { ...draft, named: { ...draft.named, candidates: kin } } : draft;
  });
}

/** A total that is then spelled out counts once; what was said of all is said of each. */
export function itemise(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  for (let i = 0; i < drafts.length; i++) {
    const head = drafts[i];
    if (!head) continue;
    const items = itemsOf(head, drafts.slice(i + 1));
    if (items === 0) {
      kept.push(...splitOff(head, drafts[i + 1]));
      continue;
    }
    for (const item of drafts.slice(i + 1, i + 1 + items)) kept.push({ ...item, values: [...item.values, ...missingFrom(item, head)] });
    i += items;
  }
  return kept;
}

/** "two burgers, one with no onion": some of the total are made otherwise, and are counted in the draft that follows. */
function splitOff(head: Draft, item: Draft | undefined): Draft[] {
  const isPart = item?.carried && (item.partOf || (item.values.length === 0 && item.mods.length > 0)) && item.by === null;
  const part = isPart ? (item.qty?.value ?? 0) : 0;
  if (!head.qty || item?.mode !== head.mode || part <= 0 || part >= head.qty.value) return [head];
  return [{ ...head, qty: { ...head.qty, value: head.qty.value - part } }];
}

/** Values of the total for options that the item does not name. */
function missingFrom(item: Draft, head: Draft): Draft['values'] {
  const named = new Set(item.values.flat().map(({ option }) => option));
  return head.values.filter((values) => !values.some(({ option }) => named.has(option)));
}

/** How many of the drafts that follow are items of `head`; 0 where it is no total. */
function itemsOf(head: Draft, rest: readonly Draft[]): number {
  const isTotal = (head.named !== null || head.mixed) && !head.carried && (head.qty !== null || head.plural || head.opens);
  if (!isTotal || head.qty?.article) return 0;
  let sum = 0;
  let count = 0;
  for (const item of rest) {
    const belongs = item.carried || head.mixed || (isWithin(item, head) && (head.named?.candidates.length ?? 0) > 1);
    if (!belongs || item.mode !== head.mode || (head.values.length > 0 && !addsToValues(item, head))) break;
    sum += item.qty?.value ?? 1;
    count++;
    if (sum === head.qty?.value) return count;
  }
  if (count === 0 || head.values.length > 0) return 0;
  return head.opens || head.mixed || head.qty === null ? count : 0;
}

/** "2 azules, una P y una G": the item names another option than the total did. */
function addsToValues(item: Draft, head: Draft): boolean {
  // "3 cases, one black, one pink, all iPhone 14": what was said of all may stand in both.
  const shared = head.values.filter((values) =>
    item.values.some((known) => known.some((owner) => values.some((value) => isSameValue(owner, value)))),
  );
  const adds = item.values.length > shared.length || isWithin(item, head);
  return adds && missingFrom(item, head).length + shared.length === head.values.length;
}

function isWithin(item: Draft, head: Draft): boolean {
  const family = head.named?.candidates ?? [];
  return item.named?.candidates.every((product) => family.includes(product)) ?? false;
}

/** "2 polos rojo y negro": one of each where the number says so; else the number stays and is asked. */
export function spreadValues(drafts: readonly Draft[]): Draft[] {
  const spread: Draft[] = [];
  for (let i = 0; i < drafts.length; i++) {
    const head = drafts[i];
    if (!head) continue;
    const list = listAfter(drafts, i);
    if (list.length === 0 || head.values.length === 0) {
      spread.push(head);
      continue;
    }
    const all = [head, ...list];
    if (head.qty === null || head.qty.value === all.length || head.qty.value === 1) {
      for (const item of all)
        spread.push({ ...item, qty: head.qty === null ? null : { ...head.qty, value: 1 }, named: head.named, plural: false });
    } else spread.push({ ...head, values: [] });
    i += list.length;
  }
  return spread;
}

function listAfter(drafts: readonly Draft[], at: number): Draft[] {
  const list: Draft[] = [];
  for (let i = at + 1; i < drafts.length; i++) {
    const item = drafts[i];
    if (!item?.carried || item.qty !== null) break;
    list.push(item);
  }
  return list;
}
