/**
 * From what was said to what must be done: drafts of an order are spelled out (totals and their items,
 * corrections, "each"), compared with the cart and become commands. Where two products fit equally, or
 * nothing fits, the command asks or says so; nothing is guessed.
 */
import type { CartLine } from '../../commerce/cart.ts';
import type { Command, LineRef } from '../commands.ts';
import { type IndexedProduct, isOfSize } from './catalog-index.ts';
import type { Quantity } from './numbers.ts';
import type { Draft } from './order.ts';
import type { Clarify, Context, Intent } from './understanding.ts';

export interface Settled {
  readonly commands: Command[];
  readonly intents: Intent[];
  clarify: Clarify | null;
}

/** Units of one product in one order where neither product nor shop say (Saleor's default). */
interface Bench {
  readonly context: Context;
  readonly result: Settled;
  /** Lines of the cart that are still there while this message is worked through. */
  lines: CartLine[];
}

export function settleOrder(drafts: readonly Draft[], context: Context): Settled {
  const bench: Bench = { context, result: { commands: [], intents: [], clarify: null }, lines: [...context.cart.lines] };
  if (redistribute(bench, drafts)) return bench.result;
  const effective = spreadValues(itemise(carryHeads(preferKin(correctWithin(drafts, bench)))));
  for (let i = 0; i < effective.length; i++) {
    const draft = effective[i];
    if (draft) i += settleDraft(bench, draft, effective[i + 1] ?? null);
  }
  return bench.result;
}

// ── within the message ────────────────────────────────────────────────────────────────────────────────

