/** The first screen: what needs the seller, each with its next step; then the day in numbers; then the shop. */
import { html } from 'hono/html';
import { formatLocal } from '../../commerce/calendar.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { type Alert, isLateNews, mayBeTriedAgain } from '../../decisions/alert.ts';
import { deskTexts } from '../desk/texts.ts';
import type { HealthPart } from './deps.ts';
import { frame, type Markup, type Setting, sign, state, time } from './layout.ts';
import { firstOrder, orderCards } from './order-list.ts';
import { GROUP_TONES } from './order-states.ts';
import type { Recent } from './recent.ts';
import { fill } from './texts.ts';

export interface TodayView {
  /** Newest first. */
  readonly alerts: readonly Alert[];
  /** The orders of those alerts that are about one. */
  readonly orders: ReadonlyMap<string, Order>;
  readonly recent: Recent;
  /** There are more recent orders than were looked at: sums are "at least". */
  readonly partial: boolean;
  /** Nobody ever bought. */
  readonly empty: boolean;
  readonly health: readonly HealthPart[];
  /** The shop takes no new orders. */
  readonly paused: boolean;
}

export function todayPage(setting: Setting, view: TodayView): Markup {
  const { texts } = setting;
  const { today } = texts;
  const count = view.alerts.length;
  const title = count === 0 ? today.waitingNone : count === 1 ? today.waitingOne : fill(today.waitingMany, { count });
  return frame(
    setting,
    'today',
    today.title,
    html`<h1>${title}</h1>
<p class="hint">${fill(today.updated, { time: formatLocal(setting.now, setting.shop.timeZone, 'HH:mm') })} <a href="/seller">${today.refresh}</a></p>
${view.paused ? html`<p class="refused" role="status">${today.paused} <a href="/seller/team">${texts.nav.team}</a></p>` : ''}
${count === 0 ? html`<p class="calm">${today.calm}</p>` : html`<ul class="alerts" aria-label="${today.waiting}">${view.alerts.map((alert) => alertCard(setting, alert, view.orders.get(alert.orderId ?? '')))}</ul>`}
${view.empty ? firstOrder(setting) : theDay(setting, view)}
${theShop(setting, view.health)}`,
  );
}

/** Alerts about money that is wrong, or about something that failed, are graver than work to do. */
const GRAVE: ReadonlySet<Alert['kind']> = new Set([
  'payment-for-dead-order',
  'payment-twice',
  'payment-short',
  'payment-wrong-currency',
  'payment-unknown',
  'payment-disputed',
  'payment-over',
  'payment-lost',
  'receipt-repeated',
  'refund-failed',
  'refund-no-balance',
  'refund-contradicted',
  'provider-refuses',
  'payments-unreachable',
  'not-processed',
  'not-sent',
  'not-answered',
  'customer-unreachable',
  'data-damaged',
  'channel-down',
  'backup-failed',
]);

/** What WhatsApp does not let the shop tell any more anybody may from her own telephone: it opens the chat there, with the words ready. */
function ownPhoneLink(alert: Alert, order: Order | undefined): string | null {
  const phone = order?.customer.phone?.replace(/\D/g, '') ?? '';
  return isLateNews(alert) && phone !== '' ? `https://wa.me/${phone}?text=${encodeURIComponent(alert.data.words ?? '')}` : null;
}

/** What went wrong goes before what there is to do. */
export function newestAndGravestFirst(alerts: readonly Alert[]): readonly Alert[] {
  const grave = (alert: Alert) => (GRAVE.has(alert.kind) ? 1 : 0);
  return alerts.toSorted((a, b) => grave(b) - grave(a) || (a.at < b.at ? 1 : -1));
}

/** Seen to at the shelf. */
const ABOUT_SHELF: ReadonlySet<Alert['kind']> = new Set(['stock-low', 'stock-short']);

