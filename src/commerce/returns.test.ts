import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, minor } from './money.ts';
import type { Order, OrderLine } from './order.ts';
import type { OrderReturn } from './order-return.ts';
import { balance } from './payment-status.ts';
import type { Refusal } from './refusal.ts';
import {
  countersOf,
  deliveryLeft,
  isAllBack,
  moveReturn,
  type Returning,
  receiveReturn,
  requestReturn,
  returnable,
  returnCredit,
  returnValue,
  settleReturn,
  unitsBack,
} from './returns.ts';
import { anOrder, aReport, reported } from './test-order.ts';

const AT = '2027-03-10T15:00:00.000Z';
const LATER = '2027-03-11T15:00:00.000Z';

function line(of: Partial<OrderLine> = {}): OrderLine {
  const { qty = 2, net = minor(1000) } = of;
  const base = { id: 'l1', productId: 'polo', variantId: 'polo/rojo/m', name: 'Polo', detail: 'Rojo, M', tracked: true };
  return { ...base, unitPrice: minor(Math.floor(net / qty)), qty, net, discountShare: minor(0), ...of };
}

/** Delivered, with S/ 10.00 paid for two units. */
const delivered = (of: Parameters<typeof anOrder>[0] = {}) =>
  anOrder({ status: 'delivered', lines: [line()], payments: reported(aReport()), ...of });

const wish = (qty: number, lineId = 'l1') => ({ kind: 'return', lines: [{ lineId, qty }], reason: 'size', by: 'customer' }) as const;

function done(outcome: Returning): { readonly order: Order; readonly returned: OrderReturn } {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

const asked = (order: Order, qty: number, at = AT) => done(requestReturn(order, wish(qty), at)).order;
const back = (order: Order, received: number, resellable: number, at = AT) =>
  done(receiveReturn(done(moveReturn(order, null, 'approve')).order, null, [{ lineId: 'l1', received, resellable }], at)).order;

describe('what comes back', () => {
  test('S85 · of two that came back one can be sold again; both are worth what was paid', () => {
    const order = back(asked(delivered(), 2), 2, 1);
    expect(order.lines[0]).toMatchObject({ returnReceived: 2 });
    expect(order.lines[0]?.returnRequested).toBeUndefined();
    const [returned] = order.returns ?? [];
    expect(returned && unitsBack(order, returned)).toEqual([{ variantId: 'polo/rojo/m', qty: 1 }]);
    expect(returned && returnValue(order, returned)).toBe(1000);
    expect(isAllBack(order)).toBe(true);
    expect(balance(order)).toBe(-1000);
  });

  test('S86 · three of two, one more while two are on their way; calling it off frees them', () => {
    expect(requestReturn(delivered(), wish(3), AT)).toMatchObject({ code: 'RETURN_EXCEEDS', max: 2 });
    const both = asked(delivered(), 2);
    expect(requestReturn(both, wish(1), AT)).toMatchObject({ code: 'RETURN_EXCEEDS', max: 0 });
    const off = done(moveReturn(both, null, 'cancel')).order;
    expect(requestReturn(off, wish(1), AT)).toMatchObject({ ok: true, returned: { id: '1001-D2' } });
  });

  test('S87 · not received before it is approved, not refunded before it came', () => {
    const order = asked(delivered(), 1);
    const refusals: Refusal[] = [receiveReturn(order, null, null, AT), settleReturn(order, 'D1', { refunded: minor(500) })].flatMap(
      (outcome) => (outcome.ok ? [] : [outcome]),
    );
    expect(refusals).toEqual([
      {
        ok: false,
        code: 'ILLEGAL_RETURN',
        returnId: '1001-D1',
        command: 'receive',
        from: 'requested',
        allowed: ['approved', 'rejected', 'cancelled'],
      },
      {
        ok: false,
        code: 'ILLEGAL_RETURN',
        returnId: '1001-D1',
        command: 'refund',
        from: 'requested',
        allowed: ['approved', 'rejected', 'cancelled'],
      },
    ]);
    expect(receiveReturn(delivered(), null, null, AT)).toMatchObject({ code: 'RETURN_NOT_FOUND' });
  });

  test('nothing comes back from an order that was not delivered, of a line that is not there, or of no units', () => {
    expect(requestReturn(delivered({ status: 'preparing' }), wish(1), AT)).toMatchObject({ code: 'ILLEGAL_TRANSITION', to: 'returned' });
    expect(requestReturn(delivered(), wish(1, 'l9'), AT)).toMatchObject({ code: 'LINE_NOT_FOUND' });
    expect(requestReturn(delivered(), wish(0), AT)).toMatchObject({ code: 'INVALID_QUANTITY' });
    expect(requestReturn(delivered(), { ...wish(1), lines: [] }, AT)).toMatchObject({ code: 'RETURN_EXCEEDS', max: 0 });
  });

  test('what was announced and did not come can be announced again', () => {
    const order = back(asked(delivered(), 2), 1, 1);
    const [first] = order.lines;
    expect(first && returnable(order, first)).toBe(1);
    expect(receiveReturn(asked(order, 1), '1001-D2', null, AT)).toMatchObject({ code: 'ILLEGAL_RETURN' });
  });

  test('more cannot come than was announced, nor more be fit for sale than came', () => {
    const order = done(moveReturn(asked(delivered(), 1), null, 'approve')).order;
    expect(receiveReturn(order, null, [{ lineId: 'l1', received: 2, resellable: 0 }], AT)).toMatchObject({
      code: 'RETURN_EXCEEDS',
      max: 1,
    });
    expect(receiveReturn(order, null, [{ lineId: 'l1', received: 1, resellable: 2 }], AT)).toMatchObject({ code: 'INVALID_QUANTITY' });
    expect(receiveReturn(order, null, [{ lineId: 'l1', received: 0, resellable: 0 }], AT)).toMatchObject({ code: 'INVALID_QUANTITY' });
  });

  test('agreed for less, nothing more is owed; the delivery is given back once', () => {
    const totals = { merchandise: minor(1000), discount: minor(0), delivery: minor(300), total: minor(1300) };
    const order = back(asked(delivered({ totals, payments: reported(aReport({ amount: minor(1300) })) }), 1), 1, 1);
    expect(deliveryLeft(order)).toBe(300);
    const less = done(settleReturn(order, null, { refunded: minor(400) })).order;
    expect(returnCredit(less)).toBe(400);
    expect(deliveryLeft(less)).toBe(300);
    const withDelivery = done(settleReturn(order, null, { refunded: minor(800) })).order;
    expect(deliveryLeft(withDelivery)).toBe(0);
  });

  test('however the units of a line come back, together they are worth what was paid for it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.array(fc.integer({ min: 1, max: 12 })),
        (qty, net, parts) => {
          let order = delivered({ lines: [line({ qty, net: minor(net), unitPrice: minor(0) })] });
          for (const [index, part] of [...parts, qty].entries()) {
            const left = order.lines[0] ? returnable(order, order.lines[0]) : 0;
            const units = Math.min(part, left);
            if (units > 0) order = back(asked(order, units), units, 0, index % 2 === 0 ? AT : LATER);
          }
          const returns = order.returns ?? [];
          expect(add(...returns.map((returned) => returnValue(order, returned)))).toBe(net);
          expect(countersOf(returns, 'l1')).toEqual({ requested: 0, received: qty });
        },
      ),
    );
  });
});
