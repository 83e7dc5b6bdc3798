/**
 * What a seller does with an order on its page: a form for every command that is possible now, and one more
 * question where money or stock moves. Plain forms: what was written comes back with the question.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { toDecimal } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance } from '../../commerce/payment-status.ts';
import type { CommandName } from '../../decisions/seller-orders/commands.ts';
import { commandNamed, formOf, offeredFor, spelled } from '../desk/order-commands.ts';
import { carryOut } from '../desk/order-desk.ts';
import { choiceWords, deskTexts, fieldWords } from '../desk/texts.ts';
import type { SellerDeps } from './deps.ts';
import { frame, type Markup, type Setting } from './layout.ts';
import { orderPage } from './order.ts';
import { fill } from './texts.ts';

/** Names of hidden fields; no field of a command is called so. */
const COMMAND = '_command';
const SURE = '_sure';
/** What a terminal asks for with `--dry-run` a page shows always, before it asks. */
const DRY_RUN = 'dryRun';

export function actionsPanel(setting: Setting, order: Order): Markup | string {
  const names = offeredFor(order);
  const words = deskTexts(setting.shop.language).page;
  if (names.length === 0) return '';
  const [first] = names;
  const isPlain = (name: CommandName) => formOf(name).fields.length === 0;
  const plain = names.filter(isPlain).map((name) => actionForm(setting, order, name, name === first));
  const asking = names.filter((name) => !isPlain(name));
  return html`<section class="panel actions"><h2>${words.title}</h2>
${plain.length === 0 ? '' : html`<div class="now">${plain}</div>`}
${asking.map((name) => html`<details${name === first ? html` open` : ''}><summary>${deskTexts(setting.shop.language).commands[name]}</summary>${actionForm(setting, order, name, name === first)}</details>`)}</section>`;
}

/** `main`: the one that is likeliest now. */
function actionForm(setting: Setting, order: Order, name: CommandName, main: boolean): Markup {
  const texts = deskTexts(setting.shop.language);
  return html`<form method="post" action="${pathOf(order)}"><input type="hidden" name="${COMMAND}" value="${spelled(name)}">
${formOf(name).fields.map((field) => input(setting, order, name, field))}<button class="${main ? 'pill main' : 'pill'}">${texts.commands[name]}</button></form>`;
}

/** Fields that only an order with something to pay needs. */
const ABOUT_BALANCE: ReadonlySet<string> = new Set(['collected', 'onTrust', 'waive']);

function input(setting: Setting, order: Order, command: CommandName, field: ReturnType<typeof formOf>['fields'][number]): Markup | string {
  const owed = balance(order);
  if (field.name === DRY_RUN) return '';
  if (ABOUT_BALANCE.has(field.name) && owed <= 0) return '';
  const texts = deskTexts(setting.shop.language);
  const { name, kind, required, choices = [] } = field;
  const id = `${spelled(command)}-${spelled(name)}`;
  const words = fieldWords(texts, name);
  const label = required || kind === 'flag' ? words : fill(texts.page.optional, { field: words });
  const value = name === 'collected' ? html` value="${toDecimal(owed, order.currency)}"` : '';
  const must = required ? html` required` : '';
  switch (kind) {
    case 'flag':
      return html`<p class="tick"><input type="checkbox" id="${id}" name="${name}" value="yes"><label for="${id}">${label}</label></p>`;
    case 'choice':
      return html`<p><label for="${id}">${label}</label><select id="${id}" name="${name}"${must}><option value="">${texts.page.choose}</option>${choices.map((choice) => html`<option value="${choice}">${choiceWords(texts, choice)}</option>`)}</select></p>`;
    case 'amount':
    case 'number':
      return html`<p><label for="${id}">${label}</label><input id="${id}" name="${name}" inputmode="${kind === 'amount' ? 'decimal' : 'numeric'}" autocomplete="off"${value}${must}></p>`;
    case 'text':
      return html`<p><label for="${id}">${label}</label><input id="${id}" name="${name}" autocomplete="off"${must}></p>`;
  }
}

/** `POST /seller/orders/<number>` */
export async function giveCommand(deps: SellerDeps, setting: Setting, context: Context, order: Order): Promise<Response> {
  const { [COMMAND]: command, [SURE]: sure, ...form } = await context.req.parseBody();
  const written = Object.fromEntries(Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const name = typeof command === 'string' ? commandNamed(command) : null;
  if (!name) return context.redirect(pathOf(order), 303);
  if (formOf(name).sure && sure !== 'yes') {
    const preview =
      name === 'edit' ? await carryOut(deps, order, name, { ...written, [DRY_RUN]: 'yes' }, setting.shop.language, 'page') : null;
    if (preview && !preview.ok) return context.html(orderPage(setting, order, preview), 409);
    return context.html(surePage(setting, order, name, written, preview?.words ?? ''));
  }
  const done = await carryOut(deps, order, name, written, setting.shop.language, 'page');
  if (done.ok) return context.redirect(pathOf(order), 303);
  const now = (await deps.order(order.number)) ?? order;
  return context.html(orderPage(setting, now, done), 409);
}

/** `preview`: what would come of it, a line each; empty where that is plain. */
function surePage(setting: Setting, order: Order, name: CommandName, written: Readonly<Record<string, string>>, preview: string): Markup {
  const texts = deskTexts(setting.shop.language);
  const title = fill(texts.page.sureTitle, { what: texts.commands[name], number: order.number });
  const given = Object.entries(written).filter(([, value]) => value !== '');
  return frame(
    setting,
    'orders',
    title,
    html`<h1>${title}</h1>
<section class="panel sure">
<p>${texts.page.sure}</p>
${preview === '' ? '' : html`<ul class="preview">${preview.split('\n').map((line) => html`<li>${line.trim()}</li>`)}</ul>`}
<dl class="facts">${given.map(([field, value]) => html`<div><dt>${fieldWords(texts, field)}</dt><dd>${choiceWords(texts, value)}</dd></div>`)}</dl>
<form method="post" action="${pathOf(order)}">
<input type="hidden" name="${COMMAND}" value="${spelled(name)}"><input type="hidden" name="${SURE}" value="yes">
${given.map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`)}
<button class="pill main">${texts.page.yes}</button> <a class="pill" href="${pathOf(order)}">${texts.page.no}</a>
</form>
</section>`,
  );
}

function pathOf(order: Order): string {
  return `/seller/orders/${order.number}`;
}
