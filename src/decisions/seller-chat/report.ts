/**
 * What has to be looked up for a helper beyond what a decision can see: a job gathers it outside the commit, and
 * its result is told here. The file of a list is made the same way.
 */

import { formatLocal, localDate, plusDays } from '../../commerce/calendar.ts';
import { placeName } from '../../commerce/delivery.ts';
import { formatMoney, type Minor } from '../../commerce/money.ts';
import type { Order } from '../../commerce/order.ts';
import { balance } from '../../commerce/payment-status.ts';
import { MENU_SIZE } from '../../conversation/menu.ts';
import type { Attachment } from '../../conversation/message.ts';
import { exportTexts } from '../../seller/exports/texts.ts';
import { dayWords, pageTexts } from '../../seller/pages/texts.ts';
import type { Draft } from '../draft.ts';
import { loadOrders } from '../need-all.ts';
import type { JobTask } from '../records.ts';
import type { Helper } from '../staff.ts';
import type { ListOf, StaffReport, SummaryOf } from '../staff-report.ts';
import { helperIn, staffOf } from '../who-helps.ts';
import { say } from './acting.ts';
import { alertWords } from './alerts.ts';
import { mayAsk, maySee } from './roles.ts';
import { opensOn } from './summary-time.ts';
import { chatTexts, fill, option, plain, spoken, tellHelper, told } from './voice.ts';
import { tellWhose } from './whose.ts';

type ReportTask = Extract<JobTask, { readonly kind: 'staff-report' }>;
type ListTask = Extract<JobTask, { readonly kind: 'staff-list' }>;

export function reportCame(draft: Draft, { about, conversationId, looking, day }: ReportTask, report: StaffReport): void {
  if (about === 'closing') return tellClosing(draft, report, day?.date ?? today(draft));
  const helper = conversationId === null ? null : helperIn(draft, conversationId);
  if (!helper || !mayAsk(helper.role, about)) return;
  switch (about) {
    case 'today':
      return tellHelper(draft, helper, [spoken(todayWords(draft, helper, report))]);
    case 'summary':
    case 'yesterday':
    case 'week':
      return tellHelper(draft, helper, [
        spoken(summaryWords(draft, helper, report, about, plusDays(today(draft), about === 'yesterday' ? -1 : 0))),
      ]);
    case 'whose':
      return looking && tellWhose(draft, helper, looking, underWay(draft, report));
    default:
      return tellList(draft, helper, about, report);
  }
}

/** Four lines at the end of the day, to whoever sells; on a closed day without anything, none. */
function tellClosing(draft: Draft, report: StaffReport, date: string): void {
  if (!opensOn(draft.world.files.shop.hours, date) && !hadActivity(report)) return;
  const { helpers } = staffOf(draft);
  for (const helper of helpers) {
    if (helper.role !== 'courier') tellHelper(draft, helper, [spoken(summaryWords(draft, helper, report, 'closing', date))]);
  }
}

function hadActivity({ sold, collected, failed }: StaffReport): boolean {
  return sold.count > 0 || collected !== 0 || failed.length > 0;
}

function underWay(draft: Draft, { toConfirm, toPrepare, toDeliver }: StaffReport): readonly Order[] {
  const numbers = [...toConfirm, ...toPrepare, ...toDeliver].toSorted((a, b) => a - b);
  return loadOrders(draft, numbers.map(String));
}

const IN_LIST: Readonly<Record<ListOf, (order: Order, report: StaffReport) => boolean>> = {
  orders: () => true,
  'to-collect': (order) => balance(order) > 0 && order.status !== 'pending_approval',
  'to-prepare': ({ number }, { toPrepare }) => toPrepare.includes(number),
  'to-send': ({ delivery, status }) => delivery.kind === 'home' && (status === 'confirmed' || status === 'preparing' || status === 'ready'),
  'to-deliver': ({ number }, { toDeliver }) => toDeliver.includes(number),
  late: ({ number }, { late }) => late.includes(number),
};

function tellList(draft: Draft, helper: Helper, about: ListOf, report: StaffReport): void {
  const texts = chatTexts(helper.language);
  const { title, none } = texts.lists[about];
  const found = underWay(draft, report).filter((order) => maySee(helper.role, order) && IN_LIST[about](order, report));
  if (found.length === 0) return say(draft, helper, none);
  const orders = found.slice(0, MENU_SIZE);
  const choices = orders.map((order) =>
    option(rowOf(order, helper), { ask: 'order', number: order.number }, { description: stateOf(order, helper, about) }),
  );
  const more = found.length > orders.length ? fill(texts.ordersMore, { shown: orders.length }) : '';
  const goods = about === 'to-prepare' ? goodsToPrepare(found) : [];
  const customers = new Set(orders.map(({ conversationId }) => conversationId));
  tellHelper(draft, helper, [spoken(told(fill(title, { count: found.length }), ...goods, more), choices)], ...customers);
}

/** Lines of what is to be put together. */
const MOST_GOODS = 15;

