/**
 * What comes of a button on the page of an order: one more question where money or stock moves, then the command.
 * What was written comes back with the question.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Order } from '../../commerce/order.ts';
import type { CommandName } from '../../decisions/seller-orders/arguments.ts';
import { commandNamed, formOf, spelled } from '../desk/order-commands.ts';
import { carryOut } from '../desk/order-desk.ts';
import { choiceWords, deskTexts, fieldWords } from '../desk/texts.ts';
import type { SellerDeps } from './deps.ts';
import { frame, type Markup, type Setting } from './layout.ts';
import { orderPage } from './order.ts';
import { COMMAND, DRY_RUN, pathOf } from './order-actions.ts';
import { fill } from './texts.ts';

/** Name of a hidden field; no field of a command is called so. */
const SURE = '_sure';

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
