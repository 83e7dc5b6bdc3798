/** The practice pay page, as a browser without JavaScript uses it. */
import { describe, expect, test } from 'vitest';
import { minor } from '../../../src/commerce/money.ts';
import texts from '../../../src/payments/practice/texts.json' with { type: 'json' };
import { anOrder, type Bench, NOON, openBench } from './fixture.ts';

interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

async function see(url: string, init?: RequestInit): Promise<Page> {
  const answer = await fetch(url, init);
  return { url: answer.url, status: answer.status, html: await answer.text(), headers: answer.headers };
}

/** Fills in the first form of a page that has such a button, and presses it. */
async function press(page: Page, name: string, value: string, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
  const form = [...page.html.matchAll(/<form[\s\S]*?<\/form>/g)]
    .map(([whole]) => whole)
    .find((whole) => {
      return whole.includes(`name="${name}" value="${value}"`) && Object.keys(typed).every((field) => whole.includes(`name="${field}"`));
    });
  if (form === undefined) throw new Error(`No form with a button ${name}=${value} on ${page.url}`);
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? '';
  const body = new URLSearchParams({ ...typed, [name]: value });
  for (const [, field = '', set = ''] of form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)) body.set(field, set);
  return await see(new URL(action, page.url).href, { method: 'POST', body });
}

async function openPage(change: Parameters<typeof anOrder>[0] = {}): Promise<Bench & { readonly page: Page; readonly ref: string }> {
  const bench = await openBench();
  const link = await bench.payments.createLink(anOrder({ returnUrl: 'http://127.0.0.1:9/gracias?de=chat', ...change }));
  return { ...bench, page: await see(link.url), ref: link.providerRef };
}

