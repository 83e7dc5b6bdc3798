/**
 * The seller's web pages: the first screen, orders, conversations, the download of the order list. Plain
 * links and forms: everything works without a script, and none is allowed.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import type { Order } from '../../commerce/order.ts';
import type { Alert } from '../../decisions/alert.ts';
import { withLook } from '../../look/look.ts';
import { atComplaintDesk } from '../desk/complaint-desk.ts';
import { atStockDesk, stockRows } from '../desk/stock-desk.ts';
import { atTalkDesk } from '../desk/talk-desk.ts';
import { deskTexts } from '../desk/texts.ts';
import { channelRoutes } from './channels/routes.ts';
import { complaintsCsv, complaintsPage } from './complaints.ts';
import { type ConversationView, conversationPage } from './conversation.ts';
import type { SellerDeps } from './deps.ts';
import { backToday, createDoor, secured } from './door.ts';
import { download, slip } from './download.ts';
import { type Markup, notice, type Setting, settingOf } from './layout.ts';
import { orderPage } from './order.ts';
import { type OrderListView, orderListPage } from './order-list.ts';
import { giveCommand } from './order-pressed.ts';
import { GROUP_NAMES, GROUPS, type Group } from './order-states.ts';
import { promotionsPage } from './promotions.ts';
import { recentOf } from './recent.ts';
import { stockPage } from './stock.ts';
import { teamRoutes } from './team.ts';
import { fill } from './texts.ts';
import { conversationPath, newestAndGravestFirst, todayPage } from './today.ts';

/** Orders that the first screen counts and sums up. */
const RECENT = 500;
/** Orders on a page of the list. */
const PAGE = 50;
/** Characters of a search; what is longer was not written to be found. */
const LONGEST_SEARCH = 100;
/** Messages on a page of a conversation. */
const MESSAGES = 200;

/** Routes below `/seller`, with their whole path: to be mounted at `/`. */
export function sellerPages(deps: SellerDeps): Hono {
  const style = withLook(readFileSync(join(import.meta.dirname, 'seller.css'), 'utf8'));
  const stylePath = `/seller/style/${createHash('sha256').update(style).digest('hex').slice(0, 16)}.css`;
  const setting = (): Setting => settingOf(deps, stylePath);
  const door = createDoor(deps, setting);
  const show = (context: Context, page: (setting: Setting) => Markup): Response | Promise<Response> => context.html(page(setting()));
  const noOrder = (context: Context, number: number) => {
    const { order: words } = setting().texts;
    return context.html(notice(setting(), fill(words.missingTitle, { number }), [words.missing], backToday(setting())), 404);
  };

  const routes = new Hono();
  routes.use('/seller/*', secured, door.fromHere);
  routes.get(stylePath, (context) =>
    context.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=31536000, immutable' }),
  );
  routes.get('/seller/enter', door.enter);
  routes.get('/seller/export', door.insideOrKey, (context) => download(deps, context));

  routes.use('/seller/*', door.inside);
  routes.get('/seller', async (context) => {
    const view = await todayView(deps);
    return show(context, (now) => todayPage(now, view));
  });
  routes.get('/seller/', (context) => context.redirect('/seller', 301));
  routes.post('/seller/alerts/try-again', async (context) => {
    const { alert } = await context.req.parseBody();
    if (typeof alert === 'string' && alert !== '') await deps.act({ do: 'try-again', alertId: alert });
    return context.redirect('/seller', 303);
  });
  routes.post('/seller/alerts/dismiss', async (context) => {
    const { alert } = await context.req.parseBody();
    if (typeof alert === 'string' && alert !== '') await deps.act({ do: 'dismiss-alert', alertId: alert });
    return context.redirect('/seller', 303);
  });
  routes.get('/seller/sent/:chat/:name', async (context) => {
    const { chat, name } = context.req.param();
    return (await deps.sentFile(chat, name, context.req.header('range'))) ?? context.notFound();
  });
  routes.get('/seller/orders', async (context) => {
    const search = searchIn(context.req.query('q'));
    const view = await orderListView(deps, groupIn(context.req.query('state')), search, numberIn(context.req.query('before')));
    return show(context, (now) => orderListPage(now, view));
  });
  routes.get('/seller/orders/:number{[0-9]{1,15}}', async (context) => {
    const number = Number(context.req.param('number'));
    const order = await deps.order(number);
    return order ? show(context, (now) => orderPage(now, order)) : noOrder(context, number);
  });
  routes.get('/seller/orders/:number{[0-9]{1,15}}/slip', async (context) => {
    const number = Number(context.req.param('number'));
    const order = await deps.order(number);
    return order ? slip(deps, order) : noOrder(context, number);
  });
  routes.post('/seller/orders/:number{[0-9]{1,15}}', async (context) => {
    const number = Number(context.req.param('number'));
    const order = await deps.order(number);
    return order ? giveCommand(deps, setting(), context, order) : noOrder(context, number);
  });
  routes.get('/seller/stock', (context) =>
    show(context, (now) => stockPage(now, { rows: stockRows(deps), search: searchIn(context.req.query('q')) })),
  );
  routes.post('/seller/stock', async (context) => {
    const { variant, count } = await context.req.parseBody();
    const asked = { variant: typeof variant === 'string' ? variant : '', count: typeof count === 'string' ? count.trim() : '' };
    const told = await atStockDesk(deps, asked, deps.shop().language, 'page');
    const said = { ...told, variantId: asked.variant };
    return context.html(stockPage(setting(), { rows: stockRows(deps), search: '', said }), told.ok ? 200 : 409);
  });
  routes.get('/seller/complaints', (context) => show(context, (now) => complaintsPage(now, deps)));
  routes.get('/seller/complaints.csv', (context) =>
    context.body(ReadableStream.from(complaintsCsv(deps)), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${deskTexts(deps.shop().language).complaints.file}.csv"`,
    }),
  );
  routes.post('/seller/complaints', async (context) => {
    const { complaint, answer } = await context.req.parseBody();
    const number = typeof complaint === 'string' ? numberIn(complaint) : null;
    if (number === null || typeof answer !== 'string') return context.redirect('/seller/complaints', 303);
    const told = await atComplaintDesk(deps, { number, answer }, deps.shop().language, 'page');
    return context.html(complaintsPage(setting(), deps, told), told.ok ? 200 : 409);
  });
  routes.route('/', channelRoutes(deps, setting));
  routes.route('/', teamRoutes(deps, setting));
  routes.get('/seller/promotions', (context) => {
    const redemptions = new Map([...deps.redemptions()].map((one) => [one.id, one]));
    return show(context, (now) => promotionsPage(now, { promotions: deps.promotions(), redemptions }));
  });
  routes.get('/seller/conversations/:id', async (context) => {
    const view = await conversationView(deps, context.req.param('id'), numberIn(context.req.query('before')));
    return show(context, (now) => conversationPage(now, view));
  });
  routes.post('/seller/conversations/:id', async (context) => {
    const id = context.req.param('id');
    const { do: act, text } = await context.req.parseBody();
    const asked = { conversationId: id, act: textIn(act), text: textIn(text) };
    const told = await atTalkDesk(deps, asked, deps.shop().language, 'page');
    // What was done shows on the page itself; a reload does not do it again.
    if (told?.ok !== false) return context.redirect(`${conversationPath(id)}#text`, 303);
    const view = await conversationView(deps, id, null);
    return context.html(conversationPage(setting(), { ...view, told }), 409);
  });
  routes.post('/seller/leave', door.leave);
  routes.all('/seller/*', (context) => {
    const { problem } = setting().texts;
    return context.html(notice(setting(), problem.notFoundTitle, [problem.notFound], backToday(setting())), 404);
  });

  routes.onError((error, context) => {
    deps.log.error('a page of the seller failed', { error });
    const { problem } = setting().texts;
    return context.html(notice(setting(), problem.failedTitle, [problem.failed], backToday(setting())), 500);
  });
  return routes;
}

