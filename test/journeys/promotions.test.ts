/**
 * What a seller gives away, from her file to the order: every scenario of promotions, coupons and what
 * they do to a total, told by customers in the chat. Prices are those of the scenarios, in soles.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Customer, HOME, TestShop } from './shop.ts';

/** Things whose prices are easy to add up; `muebles` is a category of its own. */
const GOODS: Readonly<Record<string, readonly [price: string, category: string]>> = {
  vela: ['10.00', 'hogar'],
  manta: ['25.00', 'hogar'],
  taza: ['40.00', 'hogar'],
  espejo: ['50.00', 'hogar'],
  ventilador: ['60.00', 'hogar'],
  mesa: ['1000.00', 'muebles'],
  alfombra: ['3000.00', 'hogar'],
  lente: ['4599.00', 'hogar'],
  camara: ['12999.00', 'hogar'],
  telescopio: ['25000.00', 'hogar'],
  piano: ['80000.00', 'hogar'],
};

const PRODUCTS = [
  'categorias: { hogar: Hogar, muebles: Muebles }',
  'productos:',
  ...Object.entries(GOODS).map(
    ([id, [price, category]]) =>
      `  - { id: ${id}, nombre: ${id}, descripcion: De la casa., categoria: ${category}, precio: ${price}, stock: sin contar }`,
  ),
].join('\n');

let shop: TestShop;
const homes: string[] = [];

/** `promotions`: one line of YAML each, without id and name where the story needs neither. */
async function open(promotions: readonly string[], changeShop: (text: string) => string = (text) => text): Promise<TestShop> {
  const home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  homes.push(home);
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  await writeFile(join(home, 'catalog', 'products.yaml'), PRODUCTS);
  const shopFile = join(home, 'catalog', 'shop.yaml');
  await writeFile(shopFile, changeShop(await readFile(shopFile, 'utf8')));
  await writePromotions(home, promotions);
  shop = await TestShop.open({ home });
  return shop;
}

async function writePromotions(home: string, promotions: readonly string[]): Promise<void> {
  const items = promotions.map((promotion, index) => {
    const named = /nombre:/.test(promotion) ? promotion : `nombre: Promo ${index + 1}, ${promotion}`;
    return `  - { ${/\bid:/.test(named) ? named : `id: p${index + 1}, ${named}`} }`;
  });
  await writeFile(join(home, 'catalog', 'promotions.yaml'), ['promociones:', ...items].join('\n'));
}

afterEach(async () => {
  await shop.close();
  for (const home of homes.splice(0)) await rm(home, { recursive: true, force: true });
});

const PHONES = { ana: '987 654 321', luis: '912 345 678' };

/** From the cart to the question whether it is right, to be picked up and paid in cash. */
async function toSummary(customer: Customer, phone = PHONES.ana): Promise<void> {
  await customer.sayAll('cerrar pedido', 'recojo en tienda', 'Ana Quispe', phone, 'efectivo');
}

async function buy(customer: Customer, phone = PHONES.ana): Promise<void> {
  await toSummary(customer, phone);
  await customer.tap('Confirmar');
}