describe('the pay page', () => {
  test('says that no real money moves, what is paid for and how much it is', async () => {
    const { page } = await openPage();
    expect(page.html).toContain(texts.es.banner);
    for (const part of ['2 × Polo de algodón · Rojo, M', 'S/ 90.00', 'Gorra', 'S/ 35.00', 'Envío', 'S/ 8.00', 'S/ 133.00']) {
      expect(page.html).toContain(part);
    }
  });

  test('needs no script, loads nothing from elsewhere and cannot be framed', async () => {
    const { page, practice } = await openPage();
    expect(page.html).not.toMatch(/<script|\sstyle="|\son\w+="/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const css = await see(`${practice.url}/checkout/v1/page.css`);
    expect([css.status, css.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  test.each([
    ['es-PE,es;q=0.9', texts.es],
    ['pt-BR', texts.pt],
    ['en-GB,pt;q=0.5', texts.en],
    ['de;q=0.9,pt;q=0.8,es;q=0.1', texts.pt],
    ['qu', texts.es],
    ['', texts.es],
  ])('speaks the language of the browser: %s', async (language, words) => {
    const { page } = await openPage();
    const again = await see(page.url, { headers: { 'accept-language': language } });
    expect(again.html).toContain(words.banner);
    expect(again.html).toContain(words.question);
  });

  test('shows what a shop wrote as text, whatever it is', async () => {
    const { page } = await openPage({ lines: [{ id: 'x', title: '<script>alert(1)</script>', qty: 1, unitPrice: minor(12500) }] });
    expect(page.html).not.toContain('<script>');
    expect(page.html).toContain('&lt;script&gt;');
  });

  test('approved: the buyer sees it and finds the way back to the shop', async () => {
    const { page, payments } = await openPage();
    const result = await press(page, 'outcome', 'approved');
    expect(result.html).toContain(texts.es.states.approved.word);
    const [report] = await payments.findByReference('ord_1001.k3j9');
    expect(report).toMatchObject({ status: 'approved', amount: 13300 });
    const back = /href="(http:\/\/127\.0\.0\.1:9[^"]+)"/.exec(result.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(Object.fromEntries(new URL(back).searchParams)).toMatchObject({
      de: 'chat',
      payment_id: report?.paymentId,
      status: 'approved',
      external_reference: 'ord_1001.k3j9',
    });
  });

  test('pending, and then credited: the same payment', async () => {
    const { page, payments } = await openPage();
    const pending = await press(page, 'outcome', 'voucher');
    expect(pending.html).toContain(texts.es.states.pending.word);
    const credited = await press(pending, 'move', 'approve');
    expect(credited.html).toContain(texts.es.states.approved.word);
    expect((await payments.findByReference('ord_1001.k3j9')).map(({ status }) => status)).toEqual(['approved']);
  });

  test('pending, and then left to expire; a second press changes nothing', async () => {
    const { page, payments } = await openPage();
    const pending = await press(page, 'outcome', 'voucher');
    await press(pending, 'move', 'expire');
    const second = await press(pending, 'move', 'approve');
    expect(second.html).toContain(texts.es.states.cancelled.word);
    expect((await payments.findByReference('ord_1001.k3j9')).map(({ status }) => status)).toEqual(['cancelled']);
  });

  test('under review, and then approved', async () => {
    const { page } = await openPage();
    const review = await press(page, 'outcome', 'review');
    expect(review.html).toContain(texts.es.states.in_process.word);
    expect((await press(review, 'move', 'approve')).html).toContain(texts.es.states.approved.word);
  });

  test('rejected for a reason, and then paid with the same link', async () => {
    const { page, payments } = await openPage();
    const rejected = await press(page, 'outcome', 'rejected', { detail: 'cc_rejected_insufficient_amount' });
    expect(rejected.html).toContain(texts.es.reasons.cc_rejected_insufficient_amount);
    await press(await see(page.url), 'outcome', 'approved');
    const reports = await payments.findByReference('ord_1001.k3j9');
    expect(reports.map(({ status, detail }) => `${status} ${detail}`)).toEqual([
      'rejected cc_rejected_insufficient_amount',
      'approved accredited',
    ]);
  });

  test('another button after going back is another payment', async () => {
    const { page, payments } = await openPage();
    await press(page, 'outcome', 'rejected', { detail: 'cc_rejected_high_risk' });
    await press(page, 'outcome', 'approved');
    expect((await payments.findByReference('ord_1001.k3j9')).map(({ status }) => status)).toEqual(['rejected', 'approved']);
  });

  test('pressed twice pays once; opened again it can be paid again, and says that it was paid', async () => {
    const { page, payments } = await openPage();
    await Promise.all([press(page, 'outcome', 'approved'), press(page, 'outcome', 'approved')]);
    expect(await payments.findByReference('ord_1001.k3j9')).toHaveLength(1);
    const again = await see(page.url);
    expect(again.html).toContain(texts.es.madeBefore);
    await press(again, 'outcome', 'approved');
    expect(await payments.findByReference('ord_1001.k3j9')).toHaveLength(2);
  });

  test.each([
    ['132,99', 13299],
    ['140', 14000],
  ])('another amount: %s', async (typed, amount) => {
    const { page, payments } = await openPage();
    await press(page, 'outcome', 'approved', { amount: typed });
    expect((await payments.findByReference('ord_1001.k3j9')).map((report) => report.amount)).toEqual([amount]);
  });

  test.each(['', '0', '-5', '10.005', 'mucho'])('an amount that is none ("%s") is asked for again', async (typed) => {
    const { page, payments } = await openPage();
    const again = await press(page, 'outcome', 'approved', { amount: typed });
    expect(again.status).toBe(400);
    expect(again.html).toContain('133.00');
    expect(again.html).toContain('role="alert"');
    expect(await payments.findByReference('ord_1001.k3j9')).toEqual([]);
  });

  test('after its hour says that it expired, also to a page that was already open', async () => {
    const { page, payments, clock } = await openPage({ expiresAt: NOON + 60_000 });
    clock.pass(60_000);
    expect((await see(page.url)).html).toContain(texts.es.expiredTitle);
    const late = await press(page, 'outcome', 'approved');
    expect([late.status, late.html.includes(texts.es.expiredTitle)]).toEqual([410, true]);
    expect(await payments.findByReference('ord_1001.k3j9')).toEqual([]);
  });

  test.each([
    '/checkout/v1/redirect?pref_id=nobody',
    '/checkout/v1/redirect',
    '/checkout/v1/redirect?pref_id=__proto__',
    '/checkout/v1/result?payment_id=1&pref_id=2',
  ])('a link nobody made says so: %s', async (path) => {
    const { practice } = await openBench();
    const page = await see(`${practice.url}${path}`);
    expect([page.status, page.html.includes(texts.es.unknownTitle)]).toEqual([404, true]);
  });
});

test('the words of the page exist in every language, with the same gaps', () => {
  const shape = (words: object): unknown =>
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' ? [...value.matchAll(/\{\w+\}/g)].map(String) : shape(value),
    ]);
  expect(shape(texts.pt)).toEqual(shape(texts.es));
  expect(shape(texts.en)).toEqual(shape(texts.es));
});
