/** A shop whose zones are postal codes, told in three languages: what is asked, how codes are written, who is not served. */
import { afterEach, describe, expect, test } from 'vitest';
import { BUENOS_AIRES, openDeliveringShop, type Place, SAO_PAULO } from './delivering-shop.ts';
import type { TestShop } from './shop.ts';

let shop: TestShop;
let close = async () => {};
afterEach(() => close());

async function open(zones: string, place: Place): Promise<TestShop> {
  const entrega = `  dias_de_trabajo: [lunes, martes, miércoles, jueves, viernes, sábado]
  hora_de_corte: 14:00
  dias_de_preparacion: 1
  zonas:
${zones}`;
  ({ shop, close } = await openDeliveringShop({ entrega, place, now: Date.parse('2027-03-03T12:00:00Z') }));
  return shop;
}

const EVERY_DAY = `      dias: [lunes, martes, miércoles, jueves, viernes, sábado]
      horario: 10:00-19:00
`;
const OF_SAO_PAULO = `    - nombre: Centro
      costo: 10.00
${EVERY_DAY}      codigos_postales: [01000-000 a 01999-999]
    - nombre: Sul
      costo: 15.00
${EVERY_DAY}      codigos_postales: ['04*']
`;

describe.each([
  {
    language: 'pt',
    order: 'quero 1 caja',
    close: 'fechar pedido',
    asks: 'Qual é o CEP? Por exemplo: 01000-000',
    served: 'Entregamos em 01310-100 · Centro, sim.',
    away: 'Ainda não entregamos em «20040-002»',
    zones: 'Ver as zonas',
    yes: 'Confirmar',
    address: 'Qual é o endereço?',
  },
  {
    language: 'es',
    order: 'quiero 1 caja',
    close: 'cerrar pedido',
    asks: '¿Cuál es el código postal? Por ejemplo: 01000-000',
    served: 'Sí llegamos a 01310-100 · Centro.',
    away: 'A «20040-002» todavía no llegamos',
    zones: 'Ver zonas',
    yes: 'Confirmar',
    address: '¿Cuál es la dirección?',
  },
  {
    language: 'en',
    order: 'I want 1 caja',
    close: 'check out',
    asks: "What's the postal code? For example: 01000-000",
    served: 'Yes, we deliver to 01310-100 · Centro.',
    away: "We don't deliver to “20040-002” yet",
    zones: 'See zones',
    yes: 'Confirm',
    address: "What's the address?",
  },
])('a shop in São Paulo, in $language', ({ language, order, close: finish, asks, served, away, zones, yes, address }) => {
  test('the code decides the zone, and its fee is on the order', async () => {
    const ana = (await open(OF_SAO_PAULO, SAO_PAULO)).customer('ana', language);
    await ana.sayAll(order, finish);
    expect(ana.lastText).toContain(asks);
    await ana.say('20040-002');
    expect(ana.lastText).toContain(away);
    expect(ana.last.at(-1)?.options?.map(({ label }) => label)).toContain(zones);
    expect((await shop.facts()).at(-1)).toMatchObject({ what: 'zone-not-served', words: '20040-002' });
    await ana.say('01310-100');
    expect(ana.lastText).toContain(served);
    expect(ana.lastText).toContain(address);
    await ana.sayAll('Av. Paulista 1000', 'Ana Paz', '11 98765 4321');
    expect(ana.lastText).toContain('01310-100 · Centro');
    await ana.tap(yes);
    expect((await shop.orders())[0]).toMatchObject({
      delivery: { postal: '01310100', zoneName: 'Centro', address: 'Av. Paulista 1000' },
      totals: { delivery: 1000 },
    });
  });
});

test('asked before anything else, a code is answered with its fee, and one in no zone as such', async () => {
  const ana = (await open(OF_SAO_PAULO, SAO_PAULO)).customer('ana', 'pt');
  await ana.say('quanto custa o frete para o CEP 04538-133?');
  expect(ana.lastText).toContain('04538-133 · Sul');
  expect(ana.lastText).toContain('15,00');
  await ana.say('entregam no CEP 20040-002?');
  expect(ana.lastText).toContain('Ainda não entregamos em «20040-002»');
  await ana.say('quanto custa o frete para Moema?');
  expect(ana.lastText).not.toContain('Ainda não entregamos');
  expect(ana.lastText).toContain('Centro');
});

test('in Argentina the long code and its four digits are the same; an address brings it along', async () => {
  const zones = `    - nombre: Centro
      costo: 1000.00
${EVERY_DAY}      codigos_postales: [1000 a 1100]
`;
  const customers = await open(zones, BUENOS_AIRES);
  for (const [name, code] of [
    ['ana', 'C1043AAZ'],
    ['luz', 'mi código postal es 1043'],
  ] as const) {
    const one = customers.customer(name);
    await one.sayAll('quiero 1 caja', 'cerrar pedido', code);
    expect(one.lastText).toContain('Sí llegamos a 1043 · Centro');
  }
  const sol = customers.customer('sol');
  await sol.sayAll('quiero 1 caja', 'cerrar pedido', 'Corrientes 1234');
  expect(sol.lastText).toContain('Anoté la dirección: Corrientes 1234');
  expect(sol.lastText).toContain('¿Cuál es el código postal?');
  const eva = customers.customer('eva');
  await eva.sayAll('quiero 1 caja', 'cerrar pedido', 'Corrientes 1234, CP 1043');
  expect(eva.lastText).toContain('1043');
  expect(eva.lastText).not.toContain('¿Cuál es el código postal?');
});