describe('the code on the cart', () => {
  test('S28 · it stays while it does not count, and is tried again with every change', async () => {
    const ana = (await open(['tipo: descuento, valor: 10 %, cupon: VERANO, minimo: 30.00'])).customer('ana');
    await ana.say('quiero una vela');
    await ana.say('tengo un cupón VERANO');
    expect(ana.lastText).toContain('Cupón VERANO anotado');
    expect(ana.lastText).toContain('Se aplica con S/ 20.00 más en productos.');
    expect(ana.lastText).toContain('Llevas S/ 10.00');
    await ana.say('agrega una manta');
    expect(ana.lastText).toContain('Promo 1 (VERANO): −S/ 3.50');
    expect(ana.lastText).toContain('Llevas S/ 31.50');
    await ana.say('quita la manta');
    expect(ana.lastText).toContain('Cupón VERANO: Se aplica con S/ 20.00 más');
    expect(ana.lastText).toContain('Llevas S/ 10.00');
  });

  test('S32 · a code that is unknown, over, not begun or put away is refused in words, and the cart stays as it is', async () => {
    await open([
      'tipo: descuento, valor: 10 %, cupon: VIEJO, hasta: 2010-12-31',
      'tipo: descuento, valor: 10 %, cupon: NAVIDAD, desde: 2026-12-01',
      'tipo: descuento, valor: 10 %, cupon: GUARDADO, activa: no',
    ]);
    const ana = shop.customer('ana');
    await ana.say('quiero una taza');
    for (const [code, words] of [
      ['NUNCA99', 'No conozco el cupón «NUNCA99»'],
      ['VIEJO', 'El cupón VIEJO ya venció.'],
      ['NAVIDAD', 'El cupón NAVIDAD vale desde el mar 1 dic.'],
      ['GUARDADO', 'No conozco el cupón «GUARDADO»'],
    ] as const) {
      await ana.say(`tengo un cupón ${code}`);
      expect(ana.lastText, code).toContain(words);
    }
    await buy(ana);
    expect(await shop.orders()).toMatchObject([{ totals: { discount: 0, total: 4000 } }]);
  });

  test('S33 · written with spaces, in small letters and twice, it counts once', async () => {
    const ana = (await open(['tipo: descuento, valor: 10 %, cupon: PROMO10'])).customer('ana');
    await ana.sayAll('quiero una taza', 'aplica  promo10 ');
    expect(ana.lastText).toContain('Llevas S/ 36.00');
    await ana.say('cupón promo 10');
    expect(ana.lastText).toContain('El cupón PROMO10 ya estaba en tu pedido.');
    await buy(ana);
    expect(await shop.orders()).toMatchObject([
      {
        coupon: 'PROMO10',
        totals: { merchandise: 4000, discount: 400, total: 3600 },
        promotions: [{ amount: 400, promotion: { id: 'p1' } }],
      },
    ]);
  });

  test('S34 · taken back, the total is what it was; there is nothing to take back twice', async () => {
    const ana = (await open(['tipo: descuento, valor: 10 %, cupon: PROMO10'])).customer('ana');
    await ana.sayAll('quiero una taza', 'cupón PROMO10', 'quita el cupón');
    expect(ana.lastText).toContain('Quité el cupón PROMO10.');
    expect(ana.lastText).toContain('Llevas S/ 40.00');
    await ana.say('quita el cupón');
    expect(ana.lastText).toContain('no hay ningún cupón');
  });

  test('who has a coupon and does not say which is asked for the code', async () => {
    const ana = (await open(['tipo: descuento, valor: 10 %, cupon: VERANO'])).customer('ana');
    await ana.sayAll('quiero una taza', 'tengo un cupón');
    expect(ana.lastText).toContain('¿Cuál es el código del cupón?');
    await ana.say('otoño');
    expect(ana.lastText).toContain('No conozco el cupón «OTONO»');
    await ana.sayAll('tengo un cupon', 'verano');
    expect(ana.lastText).toContain('Llevas S/ 36.00');
  });

  test('it is understood in Portuguese and in English, and beside an order', async () => {
    await open(['tipo: descuento, valor: 10 %, cupon: PROMO10']);
    const bia = shop.customer('bia', 'pt');
    await bia.say('quero uma taza, tenho um cupom PROMO10');
    expect(bia.lastText).toContain('Cupom PROMO10 aplicado');
    const kim = shop.customer('kim', 'en');
    await kim.sayAll('I want one espejo', 'I have a coupon: promo10');
    expect(kim.lastText).toContain('Coupon PROMO10 applied (Promo 1): S/ 5.00 off.');
    await kim.say('remove the coupon');
    expect(kim.lastText).toContain('I took out the coupon PROMO10.');
  });
});

