/** Where and when it is delivered, told by customers: zones, minimums, parts of a day with room, pins on the map. */
import { afterEach, describe, expect, test } from 'vitest';
import { BUENOS_AIRES, type Deliveries, openDeliveringShop, sendPin } from './delivering-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close = async () => {};
afterEach(() => close());

/** Wednesday 3 March 2027, 09:00 in Buenos Aires. */
const WEDNESDAY = Date.parse('2027-03-03T12:00:00Z');

async function open(entrega: string, more: Partial<Deliveries> = {}): Promise<Customer> {
  ({ shop, close } = await openDeliveringShop({ entrega, now: WEDNESDAY, place: BUENOS_AIRES, ...more }));
  return shop.customer('ana');
}

const DAYS = `  dias_de_trabajo: [lunes, martes, miércoles, jueves, viernes, sábado]
  hora_de_corte: 14:00
  dias_de_preparacion: 0
`;
const PICKUP = `  recojo:
    direccion: Av. Corrientes 100
    indicaciones: Toca el timbre.
`;
const EVERY_DAY = `      dias: [lunes, martes, miércoles, jueves, viernes, sábado]
      horario: 10:00-19:00
`;
const ZONES = `${DAYS}${PICKUP}  zonas:
    - nombre: Centro
      costo: 1000.00
${EVERY_DAY}      distritos: [San Telmo, Monserrat]
    - nombre: Norte
      costo: 2500.00
      minimo: 5000.00
${EVERY_DAY}      distritos: [Belgrano]
`;

describe('what a zone asks and costs', () => {
  test('S45 · another district is another fee; one that is not served takes the delivery away and offers what there is', async () => {
    const ana = await open(ZONES);
    await ana.sayAll('quiero 6 cajas', 'cerrar pedido', 'envío', 'San Telmo');
    expect(ana.lastText).toContain('$ 1.000');
    await ana.say('mejor a Belgrano');
    expect(ana.lastText).toContain('Sí llegamos a Belgrano. Envío: $ 2.500');
    await ana.say('Defensa 345, San Telmo');
    expect(ana.lastText).toContain('Sí llegamos a San Telmo. Envío: $ 1.000');
    await ana.say('envío a Quilmes');
    expect(ana.lastText).toContain('todavía no llegamos');
    expect(ana.last.at(-1)?.options?.map(({ label }) => label)).toEqual(['Retiro en tienda', 'Ver barrios', 'Consultar con el equipo']);
    expect((await shop.facts()).at(-1)).toMatchObject({ what: 'zone-not-served', words: 'quilmes' });
    expect(await shop.orders()).toEqual([]);
    await ana.tap('Retiro');
    expect(ana.lastText).toContain('Av. Corrientes 100');
  });

  test('S47 · one centavo below the minimum of the zone is one centavo missing', async () => {
    const ana = await open(ZONES);
    await ana.sayAll('quiero un cofre', 'cerrar pedido', 'envío', 'Belgrano');
    expect(ana.lastText).toContain('faltan $ 0,01');
    await ana.sayAll('quita el cofre', 'quiero un baul', 'cerrar pedido');
    expect(ana.lastText).toContain('¿Cuál es la dirección?');
  });

  test('S48 · with everything taken out nothing is delivered and nothing costs', async () => {
    const ana = await open(ZONES);
    await ana.sayAll('quiero 6 cajas', 'cerrar pedido', 'envío', 'Belgrano', 'quita las cajas');
    expect(ana.lastText).not.toContain('2.500');
    await ana.sayAll('quiero 1 caja', 'cerrar pedido', 'San Telmo');
    expect(ana.lastText).toContain('$ 1.000');
  });
});

const SLOTS = `${DAYS.replace('preparacion: 0', 'preparacion: 1')}${PICKUP}  zonas:
    - nombre: Centro
      costo: 1000.00
      dias: [jueves, sábado]
      horario: 10:00-19:00
      distritos: [San Telmo]
      franjas:
        - { de: 10:00, a: 13:00, cupos: 1 }
`;

const TO_SLOT = ['quiero 1 caja', 'cerrar pedido', 'envío', 'San Telmo', 'Defensa 345'] as const;

async function finish(customer: Customer, phone: string): Promise<void> {
  await customer.sayAll('Ana Paz', phone);
  await customer.tap('Confirmar');
}

