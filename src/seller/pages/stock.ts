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
<ol class="cards stock">${rows.map((row) => card(setting, row))}</ol>`,
  );
}

function card(setting: Setting, { variantId, name, units }: StockRow): Markup {
  const { stock: words } = deskTexts(setting.shop.language);
  if (!units) return html`<li class="card"><h2>${name}</h2><p class="calm">${words.notCounted}</p></li>`;
  const id = `count-${variantId.replaceAll('/', '-')}`;
  const mark =
    units.missing > 0
      ? state('alarm', fill(words.missing, { missing: units.missing }))
      : units.available === 0
        ? state('dead', words.soldOut)
        : units.low
          ? state('wait', words.low)
          : '';
  return html`<li class="card" id="${variantId}"><h2>${name} ${mark}</h2>
<dl class="facts"><div><dt>${words.onHand}</dt><dd>${units.onHand}</dd></div><div><dt>${words.reserved}</dt><dd>${units.reserved}</dd></div><div><dt>${words.available}</dt><dd>${units.available}</dd></div></dl>
<form method="post" action="/seller/stock" class="count"><input type="hidden" name="variant" value="${variantId}"><label for="${id}">${words.count}</label> <input id="${id}" name="count" inputmode="numeric" autocomplete="off" required> <button>${words.save}</button></form></li>`;
}
