import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RawNotification } from '../port.ts';
import { verifyNotification } from './notification.ts';

const SECRET = 'the-secret';
const SECONDS = '1742505638';
const MILLISECONDS = '1742505638683';

interface Signed {
  readonly id?: string;
  readonly requestId?: string;
  readonly ts?: string;
  readonly secret?: string;
}

/** As Mercado Pago signs: parts whose value is absent are left out of the manifest. */
function signature({ id, requestId, ts = MILLISECONDS, secret = SECRET }: Signed): string {
  const manifest = `${id ? `id:${id};` : ''}${requestId ? `request-id:${requestId};` : ''}ts:${ts};`;
  return `ts=${ts},v1=${createHmac('sha256', secret).update(manifest).digest('hex')}`;
}

function notification(query: Record<string, string>, headers: Record<string, string>): RawNotification {
  return { query, headers, receivedAt: 1_742_505_640_000 };
}

const payment = { 'data.id': '134700000000', type: 'payment' };
const request = { 'x-request-id': 'req-1' };
const paymentSigned = (change: Signed = {}) => signature({ id: '134700000000', requestId: 'req-1', ...change });
const news = { ok: true, topic: 'payment', resourceId: '134700000000' };

describe('a notification', () => {
  test.each<[story: string, query: Record<string, string>, headers: Record<string, string>, expected: object]>([
    ['with the time in milliseconds is believed', payment, { ...request, 'x-signature': paymentSigned() }, news],
    ['with the time in seconds is believed', payment, { ...request, 'x-signature': paymentSigned({ ts: SECONDS }) }, news],
    [
      'from two hours ago is believed: a retry need not be signed anew',
      payment,
      { ...request, 'x-signature': paymentSigned({ ts: String(1_742_505_640_000 - 7_200_000) }) },
      news,
    ],
    [
      'without a request id is believed when it was signed without one',
      payment,
      { 'x-signature': signature({ id: '134700000000' }) },
      news,
    ],
    [
      'whose id was signed in lower case is believed, and the id is the one of the query',
      { 'data.id': 'ORD01ABC', type: 'order' },
      { ...request, 'x-signature': signature({ id: 'ord01abc', requestId: 'req-1' }) },
      { ok: true, topic: 'other', resourceId: 'ORD01ABC' },
    ],
    [
      'whose id was signed as it is written is believed',
      { 'data.id': 'ORD01ABC', type: 'order' },
      { ...request, 'x-signature': signature({ id: 'ORD01ABC', requestId: 'req-1' }) },
      { ok: true, topic: 'other', resourceId: 'ORD01ABC' },
    ],
    [
      'with its parts in another order and spaces is believed',
      payment,
      { ...request, 'x-signature': paymentSigned().split(',').toReversed().join(' , ') },
      news,
    ],
    ['without a signature is refused', payment, request, { ok: false, reason: 'no-signature' }],
    [
      'with garbage for a signature is refused',
      payment,
      { ...request, 'x-signature': 'ts=now,v1=yes' },
      { ok: false, reason: 'no-signature' },
    ],
    [
      'signed with another secret is refused',
      payment,
      { ...request, 'x-signature': paymentSigned({ secret: 'other' }) },
      { ok: false, reason: 'bad-signature' },
    ],
    [
      'whose id was changed is refused',
      { 'data.id': '134700000001', type: 'payment' },
      { ...request, 'x-signature': paymentSigned() },
      { ok: false, reason: 'bad-signature' },
    ],
    [
      'whose request id was changed is refused',
      payment,
      { 'x-request-id': 'req-2', 'x-signature': paymentSigned() },
      { ok: false, reason: 'bad-signature' },
    ],
    [
      'without an id in the query is refused, although its signature is good',
      { type: 'payment' },
      { ...request, 'x-signature': signature({ requestId: 'req-1' }) },
      { ok: false, reason: 'no-id' },
    ],
    [
      'with an id that was not signed is refused, although the rest was',
      payment,
      { ...request, 'x-signature': signature({ requestId: 'req-1' }) },
      { ok: false, reason: 'bad-signature' },
    ],
    [
      'that moves the request id into the id is refused: the signed text would be the same',
      { 'data.id': '134700000000;request-id:req-1', type: 'payment' },
      { 'x-signature': paymentSigned() },
      { ok: false, reason: 'no-id' },
    ],
    [
      'of the old kind (topic and id, unsigned) is refused',
      { topic: 'payment', id: '134700000000' },
      request,
      { ok: false, reason: 'no-signature' },
    ],
  ])('%s', (_story, query, headers, expected) => {
    expect(verifyNotification(notification(query, headers), [SECRET])).toEqual(expected);
  });

  const good = notification(payment, { ...request, 'x-signature': paymentSigned() });

  test('P31 · is believed with the old and the new secret while they are exchanged', () => {
    expect(verifyNotification(good, ['new', SECRET])).toEqual(news);
    expect(verifyNotification(good, [SECRET, 'new'])).toEqual(news);
  });

  test('is never believed without a secret, nor with an empty one', () => {
    const forged = notification(payment, { ...request, 'x-signature': paymentSigned({ secret: '' }) });
    expect(verifyNotification(good, [])).toEqual({ ok: false, reason: 'bad-signature' });
    expect(verifyNotification(forged, [''])).toEqual({ ok: false, reason: 'bad-signature' });
  });
});