describe('parts of a day with room', () => {
  test('S54 · Thursday is full, so the next one is offered Saturday; cancelled, Thursday has room again', async () => {
    const ana = await open(SLOTS);
    await ana.sayAll(...TO_SLOT);
    expect(ana.last.at(-1)?.options?.[0]?.label).toBe('jue 4 mar, 10:00 a 13:00');
    await ana.tap('jue 4');
    await finish(ana, '11 5555 0001');
    expect((await shop.orders())[0]?.promise).toEqual({
      date: '2027-03-04',
      window: { from: '10:00', to: '13:00' },
      slot: 'centro:2027-03-04:10:00',
    });
    const luz = shop.customer('luz');
    await luz.sayAll(...TO_SLOT);
    expect(luz.last.at(-1)?.options?.[0]?.label).toBe('sáb 6 mar, 10:00 a 13:00');
    await ana.sayAll('cancela mi pedido', 'sí');
    expect((await shop.orders())[0]?.status).toBe('cancelled');
    const eva = shop.customer('eva');
    await eva.sayAll(...TO_SLOT);
    expect(eva.last.at(-1)?.options?.[0]?.label).toBe('jue 4 mar, 10:00 a 13:00');
  });

  test('S54 · of two who were offered the last place, the second is told and asked again', async () => {
    const ana = await open(SLOTS);
    const luz = shop.customer('luz');
    for (const one of [ana, luz]) {
      await one.sayAll(...TO_SLOT);
      await one.tap('jue 4');
      await one.sayAll('Ana Paz', '11 5555 0001');
    }
    await ana.tap('Confirmar');
    await luz.tap('Confirmar');
    expect(luz.lastText).toContain('se acaba de llenar');
    expect(luz.last.at(-1)?.options?.[0]?.label).toBe('sáb 6 mar, 10:00 a 13:00');
    await luz.tap('sáb 6');
    await luz.tap('Confirmar');
    expect((await shop.orders()).map(({ promise }) => promise.date)).toEqual(['2027-03-04', '2027-03-06']);
  });

  const MANY = SLOTS.replace(
    '{ de: 10:00, a: 13:00, cupos: 1 }',
    '{ de: 10:00, a: 13:00, cupos: 1 }\n        - { de: 15:00, a: 19:00, cupos: 5 }',
  );

  test('"mañana por la tarde" chooses the part of the day that it is', async () => {
    const ana = await open(MANY);
    await ana.sayAll(...TO_SLOT);
    await ana.say('mañana por la tarde');
    expect(ana.lastText).toContain('llega el jue 4 mar, entre 15:00 y 19:00');
    await finish(ana, '11 5555 0001');
    expect((await shop.orders())[0]?.promise.slot).toBe('centro:2027-03-04:15:00');
  });

  test('said with the order, it is kept until there is something to choose', async () => {
    const ana = await open(MANY);
    await ana.sayAll('quiero 1 caja para el sábado a la tarde', 'cerrar pedido', 'envío', 'San Telmo', 'Defensa 345');
    expect(ana.last.at(-1)?.options?.[0]?.label).toBe('sáb 6 mar, 15:00 a 19:00');
  });

  test('a day on which nothing is brought is said, and the others are offered', async () => {
    const ana = await open(MANY);
    await ana.sayAll(...TO_SLOT);
    await ana.say('el lunes');
    expect(ana.lastText).toContain('no hay lugar');
    expect(ana.last.at(-1)?.options?.length).toBeGreaterThan(2);
  });
});

const MAP = `${DAYS}  origen: -34.6037, -58.3816
  zonas:
    - nombre: Hasta 5 km
      costo: 1000.00
      costo_por_km: 200.00
${EVERY_DAY}      radio:
        centro: -34.6037, -58.3816
        km: 5
`;

describe('a shop that delivers around itself', () => {
  test('S55 · 3.82 km away is served, each kilometre begun costs; 14 km away is not', async () => {
    const ana = await open(MAP);
    await ana.sayAll('quiero 1 caja', 'cerrar pedido');
    expect(ana.lastText).toContain('Enviá tu ubicación');
    await sendPin(ana, -34.5075, -58.481);
    expect(ana.lastText).toContain('todavía no llegamos');
    expect((await shop.facts()).at(-1)).toMatchObject({ what: 'zone-not-served', words: '-34.51, -58.48' });
    await sendPin(ana, -34.6345, -58.3631);
    expect(ana.lastText).toContain('Sí llegamos a Hasta 5 km. Envío: $ 1.800');
    await finish(ana, '11 5555 0001');
    expect((await shop.orders())[0]).toMatchObject({
      delivery: { kind: 'home', zoneName: 'Hasta 5 km', pin: { lat: -34.6345, lng: -58.3631 } },
      totals: { delivery: 180000, total: 280000 },
    });
  });

  test('the link of a map that was copied is a pin as well', async () => {
    const ana = await open(MAP);
    await ana.sayAll('quiero 1 caja', 'cerrar pedido', 'https://maps.google.com/?q=-34.6345,-58.3631');
    expect(ana.lastText).toContain('Sí llegamos a Hasta 5 km');
  });
});

