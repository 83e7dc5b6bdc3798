/** The money of one order: how it is paid, what came by which way, receipts with their picture, what went back, what it cost. */

import { html } from 'hono/html';
import { formatMoney, minor, subtract } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance, economics, netPaid } from '../../commerce/payment-status.ts';
import type { ManualPayment, PaymentReport, Proof, RefundRecord } from '../../commerce/payments.ts';
import { exportTexts } from '../exports/texts.ts';
import { type Markup, type Setting, time } from './layout.ts';
import { paymentState } from './order-states.ts';
import { fill } from './texts.ts';

export function paymentPanel(setting: Setting, order: Order): Markup {
  const { texts, shop } = setting;
  const { order: words } = texts;
  const money = (amount: number) => formatMoney(minor(amount), order.currency);
  const { reports, manual = [], refunds = [] } = order.payments;
  const newestLast = Object.values(reports).toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  const link = order.payments.attempts.find((attempt) => attempt.status === 'open' && Date.parse(attempt.expiresAt) > setting.now)?.url;
  const rest = balance(order);
  const { fees, net } = economics(order);
  return html`<section class="panel">
<h2>${words.payment} ${paymentState(setting, order)}</h2>
<dl class="facts">
${fact(words.method, exportTexts(shop.language).method[order.method])}
${order.deposit === undefined ? '' : fact(words.depositAgreed, money(order.deposit))}
${fact(words.paid, money(netPaid(order)))}
${fact(words.balance, money(rest))}
${order.paysWith === undefined || rest <= 0 ? '' : html`${fact(words.paysWith, money(order.paysWith))}${fact(words.change, money(subtract(order.paysWith, rest)))}`}
${order.dueAt === null ? '' : fact(words.due, time(setting, order.dueAt))}
${link && /^https?:\/\//.test(link) ? fact(words.link, html`<a class="reach" href="${link}">${link}</a>`) : ''}
${fees === null ? '' : fact(words.fees, money(fees))}
${net === null ? '' : fact(words.net, money(net))}
</dl>
${newestLast.length + manual.length === 0 ? html`<p class="calm">${words.noPayments}</p>` : html`<ul class="events">${newestLast.map((report) => reportRow(setting, report))}${manual.map((payment) => manualRow(setting, payment, money))}</ul>`}
${refunds.length === 0 ? '' : html`<h3>${words.refunds}</h3><ul class="events">${refunds.map((record) => refundRow(setting, record, money))}</ul>`}
</section>`;
}

function reportRow(setting: Setting, report: PaymentReport): Markup {
  const amount = report.currency === 'other' ? report.amount : formatMoney(report.amount, report.currency);
  return html`<li><b>${amount}</b> ${setting.texts.payment[report.status]} · ${report.means} <small>${time(setting, report.updatedAt)} · ${report.paymentId}</small></li>`;
}

function manualRow(setting: Setting, payment: ManualPayment, money: (amount: number) => string): Markup {
  const { order: words, manual } = setting.texts;
  const { proof, earlierProofs = [], operation, seenIn = [], reason } = payment;
  const facts = [operation && fill(words.operation, { operation }), reason].filter(Boolean);
  return html`<li><b>${money(payment.amount)}</b> ${words.receipt}: ${manual[payment.status]}${facts.map((one) => html` · ${one}`)}
${seenIn.length === 0 ? '' : html`<strong>${fill(words.seenBefore, { seen: seenIn.join(', ') })}</strong>`}
${[...earlierProofs, ...(proof ? [proof] : [])].map((one) => proofLink(setting, one))}
<small>${time(setting, payment.at)} · ${payment.id}</small></li>`;
}

function proofLink({ texts: { order: words } }: Setting, { ref, mime }: Proof): Markup {
  return html`<a class="reach" href="/seller/sent/${ref}">${mime.startsWith('image/') ? html`<img src="/seller/sent/${ref}" alt="${words.receiptPicture}" loading="lazy">` : words.receiptDocument}</a>`;
}

function refundRow(setting: Setting, record: RefundRecord, money: (amount: number) => string): Markup {
  const { refund } = setting.texts;
  return html`<li><b>${money(record.amount)}</b> ${refund[record.status]} · ${record.reason} <small>${time(setting, record.at)} · ${record.id} · ${record.paymentId}</small></li>`;
}

function fact(name: string, value: Markup | string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
