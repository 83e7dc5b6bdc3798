/** News of payments, from the practice provider's signed notifications to the shop's door, over real HTTP. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/log.ts';
import { LARGEST_NOTIFICATION, mercadoPagoRoutes } from '../../../src/payments/mercado-pago/webhook.ts';
import { anOrder, type Bench, type BenchOptions, openBench, openPractice } from './fixture.ts';

interface Shop {
  readonly url: string;
  /** Payments the shop was told of, in the order in which they came. */
  readonly news: string[];
  readonly requestIds: string[];
  /** The status of every answer. */
  readonly answers: number[];
  keep: () => Promise<'kept' | 'unavailable'>;
  /** Resolves when so many requests were answered. */
  answered(count: number): Promise<void>;
}

/** A shop's door on a port of its own, that keeps what it is told. */
async function openShop({ payments, clock }: Pick<Bench, 'payments' | 'clock'>): Promise<Shop> {
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const routes = mercadoPagoRoutes({
    payments,
    now: clock.now,
    log: createLog({ level: 'silent' }),
    onNews: async (paymentId, requestId) => {
      shop.news.push(paymentId);
      shop.requestIds.push(requestId);
      return await shop.keep();
    },
  });
  const server = createServer(
    getRequestListener(async (request) => {
      const answer = await routes.fetch(request);
      shop.answers.push(answer.status);
      for (const { count, resolve } of waiting) if (shop.answers.length >= count) resolve();
      return answer;
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The shop has no port');
  const shop: Shop = {
    url: `http://127.0.0.1:${address.port}/webhooks/mercadopago`,
    news: [],
    requestIds: [],
    answers: [],
    keep: async () => 'kept',
    async answered(count) {
      if (shop.answers.length >= count) return;
      await new Promise<void>((resolve) => waiting.push({ count, resolve }));
    },
  };
  return shop;
}

async function openSale(options: BenchOptions = {}): Promise<Bench & { readonly shop: Shop; readonly ref: string }> {
  const bench = await openBench(options);
  const shop = await openShop(bench);
  const link = await bench.payments.createLink(anOrder({ notificationUrl: shop.url }));
  return { ...bench, shop, ref: link.providerRef };
}

describe('news of a payment', () => {
  test('come signed, are kept, and lead to the payment', async () => {
    const { practice, payments, shop, ref } = await openSale();
    const id = await practice.control.pay(ref, 'approved');
    expect(shop).toMatchObject({ news: [id], answers: [200] });
    expect(await payments.fetchPayment(id)).toMatchObject({ status: 'approved', reference: 'ord_1001.k3j9' });
  });

  test.each([
    ['old', ['new', 'old'], 200],
    ['new', ['new', 'old'], 200],
    ['new', ['new'], 200],
    ['old', ['new'], 401],
  ] as const)('P31 · signed with the %s secret by a provider, where the shop believes %j: %i', async (webhookSecret, secrets, answer) => {
    const { practice, shop, ref } = await openSale({ webhookSecret, secrets });
    await practice.control.pay(ref, 'approved');
    expect(shop.answers[0]).toBe(answer);
  });

  test('come again when the payment changes, with another request id', async () => {
    const { practice, shop, ref } = await openSale();
    const id = await practice.control.pay(ref, 'voucher');
    await practice.control.move(id, 'approve');
    expect(shop.news).toEqual([id, id]);
    expect(new Set(shop.requestIds).size).toBe(2);
  });

  test('that the shop cannot keep are answered with 503 and come again', async () => {
    const { practice, shop, ref } = await openSale();
    let tries = 0;
    shop.keep = async () => (++tries < 3 ? 'unavailable' : 'kept');
    await practice.control.pay(ref, 'approved');
    await shop.answered(3);
    expect(shop.answers).toEqual([503, 503, 200]);
  });

  test('that the shop fails to keep are not confirmed either', async () => {
    const { practice, shop, ref } = await openSale();
    let tries = 0;
    shop.keep = async () => {
      if (++tries === 1) throw new Error('disk full');
      return 'kept';
    };
    await practice.control.pay(ref, 'approved');
    await shop.answered(2);
    expect(shop.answers).toEqual([503, 200]);
  });

  test('that come five times are kept five times: the shop decides what is new', async () => {
    const { practice, shop, ref } = await openSale();
    practice.control.failNotifications({ kind: 'duplicate', times: 5 });
    const id = await practice.control.pay(ref, 'approved');
    expect(shop.news).toEqual([id, id, id, id, id]);
  });

  test('that are lost are found by searching', async () => {
    const { practice, payments, shop, ref } = await openSale();
    practice.control.failNotifications({ kind: 'drop' });
    const id = await practice.control.pay(ref, 'approved');
    expect(shop.answers).toEqual([]);
    expect((await payments.findByReference('ord_1001.k3j9')).map(({ paymentId }) => paymentId)).toEqual([id]);
  });

  test('that come in the wrong order lead to the same payment', async () => {
    const { practice, shop, ref } = await openSale();
    practice.control.failNotifications({ kind: 'hold' }, 2);
    const first = await practice.control.pay(ref, 'rejected');
    const second = await practice.control.pay(ref, 'approved');
    expect(shop.news).toEqual([]);
    await practice.control.releaseHeld();
    expect(shop.news).toEqual([second, first]);
  });

  test.each(['wrong-secret', 'unsigned'] as const)('that are forged (%s) are refused, and nobody is asked about them', async (kind) => {
    const { practice, shop, ref } = await openSale();
    const callsBefore = practice.control.calls.length;
    practice.control.failNotifications({ kind });
    await practice.control.pay(ref, 'approved');
    expect(shop).toMatchObject({ news: [], answers: [401] });
    expect(practice.control.calls).toHaveLength(callsBefore);
  });

  test('about something that is no payment are answered, so that they stop, and ignored', async () => {
    const { practice, shop } = await openSale();
    await practice.control.notify(shop.url, 'topic_merchant_order_wh', '77');
    expect(shop).toMatchObject({ news: [], answers: [200] });
  });
});

describe('the door', () => {
  const refusedWith = async (response: Response) => ({ status: response.status, body: await response.text() });

  test('says nothing to a stranger', async () => {
    const { shop } = await openSale();
    const answer = await fetch(`${shop.url}?data.id=1&type=payment`, { method: 'POST', body: '{"data":{"id":"1"}}' });
    expect(await refusedWith(answer)).toEqual({ status: 401, body: '' });
    expect(shop.news).toEqual([]);
  });

  test('does not read a body that is too large', async () => {
    const { shop } = await openSale();
    const answer = await fetch(shop.url, { method: 'POST', body: 'x'.repeat(LARGEST_NOTIFICATION + 1) });
    expect(await refusedWith(answer)).toEqual({ status: 413, body: '' });
  });

  test('believes the signed id, not the one in the body', async () => {
    const bench = await openBench();
    const shop = await openShop(bench);
    const practice = await openPractice(bench.clock, {
      fetch: (url, init) => fetch(url, { ...init, body: JSON.stringify({ data: { id: '666' } }) }),
    });
    await practice.control.notify(shop.url, 'payment', '134700000000');
    expect(shop).toMatchObject({ news: ['134700000000'], answers: [200] });
  });
});
