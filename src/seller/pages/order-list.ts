/** The list of orders: cards on a phone and a table on a desk, the same markup; filters and pages are links. */
import { html } from 'hono/html';
import { formatMoney } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { readablePhone } from '../../commerce/phone.ts';
import { missingFor } from '../desk/orders-holding.ts';
import { EXPORT_FORMATS, EXPORT_LISTS } from '../exports/offered.ts';
import { exportTexts } from '../exports/texts.ts';
import { nextAction } from '../next-action.ts';
import { frame, type Markup, type Setting, sign, time } from './layout.ts';
import { GROUP_NAMES, GROUP_TONES, type Group, lateState, notEnough, orderState } from './order-states.ts';
import { fill } from './texts.ts';

export interface OrderListView {
  readonly orders: readonly Order[];
  readonly group: Group | null;
  /** What was searched for; empty where nothing was. */
  readonly search: string;
  /** Number below which the next page begins; null on the last page. */
  readonly older: number | null;
  /** Whether this is a later page. */
  readonly further: boolean;
}

export function orderListPage(setting: Setting, view: OrderListView): Markup {
  const { texts } = setting;
  const { orders: words } = texts;
  return frame(
    setting,
    'orders',
    words.title,
    html`<h1>${words.title}</h1>
${searchForm(setting, view.search)}
${groupLinks(setting, view.search === '' ? view.group : undefined)}
${view.orders.length > 0 ? orderCards(setting, view.orders) : nothingHere(setting, view)}
${pageLinks(setting, view)}
${exportForm(setting)}`,
  );
}

function nothingHere(setting: Setting, view: OrderListView): Markup {
  const { orders: words } = setting.texts;
  if (view.search !== '')
    return html`<p class="calm">${view.older === null ? fill(words.notFound, { what: view.search }) : words.goOn}</p>`;
  const anywhere = view.group === null && !view.further;
  return anywhere ? firstOrder(setting) : html`<p class="calm">${words.none}</p>`;
}

/** What to do where nobody ever bought; also on the first screen. */
export function firstOrder(setting: Setting): Markup {
  const { first } = setting.texts;
  return html`<section class="panel first"><h2>${first.title}</h2><p>${first.text}</p><p><a class="pill main" href="/">${first.action}</a></p></section>`;
}

/** Also on the first screen. */
export function orderCards(setting: Setting, orders: readonly Order[]): Markup {
  const { orders: words } = setting.texts;
  return html`<div class="list">
<div class="heads" aria-hidden="true"><span>${words.number}</span><span>${words.customer}</span><span class="amount">${words.total}</span><span>${words.state}</span><span>${words.next}</span></div>
<ol class="cards">${orders.map((order) => orderCard(setting, order))}</ol>
</div>`;
}

function orderCard(setting: Setting, order: Order): Markup {
  const next = exportTexts(setting.shop.language).nextAction[nextAction(order)];
  return html`<li class="card row">
<span class="number"><a class="whole" href="/seller/orders/${order.number}">${order.number}</a> <small>${time(setting, order.placedAt)}</small></span>
<span class="who"><b>${order.customer.name || readablePhone(order.customer.phone)}</b> <small>${productsOf(order)}</small></span>
<span class="amount">${formatMoney(order.totals.total, order.currency)}</span>
<span class="where">${orderState(setting, order)}${lateState(setting, order)}${missingFor(order, setting.level).length > 0 ? html` ${notEnough(setting)}` : ''}</span>
<span class="next">${next}</span>
</li>`;
}

/** Number and sign stay on one line with each other. */
function productsOf(order: Order): string {
  return order.lines
    .map(({ qty, name, detail, wishes = [] }) => {
      const details = [detail, ...wishes].filter((part) => part !== '');
      return `${qty}\u00a0× ${name}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
    })
    .join(', ');
}

function searchForm(setting: Setting, search: string): Markup {
  const { orders: words } = setting.texts;
  return html`<form class="search" method="get" action="/seller/orders" role="search">
<label>${words.search} <input type="search" name="q" value="${search}" maxlength="100" placeholder="${words.searchHint}"></label>
<button class="pill">${words.find}</button>
</form>`;
}

/** `current`: undefined where none of them is what is shown. */
function groupLinks(setting: Setting, current: Group | null | undefined): Markup {
  const { orders: words } = setting.texts;
  const link = (group: Group | null, label: Markup | string) =>
    html`<li><a class="pill" href="/seller/orders${group === null ? '' : `?state=${group}`}"${group === current ? html` aria-current="true"` : ''}>${label}</a></li>`;
  return html`<nav aria-label="${words.filter}"><ul class="pills">
${link(null, words.all)}
${GROUP_NAMES.map((group) => link(group, html`${sign(GROUP_TONES[group])}${words[group]}`))}
</ul></nav>`;
}

function pageLinks(setting: Setting, view: OrderListView): Markup | string {
  const { orders: words } = setting.texts;
  const state = view.search !== '' ? `q=${encodeURIComponent(view.search)}` : view.group === null ? '' : `state=${view.group}`;
  if (view.older === null && !view.further) return '';
  return html`<p class="pages">
${view.further ? html`<a class="pill" href="/seller/orders${state === '' ? '' : `?${state}`}">${words.newest}</a>` : ''}
${view.older === null ? '' : html`<a class="pill" href="/seller/orders?before=${view.older}${state === '' ? '' : `&${state}`}">${words.older}</a>`}
</p>`;
}

function exportForm(setting: Setting): Markup {
  const { export: words } = setting.texts;
  const { lists } = exportTexts(setting.shop.language);
  return html`<section class="panel export">
<h2>${words.title}</h2>
<form method="get" action="/seller/export">
<label>${words.list} <select name="what">${EXPORT_LISTS.map((list) => html`<option value="${list}">${lists[list].title}</option>`)}</select></label>
<label>${words.from} <input type="date" name="from"></label>
<label>${words.to} <input type="date" name="to"></label>
<div class="formats">${EXPORT_FORMATS.map((format) => html`<button class="pill" name="format" value="${format}">${words[format]}</button>`)}</div>
</form>
<p class="hint">${words.hint}</p>
</section>`;
}
