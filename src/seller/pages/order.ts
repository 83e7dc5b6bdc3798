/** One order whole: what to do next, what is in it, where it goes, what was paid, what happened. */
import { html } from 'hono/html';
import { keptPromise } from '../../commerce/lateness.ts';
import { formatMoney } from '../../commerce/money.ts';
import type { Order, OrderLine } from '../../commerce/order.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { CarriedOut } from '../desk/order-desk.ts';
import { missingFor } from '../desk/orders-holding.ts';
import { zoneWords } from '../exports/lists/orders.ts';
import { exportTexts } from '../exports/texts.ts';
import { nextAction } from '../next-action.ts';
import { frame, type Markup, type Setting, time } from './layout.ts';
import { actionsPanel } from './order-actions.ts';
import { notEnough, orderState } from './order-states.ts';
import { paymentPanel } from './payment-panel.ts';
import { returnsPanel } from './returns-panel.ts';
import { fill, promiseWords, spanWords, whenWords } from './texts.ts';
import { conversationPath } from './today.ts';

/** `said`: what came of a command just given. */
export function orderPage(setting: Setting, order: Order, said: CarriedOut | null = null): Markup {
  const { texts, shop } = setting;
  const title = fill(texts.order.title, { number: order.number });
  const next = exportTexts(shop.language).nextAction[nextAction(order)];
  const placed = fill(texts.order.placed, { when: whenWords(texts, order.placedAt, setting.now, shop.timeZone) });
  return frame(
    setting,
    'orders',
    title,
    html`<h1>${title} ${orderState(setting, order)}</h1>
<p class="hint">${placed}${order.live ? '' : ` · ${texts.order.practice}`}</p>
${said === null ? '' : html`<p class="${said.ok ? 'said' : 'refused'}" role="status">${said.words}</p>`}
${next === '' ? '' : html`<p class="nextstep">${fill(texts.order.next, { action: next })}</p>`}
${actionsPanel(setting, order)}
<div class="columns">
<div>${linesPanel(setting, order)}${returnsPanel(setting, order)}${paymentPanel(setting, order)}</div>
<div>${deliveryPanel(setting, order)}${customerPanel(setting, order)}${historyPanel(setting, order)}</div>
</div>`,
  );
}

function linesPanel(setting: Setting, order: Order): Markup {
  const missing = missingFor(order, setting.level);
  const { order: words } = setting.texts;
  const { totals } = order;
  const money = moneyOf(order);
  return html`<section class="panel">
<h2>${words.lines}</h2>
<table class="lines">
<thead><tr><th scope="col">${words.product}</th><th scope="col" class="amount">${words.amount}</th></tr></thead>
<tbody>${order.lines.map((line) => lineRow(line, words, money, missing.includes(line) ? notEnough(setting) : ''))}</tbody>
<tfoot>
${discountRows(order, words.discount, money)}
${order.delivery.kind === 'home' ? totalRow(words.delivery, money(totals.delivery)) : ''}
${totals.rounding === undefined ? '' : totalRow(words.rounding, money(totals.rounding))}
<tr class="sum"><th scope="row">${words.total}</th><td class="amount">${money(totals.total)}</td></tr>
</tfoot>
</table>
${(totals.taxes ?? []).map(({ bps, tax }) => html`<p class="calm">${fill(words.taxes, { rate: `${bps / BPS_PER_PERCENT} %` })}: ${money(tax)}</p>`)}
${order.note ? html`<h3>${words.note}</h3><p class="said">${order.note}</p>` : ''}
</section>`;
}

const BPS_PER_PERCENT = 100;

/** What was taken off the order, by its name; an order from before promotions has none. */
function discountRows(order: Order, word: string, money: (amount: Order['totals']['total']) => string): Markup | string {
  const { discount } = order.totals;
  if (discount === 0) return '';
  const taken = (order.promotions ?? []).find(
    ({ promotion, amount }) => amount === discount && !['product_offer', 'free_delivery'].includes(promotion.benefit.kind),
  );
  const code = taken?.promotion.coupon ? ` (${taken.promotion.coupon})` : '';
  return totalRow(taken ? `${word}: ${taken.promotion.name}${code}` : word, `-${money(discount)}`);
}

function moneyOf(order: Order): (amount: Order['totals']['total']) => string {
  return (amount) => formatMoney(amount, order.currency);
}