/** "3 × Polo (Rojo, M)", of all orders together: what she takes off the shelf. */
function goodsToPrepare(orders: readonly Order[]): readonly string[] {
  const units = new Map<string, number>();
  for (const { qty, name, detail } of orders.flatMap(({ lines }) => lines)) {
    const goods = detail === '' ? name : `${name} (${detail})`;
    units.set(goods, (units.get(goods) ?? 0) + qty);
  }
  const rows = [...units].toSorted(([, a], [, b]) => b - a).map(([goods, qty]) => `${qty} × ${goods}`);
  return rows.length > MOST_GOODS ? [...rows.slice(0, MOST_GOODS), '…'] : rows;
}

function rowOf({ number, customer, totals, currency }: Order, { language, role }: Helper): string {
  const texts = chatTexts(language);
  const facts = { number, name: customer.name, total: formatMoney(totals.total, currency) };
  return fill(role === 'courier' ? texts.orderRowShort : texts.orderRow, facts);
}

/** "Por cobrar · Sin pagar"; what is in it where it is to be prepared, where it goes for a courier. */
function stateOf(order: Order, { language, role }: Helper, about: ListOf): string {
  const { status, paymentStatus } = exportTexts(language);
  if (about === 'to-collect') return fill(chatTexts(language).owes, { balance: formatMoney(balance(order), order.currency) });
  if (role !== 'courier') return `${status[order.status]} · ${paymentStatus[order.paymentStatus]}`;
  const { delivery } = order;
  return delivery.kind === 'home' ? `${status[order.status]} · ${placeName(delivery, delivery.zoneName)}` : status[order.status];
}

/** Alerts that are named one by one. */
const ALERTS_SHOWN = 5;

function todayWords(draft: Draft, helper: Helper, report: StaffReport) {
  const texts = chatTexts(helper.language);
  const { sold, collected, toConfirm, toPrepare, toDeliver, late, alerts } = report;
  const money = (amount: Minor) => formatMoney(amount, draft.world.files.shop.currency);
  const waiting = alerts.slice(0, ALERTS_SHOWN).map((alert) => `• ${alertWords(alert, helper.language)}`);
  return told(
    fill(texts.today, { day: dayOf(draft, helper) }),
    pausedLine(draft, helper),
    fill(texts.todaySold, { count: sold.count, total: money(sold.total) }),
    fill(texts.todayCollected, { amount: money(collected) }),
    fill(texts.todayToDo, { toConfirm: toConfirm.length, toPrepare: toPrepare.length, toDeliver: toDeliver.length }),
    late.length === 0 ? '' : fill(texts.todayLate, { numbers: late.join(', ') }),
    ...(alerts.length === 0 ? [texts.todayCalm] : [texts.todayAlerts, ...waiting]),
    alerts.length > waiting.length ? fill(texts.todayMore, { count: alerts.length - waiting.length }) : '',
  );
}

function summaryWords(draft: Draft, helper: Helper, report: StaffReport, title: SummaryOf, date: string) {
  const texts = chatTexts(helper.language);
  const { sold, collected, toConfirm, toPrepare, toDeliver } = report;
  const money = (amount: Minor) => formatMoney(amount, draft.world.files.shop.currency);
  const isPast = title === 'yesterday' || title === 'week';
  return told(
    fill(texts[title], { day: dayWords(pageTexts(helper.language), date) }),
    fill(texts.sold, { count: sold.count, total: money(sold.total) }),
    fill(texts.collectedLine, { amount: money(collected) }),
    isPast ? '' : fill(texts.toDo, { toConfirm: toConfirm.length, toPrepare: toPrepare.length, toDeliver: toDeliver.length }),
    failedWords(report, helper),
  );
}

function failedWords({ failed }: StaffReport, { language }: Helper): string {
  const texts = chatTexts(language);
  if (failed.length === 0) return texts.failedNothing;
  return fill(texts.failed, { what: failed.map(({ kind, count }) => fill(texts.kinds[kind], { count })).join(', ') });
}

function pausedLine(draft: Draft, { language }: Helper): string {
  const { paused } = staffOf(draft);
  if (!paused) return '';
  return fill(chatTexts(language).pausedNow, { time: formatLocal(Date.parse(paused.at), draft.world.files.shop.timeZone, 'HH:mm') });
}

function dayOf(draft: Draft, { language }: Helper): string {
  return dayWords(pageTexts(language), today(draft));
}

/** YYYY-MM-DD where the shop is. */
function today({ world }: Draft): string {
  return localDate(world.now, world.files.shop.timeZone);
}

/** `file`: null where it could not be made; `reason` then says why. */
export function listCame(draft: Draft, { conversationId }: ListTask, file: Attachment | null, reason: string): void {
  const helper = helperIn(draft, conversationId);
  if (!helper) return;
  const texts = chatTexts(helper.language);
  if (!file) return say(draft, helper, fill(texts.listFailed, { reason }));
  tellHelper(draft, helper, [{ kind: 'file', rich: plain(fill(texts.list, { day: dayOf(draft, helper) })), file }]);
}