describe('how often a code may be used', () => {
  test('S35 · once for each customer, and again after her order was cancelled', async () => {
    const ana = (await open(['tipo: descuento, valor: 10 %, cupon: UNAVEZ, usos_por_cliente: 1'])).customer('ana');
    await ana.sayAll('quiero una taza', 'cupón UNAVEZ');
    await buy(ana);
    await ana.sayAll('quiero una taza', 'cupón UNAVEZ');
    expect(ana.lastText).toContain('Ya usaste el cupón UNAVEZ todas las veces que vale.');
    await ana.sayAll('cancela todo', 'cancelar');
    await ana.tap('Sí, cancelar');
    expect((await shop.orders())[0]?.status).toBe('cancelled');
    await ana.sayAll('quiero una taza', 'cupón UNAVEZ');
    expect(ana.lastText).toContain('Llevas S/ 36.00');
    await buy(ana);
    expect((await shop.orders()).at(-1)).toMatchObject({ status: 'confirmed', coupon: 'UNAVEZ', totals: { total: 3600 } });
  });

  test('S36 · one use in all, and the second customer is told', async () => {
    await open(['tipo: descuento, valor: 10 %, cupon: UNICO, usos: 1']);
    const [ana, luis] = [shop.customer('ana'), shop.customer('luis')];
    await ana.sayAll('quiero una taza', 'cupón UNICO');
    await buy(ana);
    await luis.sayAll('quiero una taza', 'cupón UNICO');
    expect(luis.lastText).toContain('El cupón UNICO ya se usó todas las veces que valía.');
  });

  test('the last use taken between the total and the yes: refused with the new total, never the full price unseen', async () => {
    await open(['tipo: descuento, valor: 10 %, cupon: UNICO, usos: 1']);
    const [ana, luis] = [shop.customer('ana'), shop.customer('luis')];
    for (const one of [ana, luis]) await one.sayAll('quiero una taza', 'cupón UNICO');
    await toSummary(ana, PHONES.ana);
    await toSummary(luis, PHONES.luis);
    expect(luis.lastText).toContain('Total: S/ 36.00');
    await ana.tap('Confirmar');
    await luis.tap('Confirmar');
    expect(luis.lastText).toContain('El cupón UNICO ya se usó');
    expect(luis.lastText).toContain('Total: S/ 40.00');
    expect(await shop.orders()).toHaveLength(1);
    await luis.tap('Confirmar');
    expect((await shop.orders()).map(({ totals, coupon }) => [totals.total, coupon])).toEqual([
      [3600, 'UNICO'],
      [4000, undefined],
    ]);
  });

  test('fifty customers at once for the last use: exactly one has it', async () => {
    await open(['tipo: descuento, valor: 10 %, cupon: UNICO, usos: 1']);
    const crowd = Array.from({ length: 50 }, (_, index) => ({
      customer: shop.customer(`c${index}`),
      phone: `9${String(10_000_000 + index)}`,
    }));
    for (const { customer, phone } of crowd) {
      await customer.sayAll('quiero una taza', 'cupón UNICO');
      await toSummary(customer, phone);
    }
    await Promise.all(crowd.map(({ customer }, index) => customer.post({ id: `yes-${index}`, text: 'sí' })));
    await shop.settle();
    const orders = await shop.orders();
    expect(orders.filter(({ coupon }) => coupon === 'UNICO')).toHaveLength(1);
    expect(orders.every(({ coupon, totals }) => totals.total === (coupon ? 3600 : 4000))).toBe(true);
  });

  test('S37 · a visitor whose phone has used it already loses it when she says who she is', async () => {
    await open(['tipo: descuento, valor: 10 %, cupon: UNAVEZ, usos_por_cliente: 1']);
    const ana = shop.customer('ana');
    await ana.sayAll('quiero un ventilador', 'cupón UNAVEZ');
    await buy(ana);
    const again = shop.customer('desconocida');
    await again.sayAll('quiero un ventilador', 'cupón UNAVEZ');
    expect(again.lastText).toContain('Llevas S/ 54.00');
    await again.sayAll('cerrar pedido', 'recojo en tienda', 'Ana Quispe', '+51 987654321');
    expect(again.lastText).toContain('Ya usaste el cupón UNAVEZ');
    expect(again.lastText).toContain('S/ 60.00');
    await again.say('efectivo');
    await again.tap('Confirmar');
    expect((await shop.orders()).at(-1)).toMatchObject({ totals: { discount: 0, total: 6000 } });
  });

  test('a code for the first order is for who has none', async () => {
    const ana = (await open(['tipo: descuento, valor: 10 %, cupon: HOLA, primera_compra: sí'])).customer('ana');
    await ana.sayAll('quiero una taza', 'cupón HOLA');
    await buy(ana);
    await ana.sayAll('quiero una taza', 'cupón HOLA');
    expect(ana.lastText).toContain('El cupón HOLA es solo para la primera compra.');
  });
});

