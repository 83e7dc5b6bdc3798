/**
 * The way through the practice provider's pay page: see what is to be paid, decide how it ends, see the
 * result. Works without JavaScript; a form sent twice pays once.
 */
import { readFileSync } from 'node:fs';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { fromDecimal, type Minor } from '../../commerce/money.ts';
import { lookRoutes, withLook } from '../../look/look.ts';
import { isRefused, type Ledger, type LedgerOptions } from './ledger.ts';
import { isOutcome, REJECTIONS } from './outcomes.ts';
import { deadEnd, type PageLanguage, payPage, resultPage, resultPath, SETTLEMENTS } from './page.ts';
import type { Preference } from './records.ts';
import texts from './texts.json' with { type: 'json' };

export interface CheckoutOptions extends LedgerOptions {
  readonly ledger: Ledger;
  /** Sends the events of what just changed. */
  readonly announce: () => void;
}

const FORM_TOKEN_LENGTH = 16;

/** No script, nothing from elsewhere, no frame around it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const stylesheet = withLook(readFileSync(new URL('./page.css', import.meta.url), 'utf8'));

const PayForm = z.object({
  pref_id: z.string(),
  form: z.string().max(64).optional(),
  outcome: z.string().refine(isOutcome),
  detail: z.enum(REJECTIONS).optional(),
  amount: z.string().max(20).optional(),
});
const SettleForm = z.object({ pref_id: z.string(), payment_id: z.string(), move: z.enum(SETTLEMENTS) });

export function checkoutRoutes({ ledger, shelf, now, newId, announce }: CheckoutOptions): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  const { forms } = shelf.records;

  routes.use('/checkout/v1/*', async (c, next) => {
    await next();
    c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
  });

  function showPayPage(c: Context, preference: Preference, amountNotUnderstood: boolean) {
    const page = payPage(languageOf(c), {
      preference,
      currency: ledger.currencyOf(preference),
      total: ledger.total(preference),
      payments: ledger.paymentsOf(preference.id),
      formToken: newId(FORM_TOKEN_LENGTH),
      amountNotUnderstood,
    });
    return showPage(c, page, amountNotUnderstood ? 400 : 200);
  }

  routes.get('/checkout/v1/redirect', (c) => {
    const preference = ledger.preference(c.req.query('pref_id') ?? '');
    if (!preference) return showPage(c, deadEnd(languageOf(c), 'unknown'), 404);
    if (ledger.isExpired(preference)) return showPage(c, deadEnd(languageOf(c), 'expired'), 410);
    return showPayPage(c, preference, false);
  });

  routes.post('/checkout/v1/pay', async (c) => {
    const form = PayForm.safeParse(await c.req.parseBody());
    const preference = form.success ? ledger.preference(form.data.pref_id) : null;
    if (!form.success || !preference) return showPage(c, deadEnd(languageOf(c), 'unknown'), 404);
    const { outcome, detail = '', form: token, amount: typed } = form.data;
    // The same button of the same page is one payment; another button after "back" is another one.
    const press = [token, outcome, outcome === 'rejected' ? detail : '', typed ?? ''].join(' ');
    const before = token !== undefined && Object.hasOwn(forms, press) ? forms[press] : undefined;
    if (before) return c.redirect(resultPath(preference.id, before.paymentId), 303);
    if (ledger.isExpired(preference)) return showPage(c, deadEnd(languageOf(c), 'expired'), 410);
    const amount = typed === undefined ? undefined : readAmount(typed, ledger, preference);
    if (amount === null) return showPayPage(c, preference, true);

    const payment = ledger.pay(preference, outcome, {
      ...(amount === undefined ? {} : { amount }),
      ...(outcome === 'rejected' && detail !== '' ? { detail } : {}),
    });
    if (token !== undefined) forms[press] = { paymentId: payment.id, at: now() };
    await shelf.save();
    announce();
    return c.redirect(resultPath(preference.id, payment.id), 303);
  });

  routes.get('/checkout/v1/result', (c) => {
    const preference = ledger.preferenceOf(c.req.query('payment_id') ?? '');
    const payment = ledger.payment(c.req.query('payment_id') ?? '');
    if (!preference || !payment || preference.id !== c.req.query('pref_id')) {
      return showPage(c, deadEnd(languageOf(c), 'unknown'), 404);
    }
    return showPage(c, resultPage(languageOf(c), { preference, payment, payable: !ledger.isExpired(preference) }), 200);
  });

  routes.post('/checkout/v1/settle', async (c) => {
    const form = SettleForm.safeParse(await c.req.parseBody());
    const preference = form.success ? ledger.preferenceOf(form.data.payment_id) : null;
    if (!form.success || !preference || preference.id !== form.data.pref_id) {
      return showPage(c, deadEnd(languageOf(c), 'unknown'), 404);
    }
    const { payment_id, move } = form.data;
    const payment = ledger.move(payment_id, move);
    // Refused where it was settled already: the result page shows how it ended.
    if (isRefused(payment)) return c.redirect(resultPath(preference.id, Number(payment_id)), 303);
    await shelf.save();
    announce();
    return c.redirect(resultPath(preference.id, payment.id), 303);
  });

  routes.route('/', lookRoutes());
  routes.get('/checkout/v1/page.css', (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8');
    c.header('Cache-Control', 'max-age=300');
    return c.body(stylesheet);
  });
  routes.get('/favicon.ico', (c) => c.body(null, 204));
  return routes;
}

function showPage(c: Context, page: ReturnType<typeof payPage>, status: 200 | 400 | 404 | 410) {
  c.header('Cache-Control', 'no-store');
  c.header('Vary', 'Accept-Language');
  return c.html(page, status);
}

/** "70", "70.50" or "70,50"; null for anything else, for nothing, and for more decimals than the currency has. */
function readAmount(typed: string, ledger: Ledger, preference: Preference): Minor | null {
  const amount = fromDecimal(typed.trim().replace(',', '.'), ledger.currencyOf(preference));
  return amount !== null && amount > 0 ? amount : null;
}

/** The first language of the browser that the page has; Spanish where there is none. */
function languageOf(c: Context): PageLanguage {
  const wanted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .toSorted((a, b) => b.quality - a.quality);
  return wanted.map(({ language }) => language).find(isPageLanguage) ?? 'es';
}

function isPageLanguage(language: string): language is PageLanguage {
  return Object.hasOwn(texts, language);
}
