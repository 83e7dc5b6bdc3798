/**
 * What a buyer sees at the practice provider: the pay page, the result, and the two dead ends. Plain
 * forms, no script. The look is in `page.css`, the words in `texts.json`.
 */
import { html } from 'hono/html';
import { type Currency, formatMoney, minor, times, toDecimal } from '../../commerce/money.ts';
import { fromWire, isCurrency } from '../mercado-pago/amount.ts';
import { REJECTIONS } from './outcomes.ts';
import type { PracticePayment, Preference } from './records.ts';
import texts from './texts.json' with { type: 'json' };

export type PageLanguage = keyof typeof texts;
type Markup = ReturnType<typeof html>;
type Words = (typeof texts)['es'];

export interface PayPage {
  readonly preference: Preference;
  readonly currency: Currency;
  readonly total: number;
  readonly payments: readonly PracticePayment[];
  /** Makes a double tap one payment. */
  readonly formToken: string;
  readonly amountNotUnderstood: boolean;
}

export function payPage(language: PageLanguage, page: PayPage): Markup {
  const words = texts[language];
  const { preference, currency, total } = page;
  const amount = formatMoney(minor(total), currency);
  const again = page.payments.some(({ status }) => status === 'approved');
  const hidden = html`<input type="hidden" name="pref_id" value="${preference.id}" />
    <input type="hidden" name="form" value="${page.formToken}" />`;
  return layout(
    language,
    words.payTitle,
    html`
      <h1>${words.payTitle}</h1>
      <section class="card">
        <p class="quiet">${words.total}</p>
        <p class="total">${amount}</p>
      </section>
      <section class="card">
        <ul class="lines">
          ${preference.items.map((item) => line(item, currency))}
        </ul>
      </section>
      ${page.payments.length === 0 ? '' : paymentsMade(words, page)}
      <section class="question">
        <h2>${words.question}</h2>
        <p class="quiet">${words.questionHint}</p>
        <form method="post" action="/checkout/v1/pay">
          ${hidden}
          <button class="primary" name="outcome" value="approved">${fill(again ? words.payAgain : words.pay, { amount })}</button>
          <div class="choice">
            <button name="outcome" value="voucher" aria-describedby="voucher-hint">${words.voucher}</button>
            <p class="quiet" id="voucher-hint">${words.voucherHint}</p>
          </div>
        </form>
        <form method="post" action="/checkout/v1/pay">
          ${hidden}
          <div class="choice">
            <label for="detail">${words.reason}</label>
            <select id="detail" name="detail">
              ${REJECTIONS.map((reason) => html`<option value="${reason}">${words.reasons[reason]}</option>`)}
            </select>
          </div>
          <button class="bad" name="outcome" value="rejected">${words.reject}</button>
        </form>
        <details ${page.amountNotUnderstood ? 'open' : ''}>
          <summary>${words.more}</summary>
          <form method="post" action="/checkout/v1/pay">
            ${hidden}
            <button name="outcome" value="review">${words.review}</button>
          </form>
          <form method="post" action="/checkout/v1/pay">
            ${hidden}
            <div class="choice">
              <label for="amount">${fill(words.otherAmountLabel, { currency })}</label>
              <input id="amount" name="amount" inputmode="decimal" autocomplete="off" required value="${toDecimal(minor(total), currency)}" />
              ${
                page.amountNotUnderstood
                  ? html`<p class="problem" role="alert">
                      ${fill(words.wrongAmount, { example: toDecimal(minor(total), currency) })}
                    </p>`
                  : ''
              }
            </div>
            <div class="choice">
              <button name="outcome" value="approved" aria-describedby="amount-hint">${words.otherAmount}</button>
              <p class="quiet" id="amount-hint">${words.otherAmountHint}</p>
            </div>
          </form>
        </details>
      </section>
    `,
  );
}

function line(item: Preference['items'][number], currency: Currency): Markup {
  const amount = times(fromWire(item.unit_price, currency) ?? minor(0), item.quantity);
  const title = item.quantity === 1 ? item.title : `${item.quantity} × ${item.title}`;
  return html`<li><span>${title}</span> <span class="amount">${formatMoney(amount, currency)}</span></li>`;
}

function paymentsMade(words: Words, { preference, payments }: PayPage): Markup {
  return html`<section class="card">
    <h2>${words.madeBefore}</h2>
    <ul class="lines">
      ${payments.map((payment) => {
        const href = resultPath(preference.id, payment.id);
        return html`<li>
          <a class="quiet" href="${href}">${fill(words.payment, { id: String(payment.id) })}</a> ${state(words, payment.status)}
        </li>`;
      })}
    </ul>
  </section>`;
}

export interface ResultPage {
  readonly preference: Preference;
  readonly payment: PracticePayment;
  readonly payable: boolean;
}