async function todayView(deps: SellerDeps) {
  const shop = deps.shop();
  const orders = await deps.newestOrders(RECENT);
  const counted = orders.filter((order) => order.live !== deps.practice);
  const alerts = newestAndGravestFirst([...deps.alerts()]);
  return {
    alerts,
    orders: await ordersOf(deps, alerts, orders),
    recent: recentOf(counted, shop.currency, deps.now(), shop.timeZone),
    partial: orders.length === RECENT,
    empty: orders.length === 0,
    health: deps.health(),
    paused: (deps.staff()?.paused ?? null) !== null,
  };
}

/** The orders that alerts are about, by id. */
async function ordersOf(deps: SellerDeps, alerts: readonly Alert[], known: readonly Order[]): Promise<ReadonlyMap<string, Order>> {
  const byId = new Map(known.map((order) => [order.id, order]));
  for (const { orderId } of alerts) {
    if (orderId === undefined || byId.has(orderId)) continue;
    const order = await deps.order(Number(orderId));
    if (order) byId.set(orderId, order);
  }
  return byId;
}

/** A search goes through all states. */
async function orderListView(deps: SellerDeps, group: Group | null, search: string, before: number | null): Promise<OrderListView> {
  const page = { limit: PAGE, before: before ?? undefined };
  const further = before !== null;
  if (search !== '') return { ...(await deps.ordersFound(search, page)), group: null, search, further };
  if (group !== null) return { ...(await deps.ordersInStates(GROUPS[group], page)), group, search, further };
  const orders = await deps.newestOrders(PAGE + 1, page.before);
  const older = orders.length > PAGE ? (orders[PAGE - 1]?.number ?? null) : null;
  return { orders: orders.slice(0, PAGE), older, group, search, further };
}

async function conversationView(deps: SellerDeps, id: string, before: number | null): Promise<ConversationView> {
  const found = await deps.messages(id);
  const all = found ?? [];
  const until = before === null ? all : all.filter((message) => message.n < before);
  const messages = until.slice(-MESSAGES);
  const conversation = deps.conversation(id);
  const last = conversation?.orders.at(-1);
  return {
    messages,
    conversation,
    name: last === undefined ? null : ((await deps.order(Number(last)))?.customer.name ?? null),
    readable: found !== null,
    path: conversationPath(id),
    older: until.length > messages.length ? (messages[0]?.n ?? null) : null,
    further: until.length < all.length,
  };
}

function searchIn(text: string | undefined): string {
  return (text ?? '').trim().slice(0, LONGEST_SEARCH);
}

function textIn(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

function groupIn(text: string | undefined): Group | null {
  return GROUP_NAMES.find((group) => group === text) ?? null;
}

/** A number of the address, null for none or for anything else. */
function numberIn(text: string | undefined): number | null {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}