describe('paid after the cut-off', () => {
  test('it comes a day later than was said, and she is told so', async () => {
    const ana = await open(ZONES, { pago: '  formas: [link]\n  minutos_para_pagar: 600' });
    await ana.sayAll('quiero 6 cajas', 'cerrar pedido', 'envío', 'San Telmo', 'Defensa 345', 'Ana Paz', '11 5555 0001');
    await ana.tap('Confirmar');
    expect((await shop.orders())[0]?.promise.date).toBe('2027-03-03');
    const preference = await ana.link();
    await shop.wait(6 * 60 * 60_000);
    await shop.practice.pay(preference, 'approved');
    await ana.hear();
    expect((await shop.orders())[0]?.promise.date).toBe('2027-03-04');
    expect(ana.lastText).toContain('jue 4 mar');
    expect(ana.lastText).toContain('después de la hora de corte');
    expect(ana.lastText).toContain('mié 3 mar');
  });
});

describe('from which amount it is free', () => {
  const FREE = (base: string) => `${DAYS}  gratis_desde_mide: ${base}
  zonas:
    - nombre: Centro
      costo: 1500.00
      gratis_desde: 20000.00
${EVERY_DAY}      distritos: [San Telmo]
`;
  const COUPON = 'promociones:\n  - { id: diez, nombre: Diez, tipo: descuento, valor: 10 %, cupon: DIEZ }\n';

  test.each([
    ['después-del-descuento', 2040000],
    ['antes-del-descuento', 1890000],
  ])('S43 · two for 10500 and a tenth off, measured %s', async (base, total) => {
    const ana = await open(FREE(base), { promotions: COUPON });
    await ana.sayAll('quiero 2 arcon', 'cupón DIEZ', 'cerrar pedido', 'San Telmo', 'Defensa 345');
    await finish(ana, '11 5555 0001');
    expect((await shop.orders())[0]?.totals.total).toBe(total);
  });

  test.each([
    ['exactly the amount is enough', 'quiero 20 cajas', 2000000],
    ['a centavo less is not', 'quiero 15 cajas y un cofre', 2149999],
  ])('S44 · %s', async (_, order, total) => {
    const ana = await open(FREE('después-del-descuento'));
    await ana.sayAll(order, 'cerrar pedido', 'San Telmo', 'Defensa 345');
    await finish(ana, '11 5555 0001');
    expect((await shop.orders())[0]?.totals.total).toBe(total);
  });
});

describe('the day it comes', () => {
  const WEEK = 'lunes, martes, miércoles, jueves, viernes';
  const rules = (of: { readonly working?: string; readonly lead?: number; readonly closed?: string; readonly days?: string }) =>
    `  dias_de_trabajo: [${of.working ?? `${WEEK}, sábado`}]
  hora_de_corte: 14:00
  dias_de_preparacion: ${of.lead ?? 0}
  dias_cerrados: [${of.closed ?? ''}]
  zonas:
    - nombre: Centro
      costo: 1000.00
      dias: [${of.days ?? `${WEEK}, sábado`}]
      horario: 10:00-19:00
      distritos: [San Telmo]
`;

  test.each([
    ['S49 · a minute before the cut-off', {}, '2027-03-03T13:58:50', '2027-03-03'],
    ['S49 · a minute after the cut-off', {}, '2027-03-03T14:01:00', '2027-03-04'],
    ['S50 · on Saturday afternoon', {}, '2027-03-06T15:00:00', '2027-03-08'],
    ['S51 · over New Year', { working: WEEK, lead: 1, closed: '2027-01-01', days: 'martes, viernes' }, '2026-12-31T15:00:00', '2027-01-05'],
    [
      'S52 · over Easter, on Fridays only',
      { closed: '2027-03-24, 2027-03-25, 2027-03-26', days: 'viernes' },
      '2027-03-23T10:00:00',
      '2027-04-02',
    ],
    ['S53 · two working days from Friday', { working: WEEK, lead: 2 }, '2027-03-05T09:00:00', '2027-03-09'],
  ])('%s', async (_, of, local, date) => {
    const ana = await open(rules(of), { now: Date.parse(`${local}-03:00`) });
    await ana.sayAll('quiero 1 caja', 'cerrar pedido', 'San Telmo', 'Defensa 345');
    await finish(ana, '11 5555 0001');
    expect((await shop.orders())[0]?.promise).toEqual({ date, window: { from: '10:00', to: '19:00' } });
  });
});

test('a place in a part of a day that nobody pays for is free again', async () => {
  const ana = await open(SLOTS, { pago: '  formas: [link]\n  minutos_para_pagar: 60' });
  await ana.sayAll(...TO_SLOT);
  await ana.tap('jue 4');
  await finish(ana, '11 5555 0001');
  await shop.wait(2 * 60 * 60_000);
  expect((await shop.orders())[0]?.status).toBe('expired');
  const luz = shop.customer('luz');
  await luz.sayAll(...TO_SLOT);
  expect(luz.last.at(-1)?.options?.[0]?.label).toBe('jue 4 mar, 10:00 a 13:00');
});
