/**
 * The purchase, from the greeting to the question where it is, told once and bought over every channel in es, pt and
 * en: a channel brings a customer who writes with its own app (`ChattingCustomer`), and tells `PURCHASES` with her.
 *
 *   test.each(PURCHASES)('$name', async ({ who, language, tell }) => {
 *     await tell(shop, customerOf(who, language));
 *   });
 */
import { expect } from 'vitest';
import { NEEDS } from '../../src/app/files.ts';
import type { Language } from '../../src/commerce/catalog.ts';
import { readShopFiles } from '../../src/config/read-shop-files.ts';
import { type Wording, wordingIn } from '../../src/conversation/wording/wording.ts';
import { HOME, type TestShop } from './shop.ts';

/** What a story needs of a customer, whichever app she has in hand. Each of her acts ends when the shop has answered. */
export interface ChattingCustomer {
  say(text: string): Promise<unknown>;
  sayAll(...texts: readonly string[]): Promise<unknown>;
  /** Chooses one of the options of the shop's last turn, as one does there: a tap or its number. By the beginning of its label. */
  tap(label: string): Promise<unknown>;
  /** Waits for what the shop says by itself. */
  hear(): Promise<unknown>;
  /** Everything the shop said in its last turn, as one text. */
  readonly lastText: string;
  /** The payment link that the shop sent last: the id of its preference (`preferenceIn`). */
  link(): Promise<string>;
}

export interface Purchase {
  readonly name: string;
  readonly language: Language;
  /** Her name and number, in the profile of her app where it has one: what the channel tells the shop is not asked again. */
  readonly who: { readonly name: string; readonly phone: string };
  readonly tell: (shop: TestShop, customer: ChattingCustomer) => Promise<void>;
}

/** What she writes; what she taps and is told are the shop's own words. */
interface Says {
  readonly polosAndCap: string;
  readonly tote: string;
  readonly close: string;
  readonly yes: string;
  readonly whereIsIt: string;
}

const SAYS: Readonly<Record<Language, Says>> = {
  es: {
    polosAndCap: 'hola, quiero 2 polos rojos talla M y una gorra',
    tote: 'quiero una tote',
    close: 'cerrar pedido',
    yes: 'sí',
    whereIsIt: '¿cómo va mi pedido?',
  },
  pt: {
    polosAndCap: 'oi, quero 2 polos vermelhos tamanho M e um boné',
    tote: 'quero uma tote',
    close: 'fechar pedido',
    yes: 'sim',
    whereIsIt: 'como está meu pedido?',
  },
  en: {
    polosAndCap: 'hi, I want 2 red polos size M and a cap',
    tote: 'I want a tote bag',
    close: 'check out',
    yes: 'yes',
    whereIsIt: 'how is my order going?',
  },
};

const ANA = { name: 'Ana Quispe', phone: '987 654 321' };
const LUIS = { name: 'Luis Rojas', phone: '912 345 678' };

const LANGUAGES: readonly Language[] = ['es', 'pt', 'en'];

export const PURCHASES: readonly Purchase[] = LANGUAGES.flatMap((language) => [
  { name: `in ${language}, delivered and paid by link`, language, who: ANA, tell: paysByLink(language) },
  { name: `in ${language}, picked up and paid in cash`, language, who: LUIS, tell: picksUp(language) },
]);

function paysByLink(language: Language): Purchase['tell'] {
  return async (shop, ana) => {
    const wording = await wordingOf(language);
    const { polosAndCap, whereIsIt } = SAYS[language];
    await ana.say(polosAndCap);
    expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
    expect(ana.lastText).toContain('Gorra de algodón?');
    await ana.tap('Negro');
    expect(ana.lastText).toContain('S/ 125.00');
    await ana.tap(wording.plain('cart.close'));
    expect(ana.lastText).toContain(wording.plain('ask.delivery'));
    await ana.tap(wording.plain('delivery.home'));
    await ana.say('Surco');
    expect(ana.lastText).toContain('Santiago de Surco');
    await ana.say('Av. Caminos del Inca 1234, dpto 301');
    await introduces(ana, ANA, wording);
    await ana.tap(wording.plain('payment.link'));
    expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M) — S/ 90.00');
    await ana.tap(wording.plain('summary.confirm'));
    expect(ana.lastText).toContain(wording.plain('order.placed', { number: 1001 }));

    await shop.practice.pay(await ana.link(), 'approved');
    // At an address that only this story knows the provider reaches nobody: the shop looks for the payment by itself.
    if (shop.publicUrl !== null) await shop.wait(PAYMENT_LOOKED_FOR_MS);
    await ana.hear();
    const [paid = ''] = wording.plain('payment.approved_home', { number: 1001, when: WHEN }).split(WHEN);
    expect(ana.lastText).toContain(paid);
    const [order] = await shop.orders();
    expect(order).toMatchObject({
      number: 1001,
      status: 'confirmed',
      paymentStatus: 'paid',
      customer: { name: ANA.name, phone: PERU + ANA.phone.replaceAll(' ', ''), language },
      live: false,
    });
    expect(order?.lines.map((line) => [line.name, line.detail, line.qty, line.unitPrice])).toEqual([
      ['Polo de algodón pima', 'Rojo, M', 2, 4500],
      ['Gorra de algodón', 'Negro', 1, 3500],
    ]);
    expect(shop.alerts()).toEqual(['order-paid']);
    await ana.say(whereIsIt);
    expect(ana.lastText).toContain('#1001 — S/ 133.00');
  };
}

function picksUp(language: Language): Purchase['tell'] {
  return async (shop, luis) => {
    const wording = await wordingOf(language);
    const { tote, close, yes } = SAYS[language];
    await luis.sayAll(tote, close);
    await luis.tap(wording.plain('delivery.pickup'));
    await introduces(luis, LUIS, wording);
    await luis.tap(wording.plain('payment.cash_pickup'));
    await luis.say(yes);
    const [, confirmed = ''] = wording.plain('order.confirmed_pickup', { total: 'S/ 29.00', when: WHEN }).split(WHEN);
    expect(luis.lastText).toContain(confirmed);
    expect(await shop.orders()).toMatchObject([
      { status: 'confirmed', paymentStatus: 'unpaid', delivery: { kind: 'pickup' }, customer: { language } },
    ]);
    expect(shop.alerts()).toEqual(['order-to-deliver']);
  };
}

/** Says who she is, where she is asked. */
async function introduces(customer: ChattingCustomer, { name, phone }: Purchase['who'], wording: Wording): Promise<void> {
  if (customer.lastText.includes(wording.plain('ask.name'))) await customer.say(name);
  if (customer.lastText.includes(wording.plain('ask.phone'))) await customer.say(phone);
}

/** When a payment that nobody told of is looked for at the latest, ms after the link was made. */
const PAYMENT_LOOKED_FOR_MS = 2 * 60_000;

const PERU = '51';

/** Stands for a day and hour in a text. */
const WHEN = '\u0000';

/** What the sample shop says. */
async function wordingOf(language: Language): Promise<Wording> {
  const read = await readShopFiles(HOME, NEEDS);
  if (!read.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(read.problems)}`);
  return wordingIn(read.files.texts, language);
}

/** The id of the payment link's preference in what the shop wrote. @throws where there is no link. */
export function preferenceIn(text: string): string {
  const found = /[?&]pref_id=([\w-]+)/.exec(text)?.[1];
  if (found === undefined) throw new Error(`no link was sent; the shop said:\n${text}`);
  return found;
}
