/**
 * Goods that come back (facts/commerce.md §3.8): asked for, approved, received line by line, and their money
 * given back; or changed for something else, which is a return and a new order that know each other. How many
 * units of a line are on their way back or came back stands on the line, written here and nowhere else.
 */
import { add, type Minor, minor, mulDiv, subtract, ZERO } from './money.ts';
import type { Order, OrderLine } from './order.ts';
import type { OrderReturn, ReturnCommand, ReturnLine, ReturnReason, ReturnStatus } from './order-return.ts';
import type { Refusal, RefusalOf } from './refusal.ts';

/** From where each step may be taken, and where it leads. */
const STEPS: Readonly<Record<ReturnCommand, { readonly from: readonly ReturnStatus[]; readonly to: ReturnStatus }>> = {
  approve: { from: ['requested'], to: 'approved' },
  reject: { from: ['requested'], to: 'rejected' },
  receive: { from: ['approved'], to: 'received' },
  refund: { from: ['received'], to: 'refunded' },
  exchange: { from: ['received'], to: 'refunded' },
  cancel: { from: ['requested', 'approved'], to: 'cancelled' },
};

const OPEN: ReadonlySet<ReturnStatus> = new Set(['requested', 'approved']);
const CAME_BACK: ReadonlySet<ReturnStatus> = new Set(['received', 'refunded']);
/** Where an order is when it is with the customer. */
const DELIVERED: ReadonlySet<Order['status']> = new Set(['delivered', 'closed']);

export type Returning = { readonly ok: true; readonly order: Order; readonly returned: OrderReturn } | Refusal;

/** Where a return is still going on, no order is over. */
export function hasOpenReturn({ returns = [] }: Pick<Order, 'returns'>): boolean {
  return returns.some(({ status }) => OPEN.has(status) || status === 'received');
}

export function mayReturn(order: Pick<Order, 'status' | 'lines'>): boolean {
  return DELIVERED.has(order.status) && order.lines.some((line) => returnable(order, line) > 0);
}

/** Units of a line that can still be announced: those delivered, less those that came back or are on their way. */
export function returnable({ status }: Pick<Order, 'status'>, line: OrderLine): number {
  return DELIVERED.has(status) ? line.qty - (line.returnRequested ?? 0) - (line.returnReceived ?? 0) : 0;
}

export interface ReturnWish {
  readonly kind: OrderReturn['kind'];
  readonly lines: readonly { readonly lineId: string; readonly qty: number }[];
  readonly reason: ReturnReason;
  readonly by: OrderReturn['by'];
  readonly wants?: string;
}

/** A withdrawal is approved as it is written down. `at`: UTC ISO instant. */
export function requestReturn(order: Order, { kind, lines, reason, by, wants }: ReturnWish, at: string): Returning {
  if (!DELIVERED.has(order.status))
    return { ok: false, code: 'ILLEGAL_TRANSITION', command: 'completeReturn', from: order.status, to: 'returned', allowed: [] };
  const refused = refuseLines(order, lines);
  if (refused) return refused;
  const before = order.returns ?? [];
  const returned: OrderReturn = {
    id: `${order.id}-D${before.length + 1}`,
    kind,
    status: kind === 'withdrawal' ? 'approved' : 'requested',
    lines: lines.map((line) => ({ ...line, received: 0, resellable: 0 })),
    reason,
    by,
    requestedAt: at,
    ...(wants !== undefined && { wants }),
  };
  return { ok: true, order: withReturns(order, [...before, returned]), returned };
}

function refuseLines(order: Order, lines: ReturnWish['lines']): Refusal | null {
  if (lines.length === 0) return { ok: false, code: 'RETURN_EXCEEDS', lineId: null, max: 0 };
  for (const { lineId, qty } of lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) return { ok: false, code: 'LINE_NOT_FOUND', lineId };
    if (!Number.isSafeInteger(qty) || qty < 1) return { ok: false, code: 'INVALID_QUANTITY', qty };
    const max = returnable(order, line);
    if (qty > max) return { ok: false, code: 'RETURN_EXCEEDS', lineId, max };
  }
  return null;
}