/** "tres tortas, perdón, dos": a later draft takes the place of the one it corrects. */
function correctWithin(drafts: readonly Draft[], bench: Bench): Draft[] {
  const kept: Draft[] = [];
  for (const draft of drafts) {
    const before = kept.at(-1);
    const replaces = draft.corrects && before && !before.negated && before.mode !== 'remove' && draft.mode !== 'remove' && !draft.negated;
    if (replaces && before && isAboutTheSame(before, draft, bench)) kept[kept.length - 1] = merge(before, draft);
    else if (draft.negated && kept.some((known) => isSameThing(known, draft))) dropSame(kept, draft);
    else if (isFirstSettingOf(before, draft)) kept[kept.length - 1] = merge(before, draft);
    else kept.push(draft);
  }
  return kept;
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

function merge(before: Draft, draft: Draft): Draft {
  const isOther = draft.named !== null && before.named !== null && !isSameThing(before, draft);
  const options = new Set(draft.values.flat().map(({ option }) => option));
  const keptValues = isOther ? [] : before.values.filter((values) => !values.some(({ option }) => options.has(option)));
  return {
    ...before,
    named: isOther || before.named === null ? (draft.named ?? before.named) : before.named,
    qty: draft.qty ?? before.qty,
    values: [...keptValues, ...draft.values],
    mods: [...before.mods, ...draft.mods],
    plural: draft.qty ? false : before.plural,
    unknown: draft.unknown ?? (isOther ? null : before.unknown),
    foreignValue: draft.foreignValue ?? (draft.values.length > 0 ? null : before.foreignValue),
  };
}

/** "3 polos: 1 rojo, 1 negro": what has no name has the name before it. */
function carryHeads(drafts: readonly Draft[]): Draft[] {
  let head: Draft | null = null;
  const carried: Draft[] = [];
  for (const draft of drafts) {
    if (draft.named && !draft.half) head = draft;
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
    (draft.values.length > 0 || head.opens || draft.by !== null || draft.another)
  );
}

/** "duas de queijo e uma de frango": what both may be says what each is. */
function preferKin(drafts: readonly Draft[]): Draft[] {
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
function itemise(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  for (let i = 0; i < drafts.length; i++) {
    const head = drafts[i];
    if (!head) continue;
    const items = itemsOf(head, drafts.slice(i + 1));
    if (items === 0) {
      kept.push(head);
      continue;
    }
    for (const item of drafts.slice(i + 1, i + 1 + items)) kept.push({ ...item, values: [...item.values, ...missingFrom(item, head)] });
    i += items;
  }
  return kept;
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
  return (item.values.length > 0 || isWithin(item, head)) && missingFrom(item, head).length === head.values.length;
}

function isWithin(item: Draft, head: Draft): boolean {
  const family = head.named?.candidates ?? [];
  return item.named !== null && item.named.candidates.every((product) => family.includes(product));
}

/** "2 polos rojo y negro": one of each where the number says so; else the number stays and is asked. */
function spreadValues(drafts: readonly Draft[]): Draft[] {
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

/** "uno rojo y uno verde" about a line of two: the line is told apart. */
function redistribute(bench: Bench, drafts: readonly Draft[]): boolean {
  const line = bench.lines.find(({ id }) => id === bench.context.pending?.lineId) ?? focusLine(bench);
  const items = drafts.filter((draft) => !draft.negated);
  if (!line || line.qty === null || items.length < 2) return false;
  const isAboutLine = items.every(
    (draft) =>
      !draft.named &&
      !draft.verb &&
      draft.qty &&
      draft.values.every((values) => values.some(({ product }) => product.product.id === line.productId)) &&
      draft.values.length > 0,
  );
  const sum = items.reduce((total, draft) => total + (draft.qty?.value ?? 0), 0);
  if (!isAboutLine || sum !== line.qty) return false;
  removeLine(bench, line);
  bench.result.intents.splice(0);
  for (const draft of items) {
    const options = { ...line.options, ...valuesFor(draft, line.productId) };
    say(bench, { do: 'add', line: { productId: line.productId, options, qty: draft.qty?.value ?? 1 } }, 'order_change');
  }
  return true;
}

// ── against the cart ──────────────────────────────────────────────────────────────────────────────────

/** Settles one draft; how many of the following drafts it has used up. */
function settleDraft(bench: Bench, draft: Draft, next: Draft | null): number {
  if (draft.negated) return settleRefused(bench, draft, next);
  if (draft.mode === 'keep') return settleKeep(bench, draft, next);
  if (draft.mode === 'remove') return settleRemove(bench, draft, next);
  if (next?.negated && isInCart(bench, next) && !(draft.named && isInCart(bench, draft))) {
    // "uno negro en vez del rojo"
    replaceLine(bench, linesMeant(bench, next)[0], draft);
    return 1;
  }
  if (draft.mode === 'change') return settleChange(bench, draft, next);
  const whole = linesMeant(bench, draft)[0];
  const part = draft.qty?.value ?? 0;
  if (draft.partOf && whole && whole.qty !== null && part < whole.qty && (draft.mods.length > 0 || draft.values.length > 0)) {
    changeBy(bench, whole, -part);
    const options = { ...whole.options, ...valuesFor(draft, whole.productId) };
    say(
      bench,
      { do: 'add', line: { productId: whole.productId, options, qty: part, ...(draft.mods.length > 0 ? { mods: draft.mods } : {}) } },
      'order_change',
    );
    bench.result.intents.splice(0, bench.result.intents.length, 'order_change');
    return 0;
  }
  const focus = focusLine(bench);
  if (
    draft.corrects &&
    draft.named &&
    focus &&
    !isInCart(bench, draft) &&
    ((bench.lines.length === 1 && !draft.verb) || isOfFamily(bench, draft, focus))
  )
    replaceLine(bench, focus, draft);
  else if (isSettingOfLine(bench, draft)) setLine(bench, linesMeant(bench, draft)[0], draft);
  else addDraft(bench, draft);
  return 0;
}

/** "no eran 2 tortas sino 1", "de pollo no, de carne". */
function settleRefused(bench: Bench, draft: Draft, next: Draft | null): number {
  const line = linesMeant(bench, draft)[0];
  if (next && !next.negated && next.mode !== 'remove') {
    if (line) {
      replaceLine(bench, line, next);
      return 1;
    }
    return 0;
  }
  if (line && (draft.named || draft.values.length > 0)) removeLine(bench, line);
  return 0;
}

function settleKeep(bench: Bench, draft: Draft, next: Draft | null): number {
  const keptLines = new Set(linesMeant(bench, draft).map(({ id }) => id));
  let used = 0;
  if (next?.mode === 'keep') {
    for (const { id } of linesMeant(bench, next)) keptLines.add(id);
    used = 1;
  }
  if (keptLines.size === 0) {
    if (draft.named) addDraft(bench, { ...draft, mode: 'add' });
    return used;
  }
  for (const line of [...bench.lines]) if (!keptLines.has(line.id)) removeLine(bench, line);
  const kept = linesMeant(bench, draft)[0];
  if (kept && draft.qty && !draft.qty.article) setLine(bench, kept, draft);
  return used;
}

function settleRemove(bench: Bench, draft: Draft, next: Draft | null): number {
  const noun = draft.unknown ?? (draft.named === null ? null : null);
  if (noun !== null) return removeIngredient(bench, draft, noun, next);
  const lines = linesMeant(bench, draft);
  const line = lines[0];
  if (!line) {
    if (draft.named) say(bench, { do: 'remove', line: refOf(draft) }, 'order_remove');
    return 0;
  }
  const qty = draft.qty && !draft.definite ? quantityFor(draft.qty, productOf(bench, line)) : null;
  if (draft.mods.length > 0) setLine(bench, line, draft);
  else if (qty !== null && line.qty !== null && qty < line.qty) changeBy(bench, line, -qty);
  else if (draft.plural && draft.named && draft.values.length === 0) for (const each of lines) removeLine(bench, each);
  else removeLine(bench, line);
  return 0;
}

/** "quítale el cilantro a los de pastor": a part of a dish, not a line. */
function removeIngredient(bench: Bench, draft: Draft, noun: string, next: Draft | null): number {
  const target = next?.mode === 'remove' && next.named ? linesMeant(bench, next)[0] : undefined;
  const line = target ?? (bench.lines.length === 1 ? bench.lines[0] : focusLine(bench));
  if (!line) return notSold(bench, draft);
  setLine(bench, line, { ...draft, qty: null, unknown: null, mods: [`sin:${noun}`] });
  return target ? 1 : 0;
}

function settleChange(bench: Bench, draft: Draft, next: Draft | null): number {
  const line = linesMeant(bench, draft)[0];
  const replacement = next && (next.mode === 'change' || next.mode === 'add') && !next.negated ? next : null;
  const focused = focusLine(bench);
  if (
    focused &&
    replacement?.named &&
    !draft.named &&
    draft.qty &&
    draft.values.length === 0 &&
    focused.qty !== null &&
    draft.qty.value < focused.qty
  ) {
    // "cambia uno por miel": some of the line become something else.
    changeBy(bench, focused, -draft.qty.value);
    addDraft(bench, { ...replacement, qty: replacement.qty ?? draft.qty, mode: 'change' });
    bench.result.intents.splice(0, bench.result.intents.length, 'order_change');
    return 1;
  }
  if (line && replacement && !hasNewFacts(draft) && (replacement.named || replacement.values.length > 0 || replacement.qty)) {
    replaceLine(bench, line, replacement);
    return 1;
  }
  if (line && (draft.named !== null || draft.values.length > 0 || draft.qty || draft.mods.length > 0)) {
    setLine(bench, line, draft);
    return 0;
  }
  const focus = focusLine(bench);
  if (focus && draft.named && bench.lines.length === 1) replaceLine(bench, focus, draft);
  else addDraft(bench, draft);
  return 0;
}

function hasNewFacts(draft: Draft): boolean {
  return draft.qty !== null && !draft.qty.article && draft.named === null;
}

/** Whether a draft without a verb of change still means a line that is there. */
function isSettingOfLine(bench: Bench, draft: Draft): boolean {
  const line = linesMeant(bench, draft)[0];
  if (!line) return false;
  if (draft.corrects) return true;
  if ((draft.by !== null || draft.another) && draft.named === null) return draft.mods.length === 0 && draft.values.length === 0;
  if (draft.by === -1) return true;
  const isBare = draft.qty === null && !draft.verb && !draft.another;
  if (draft.named === null)
    return draft.mods.length > 0 || (draft.values.length > 0 && draft.qty === null && !draft.adds && !draft.another);
  return isBare && draft.definite && (draft.mods.length > 0 || addsOption(draft, line));
}

function addsOption(draft: Draft, line: CartLine): boolean {
  return draft.values.some((values) => values.every(({ option }) => line.options[option] === undefined));
}

/** "no, de miel" about a soap of oats: another of its kind. */
function isOfFamily(bench: Bench, draft: Draft, line: CartLine): boolean {
  const product = productOf(bench, line);
  return product !== undefined && (draft.named?.candidates ?? []).some((other) => other.stems.has(product.kind));
}

function isInCart(bench: Bench, draft: Draft): boolean {
  return linesMeant(bench, draft).length > 0;
}

/** Lines a draft can mean, the likeliest first. Without name and options: the line in focus. */
function linesMeant(bench: Bench, draft: Draft): CartLine[] {
  const focus = focusLine(bench);
  const order = (lines: CartLine[]): CartLine[] =>
    focus && lines.includes(focus) ? [focus, ...lines.filter((line) => line !== focus)] : lines;
  if (draft.named) {
    const ids = draft.named.candidates.map(({ product }) => product.id);
    const ofProduct = bench.lines.filter((line) => ids.includes(line.productId));
    const exact = ofProduct.filter((line) =>
      draft.values.every((values) => values.some(({ option, value }) => line.options[option] === value)),
    );
    if (exact.length > 0) return order(exact);
    return order(ofProduct);
  }
  if (draft.unknown) return [];
  if (draft.values.length > 0) {
    const holding = bench.lines.filter((line) =>
      draft.values.every((values) =>
        values.some(({ option, value, product }) => product.product.id === line.productId && line.options[option] === value),
      ),
    );
    if (holding.length > 0 && draft.mode !== 'change' && !draft.corrects) return order(holding);
    return order(
      bench.lines.filter((line) => draft.values.every((values) => values.some(({ product }) => product.product.id === line.productId))),
    );
  }
  return focus ? [focus] : [];
}

function focusLine(bench: Bench): CartLine | undefined {
  const { focus } = bench.context;
  const asked = bench.context.pending?.lineId;
  return bench.lines.find((line) => line.id === (asked ?? focus)) ?? bench.lines.at(-1);
}

function productOf(bench: Bench, line: CartLine): IndexedProduct | undefined {
  return bench.context.vocabulary.index.byId.get(line.productId);
}

function say(bench: Bench, command: Command, intent: Intent): void {
  bench.result.commands.push(command);
  if (!bench.result.intents.includes(intent)) bench.result.intents.push(intent);
}

function removeLine(bench: Bench, line: CartLine): void {
  bench.lines = bench.lines.filter((other) => other !== line);
  say(bench, { do: 'remove', line: { lineId: line.id } }, 'order_remove');
}

function changeBy(bench: Bench, line: CartLine, by: number): void {
  say(bench, { do: 'change-by', line: { lineId: line.id }, by }, by > 0 ? 'order_change' : 'order_remove');
}

/** New quantity, options or mods for a line that is there. */
function setLine(bench: Bench, line: CartLine | undefined, draft: Draft): void {
  if (!line) return;
  const product = productOf(bench, line);
  const qty =
    draft.qty && !(draft.qty.article && draft.qty.value === 1 && (draft.values.length > 0 || draft.mods.length > 0))
      ? quantityFor(draft.qty, product)
      : null;
  if (draft.by !== null || draft.another) return changeBy(bench, line, (draft.by ?? 1) * (qty ?? 1));
  if (qty !== null && product && isOutOfRange(bench, product, qty)) return outOfRange(bench, product, qty);
  if (draft.foreignValue) return void notSold(bench, draft);
  const options = valuesFor(draft, line.productId);
  if (qty === null && Object.keys(options).length === 0 && draft.mods.length === 0) return;
  const command: Command = {
    do: 'set',
    line: { lineId: line.id },
    ...(qty === null ? {} : { qty }),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(draft.mods.length > 0 ? { mods: draft.mods } : {}),
  };
  say(bench, command, 'order_change');
}

/** The line goes, something else comes in its place: another product, or the same with other facts. */
function replaceLine(bench: Bench, line: CartLine | undefined, draft: Draft): void {
  if (!line) return;
  const candidates = draft.named ? narrow(bench, draft) : [];
  if (!draft.named || candidates.some(({ product }) => product.id === line.productId)) return setLine(bench, line, { ...draft, by: null });
  const before = bench.result.commands.length;
  const clarifyBefore = bench.result.clarify;
  const qty: Quantity | null =
    draft.qty && !draft.qty.article
      ? draft.qty
      : line.qty === null
        ? draft.qty
        : { value: line.qty, to: 0, article: false, bare: false, group: null, amount: null };
  addDraft(bench, { ...draft, qty });
  if (bench.result.clarify !== clarifyBefore) return;
  const added = bench.result.commands.splice(before);
  bench.lines = bench.lines.filter((other) => other !== line);
  bench.result.commands.push({ do: 'remove', line: { lineId: line.id } }, ...added);
  bench.result.intents.splice(bench.result.intents.indexOf('order_add'), 1, 'order_change');
}

function addDraft(bench: Bench, draft: Draft): void {
  if (draft.unknown !== null || draft.foreignValue !== null) return void notSold(bench, draft);
  if (!draft.named) return addUnnamed(bench, draft);
  const candidates = narrow(bench, draft);
  if (draft.each && candidates.length > 1) {
    for (const product of candidates) addProduct(bench, product, draft);
    return;
  }
  const [only] = candidates;
  if (candidates.length === 1 && only) addProduct(bench, only, draft);
  else askWhich(bench, candidates, draft);
}

/** A value without a product: the only product that has it, else it is asked. A bare number says nothing. */
function addUnnamed(bench: Bench, draft: Draft): void {
  const products = [...new Set(draft.values.flat().map(({ product }) => product))].filter((product) =>
    draft.values.every((values) => values.some((owner) => owner.product === product)),
  );
  const [only] = products;
  if (products.length === 1 && only && (draft.qty || draft.verb)) addProduct(bench, only, draft);
  else if (products.length > 1 && draft.qty) askWhich(bench, products, draft);
  else if ((draft.by === 1 || draft.another) && draft.mods.length > 0) addLikeFocus(bench, draft);
  else if (draft.by !== null || draft.another) {
    const focus = focusLine(bench);
    if (focus) changeBy(bench, focus, draft.by === -1 ? -(draft.qty?.value ?? 1) : (draft.qty?.value ?? 1));
  } else if (draft.values.length === 0 && draft.qty && !draft.qty.article)
    setLine(bench, focusLine(bench), draft.adds ? { ...draft, by: 1 } : draft);
}

/** "agrégale uno más sin cebolla": another of the line in focus, made otherwise. */
function addLikeFocus(bench: Bench, draft: Draft): void {
  const focus = focusLine(bench);
  if (focus)
    say(
      bench,
      { do: 'add', line: { productId: focus.productId, options: focus.options, qty: draft.qty?.value ?? 1, mods: draft.mods } },
      'order_add',
    );
}

/** Candidates that fit the options, the size and "grande" or "chica". */
function narrow(bench: Bench, draft: Draft): readonly IndexedProduct[] {
  let products = draft.named?.candidates ?? [];
  const fitting = products.filter((product) => draft.values.every((values) => values.some((owner) => owner.product === product)));
  if (fitting.length > 0) products = fitting;
  if (products.length > 1) products = bySize(products, draft);
  if (products.length > 1 && (draft.mode === 'change' || draft.corrects)) products = kinOfFocus(bench, products);
  return products.length > 1 && draft.mode !== 'add' ? inCartFirst(bench, products) : products;
}

/** "troca por uma de queijo" about a tapioca: another tapioca. */
function kinOfFocus(bench: Bench, products: readonly IndexedProduct[]): readonly IndexedProduct[] {
  const focus = focusLine(bench);
  const known = focus && productOf(bench, focus);
  return known
    ? orAll(
        products.filter((product) => product.kind === known.kind),
        products,
      )
    : products;
}

function inCartFirst(bench: Bench, products: readonly IndexedProduct[]): readonly IndexedProduct[] {
  const there = products.filter(({ product }) => bench.lines.some((line) => line.productId === product.id));
  return there.length > 0 ? there : products;
}

export function bySize(products: readonly IndexedProduct[], { size, bareSize, bigger, smaller }: Draft): readonly IndexedProduct[] {
  const sized = products.filter((product) => product.size !== null);
  if (size)
    return orAll(
      sized.filter((p) => p.size?.base === size.base && Math.abs(p.size.value - size.value) < 1),
      products,
    );
  if (bareSize !== null)
    return orAll(
      products.filter((product) => isOfSize(product, bareSize)),
      products,
    );
  if ((!bigger && !smaller) || sized.length < 2) return products;
  const values = sized.map((product) => product.size?.value ?? 0);
  const wanted = bigger ? Math.max(...values) : Math.min(...values);
  return sized.filter((product) => product.size?.value === wanted);
}

function orAll<T>(some: readonly T[], all: readonly T[]): readonly T[] {
  return some.length > 0 ? some : all;
}

function addProduct(bench: Bench, product: IndexedProduct, draft: Draft): void {
  const qty = draft.qty ? quantityFor(draft.qty, product) : draft.plural ? null : 1;
  if (qty !== null && isOutOfRange(bench, product, qty)) return outOfRange(bench, product, qty);
  const { id } = product.product;
  const same = draft.another || draft.by === 1 ? bench.lines.filter((line) => line.productId === id) : [];
  const [line] = same;
  if (line && same.length === 1 && draft.values.length === 0) return changeBy(bench, line, qty ?? 1);
  const options = valuesFor(draft, id);
  say(bench, { do: 'add', line: { productId: id, options, qty, ...(draft.mods.length > 0 ? { mods: draft.mods } : {}) } }, 'order_add');
}

function askWhich(bench: Bench, candidates: readonly IndexedProduct[], draft: Draft): void {
  const ids = candidates.map(({ product }) => product.id);
  const qty = draft.qty ? draft.qty.value : draft.plural ? null : 1;
  const options = Object.fromEntries(draft.values.flatMap((values) => values.slice(0, 1)).map(({ option, value }) => [option, value]));
  say(bench, { do: 'clarify-product', candidates: ids, line: { options, qty } }, 'order_add');
  bench.result.clarify ??= { type: 'ambiguous', options: ids, ...(qty === null ? {} : { qty }) };
}

function notSold(bench: Bench, draft: Draft): number {
  const words = draft.unknown ?? `${draft.named?.candidates[0]?.product.name ?? ''} ${draft.foreignValue ?? ''}`.trim();
  say(bench, { do: 'not-in-catalog', words }, 'order_add');
  bench.result.clarify ??= { type: 'not_in_catalog', text: words };
  return 0;
}

function outOfRange(bench: Bench, product: IndexedProduct, qty: number): void {
  say(bench, { do: 'quantity-out-of-range', productId: product.product.id, qty }, 'order_add');
  bench.result.clarify ??= { type: 'qty_out_of_range', product: product.product.id };
}

function isOutOfRange({ context }: Bench, product: IndexedProduct, qty: number): boolean {
  const most = product.product.maxPerOrder ?? context.shop.orders.maxPerVariant;
  return qty <= 0 || qty > most || (!Number.isInteger(qty) && product.sold.amount === null);
}

/** Pieces or measures as units of sale: a dozen of something sold in boxes of 12 is one box. */
export function quantityFor(quantity: Quantity, product: IndexedProduct | undefined): number {
  const sold = product?.sold;
  if (quantity.amount && sold?.amount && sold.amount.base === quantity.amount.base) return round(quantity.amount.value / sold.amount.value);
  const { group, value } = quantity;
  if (group !== null && sold?.pieces && (group === sold.pieces || (sold.pieces > 2 && value % sold.pieces === 0)))
    return value / sold.pieces;
  return value;
}

const PARTS = 1000;

function round(value: number): number {
  return Math.round(value * PARTS) / PARTS;
}

/** Option id → value id for one product. */
export function valuesFor(draft: Draft, productId: string): Record<string, string> {
  const options: Record<string, string> = {};
  for (const values of draft.values) {
    const owner = values.find(({ product, option }) => product.product.id === productId && options[option] === undefined);
    if (owner) options[owner.option] = owner.value;
  }
  return options;
}

function refOf(draft: Draft): LineRef {
  const productId = draft.named?.candidates[0]?.product.id;
  return productId === undefined ? {} : { productId, options: valuesFor(draft, productId) };
}
