/**
 * What the drafts of a message say of each other: totals give way to their items, what has no name has the
 * name before it, what was said of all is said of each.
 */
import type { Bench } from './bench.ts';
import type { Draft } from './draft.ts';
import { isSameValue, type ValueOwner } from './option-values.ts';

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
    const items = itemsOf(head, drafts, i + 1);
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
function itemsOf(head: Draft, drafts: readonly Draft[], from: number): number {
  const isTotal = (head.named !== null || head.mixed) && !head.carried && (head.qty !== null || head.plural || head.opens);
  // "swap one candle for a vanilla one" puts one in the place of the other.
  if (!isTotal || head.qty?.article || (head.mode === 'change' && !head.opens)) return 0;
  let sum = 0;
  let count = 0;
  for (let at = from; at < drafts.length; at++) {
    const item = drafts[at];
    if (!item) break;
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