/** Approved, rejected or called off; `note`: why. */
export function moveReturn(order: Order, returnId: string | null, command: 'approve' | 'reject' | 'cancel', note?: string): Returning {
  return step(order, returnId, command, () => ({ ...(note !== undefined && { note }) }));
}

export interface Received {
  readonly lineId: string;
  readonly received: number;
  readonly resellable: number;
}

/** `counts` null: all that was announced came, fit to be sold again. What did not come can be announced again. */
export function receiveReturn(order: Order, returnId: string | null, counts: readonly Received[] | null, at: string): Returning {
  const found = returnFor(order, returnId, 'receive');
  if ('code' in found) return found;
  const lines = found.lines.map((line): ReturnLine => {
    const count = counts?.find(({ lineId }) => lineId === line.lineId);
    if (counts === null) return { ...line, received: line.qty, resellable: line.qty };
    return { ...line, received: count?.received ?? 0, resellable: count?.resellable ?? 0 };
  });
  for (const { lineId, qty, received, resellable } of lines) {
    const isCount = Number.isSafeInteger(received) && Number.isSafeInteger(resellable) && resellable >= 0 && resellable <= received;
    if (!isCount) return { ok: false, code: 'INVALID_QUANTITY', qty: resellable };
    if (received > qty) return { ok: false, code: 'RETURN_EXCEEDS', lineId, max: qty };
  }
  if (lines.every(({ received }) => received === 0)) return { ok: false, code: 'INVALID_QUANTITY', qty: 0 };
  return step(order, found.id, 'receive', () => ({ lines, receivedAt: at }));
}

/** Written down as given back; the money itself moves with `refunds.ts`. */
export function settleReturn(
  order: Order,
  returnId: string | null,
  by: { readonly refunded: Minor; readonly replacement?: string },
): Returning {
  return step(order, returnId, by.replacement === undefined ? 'refund' : 'exchange', () => by);
}

/**
 * What a return is worth: the value of the units that came with it, after the discounts, counted on from those
 * that came before, so that all units of a line together are worth exactly what was paid for it (§3.5).
 */
export function returnValue(order: Pick<Order, 'lines' | 'returns'>, returned: OrderReturn): Minor {
  const earlier = (order.returns ?? []).filter((other) => CAME_BACK.has(other.status) && isBefore(other, returned));
  return add(
    ...returned.lines.map(({ lineId, received }) => {
      const line = order.lines.find(({ id }) => id === lineId);
      if (!line) return ZERO;
      const before = unitsIn(earlier, lineId);
      return subtract(worthOf(line, before + received), worthOf(line, before));
    }),
  );
}

/** By when they were received; those of one instant in the order in which they were asked. */
function isBefore(other: OrderReturn, returned: OrderReturn): boolean {
  const [a, b] = [other.receivedAt ?? '', returned.receivedAt ?? ''];
  return a < b || (a === b && other.id < returned.id);
}

function unitsIn(returns: readonly OrderReturn[], lineId: string): number {
  return returns.reduce((sum, { lines }) => sum + (lines.find((line) => line.lineId === lineId)?.received ?? 0), 0);
}

/** Of the first `units` of a line. */
function worthOf({ net, qty }: OrderLine, units: number): Minor {
  return mulDiv(net, units, qty);
}

/** What of the total is not owed any more: what came back, or what was agreed for it. */
export function returnCredit(order: Pick<Order, 'lines' | 'returns'>): Minor {
  const back = (order.returns ?? []).filter(({ status }) => CAME_BACK.has(status));
  return add(...back.map((returned) => returned.refunded ?? returnValue(order, returned)));
}

