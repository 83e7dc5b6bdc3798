/** The shelf on a page: what is there, what is promised, what can be sold, and a box to write a count into. */
import { html } from 'hono/html';
import type { StockRow } from '../desk/stock-desk.ts';
import { deskTexts } from '../desk/texts.ts';
import { frame, type Markup, type Setting, state } from './layout.ts';
import { fill } from './texts.ts';

/** `said`: what came of a count just given. */
export function stockPage(
  setting: Setting,
  rows: readonly StockRow[],
  said: { readonly ok: boolean; readonly lines: readonly string[] } | null = null,
): Markup {
  const { stock: words } = deskTexts(setting.shop.language);
  return frame(
    setting,
    'stock',
    words.title,
    html`<h1>${words.title}</h1>
<p class="hint">${words.hint}</p>
${said === null ? '' : said.lines.map((line) => html`<p class="${said.ok ? 'said' : 'refused'}" role="status">${line}</p>`)}
${[...Map.groupBy(rows, ({ product }) => product)].map(([product, variants]) => html`<section class="panel shelf"><h2>${product}</h2><ul>${variants.map((row) => variantRow(setting, row))}</ul></section>`)}`,
  );
}

function variantRow(setting: Setting, { variantId, detail, units }: StockRow): Markup {
  const { stock: words } = deskTexts(setting.shop.language);
  const name = detail === '' ? '' : html`<b>${detail}</b> `;
  if (!units) return html`<li><div>${name}<small>${words.notCounted}</small></div></li>`;
  const id = `count-${variantId.replaceAll('/', '-')}`;
  return html`<li id="${variantId}"><div>${name}${mark(setting, units)}<small>${fill(words.units, { onHand: units.onHand, reserved: units.reserved, available: units.available })}</small></div>
<form method="post" action="/seller/stock"><input type="hidden" name="variant" value="${variantId}"><label for="${id}">${words.count}</label><input id="${id}" name="count" inputmode="numeric" autocomplete="off" required><button class="pill">${words.save}</button></form></li>`;
}

function mark(setting: Setting, units: NonNullable<StockRow['units']>): Markup | string {
  const { stock: words } = deskTexts(setting.shop.language);
  if (units.missing > 0) return state('alarm', fill(words.missing, { missing: units.missing }));
  if (units.available === 0) return state('dead', words.soldOut);
  return units.low ? state('wait', words.low) : '';
}
