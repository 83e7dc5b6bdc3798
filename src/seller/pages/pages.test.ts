/** What the seller finds on her pages, with no order, with one and with many. */
import { describe, expect, test } from 'vitest';
import { minor } from '../../commerce/money.ts';
import { aShop } from '../../commerce/test-shop.ts';
import type { LoggedMessage } from '../../conversation/message.ts';
import type { Alert } from '../../decisions/alert.ts';
import { readPdf } from '../exports/paper/reading-back.ts';
import { sampleSource } from '../exports/sample-source.ts';
import { paidReport, sampleOrder } from '../order-sample.ts';
import { KEY, manyOrders, NOW, samplePages } from './sample-pages.ts';

const HOSTILE = `<img src=x onerror="alert(1)">'&amp;`;

function alert(change: Partial<Alert> & Pick<Alert, 'kind'>): Alert {
  return { id: `${change.kind}:1001`, at: new Date(NOW - 720_000).toISOString(), data: {}, ...change };
}

describe('Hoy', () => {
  test('before the first order it says what to do first', async () => {
    const page = await samplePages().page('/seller');
    expect(page).toContain('Nada te espera');
    expect(page).toContain('Tu primer pedido');
    expect(page).toContain('<a class="pill main" href="/">');
    expect(page).not.toContain('Pedidos de hoy');
  });

  test('what waits is counted, said in words, and each thing has its next step', async () => {
    const orders = [sampleOrder()];
    const alerts = [
      alert({ kind: 'order-paid', orderId: '1001', conversationId: 'web:main:c0', data: { number: 1001 } }),
      alert({ kind: 'person-wanted', conversationId: 'web:main:c0' }),
    ];
    const page = await samplePages({ orders, alerts: () => alerts }).page('/seller');
    expect(page).toContain('Te esperan 2 cosas');
    expect(page).toContain('Pagaron el pedido 1001: prepáralo');
    expect(page).toContain('Rosa Quispe · S/ 133.00 · ');
    expect(page).toContain('href="/seller/orders/1001"');
    expect(page).toContain('href="/seller/conversations/web%3Amain%3Ac0"');
    expect(page).toContain('value="order-paid:1001"');
  });

  test('one thing is one thing', async () => {
    expect(await samplePages({ alerts: () => [alert({ kind: 'person-wanted' })] }).page('/seller')).toContain('Te espera 1 cosa');
  });

  test('what went wrong with money comes before work to do', async () => {
    const alerts = [
      alert({ kind: 'order-paid', at: new Date(NOW).toISOString(), data: { number: 1002 } }),
      alert({ kind: 'payment-twice', at: new Date(NOW - 9e6).toISOString(), data: { number: 1001, amount: 'S/ 133.00' } }),
    ];
    const page = await samplePages({ alerts: () => alerts }).page('/seller');
    expect(page.indexOf('se pagó dos veces (S/ 133.00 de más)')).toBeGreaterThan(0);
    expect(page.indexOf('se pagó dos veces')).toBeLessThan(page.indexOf('Pagaron el pedido'));
  });

  test('an alert about an order that is not among the newest still finds it', async () => {
    const old = sampleOrder({ number: 7, customer: { name: 'Vieja Clienta', phone: '', language: 'es' } });
    const pages = samplePages({
      alerts: () => [alert({ kind: 'payment-for-dead-order', orderId: '7', data: { number: 7, amount: 'S/ 1.00' } })],
      order: async (number) => (number === 7 ? old : undefined),
    });
    expect(await pages.page('/seller')).toContain('Vieja Clienta');
  });

  test('the day in numbers', async () => {
    const page = await samplePages({ orders: manyOrders(30, { payments: { attempts: [], reports: {} } }) }).page('/seller');
    expect(page).toMatch(/Pedidos de hoy<\/dt><dd>16</);
    expect(page).toContain('Ver todos los pedidos');
    expect(page.match(/class="card row"/g)).toHaveLength(10);
  });

  test('in practice mode it says so, and counts practice orders only', async () => {
    const orders = [
      sampleOrder({ number: 1002, live: false, placedAt: new Date(NOW).toISOString() }),
      sampleOrder({ number: 1001, live: true, placedAt: new Date(NOW).toISOString() }),
    ];
    const practice = await samplePages({ practice: true, orders }).page('/seller');
    expect(practice).toContain('Modo práctica');
    expect(practice).toMatch(/Pedidos de hoy<\/dt><dd>1</);
    const live = await samplePages({ orders }).page('/seller');
    expect(live).not.toContain('Modo práctica');
    expect(live).toMatch(/Pedidos de hoy<\/dt><dd>1</);
  });

  test('a part that does not work is named with what it says', async () => {
    const health = () => [
      { name: 'store', ok: true, words: 'fine' },
      { name: 'telegram', ok: false, words: 'no answer since 14:02' },
    ];
    const page = await samplePages({ health }).page('/seller');
    expect(page).toContain('Con problemas');
    expect(page).toContain('no answer since 14:02');
  });

  test.each([
    ['pt', 'Nada espera por você', 'lang="pt"'],
    ['en', 'Nothing waits for you', 'lang="en"'],
  ] as const)('speaks the language of the shop: %s', async (language, words, lang) => {
    const page = await samplePages({ shop: () => aShop({ language }) }).page('/seller');
    expect(page).toContain(words);
    expect(page).toContain(lang);
  });
});