describe('what counts by itself', () => {
  test('S38 · S/ 10 less from S/ 100, and gone with the line that made it', async () => {
    const ana = (await open(['tipo: descuento, valor: 10.00, minimo: 100.00'])).customer('ana');
    await ana.sayAll('quiero 8 velas', 'y un espejo');
    expect(ana.lastText).toContain('Llevas S/ 120.00');
    await ana.say('quita el espejo');
    expect(ana.lastText).toContain('Llevas S/ 80.00');
    await buy(ana);
    const [order] = await shop.orders();
    expect(order).toMatchObject({ totals: { discount: 0, total: 8000 }, lines: [{ discountShare: 0, net: 8000 }] });
    expect(order?.promotions).toBeUndefined();
  });

  test('S39 · 20 % of S/ 80,000 stops at S/ 10,000', async () => {
    const ana = (await open(['tipo: descuento, valor: 20 %, maximo: 10000.00, cupon: PIANO20'])).customer('ana');
    await ana.sayAll('quiero un piano', 'cupón PIANO20');
    await buy(ana);
    expect(await shop.orders()).toMatchObject([{ totals: { discount: 1000000, total: 7000000 } }]);
  });

  test('S40 · 25 % of one category leaves the others as they are', async () => {
    const ana = (await open(['tipo: descuento, valor: 25 %, categorias: [muebles], cupon: MUEBLES'])).customer('ana');
    await ana.sayAll('quiero 2 mesas', 'y una alfombra', 'cupón MUEBLES');
    await buy(ana);
    expect(await shop.orders()).toMatchObject([
      { totals: { merchandise: 500000, discount: 50000, total: 450000 }, lines: [{ discountShare: 50000 }, { discountShare: 0 }] },
    ]);
  });

  test('S41 · only the better one counts, the code is told so and counts once the better one is over', async () => {
    const automatic = 'id: auto, nombre: Semana del cielo, tipo: descuento, valor: 10 %';
    const code = 'id: cupon, nombre: Cupón fijo, tipo: descuento, valor: 2000.00, cupon: DOSMIL';
    const ana = (await open([automatic, code])).customer('ana');
    await ana.sayAll('quiero un telescopio', 'cupón DOSMIL');
    expect(ana.lastText).toContain('Ya se aplica un descuento igual o mejor');
    expect(ana.lastText).toContain('Llevas S/ 22,500.00');
    await writePromotions(shop.home, [`${automatic}, activa: no`, code]);
    await vi.waitFor(() => expect(shop.app.runtime.files.promotions[0]?.active).toBe(false), 5000);
    await ana.say('mi carrito');
    expect(ana.lastText).toContain('Llevas S/ 23,000.00');
  });

  test('S42 · take three pay two, and who has two is told', async () => {
    const ana = (await open(['nombre: Lleva 3 y paga 2, tipo: lleva-y-paga, valor: 3x2'])).customer('ana');
    await ana.say('quiero 2 tazas');
    expect(ana.lastText).toContain('Con 1 más: Lleva 3 y paga 2.');
    await ana.say('agrega 1 taza');
    expect(ana.lastText).toContain('Lleva 3 y paga 2: −S/ 40.00');
    expect(ana.lastText).toContain('Ahorro: S/ 40.00');
    await ana.say('mejor 6');
    expect(ana.lastText).toContain('Llevas S/ 160.00');
    await ana.say('mejor 5');
    expect(ana.lastText).toContain('Llevas S/ 160.00');
    await buy(ana);
    expect(await shop.orders()).toMatchObject([{ totals: { discount: 4000, total: 16000 } }]);
  });

  test('an offer is in every price that is shown, with what it was before', async () => {
    const ana = (await open(['nombre: Semana de la taza, tipo: oferta, valor: 25 %, productos: [taza]'])).customer('ana');
    await ana.say('cuánto cuesta la taza');
    expect(ana.lastText).toContain('S/ 30.00 (antes S/ 40.00)');
    await ana.sayAll('quiero 2 tazas', 'mi carrito');
    expect(ana.lastText).toContain('2 × taza — S/ 60.00 (antes S/ 80.00)');
    await toSummary(ana);
    expect(ana.lastText).toContain('S/ 60.00 (antes S/ 80.00)');
    expect(ana.lastText).toContain('Ahorro: S/ 20.00');
    await ana.tap('Confirmar');
    expect(await shop.orders()).toMatchObject([
      { lines: [{ listPrice: 4000, unitPrice: 3000, net: 6000 }], totals: { merchandise: 6000, discount: 0, total: 6000 } },
    ]);
    await ana.say('hay descuentos?');
    expect(ana.lastText).toContain('• Semana de la taza');
  });

  test('a little more that would bring something is told, and nothing that is far', async () => {
    const ana = (await open(['nombre: S/ 10 menos desde S/ 100, tipo: descuento, valor: 10.00, minimo: 100.00'])).customer('ana');
    await ana.say('quiero 2 tazas');
    expect(ana.lastText).toContain('Con S/ 20.00 más en productos: S/ 10 menos desde S/ 100.');
    await ana.say('quita una taza');
    expect(ana.lastText).not.toContain('menos desde');
  });
});

