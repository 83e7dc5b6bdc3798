/** The shelf in a helper's chat: what is left of what, and what she counted. */
import { detailOf, type Product, type Variant } from '../../commerce/catalog.ts';
import { shortage, unitsLeft } from '../../commerce/stock.ts';
import { foldLabel, MENU_SIZE } from '../../conversation/menu.ts';
import type { StaffCommand } from '../../conversation/staff-command.ts';
import { refusalWords } from '../../seller/desk/texts.ts';
import type { Draft } from '../draft.ts';
import { type Helper, whoIs } from '../staff.ts';
import { countStock } from '../stock-count.ts';
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

export function talkOfStock(draft: Draft, helper: Helper, { words, count }: Extract<StaffCommand, { readonly ask: 'stock' }>): void {
  const texts = chatTexts(helper.language);
  const found = rowsFor(draft, words);
  if (found.length === 0) return say(draft, helper, fill(texts.stockNone, { what: words }));
  if (count !== null) return askWhich(draft, helper, found, count, words);
  const [first] = found;
  const example = first ? shortName(first) : '';
  const rows = found.slice(0, MOST_ROWS).map((row) => fill(texts.stockRow, { name: row.name, units: unitsOf(draft, row, helper) }));
  const more = found.length > MOST_ROWS ? fill(texts.stockMore, { example }) : '';
  tellHelper(draft, helper, [spoken(told(texts.stockTitle, ...rows, more, fill(texts.stockHint, { example })))]);
}

/** One of them is counted at once; of several she says which. */
function askWhich(draft: Draft, helper: Helper, found: readonly Row[], count: number, words: string): void {
  const texts = chatTexts(helper.language);
  const counted = found.filter(({ product, variant }) => product.kind === 'stock' && variant.count !== null);
  const [only, other] = counted;
  if (!only) return say(draft, helper, fill(texts.stockNone, { what: words }));
  if (!other) return countOne(draft, helper, only.variant.id, count);
  const choices = counted.slice(0, MENU_SIZE).map((row) =>
    option(fill(texts.stockOption, { name: row.name, onHand: draft.get('stock', row.variant.id)?.onHand ?? 0 }), {
      ask: 'count',
      variantId: row.variant.id,
      count,
    }),
  );
  const more = counted.length > MENU_SIZE ? fill(texts.stockNarrow, { count: counted.length }) : '';
  tellHelper(draft, helper, [spoken(plain(fill(texts.stockWhich, { count }), more), [...choices, wayOut(texts)])]);
}

export function countOne(draft: Draft, helper: Helper, variantId: string, count: number): void {
  const texts = chatTexts(helper.language);
  const reply = countStock(draft, variantId, count, whoIs(helper));
  if (!reply.ok) return say(draft, helper, refusalWords(helper.language, reply, null));
  const row = allRows(draft).find(({ variant }) => variant.id === variantId);
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
  return draft.world.files.catalog.products.flatMap((product) =>
    product.variants.map((variant) => {
      const detail = detailOf(product, variant.options);
      return { product, variant, name: detail === '' ? product.name : `${product.name} (${detail})` };
    }),
  );
}

/** Every word she wrote begins a word of the product, its other names, or of its options; "polos" is "polo". */
function rowsFor(draft: Draft, words: string): readonly Row[] {
  const wanted = foldLabel(words)
    .split(' ')
    .filter((word) => word !== '');
  return allRows(draft).filter(({ product, variant, name }) => {
    const options = product.options.flatMap(({ id, values }) => values.find((value) => value.id === variant.options[id])?.aliases ?? []);
    const known = foldLabel([name, variant.id, ...product.aliases, ...options].join(' ')).split(' ');
    return wanted.every((word) =>
      known.some((one) => (word.length > 1 ? one.startsWith(word) || `${one}s` === word || `${one}es` === word : one === word)),
    );
  });
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