export function resultPage(language: PageLanguage, { preference, payment, payable }: ResultPage): Markup {
  const words = texts[language];
  const { word, text } = stateWords(words, payment.status);
  const back = backUrl(preference, payment);
  const currency = isCurrency(payment.currency_id) ? payment.currency_id : null;
  const amount = currency === null ? null : fromWire(payment.transaction_amount, currency);
  const reason = Object.entries(words.reasons).find(([code]) => code === payment.status_detail)?.[1];
  return layout(
    language,
    word,
    html`
      <section class="card result">
        ${state(words, payment.status)}
        <h1>${currency === null || amount === null ? String(payment.transaction_amount) : formatMoney(amount, currency)}</h1>
        <p>${reason === undefined ? text : `${reason}. ${text}`}</p>
        <p class="quiet">${fill(words.payment, { id: String(payment.id) })}</p>
      </section>
      <div class="actions">
        ${back === null ? '' : html`<a class="button primary" href="${back}">${words.back}</a>`}
        ${settlements(words, payment).map(
          ({ move, label }) =>
            html`<form method="post" action="/checkout/v1/settle">
              <input type="hidden" name="pref_id" value="${preference.id}" />
              <input type="hidden" name="payment_id" value="${payment.id}" />
              <button name="move" value="${move}">${label}</button>
            </form>`,
        )}
        ${payable ? html`<a class="button" href="${payPath(preference.id)}">${words.again}</a>` : ''}
      </div>
    `,
  );
}

export const SETTLEMENTS = ['approve', 'expire', 'reject'] as const;
type Settlement = { readonly move: (typeof SETTLEMENTS)[number]; readonly label: string };

function settlements(words: Words, { status }: PracticePayment): readonly Settlement[] {
  switch (status) {
    case 'pending':
      return [
        { move: 'approve', label: words.credit },
        { move: 'expire', label: words.expire },
      ];
    case 'in_process':
      return [
        { move: 'approve', label: words.approveReview },
        { move: 'reject', label: words.rejectReview },
      ];
    default:
      return [];
  }
}

export function deadEnd(language: PageLanguage, which: 'expired' | 'unknown'): Markup {
  const words = texts[language];
  const [title, text] = which === 'expired' ? [words.expiredTitle, words.expiredText] : [words.unknownTitle, words.unknownText];
  return layout(
    language,
    title,
    html`<section class="card">
      <h1>${title}</h1>
      <p>${text}</p>
    </section>`,
  );
}

function layout(language: PageLanguage, title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/checkout/v1/page.css" />
      </head>
      <body>
        <header class="banner">${texts[language].banner}</header>
        <main>${body}</main>
      </body>
    </html>`;
}

/** State as word, shape and colour. */
const STATE_LOOKS: Readonly<Record<string, { readonly shape: string; readonly look: string }>> = {
  approved: { shape: '✓', look: 'good-state' },
  pending: { shape: '…', look: 'waiting-state' },
  in_process: { shape: '…', look: 'waiting-state' },
  refunded: { shape: '↩', look: 'waiting-state' },
};

function state(words: Words, status: string): Markup {
  const { shape, look } = STATE_LOOKS[status] ?? { shape: '✕', look: 'bad-state' };
  return html`<span class="state ${look}"><span class="shape" aria-hidden="true">${shape}</span>${stateWords(words, status).word}</span>`;
}

function stateWords(words: Words, status: string): { readonly word: string; readonly text: string } {
  return Object.entries(words.states).find(([name]) => name === status)?.[1] ?? { word: status, text: '' };
}

function payPath(preferenceId: string): string {
  return `/checkout/v1/redirect?pref_id=${encodeURIComponent(preferenceId)}`;
}

export function resultPath(preferenceId: string, paymentId: number): string {
  return `/checkout/v1/result?pref_id=${encodeURIComponent(preferenceId)}&payment_id=${paymentId}`;
}

/** The shop's return page with what Mercado Pago appends to it; the shop must not believe any of it. */
function backUrl(preference: Preference, payment: PracticePayment): string | null {
  const { success, pending, failure } = preference.back_urls ?? {};
  const target = payment.status === 'approved' ? success : payment.status === 'rejected' ? failure : pending;
  if (target === undefined || !/^https?:\/\//.test(target) || !URL.canParse(target)) return null;
  const url = new URL(target);
  const appended = {
    collection_id: String(payment.id),
    collection_status: payment.status,
    payment_id: String(payment.id),
    status: payment.status,
    external_reference: payment.external_reference ?? 'null',
    payment_type: payment.payment_type_id,
    preference_id: preference.id,
  };
  for (const [name, value] of Object.entries(appended)) url.searchParams.set(name, value);
  return url.href;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