function lineRow(
  line: OrderLine,
  { each, before }: { readonly each: string; readonly before: string },
  money: (amount: OrderLine['net']) => string,
  flag: Markup | string,
): Markup {
  const details = [line.detail, line.personal && `“${line.personal}”`, line.wishes?.join(', ')].filter(Boolean);
  return html`<tr><td><b>${line.qty} × ${line.name}</b> ${flag}${details.map((detail) => html`<small>${detail}</small>`)}</td><td class="amount">${money(line.net)}${line.qty > 1 ? html`<small>${fill(each, { price: money(line.unitPrice) })}</small>` : ''}${line.listPrice === undefined ? '' : html`<small>${fill(before, { price: money(line.listPrice) })}</small>`}</td></tr>`;
}

function totalRow(name: string, amount: string): Markup {
  return html`<tr><th scope="row">${name}</th><td class="amount">${amount}</td></tr>`;
}

function deliveryPanel(setting: Setting, order: Order): Markup {
  const { texts, shop } = setting;
  const { order: words } = texts;
  const { delivery } = order;
  const pin = delivery.kind === 'home' ? delivery.pin : undefined;
  return html`<section class="panel">
<h2>${words.delivered}: ${exportTexts(shop.language).delivery[delivery.kind]}</h2>
<dl class="facts">
${fact(words.promised, promiseWords(texts, order.promise))}
${arrival(setting, order)}
${
  delivery.kind === 'pickup'
    ? ''
    : html`${delivery.address ? fact(words.address, delivery.address) : ''}
${delivery.reference ? fact(words.reference, delivery.reference) : ''}
${fact(words.zone, zoneWords(delivery))}
${pin ? fact(words.map, html`<a class="reach" href="https://www.openstreetmap.org/?mlat=${pin.lat}&mlon=${pin.lng}#map=17/${pin.lat}/${pin.lng}" rel="noreferrer">${pin.lat}, ${pin.lng}</a>`) : ''}`
}
</dl>
<p><a class="pill" href="/seller/orders/${order.number}/slip">${words.slip}</a></p>
</section>`;
}

/** When it came, measured against what was promised. */
function arrival(setting: Setting, order: Order): Markup | string {
  const { texts, shop, now } = setting;
  const { order: words } = texts;
  const kept = keptPromise(order, shop.timeZone, now);
  if (!kept || (kept.arrivedAt === null && kept.lateBy === 0)) return '';
  const late = kept.lateBy > 0 ? fill(words.late, { time: spanWords(texts, kept.lateBy) }) : words.inTime;
  if (kept.arrivedAt === null) return fact(words.overdue, late);
  return fact(words.arrived, `${whenWords(texts, kept.arrivedAt, now, shop.timeZone)} · ${late}`);
}

function customerPanel(setting: Setting, order: Order): Markup {
  const { texts, shop } = setting;
  const { order: words } = texts;
  const { customer } = order;
  const channels: Readonly<Record<string, string>> = exportTexts(shop.language).channel;
  const dialled = `+${customer.phone.replaceAll(/\D/g, '')}`;
  return html`<section class="panel">
<h2>${words.customer}</h2>
<p class="name">${customer.name}</p>
<dl class="facts">
${customer.phone === '' ? '' : fact(words.phone, html`<a class="reach" href="tel:${dialled}">${readablePhone(customer.phone)}</a>`)}
${fact(words.channel, channels[order.channel] ?? order.channel)}
${order.campaign === null ? '' : fact(words.campaign, order.campaign)}
${fact(words.code, order.publicCode)}
</dl>
<p><a class="pill" href="${conversationPath(order.conversationId)}">${words.conversation}</a></p>
</section>`;
}

function historyPanel(setting: Setting, order: Order): Markup {
  const { texts } = setting;
  const what: Readonly<Record<string, string>> = texts.history;
  return html`<section class="panel">
<h2>${texts.order.history}</h2>
<ol class="events">${order.history.map((event) => html`<li>${what[event.what] ?? event.what} <small>${time(setting, event.at)} · ${texts.by[event.by]}${event.who && event.who !== 'page' ? ` · ${event.who}` : ''}${event.note ? html` · “${event.note}”` : ''}</small></li>`)}</ol>
</section>`;
}

function fact(name: string, value: Markup | string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