describe('delivery, payment and cash', () => {
  test('S46 · a code takes off the delivery, and the fee is back without it', async () => {
    const dear = (text: string) => text.replace('costo: 8.00', 'costo: 345.00');
    const ana = (await open(['tipo: envio-gratis, cupon: ENVIO'], dear)).customer('ana');
    await ana.sayAll('quiero una taza', 'cupón ENVIO');
    expect(ana.lastText).toContain('Cupón ENVIO anotado');
    await ana.sayAll('cerrar pedido', 'envío a domicilio', 'Barranco');
    await ana.sayAll('Jr. Las Retamas 100', 'Ana Quispe', '987654321', 'efectivo');
    expect(ana.lastText).toContain('gratis');
    expect(ana.lastText).toContain('Total: S/ 40.00');
    expect(ana.lastText).toContain('Ahorro: S/ 345.00');
    await ana.say('quita el cupón');
    expect(ana.lastText).toContain('Total: S/ 385.00');
    await ana.sayAll('cupón envio', 'sí');
    expect(await shop.orders()).toMatchObject([{ totals: { delivery: 0, total: 4000 }, promotions: [{ amount: 34500 }] }]);
  });

  test('S17 · 10 % for paying by transfer is on the merchandise only, and gone with cash on delivery', async () => {
    const changed = (text: string) =>
      text
        .replace(
          'formas: [link, efectivo]',
          'formas: [transferencia, efectivo]\n  cuentas: [{ nombre: Yape, numero: 987 654 321, titular: Rosa Quispe }]',
        )
        .replace('costo: 8.00', 'costo: 2500.00')
        .replace('      gratis_desde: 150.00\n', '');
    const promotion = 'nombre: 10 % por transferencia, tipo: forma-de-pago, valor: 10 %, forma_de_pago: transferencia';
    const ana = (await open([promotion], changed)).customer('ana');
    await ana.sayAll('quiero una camara', 'y 2 lentes', 'cerrar pedido', 'envío a domicilio', 'Barranco', 'Jr. Las Retamas 100');
    await ana.sayAll('Ana Quispe', '987654321', 'transferencia');
    expect(ana.lastText).toContain('10 % por transferencia: −S/ 2,219.70');
    expect(ana.lastText).toContain('Total: S/ 22,477.30');
    await ana.say('mejor en efectivo');
    expect(ana.lastText).toContain('Total: S/ 24,697.00');
    await ana.sayAll('mejor por transferencia', 'sí');
    expect(await shop.orders()).toMatchObject([
      {
        method: 'transfer',
        totals: { discount: 221970, total: 2247730 },
        lines: [{ discountShare: 129990 }, { discountShare: 91980 }],
      },
    ]);
  });

  test('S63 · what costs nothing is not asked how it is paid, and is paid and confirmed', async () => {
    const ana = (await open(['tipo: descuento, valor: 100 %, cupon: REGALO'])).customer('ana');
    await ana.sayAll('quiero una taza', 'cupón REGALO', 'cerrar pedido', 'recojo en tienda', 'Ana Quispe', '987654321');
    expect(ana.lastText).toContain('Total: S/ 0.00');
    await ana.tap('Confirmar');
    expect(ana.lastText).toContain('No hay nada que pagar.');
    expect(await shop.orders()).toMatchObject([{ status: 'confirmed', paymentStatus: 'paid', totals: { total: 0 } }]);
  });

  test('what is paid by link is the total with the discount, and the use is given back where nobody pays', async () => {
    await open(['tipo: descuento, valor: 10 %, cupon: UNICO, usos: 1']);
    const [ana, luis] = [shop.customer('ana'), shop.customer('luis')];
    const byLink = async (customer: Customer) => {
      await customer.sayAll('quiero una taza', 'cupón UNICO', 'cerrar pedido', 'recojo en tienda', 'Ana Quispe', PHONES.ana);
      await customer.tap('Link de Mercado Pago');
      await customer.tap('Confirmar');
    };
    await byLink(ana);
    await ana.hear();
    expect(shop.app.store.openHot().get('redemptions', 'p1')).toMatchObject({ used: 1, given: 400 });
    await shop.wait(61 * 60_000);
    expect((await shop.orders())[0]?.status).toBe('expired');
    expect(shop.app.store.openHot().get('redemptions', 'p1')).toMatchObject({ used: 0, given: 0 });
    await byLink(luis);
    await luis.hear();
    await shop.practice.pay(await luis.link(), 'approved');
    await shop.settle();
    await shop.wait(1000);
    expect((await shop.orders())[1]).toMatchObject({ status: 'confirmed', paymentStatus: 'paid', totals: { discount: 400, total: 3600 } });
  });

  test('a total paid in cash is rounded to what coins can pay, and only then', async () => {
    const rounded = (text: string) => text.replace('minutos_para_pagar: 60', 'minutos_para_pagar: 60\n  redondeo_en_efectivo: 0.10');
    const ana = (
      await open(['tipo: oferta, valor: 10.07, productos: [vela]', 'tipo: oferta, valor: 24.96, productos: [manta]'], rounded)
    ).customer('ana');
    await ana.say('quiero una manta');
    await toSummary(ana);
    expect(ana.lastText).toContain('Redondeo por pago en efectivo: S/ 0.04');
    expect(ana.lastText).toContain('Total: S/ 25.00');
    await ana.tap('Confirmar');
    expect(await shop.orders()).toMatchObject([{ totals: { merchandise: 2496, rounding: 4, total: 2500 } }]);
  });
});