/** The return that a command means: the one that is named, else the oldest that it can be given for. */
export function returnFor(
  { returns = [] }: Pick<Order, 'returns'>,
  returnId: string | null,
  command: ReturnCommand,
): OrderReturn | RefusalOf<'RETURN_NOT_FOUND' | 'ILLEGAL_RETURN'> {
  const { from } = STEPS[command];
  const found =
    returnId === null
      ? (returns.find(({ status }) => from.includes(status)) ?? returns.at(-1))
      : returns.find(({ id }) => id === returnId || id.endsWith(`-${returnId.toUpperCase()}`));
  if (!found) return { ok: false, code: 'RETURN_NOT_FOUND', returnId };
  if (!from.includes(found.status))
    return { ok: false, code: 'ILLEGAL_RETURN', returnId: found.id, command, from: found.status, allowed: allowedFrom(found.status) };
  return found;
}

export function hasReturnFor(order: Pick<Order, 'returns'>, command: ReturnCommand): boolean {
  return !('code' in returnFor(order, null, command));
}

/** Where a return may go from here. */
function allowedFrom(status: ReturnStatus): readonly ReturnStatus[] {
  return [...new Set(Object.values(STEPS).flatMap(({ from, to }) => (from.includes(status) ? [to] : [])))];
}

function step(order: Order, returnId: string | null, command: ReturnCommand, change: () => Partial<OrderReturn>): Returning {
  const found = returnFor(order, returnId, command);
  if ('code' in found) return found;
  const returned: OrderReturn = { ...found, ...change(), status: STEPS[command].to };
  const returns = (order.returns ?? []).map((other) => (other.id === found.id ? returned : other));
  return { ok: true, order: withReturns(order, returns), returned };
}

/** The order with other returns and the counters they mean: the only way in which either changes. */
function withReturns(order: Order, returns: readonly OrderReturn[]): Order {
  const lines = order.lines.map((line): OrderLine => {
    const { returnRequested: _before, returnReceived: _too, ...plain } = line;
    const { requested, received } = countersOf(returns, line.id);
    return { ...plain, ...(requested > 0 && { returnRequested: requested }), ...(received > 0 && { returnReceived: received }) };
  });
  return { ...order, lines, returns, version: order.version + 1 };
}

/** Units of a line that were announced and have not come, and units that came. */
export function countersOf(returns: readonly OrderReturn[], lineId: string): { readonly requested: number; readonly received: number } {
  const of = (returned: OrderReturn) => returned.lines.find((line) => line.lineId === lineId);
  const sum = (which: ReadonlySet<ReturnStatus>, count: 'qty' | 'received') =>
    returns.reduce((units, returned) => units + (which.has(returned.status) ? (of(returned)?.[count] ?? 0) : 0), 0);
  return { requested: sum(OPEN, 'qty'), received: sum(CAME_BACK, 'received') };
}

/** All that was delivered came back: the order is `returned`. */
export function isAllBack({ lines }: Pick<Order, 'lines'>): boolean {
  return lines.every((line) => (line.returnReceived ?? 0) === line.qty);
}

/** Counted units that can be sold again, by variant. */
export function unitsBack(
  order: Pick<Order, 'lines'>,
  { lines }: OrderReturn,
): readonly { readonly variantId: string; readonly qty: number }[] {
  const units = new Map<string, number>();
  for (const { lineId, resellable } of lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line?.tracked && resellable > 0) units.set(line.variantId, (units.get(line.variantId) ?? 0) + resellable);
  }
  return [...units].map(([variantId, qty]) => ({ variantId, qty }));
}

/** Delivery that can still be given back with a return: never twice. */
export function deliveryLeft(order: Pick<Order, 'lines' | 'returns' | 'totals'>): Minor {
  const given = (order.returns ?? []).reduce(
    (sum, returned) =>
      sum + Math.max(0, (returned.refunded ?? ZERO) - (returned.refunded === undefined ? 0 : returnValue(order, returned))),
    0,
  );
  return minor(Math.max(0, order.totals.delivery - given));
}
