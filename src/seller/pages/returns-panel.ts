/** What came back of an order, or is to: what of which line, why, where it stands, and the order that was sent for it. */

import { html } from 'hono/html';
import { formatMoney } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import type { OrderReturn } from '../../commerce/order-return.ts';
import { returnValue } from '../../commerce/returns.ts';
import { choiceWords, deskTexts } from '../desk/texts.ts';
import { type Markup, type Setting, time } from './layout.ts';
import { fill } from './texts.ts';

export function returnsPanel(setting: Setting, order: Order): Markup | string {
  const { returns = [], replaces, withdrawal } = order;
  const words = setting.texts.returns;
  if (returns.length === 0 && replaces === undefined && withdrawal === undefined) return '';
  return html`<section class="panel">
<h2>${words.title}</h2>
${replaces === undefined ? '' : html`<p>${words.replaces} <a class="reach" href="/seller/orders/${replaces}">#${replaces}</a></p>`}
${withdrawal === undefined ? '' : html`<p>${fill(words.withdrawn, { code: withdrawal.code, deadline: withdrawal.deadline ?? '—' })}</p>`}
<ul class="events">${returns.map((returned) => returnRow(setting, order, returned))}</ul>
</section>`;
}

function returnRow(setting: Setting, order: Order, returned: OrderReturn): Markup {
  const words = setting.texts.returns;
  const texts = deskTexts(setting.shop.language);
  const what = returned.lines.map(({ lineId, qty, received }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    const name = line ? [line.name, line.detail && `(${line.detail})`].filter(Boolean).join(' ') : lineId;
    return `${received > 0 ? received : qty} × ${name}`;
  });
  const hasCome = returned.status === 'received' || returned.status === 'refunded';
  const value = hasCome
    ? fill(words.worth, { amount: formatMoney(returned.refunded ?? returnValue(order, returned), order.currency) })
    : '';
  const about = [words.kind[returned.kind], choiceWords(texts, returned.reason), value, returned.note && `“${returned.note}”`].filter(
    Boolean,
  );
  return html`<li><b>${returned.id} · ${texts.returnStates[returned.status]}</b> ${what.join(', ')} <small>${about.join(' · ')} · ${time(setting, returned.requestedAt)}${returned.wants === undefined ? '' : html` · ${fill(words.wants, { variant: returned.wants })}`}${returned.replacement === undefined ? '' : html` · ${words.replacement} <a class="reach" href="/seller/orders/${returned.replacement}">#${returned.replacement}</a>`}</small></li>`;
}
