/** The shelf in a helper's chat: what is left of what, and what she counted. */

import { type Catalog, detailOf, type Product, type Variant } from '../../commerce/catalog.ts';
import { shortage, unitsLeft } from '../../commerce/stock.ts';
import { foldLabel, MENU_SIZE } from '../../conversation/menu.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { refusalWords } from '../../seller/desk/texts.ts';
import type { Draft } from '../draft.ts';
import type { Helper } from '../staff.ts';
import { countStock } from '../stock-count.ts';
import { whoIs } from '../who-helps.ts';
import { say } from './acting.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, told, wayOut } from './voice.ts';

interface Row {
  readonly product: Product;
  readonly variant: Variant;
  /** "Polo de algodón (Rojo, M)". */
  readonly name: string;
}

/** Lines of one message. */
const MOST_ROWS = 30;

type AboutStock = Extract<StaffCommand, { readonly ask: 'stock' }>;

/** `how`: what she wrote may mean something else, or the units are what came or went and not what is left. */
export function talkOfStock(draft: Draft, helper: Helper, asked: AboutStock, how: 'as said' | 'ask first' = 'as said'): void {
  const { words, count } = asked;
  const texts = chatTexts(helper.language);
  const found = rowsFor(draft, words);
  if (found.length === 0) return say(draft, helper, fill(texts.stockNone, { what: words }));
  if (count !== null) return note(draft, helper, found, { ...asked, count }, how);
  const [first] = found;
  const example = first ? shortName(first) : '';
  const rows = found.slice(0, MOST_ROWS).map((row) => fill(texts.stockRow, { name: row.name, units: unitsOf(draft, row, helper) }));
  const more = found.length > MOST_ROWS ? fill(texts.stockMore, { example }) : '';
  tellHelper(draft, helper, [spoken(told(texts.stockTitle, ...rows, more, fill(texts.stockHint, { example })))]);
}

/** One of them is counted at once; of several she says which, and what she does not say for certain is asked. */
function note(
  draft: Draft,
  helper: Helper,
  found: readonly Row[],
  { words, count, adds }: AboutStock & { readonly count: number },
  how: 'as said' | 'ask first',
): void {
  const texts = chatTexts(helper.language);
  const counted = found.filter(isCounted);
  const [only, other] = counted;
  if (!only) return say(draft, helper, fill(texts.stockNone, { what: words }));
  const noting = (row: Row) => (adds ? moving(draft, row, count) : ({ ask: 'count', variantId: row.variant.id, count } as const));
  if (!other) return how === 'as said' && !adds ? countOne(draft, helper, noting(only)) : askSure(draft, helper, only, noting(only));
  const choices = counted
    .slice(0, MENU_SIZE - 1)
    .map((row) =>
      option(
        fill(texts.stockOption, { name: row.name, onHand: adds ? `${onHand(draft, row)} → ${noting(row).count}` : onHand(draft, row) }),
        noting(row),
      ),
    );
  // Without a word of what it is "all of it" would be the whole shop.
  const allGone =
    count === 0 && !adds && words !== '' ? [option(fill(texts.stockAll, { count: counted.length }), { ask: 'none-left', words })] : [];
  const more = counted.length > choices.length ? fill(texts.stockNarrow, { count: counted.length }) : '';
  const which = adds ? texts.stockMoveWhich : count === 0 ? texts.stockNoneWhich : fill(texts.stockWhich, { count });
  tellHelper(draft, helper, [spoken(plain(which, more), [...choices, ...allGone, wayOut(texts)])]);
}

type Count = Extract<StaffCommand, { readonly ask: 'count' }>;

/** What there is with the units that came, or without those that went. */
function moving(draft: Draft, row: Row, units: number): Count {
  const from = onHand(draft, row);
  return { ask: 'count', variantId: row.variant.id, count: Math.max(0, from + units), from };
}

function askSure(draft: Draft, helper: Helper, row: Row, noted: Count): void {
  const texts = chatTexts(helper.language);
  const question = fill(texts.stockSure, { name: row.name, before: onHand(draft, row), count: noted.count });
  tellHelper(draft, helper, [spoken(plain(question), [option(texts.stockSureYes, noted, { means: 'yes' }), wayOut(texts)])]);
}

