/**
 * The shelf on a page: what is there, what is promised, what can be sold, and a box to write a count into. A product is
 * folded into one line where there are many, and open where it needs her.
 */
import { html } from 'hono/html';
import { fits, type StockRow } from '../desk/stock-desk.ts';
import { deskTexts } from '../desk/texts.ts';
import { frame, type Markup, type Setting, state } from './layout.ts';
import { fill } from './texts.ts';

export interface StockView {
  readonly rows: readonly StockRow[];
  /** What was searched for; empty where nothing was. */
  readonly search: string;
  /** What came of a count just given, and of which variant. */
  readonly said?: { readonly ok: boolean; readonly lines: readonly string[]; readonly variantId: string };
}

/** Lines that a phone shows without much scrolling. */
const FEW = 8;

export function stockPage(setting: Setting, { rows, search, said }: StockView): Markup {
  const { stock: words } = deskTexts(setting.shop.language);
  const found = search === '' ? rows : rows.filter((row) => fits(search, row));
  const isOpen = (variants: readonly StockRow[]) =>
    found.length <= FEW || variants.some(needsHer) || variants.some(({ variantId }) => variantId === said?.variantId);
  return frame(
    setting,
    'stock',
    words.title,
    html`<h1>${words.title}</h1>
<p class="hint">${words.hint}</p>
${rows.length > FEW ? searchForm(setting, search) : ''}
${said ? said.lines.map((line) => html`<p class="${said.ok ? 'said' : 'refused'}" role="status">${line}</p>`) : ''}
${found.length === 0 ? html`<p class="calm">${fill(words.nothing, { what: search })} <a href="/seller/stock">${words.all}</a></p>` : ''}
<div class="shelves">${[...Map.groupBy(found, ({ product }) => product)].map(([product, variants]) => productPanel(setting, product, variants, isOpen(variants)))}</div>`,
  );
}

function searchForm(setting: Setting, search: string): Markup {
  const { stock: words } = deskTexts(setting.shop.language);
  return html`<form class="search" method="get" action="/seller/stock" role="search">
<label>${words.search} <input type="search" name="q" value="${search}" maxlength="100" placeholder="${words.searchHint}"></label>
<button class="pill">${setting.texts.orders.find}</button>
</form>`;
}

function productPanel(setting: Setting, product: string, variants: readonly StockRow[], open: boolean): Markup {
  return html`<details class="panel shelf"${open ? html` open` : ''}><summary><h2>${product}</h2><span class="sum">${sumOf(setting, variants)}</span></summary><ul>${variants.map((row) => variantRow(setting, row))}</ul></details>`;
}

/** The whole product in a few words, with the gravest of what is wrong with it. */
function sumOf(setting: Setting, variants: readonly StockRow[]): Markup | string {
  const { stock: words } = deskTexts(setting.shop.language);
  const counted = variants.flatMap(({ units }) => units ?? []);
  if (counted.length === 0) return words.notCounted;
  const missing = counted.reduce((sum, units) => sum + units.missing, 0);
  const soldOut = counted.filter(({ available }) => available === 0).length;
  const low = counted.filter((units) => units.low && units.available > 0).length;
  const worst =
    missing > 0
      ? state('alarm', fill(words.missing, { missing }))
      : soldOut > 0
        ? state('dead', soldOut === counted.length ? words.soldOut : fill(words.someSoldOut, { count: soldOut }))
        : low > 0
          ? state('wait', fill(words.someLow, { count: low }))
          : '';
  return html`${fill(words.left, { available: counted.reduce((sum, { available }) => sum + available, 0) })} ${worst}`;
}

function needsHer({ units }: StockRow): boolean {
  return units !== null && units.missing > 0;
}

function variantRow(setting: Setting, { variantId, detail, units }: StockRow): Markup {
  const { stock: words } = deskTexts(setting.shop.language);
  const name = detail === '' ? '' : html`<b>${detail}</b> `;
  if (!units) return html`<li><div>${name}<small>${words.notCounted}</small></div></li>`;
  const id = `count-${variantId.replaceAll('/', '-')}`;
  return html`<li id="${variantId}"><div>${name}${mark(setting, units)}<small>${fill(words.units, { onHand: units.onHand, reserved: units.reserved, available: units.available })}</small></div>
<form method="post" action="/seller/stock#${variantId}"><input type="hidden" name="variant" value="${variantId}"><label for="${id}">${words.count}</label><input id="${id}" name="count" inputmode="numeric" autocomplete="off" required><button class="pill">${words.save}</button></form></li>`;
}

function mark(setting: Setting, units: NonNullable<StockRow['units']>): Markup | string {
  const { stock: words } = deskTexts(setting.shop.language);
  if (units.missing > 0) return state('alarm', fill(words.missing, { missing: units.missing }));
  if (units.available === 0) return state('dead', words.soldOut);
  return units.low ? state('wait', words.low) : '';
}
