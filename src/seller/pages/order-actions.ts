/** What a seller can do with an order, on its page: a plain form for every command that is possible now. */
import { html } from 'hono/html';
import { toDecimal } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance } from '../../commerce/payment-status.ts';
import type { CommandName } from '../../decisions/seller-orders/arguments.ts';
import { formOf, offeredFor, spelled } from '../desk/order-commands.ts';
import { choiceWords, deskTexts, fieldWords } from '../desk/texts.ts';
import type { Markup, Setting } from './layout.ts';
import { fill } from './texts.ts';

/** Name of a hidden field; no field of a command is called so. */
export const COMMAND = '_command';
/** What a terminal asks for with `--dry-run` a page shows always, before it asks. */
export const DRY_RUN = 'dryRun';

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

export function pathOf(order: Order): string {
  return `/seller/orders/${order.number}`;
}