export function noneLeft(draft: Draft, helper: Helper, words: string): void {
  const gone = rowsFor(draft, words).filter(isCounted);
  for (const { variant } of gone) countStock(draft, variant.id, 0, whoIs(helper));
  say(draft, helper, fill(chatTexts(helper.language).noneLeft, { names: gone.map(({ name }) => name).join(', ') }));
}

function isCounted({ product, variant }: Row): boolean {
  return product.kind === 'stock' && variant.count !== null;
}

function onHand(draft: Draft, { variant }: Row): number {
  return draft.get('stock', variant.id)?.onHand ?? 0;
}

export function countOne(draft: Draft, helper: Helper, { variantId, count, from }: Count): void {
  const texts = chatTexts(helper.language);
  const row = allRows(draft).find(({ variant }) => variant.id === variantId);
  // Something was sent or counted since she was asked.
  if (row && from !== undefined && from !== onHand(draft, row)) return askSure(draft, helper, row, moving(draft, row, count - from));
  const reply = countStock(draft, variantId, count, whoIs(helper));
  if (!reply.ok) return say(draft, helper, refusalWords(helper.language, reply, null));
  const left = row ? unitsLeft(row.product, row.variant, reply.level) : null;
  const missing = shortage(reply.level);
  say(
    draft,
    helper,
    fill(texts.counted, { name: row?.name ?? variantId, count, available: left ?? count }),
    missing > 0 ? fill(texts.countedShort, { missing }) : '',
  );
}

function allRows(draft: Draft): readonly Row[] {
  return rowsIn(draft.world.files.catalog);
}

function rowsIn({ products }: Catalog): readonly Row[] {
  return products.flatMap((product) =>
    product.variants.map((variant) => {
      const detail = detailOf(product, variant.options);
      return { product, variant, name: detail === '' ? product.name : `${product.name} (${detail})` };
    }),
  );
}

/** Whether these words, folded, name something on the shelf: whole words, as a shop's own people write them. */
export function namesGoods(catalog: Catalog): (words: string) => boolean {
  return (words) => {
    const wanted = words.split(' ');
    return rowsIn(catalog).some((row) => {
      const known = wordsOf(row);
      return wanted.every((word) => known.some((one) => isAlike(one, word)));
    });
  };
}

/** Every word she wrote begins a word of the product, its other names, or of its options; "polos negros" is "polo negro". */
function rowsFor(draft: Draft, words: string): readonly Row[] {
  const wanted = foldLabel(words)
    .split(' ')
    .filter((word) => word !== '');
  return allRows(draft).filter((row) => {
    const known = wordsOf(row);
    return wanted.every((word) => known.some((one) => isAlike(one, word) || (word.length > 1 && one.startsWith(word))));
  });
}

function wordsOf({ product, variant, name }: Row): readonly string[] {
  const options = product.options.flatMap(({ id, values }) => values.find((value) => value.id === variant.options[id])?.aliases ?? []);
  return foldLabel([name, variant.id, ...product.aliases, ...options].join(' ')).split(' ');
}

function isAlike(one: string, other: string): boolean {
  return one === other || `${one}s` === other || one === `${other}s` || stem(one) === stem(other);
}

/** Letters below which a word is itself: "L", "los". */
const SHORTEST_STEM = 4;

/** Without what one and many, he and she differ in, in Spanish and Portuguese: "negras", "negro"; "moletons", "moletom". */
function stem(word: string): string {
  return word.length < SHORTEST_STEM ? word : word.replace(/ns$/, 'm').replace(/(?:[oae]?s|[oae])$/, '');
}

function shortName({ product }: Row): string {
  return product.name.split(' ')[0]?.toLowerCase() ?? product.id;
}

function unitsOf(draft: Draft, { product, variant }: Row, { language }: Helper): string {
  const texts = chatTexts(language);
  const level = draft.get('stock', variant.id);
  const available = unitsLeft(product, variant, level);
  if (available === null) return texts.stockFree;
  const { reserved = 0 } = level ?? {};
  if (reserved > 0) return fill(texts.stockPromised, { available, reserved });
  return available === 0 ? texts.stockOut : fill(texts.stockUnits, { available });
}