function alertCard(setting: Setting, alert: Alert, order: Order | undefined): Markup {
  const { texts } = setting;
  const number = order?.number ?? alert.orderId ?? '';
  const title = fill(texts.alerts[alert.kind], { ...alert.data, number });
  const hints: Readonly<Record<string, string>> = texts.alert.because;
  const hint = hints[String(alert.data.because ?? '')];
  const ownPhone = ownPhoneLink(alert, order);
  const about = order ? [order.customer.name, formatMoney(order.totals.total, order.currency)] : slotsOf(alert);
  return html`<li class="card alert">
<p class="title">${sign(GRAVE.has(alert.kind) ? 'alarm' : 'work')}<span>${title}</span></p>
<p class="about">${about.filter(Boolean).join(' · ')}${about.some(Boolean) ? ' · ' : ''}${time(setting, alert.at)}</p>
${hint === undefined ? '' : html`<p class="hint">${hint}</p>`}
<div class="steps">
${ownPhone === null ? '' : html`<a class="pill main" href="${ownPhone}" rel="noreferrer" target="_blank">${texts.alert.fromPhone}</a>`}
${order ? html`<a class="pill main" href="/seller/orders/${order.number}" aria-label="${texts.alert.order} ${number}">${texts.alert.order}</a>` : ''}
${ABOUT_SHELF.has(alert.kind) ? html`<a class="pill main" href="/seller/stock#${alert.data.about ?? ''}">${deskTexts(setting.shop.language).stock.title}</a>` : ''}
${alert.kind === 'channel-down' ? html`<a class="pill main" href="/seller/channels">${texts.nav.channels}</a>` : ''}
${alert.conversationId ? html`<a class="pill${order ? '' : ' main'}" href="${conversationPath(alert.conversationId)}">${texts.alert.conversation}</a>` : ''}
${mayBeTriedAgain(alert) ? html`<form method="post" action="/seller/alerts/try-again"><input type="hidden" name="alert" value="${alert.id}"><button class="pill main" aria-label="${fill(texts.alert.againAbout, { title })}">${texts.alert.again}</button></form>` : ''}
<form method="post" action="/seller/alerts/dismiss"><input type="hidden" name="alert" value="${alert.id}"><button class="pill" aria-label="${fill(texts.alert.doneAbout, { title })}">${texts.alert.done}</button></form>
</div>
</li>`;
}

export function conversationPath(conversationId: string): string {
  return `/seller/conversations/${encodeURIComponent(conversationId)}`;
}

/** What a flow asked on the seller's behalf ("¿qué talla buscas?"), without its own name. */
function slotsOf(alert: Alert): readonly string[] {
  if (alert.kind !== 'message-from-flow') return [];
  return Object.entries(alert.data)
    .filter(([name]) => name !== 'flow')
    .map(([, value]) => String(value));
}

function theDay(setting: Setting, view: TodayView): Markup {
  const { texts, shop } = setting;
  const { recent } = view;
  const money = (amount: Recent['takenToday']) => {
    const words = formatMoney(amount, shop.currency);
    return view.partial ? fill(texts.today.atLeast, { amount: words }) : words;
  };
  return html`<section class="panel">
<h2>${texts.today.money}</h2>
<dl class="numbers">
<div><dt>${texts.today.ordersToday}</dt><dd>${recent.today.length}</dd></div>
<div><dt>${texts.today.takenToday}</dt><dd>${money(recent.takenToday)}</dd></div>
<div><dt>${texts.today.takenWeek}</dt><dd>${money(recent.takenWeek)}</dd></div>
</dl>
${recent.late.length === 0 ? '' : html`<h3>${texts.today.late}</h3><ul class="pills">${recent.late.map(({ number }) => html`<li><a class="pill" href="/seller/orders/${number}">${sign('alarm')}${number}</a></li>`)}</ul>`}
${recent.open.length === 0 ? '' : html`<h3>${texts.today.open}</h3><ul class="pills">${recent.open.map(({ group, count }) => html`<li><a class="pill" href="/seller/orders?state=${group}">${sign(GROUP_TONES[group])}${texts.orders[group]} <b>${count}</b></a></li>`)}</ul>`}
</section>
<section>
<h2>${texts.today.list}</h2>
${recent.today.length === 0 ? html`<p class="calm">${texts.today.noneToday}</p>` : orderCards(setting, recent.today.slice(0, TODAY_SHOWN))}
<p><a class="pill" href="/seller/orders">${texts.today.seeAll}</a></p>
</section>`;
}

/** Cards on the first screen; the list has all of them. */
const TODAY_SHOWN = 10;

function theShop(setting: Setting, health: readonly HealthPart[]): Markup {
  const { texts } = setting;
  const names: Readonly<Record<string, string>> = texts.health;
  return html`<section class="panel">
<h2>${texts.today.shop}</h2>
<ul class="health">${health.map(
    ({ name, ok, words }) =>
      html`<li>${names[name] ?? name} ${state(ok ? 'done' : 'alarm', ok ? texts.health.ok : texts.health.bad)}${ok ? '' : html` <small>${names[`${name}-${words}`] ?? words}</small>`}</li>`,
  )}</ul>
</section>`;
}
