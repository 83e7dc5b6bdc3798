/** The practice pay page in a browser: what it shows for every way a payment can end. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CONFIRM, DELIVERED_AND_PAID_BY_LINK, takeAll } from '../journeys/sale.ts';
import { TestShop } from '../journeys/shop.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { DEVICES, LONG_STORY, look, newVisitor } from './visitor.ts';

const opened: OpenBrowser | null = await openBrowser();
if (opened === null) process.stderr.write('\nSKIPPED: no Chromium, Chrome or Edge was found: the pay page was not tried in a browser.\n\n');

describe.skipIf(opened === null).each(DEVICES)('the pay page on %s', (_name, device) => {
  let shop: TestShop;
  let link: string;
  beforeEach(async () => {
    shop = await TestShop.open();
    const ana = shop.customer('ana');
    await takeAll(ana, [...DELIVERED_AND_PAID_BY_LINK, CONFIRM]);
    link = (await ana.history()).findLast((message) => message.kind === 'link')?.url ?? '';
  });
  afterEach(() => shop.close());

  test('rejected with its reason, tried again, left in review, approved', { timeout: LONG_STORY }, async () => {
    if (!opened) throw new Error('there is no browser');
    const { context, page, problems } = await newVisitor(opened.browser, device);
    await page.goto(link);
    await page.getByRole('combobox', { name: 'Motivo del rechazo' }).selectOption('Tarjeta desactivada');
    await page.getByRole('button', { name: 'Rechazar el pago' }).click();
    await page.getByText('Tarjeta desactivada').waitFor();
    await look(page, 'pay-3-rejected');
    await page.getByRole('link', { name: 'Volver a la página de pago' }).click();
    await page.getByText('Otros casos').click();
    await page.getByRole('button', { name: 'Dejarlo en revisión' }).waitFor();
    await look(page, 'pay-4-again');
    await page.getByRole('button', { name: 'Dejarlo en revisión' }).click();
    await page.getByRole('button', { name: 'Aprobarlo' }).waitFor();
    await look(page, 'pay-5-review');
    await page.getByRole('button', { name: 'Aprobarlo' }).click();
    await page.getByText('Aprobado').waitFor();
    await context.close();
    expect(problems).toEqual([]);
  });

  test('a link that is not whole says so', async () => {
    if (!opened) throw new Error('there is no browser');
    const { context, page } = await newVisitor(opened.browser, device);
    const answer = await page.goto(new URL('/checkout/v1/redirect?pref_id=none', link).href);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'Este enlace no existe' }).waitFor();
    await look(page, 'pay-6-unknown');
    await context.close();
  });
});

afterAll(() => opened?.close());