describe('the list of orders', () => {
  test('without orders it says what to do first', async () => {
    expect(await samplePages().page('/seller/orders')).toContain('Tu primer pedido');
  });

  test('an empty state says where to look, when there are orders elsewhere', async () => {
    const page = await samplePages({ orders: manyOrders(2) }).page('/seller/orders?state=dead');
    expect(page).toContain('Aquí no hay ninguno');
  });

  test('a card says who, what, how much, since when, where it is and what is next', async () => {
    const page = await samplePages({ orders: manyOrders(1, { status: 'ready' }) }).page('/seller/orders');
    for (const words of ['Rosa Quispe', '2\u00a0× Polo de algodón (Rojo, M)', 'S/ 133.00', '15:30', 'Listo', 'Enviar'])
      expect(page).toContain(words);
  });

  test('fifty a page, from the newest to the oldest, none twice and none left out', async () => {
    const pages = samplePages({ orders: manyOrders(120) });
    const seen: string[] = [];
    let path: string | undefined = '/seller/orders';
    const sizes: number[] = [];
    while (path) {
      const page: string = await pages.page(path);
      const numbers = [...page.matchAll(/class="whole" href="\/seller\/orders\/(\d+)"/g)].map((match) => match[1] ?? '');
      sizes.push(numbers.length);
      seen.push(...numbers);
      path = /href="(\/seller\/orders\?before=[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(sizes).toEqual([50, 50, 20]);
    expect(seen).toEqual(manyOrders(120).map((order) => order.id));
  });

  test('a full last page does not lead to an empty one', async () => {
    expect(await samplePages({ orders: manyOrders(50) }).page('/seller/orders')).not.toContain('before=');
  });

  test('a filter finds its orders far back, and its pages keep it', async () => {
    const orders = manyOrders(700).map((order, index) => (index % 10 === 9 ? { ...order, status: 'cancelled' as const } : order));
    const pages = samplePages({ orders });
    const first = await pages.page('/seller/orders?state=dead');
    expect(first.match(/class="card row"/g)).toHaveLength(50);
    const older = /href="(\/seller\/orders\?before=\d+&(?:amp;)?state=dead)"/.exec(first)?.[1]?.replaceAll('&amp;', '&');
    expect((await pages.page(older ?? '')).match(/class="card row"/g)).toHaveLength(20);
  });

  test('an address with nonsense shows the whole list', async () => {
    const page = await samplePages({ orders: manyOrders(2) }).page('/seller/orders?state=toString&before=-1');
    expect(page.match(/class="card row"/g)).toHaveLength(2);
  });
});

describe('one order', () => {
  test('shows it whole', async () => {
    const order = sampleOrder({
      note: 'Tocar el timbre',
      totals: { ...sampleOrder().totals, discount: minor(500), total: minor(12800) },
    });
    const page = await samplePages({ orders: [order] }).page('/seller/orders/1001');
    for (const words of [
      'Pedido 1001',
      'Próxima acción: Devolver el dinero',
      '2 × Polo de algodón',
      '“ANA”',
      'sin etiqueta',
      'S/ 45.00 c/u',
      '-S/ 5.00',
      'S/ 128.00',
      'Tocar el timbre',
      'Av. Larco 123, dpto. 402',
      'portón verde',
      'Miraflores · Lima centro',
      'jue 26 nov, entre 10:00 y 19:00',
      'href="tel:+51987654321"',
      'k7m2p9',
      'Aprobado · yape',
      'Quedó confirmado',
    ])
      expect(page).toContain(words);
  });

  test('a practice order says that it is one', async () => {
    expect(await samplePages({ orders: [sampleOrder({ live: false })] }).page('/seller/orders/1001')).toContain('Pedido de práctica');
  });

  test('a link that can still be paid is shown, a closed or strange one is not', async () => {
    const attempt = { reference: 'r', amount: minor(13300), createdAt: '2026-11-24T19:05:00.000Z', expiresAt: '2026-11-24T21:00:00.000Z' };
    const shown = async (status: 'open' | 'closed', url: string) =>
      samplePages({ orders: [sampleOrder({ payments: { attempts: [{ ...attempt, status, url }], reports: {} } })] }).page(
        '/seller/orders/1001',
      );
    expect(await shown('open', 'https://mp.example/pay/1')).toContain('href="https://mp.example/pay/1"');
    expect(await shown('closed', 'https://mp.example/pay/1')).not.toContain('mp.example');
    expect(await shown('open', 'javascript:alert(1)')).not.toContain('javascript:');
  });

  test('a number that does not exist is answered in words', async () => {
    const pages = samplePages();
    const answer = await pages.request('/seller/orders/4711', { headers: { cookie: await pages.enter() } });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('No encuentro el pedido 4711');
  });
});

describe('what a customer wrote is text and never markup', () => {
  const order = sampleOrder({
    note: HOSTILE,
    campaign: HOSTILE,
    publicCode: HOSTILE,
    channel: HOSTILE,
    customer: { name: HOSTILE, phone: HOSTILE, language: 'es' },
    lines: sampleOrder().lines.map((line) => ({ ...line, name: HOSTILE, detail: HOSTILE, personal: HOSTILE })),
    delivery: { kind: 'home', district: HOSTILE, zoneName: HOSTILE, address: HOSTILE, reference: HOSTILE },
    payments: { attempts: [], reports: { [HOSTILE]: paidReport({ paymentId: HOSTILE, means: HOSTILE }) } },
    history: [{ at: new Date(NOW).toISOString(), what: HOSTILE, by: 'customer' }],
    conversationId: HOSTILE,
    placedAt: new Date(NOW).toISOString(),
  });
  const message: LoggedMessage = {
    id: 'x:1',
    conversationId: 'x',
    n: 1,
    at: new Date(NOW).toISOString(),
    from: 'customer',
    body: { kind: 'text', text: HOSTILE },
    text: HOSTILE,
  };
  const alerts = [
    alert({ kind: 'message-from-flow', id: HOSTILE, conversationId: HOSTILE, data: { flow: 'x', what: HOSTILE } }),
    alert({ kind: 'order-paid', orderId: '1001', conversationId: HOSTILE, data: { number: HOSTILE } }),
  ];

  test.each(['/seller', '/seller/orders', '/seller/orders/1001', '/seller/conversations/x'])('%s', async (path) => {
    const health = () => [{ name: HOSTILE, ok: false, words: HOSTILE }];
    const pages = samplePages({
      orders: [order],
      alerts: () => alerts,
      messages: async () => [message],
      health,
      shop: () => aShop({ name: HOSTILE }),
    });
    const page = await pages.page(path);
    expect(page).toContain('&lt;img src=x onerror=&quot;');
    expect(page).not.toContain('<img');
  });

  test('what fills a sentence is not read as a placeholder', async () => {
    const page = await samplePages({
      alerts: () => [alert({ kind: 'payment-unknown', data: { about: '{reason} $& {about}', reason: 'no' } })],
    }).page('/seller');
    expect(page).toContain('{reason} $&amp; {about}');
  });
});

describe('a conversation', () => {
  const messages = Array.from(
    { length: 450 },
    (_, index): LoggedMessage => ({
      id: `c:${index + 1}`,
      conversationId: 'c',
      n: index + 1,
      at: new Date(NOW).toISOString(),
      from: index % 2 === 0 ? 'customer' : 'shop',
      body: { kind: 'text', text: '' },
      text: `línea ${index + 1}.`,
    }),
  );

  test('is read from its end, and further back by links', async () => {
    const pages = samplePages({ messages: async () => messages });
    const last = await pages.page('/seller/conversations/web:main:c0');
    expect(last).toContain('línea 450.');
    expect(last).toContain('línea 251.');
    expect(last).not.toContain('línea 250.');
    expect(last).toContain('href="/seller/conversations/web%3Amain%3Ac0?before=251"');
    const first = await pages.page('/seller/conversations/web:main:c0?before=51');
    expect(first).toContain('línea 1.');
    expect(first).not.toContain('Mensajes anteriores');
    expect(first).toContain('Volver a los últimos');
  });

  test('that does not exist says so', async () => {
    expect(await samplePages().page('/seller/conversations/nada')).toContain('no tiene mensajes');
  });
});

describe('looking for an order', () => {
  test('by what she remembers: the box keeps her words, later pages look for the same', async () => {
    const pages = samplePages({ orders: manyOrders(60) });
    const page = await pages.page('/seller/orders?q=Rosa');
    expect(page).toContain('name="q" value="Rosa"');
    expect(page).toContain('href="/seller/orders?before=1011&amp;q=Rosa"');
    expect(page).not.toContain('aria-current="true"');
  });

  test('what is not found says so and what to try, without running what she typed', async () => {
    const page = await samplePages({ orders: manyOrders(3) }).page(`/seller/orders?q=${encodeURIComponent('<b>"Luis"')}`);
    expect(page).toContain('No encuentro «&lt;b&gt;&quot;Luis&quot;»');
    expect(page).not.toContain('<b>"Luis"');
  });

  test('a page without any, behind which there are older ones, says to go on', async () => {
    const page = await samplePages({ ordersFound: async () => ({ orders: [], older: 700 }) }).page('/seller/orders?q=Rosa');
    expect(page).toContain('sigue con los más antiguos');
    expect(page).toContain('before=700');
  });
});

describe('the download', () => {
  test('of some days asks for the orders of those days only', async () => {
    const asked: unknown[] = [];
    const pages = samplePages({
      lists: () => ({
        ...sampleSource({}),
        orders: async function* (span) {
          asked.push(span);
          yield* [];
        },
      }),
    });
    for (const days of ['from=2026-11-01&to=2026-11-30', 'from=2026-11-01', 'to=2026-11-30', '']) {
      await pages.request(`/seller/export?what=orders&format=csv&${days}`, { headers: { authorization: `Bearer ${KEY}` } });
    }
    const [from, before] = ['2026-11-01T05:00:00.000Z', '2026-12-01T05:00:00.000Z'];
    expect(asked).toEqual([{ from, before }, { from, before: '9999' }, { from: '', before }, null]);
  });

  const orders = manyOrders(3);

  test('is the file, with its name and type', async () => {
    const pages = samplePages({ orders });
    const answer = await pages.request('/seller/export?what=orders&format=csv&from=2026-11-01&to=', {
      headers: { cookie: await pages.enter() },
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="pedidos-2026-11-01.csv"');
    expect((await answer.text()).trim().split('\r\n')).toHaveLength(4);
  });

  test('the command line gets it with the key itself', async () => {
    const pages = samplePages({ orders });
    const answer = await pages.request('/seller/export?what=orders&format=json', { headers: { authorization: `Bearer ${KEY}` } });
    expect(await answer.json()).toHaveLength(3);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  test('a wrong key gets nothing', async () => {
    const answer = await samplePages({ orders }).request('/seller/export?what=orders&format=json', {
      headers: { authorization: 'Bearer no' },
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('Rosa');
  });

  test('that breaks in the middle never looks like a whole file', async () => {
    async function* breaking() {
      yield* manyOrders(2000);
      throw new Error('disk failed');
    }
    const pages = samplePages({ lists: () => sampleSource({ orders: breaking() }) });
    const answer = await pages.request('/seller/export?what=orders&format=csv', { headers: { cookie: await pages.enter() } });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('disk failed');
    expect(pages.logged).toContain('a download broke off');
  });

  test('of one order is its slip on paper, behind the door; of none there is none', async () => {
    const pages = samplePages({ orders });
    const cookie = await pages.enter();
    const answer = await pages.request('/seller/orders/1002/slip', { headers: { cookie } });
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="remitos-1002.pdf"');
    expect(readPdf(Buffer.from(await answer.arrayBuffer())).pages[0]).toContain('Pedido 1002');
    expect((await pages.request('/seller/orders/7/slip', { headers: { cookie } })).status).toBe(404);
    expect((await pages.request('/seller/orders/1002/slip')).headers.get('content-type')).not.toContain('pdf');
  });

  test('what cannot be exported is explained', async () => {
    const pages = samplePages({ orders });
    const answer = await pages.request('/seller/export?what=orders&format=doc', { headers: { cookie: await pages.enter() } });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('No conozco el formato "doc"');
  });
});

test('the first load is far below what a slow phone can bear', async () => {
  const pages = samplePages({
    orders: manyOrders(50),
    alerts: () => Array.from({ length: 20 }, (_, index) => alert({ kind: 'order-paid', id: String(index) })),
  });
  const page = await pages.page('/seller');
  const style = await pages.request(/href="(\/seller\/style\/[^"]+)"/.exec(page)?.[1] ?? '');
  expect(style.headers.get('cache-control')).toContain('immutable');
  expect(page.length + (await style.text()).length).toBeLessThan(200_000);
});
