/** The seller in her own chat: cards with what she can do, several helpers at once, words instead of buttons. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capBroughtHome, codeFor, helperOf, later, openHelpedShop } from './helping.ts';
import { buyTotes, command, HOUR, MINUTE, orderOf, sellerPage, sendPicture } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let rosa: Customer;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close, rosa, ana } = await openHelpedShop());
});
afterEach(() => close());

const whoDid = async (number: number) => (await orderOf(shop, number)).history.map(({ what, who }) => `${what} ${who ?? ''}`.trim());

describe('a code makes a chat one of the team', () => {
  test('it is used once, within ten minutes, and is nowhere in the data', async () => {
    const code = await codeFor(shop, 'Luis', 'seller');
    expect(JSON.stringify([...shop.app.store.query.all('staff')])).not.toContain(code);
    const stranger = shop.customer('stranger');
    const luis = shop.customer('luis');
    await luis.say(`hola, mi código es ${code}`);
    expect(luis.lastText).toContain('este chat ya es del equipo');
    await rosa.hear();
    expect(rosa.lastText).toBe('Luis ya está en el equipo (ventas).');
    await stranger.say(code);
    expect(stranger.lastText).not.toContain('equipo de Retama');
    const late = await codeFor(shop, 'Eva', 'seller');
    await shop.wait(11 * MINUTE);
    await stranger.say(late);
    expect(stranger.lastText).not.toContain('este chat ya es del equipo');
  });

  test('whoever helps is no customer: nothing is counted of her, not even where she tries the shop', async () => {
    await rosa.say('probar');
    expect(rosa.lastText).toContain('Ahora eres cliente');
    await buyTotes(rosa, 'yape', 'Rosa Quispe');
    expect(await orderOf(shop, 1001)).toMatchObject({ status: 'awaiting_payment' });
    await rosa.say('vendedora');
    expect(rosa.lastText).toBe('De vuelta al trabajo.');
    expect(await shop.facts()).toEqual([]);
    expect(await sellerPage(shop, '/seller/export?what=customers&format=json')).toBe('[]\n');
  });

  test('an owner invites from her chat and takes away again; the link opens the chat with the code', async () => {
    await rosa.say('invitar reparto Luis');
    const [, code = ''] = /: ([A-Z]{8})\n/.exec(rosa.lastText) ?? [];
    expect(rosa.lastText).toContain('reparto');
    const luis = shop.customer('luis');
    await luis.say(code);
    expect(luis.lastText).toContain('reparto');
    await luis.say('pausa');
    expect(luis.lastText).toContain('otra persona del equipo');
    await rosa.say('quitar luis');
    await rosa.tap('Sí');
    await luis.hear();
    expect(luis.lastText).toContain('ya no es del equipo');
    await luis.say('pedidos');
    expect(luis.lastText).not.toContain('Pedidos en marcha');
  });
});

describe('a card per order', () => {
  test('every order brings one, with what can be done; the receipt comes with its picture, and accepting it confirms the order', async () => {
    await buyTotes(ana, 'yape');
    await rosa.hear();
    expect(rosa.lastText).toMatchInlineSnapshot(`
      "Pedido nuevo
      Pedido 1001 · Por cobrar · Sin pagar
      2 × Bolsa tote
      Total S/ 58.00 · Transferencia
      Lo recoge en la tienda
      Para el jue 26 nov
      Ana Quispe · +51 987 654 321
      Próxima acción: Esperar el pago

      1. Anotar un pago
      2. Pedir lo que falta pagar
      3. Cancelar el pedido
      4. Escribir al cliente"
    `);
    await sendPicture(ana, 1);
    const [picture, alert] = await rosa.hear();
    expect(picture).toMatchObject({ kind: 'file', text: 'Comprobante del pedido 1001', url: expect.stringContaining('/seller/sent/ana-') });
    expect(alert?.text).toContain('Mandaron el comprobante del pedido 1001: mira tu cuenta y acéptalo o recházalo');
    await rosa.tap('Aceptar');
    expect(rosa.lastText).toContain('Listo. Pedido 1001: se aceptó el comprobante. Ahora está Confirmado.');
    await ana.hear();
    expect(ana.lastText).toContain('Recibí tu pago');
    expect(await whoDid(1001)).toEqual(['placed', 'receipt-accepted chat:Rosa', 'confirmed']);
    expect(shop.alerts()).toEqual(['order-paid']);
  });

  test('a receipt is rejected with the reason she writes next', async () => {
    await buyTotes(ana, 'yape');
    await sendPicture(ana, 1);
    await rosa.hear();
    await rosa.tap('Rechazar');
    expect(rosa.lastText).toContain('Escribe: motivo');
    await rosa.say('no llegó a la cuenta');
    await ana.hear();
    expect(ana.lastText).toContain('no llegó a la cuenta');
    expect(await orderOf(shop)).toMatchObject({ paymentStatus: 'unpaid' });
  });

  test('without buttons the numbers do it; one that was typed while another card came is asked about first', async () => {
    await capBroughtHome(ana);
    await rosa.say('3');
    expect(rosa.lastText).toContain('¿Te referías a esto? Pedido 1001: enviar.');
    await rosa.say('0');
    expect(rosa.lastText).toContain('lo dejé como estaba');
    await rosa.say('1001');
    await rosa.say('3');
    expect(await orderOf(shop)).toMatchObject({ status: 'out_for_delivery' });
    expect(rosa.lastText).toContain('1. Entregado, cobré S/ 43.00');
    await rosa.say('1');
    expect(await orderOf(shop)).toMatchObject({ status: 'delivered', paymentStatus: 'paid' });
  });

  test('who was late is told who did it already; the others are told; nothing is done twice', async () => {
    const luis = await helperOf(shop, 'Luis', 'seller');
    await capBroughtHome(ana);
    await later(shop);
    await rosa.hear();
    await luis.hear();
    await rosa.tap('Enviar');
    await luis.hear();
    expect(luis.lastText).toBe('Rosa · pedido 1001: salió.');
    await luis.say('1001 enviado');
    expect(luis.lastText).toContain('Rosa ya lo hizo a las 10:00: pedido 1001, salió. Ahora está En camino.');
    await rosa.say('1001 enviado');
    expect(rosa.lastText).toContain('Ya lo hiciste');
    await command(shop, 1001, 'mark-delivered', {});
    await rosa.hear();
    expect(rosa.lastText).toBe('Desde la terminal · pedido 1001: entregado.');
    await rosa.say('1001 entregado');
    expect(rosa.lastText).toContain('Ya está hecho (Desde la terminal, 10:00): pedido 1001, entregado.');
    expect((await whoDid(1001)).filter((event) => event.startsWith('out_for_delivery'))).toEqual(['out_for_delivery chat:Rosa']);
  });

  test('cancelling asks why, and says what it does, before it is done', async () => {
    await capBroughtHome(ana);
    await later(shop);
    await rosa.hear();
    await rosa.tap('Cancelar');
    expect(rosa.lastText).toContain('¿Cancelar el pedido 1001 de Bea Rojas? Se le avisa');
    expect(await orderOf(shop)).toMatchObject({ status: 'confirmed' });
    await rosa.tap('No,');
    expect(rosa.lastText).toContain('lo dejé como estaba');
    await rosa.say('1001 cancelar');
    await rosa.tap('No hay stock');
    expect(await orderOf(shop)).toMatchObject({ status: 'cancelled', cancellation: { reason: 'out_of_stock' } });
    expect(shop.units('gorra/negro').reserved).toBe(0);
  });

  test('a courier sees what is to be delivered, what to collect, and nothing else', async () => {
    const luis = await helperOf(shop, 'Luis', 'courier');
    await buyTotes(ana, 'yape');
    await capBroughtHome(shop.customer('bea'));
    expect(await luis.hear()).toEqual([]);
    await rosa.say('1002 listo');
    await luis.hear();
    expect(luis.lastText).toContain('Para entregar\nPedido 1002 · Listo\nA Santiago de Surco: Av. Caminos del Inca 1234');
    expect(luis.lastText).toContain('Cobra al entregar: S/ 43.00');
    await luis.say('pedidos');
    expect(luis.lastText).toContain('Pedidos en marcha: 1');
    await luis.say('1001 cancelar');
    expect(luis.lastText).toContain('otra persona del equipo');
    await luis.say('1002 en camino');
    await luis.tap('No se pudo');
    await luis.say('no había nadie');
    expect(await orderOf(shop, 1002)).toMatchObject({ status: 'ready', shipment: { attempts: 1 } });
    await rosa.hear();
    expect(rosa.lastText).toContain('Luis · pedido 1002: no se pudo entregar. “no había nadie”');
  });
});

test('she writes to the customer from her chat; the program is silent meanwhile and goes on when she says so', async () => {
  await capBroughtHome(ana);
  await rosa.say('escribir 1001');
  expect(rosa.lastText).toContain('Escribe lo que le llega a Bea Rojas');
  await rosa.say('¿Puede ser en la mañana?');
  const told = await ana.history();
  expect(told.at(-1)).toMatchObject({ from: 'seller', text: '¿Puede ser en la mañana?' });
  await ana.say('claro, a las 10');
  await rosa.hear();
  expect(rosa.lastText).toContain('“claro, a las 10”');
  await rosa.tap('Que siga');
  await ana.say('hola');
  expect(ana.lastText).toContain('Hola');
  await rosa.say('escribir 1001');
  await shop.wait(11 * MINUTE);
  await rosa.say('pedidos');
  expect(rosa.lastText).toContain('Pedidos en marcha');
});

test('a restart forgets nothing: not the question that was open, not the card, not who paused the shop', async () => {
  await buyTotes(ana, 'yape');
  await sendPicture(ana, 1);
  await rosa.hear();
  await rosa.tap('Rechazar');
  await shop.restart();
  await rosa.say('no llegó');
  expect(await orderOf(shop)).toMatchObject({ payments: { manual: [{ status: 'rejected', reason: 'no llegó' }] } });
  await rosa.say('pausa');
  await shop.restart();
  const bea = shop.customer('bea');
  await bea.sayAll('quiero 2 totes', 'cerrar pedido');
  expect(bea.lastText).toContain('no estamos tomando pedidos nuevos');
});

test('a message to a customer leaves once, though the finger taps twice; the same words again later are hers to say', async () => {
  await capBroughtHome(ana);
  await rosa.hear();
  await rosa.say('dile al 1001 que ya sale');
  const yes = rosa.last.flatMap(({ options = [] }) => options).find(({ label }) => label === 'Sí, enviarlo');
  await Promise.all([rosa.choose(yes?.token ?? ''), rosa.choose(yes?.token ?? '')]);
  const said = async () => (await ana.history()).filter(({ from, text }) => from === 'seller' && text === 'ya sale').length;
  expect(await said()).toBe(1);
  await shop.wait(MINUTE);
  await rosa.choose(yes?.token ?? '');
  expect(await said()).toBe(2);
});

test('a tap that comes twice, and a card of before she left the team, do nothing more', async () => {
  await capBroughtHome(ana);
  await later(shop);
  await rosa.hear();
  const enviar = rosa.last.flatMap(({ options = [] }) => options).find(({ label }) => label === 'Enviar');
  await rosa.choose(enviar?.token ?? '');
  await later(shop);
  await rosa.choose(enviar?.token ?? '');
  expect(rosa.lastText).toContain('Ya lo hiciste a las 10:00');
  const luis = await helperOf(shop, 'Luis', 'owner');
  await luis.say('1001');
  await rosa.say('quitar Luis');
  await rosa.tap('Sí');
  await luis.tap('No se pudo entregar');
  expect(luis.lastText).not.toContain('1001');
  expect(await orderOf(shop)).toMatchObject({ status: 'out_for_delivery' });
  await rosa.say('1001');
  const delivered = rosa.last.flatMap(({ options = [] }) => options).find(({ label }) => label.startsWith('Entregado'));
  await ana.choose(delivered?.token ?? '');
  await luis.choose(delivered?.token ?? '');
  expect(await orderOf(shop)).toMatchObject({ status: 'out_for_delivery' });
});

test('the list of orders arrives in the chat as a file, and is gone the day after', async () => {
  await capBroughtHome(ana);
  await rosa.say('exportar');
  const file = (await rosa.history()).at(-1);
  expect(file).toMatchObject({ kind: 'file', label: expect.stringMatching(/^pedidos-.*\.xlsx$/) });
  const fetched = await fetch(`${shop.url}${file?.url}`);
  expect(fetched.status).toBe(200);
  expect(
    Buffer.from(await fetched.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  await shop.wait(25 * HOUR);
  await rosa.say('exportar');
  expect((await fetch(`${shop.url}${file?.url}`)).status).toBe(404);
});

test('"stock polo rojo m 3" counts; of several she says which; what is short is said', async () => {
  await rosa.say('stock polo rojo m 3');
  expect(rosa.lastText).toContain('Anotado: Polo de algodón pima (Rojo, M), 3 en mano.');
  expect(shop.units('polo/rojo/m').onHand).toBe(3);
  await rosa.say('stock gorras 7');
  await rosa.tap('Gorra de algodón (Beige)');
  expect(shop.units('gorra/beige').onHand).toBe(7);
  await rosa.say('stock');
  expect(rosa.lastText).toContain('Polo de algodón pima (Rojo, M): 3 para vender');
  expect(rosa.lastText).toContain('Polo de algodón pima (Negro, M): agotado');
  await rosa.say('gracias');
  expect(rosa.lastText).toBe('Aquí estoy.');
  await rosa.say('stock zapato');
  expect(rosa.lastText).toBe('No hay nada que se llame «zapato».');
});

test('what came is added to what there is when she says yes, not to what there was when she was asked', async () => {
  await rosa.say('stock gorra beige 5');
  await rosa.say('llegaron 10 gorras beige');
  expect(rosa.lastText).toContain('5 → 15');
  const yes = rosa.last.flatMap(({ options = [] }) => options).find(({ label }) => label === 'Sí, anotarlo');
  await shop.app.runtime.act({ do: 'count-stock', variantId: 'gorra/beige', count: 3, by: 'page' });
  await rosa.choose(yes?.token ?? '');
  expect(shop.units('gorra/beige').onHand).toBe(3);
  expect(rosa.lastText).toContain('3 → 13');
  await rosa.tap('Sí, anotarlo');
  expect(shop.units('gorra/beige').onHand).toBe(13);
});

test('what there is nothing left of is asked where it is several things, and noted for all of them with one tap', async () => {
  await rosa.say('se acabaron las gorras');
  expect(shop.units('gorra/beige').onHand).not.toBe(0);
  await rosa.tap('Todo eso');
  await rosa.say('se acabó');
  expect(rosa.lastText).toContain('¿De cuál no queda nada?');
  expect(rosa.last.flatMap(({ options = [] }) => options).filter(({ label }) => label.startsWith('Todo eso'))).toEqual([]);
  expect(['gorra/negro', 'gorra/beige'].map((variant) => shop.units(variant).onHand)).toEqual([0, 0]);
});

test('a paused shop takes no new orders: the customer is told kindly, the seller hears of it, the pages say it', async () => {
  await rosa.say('pausa');
  expect(await sellerPage(shop, '/seller')).toContain('La tienda está en pausa');
  await ana.sayAll('quiero 2 totes', 'cerrar pedido');
  expect(ana.lastText).toContain('Por ahora no estamos tomando pedidos nuevos. Guardé lo que elegiste');
  expect(shop.alerts()).toEqual(['order-while-paused']);
  await rosa.hear();
  expect(rosa.lastText).toContain('“cerrar pedido”');
  expect(await shop.orders()).toEqual([]);
  await rosa.say('reanudar');
  await ana.say('cerrar pedido');
  expect(ana.lastText).toContain('¿Cómo lo recibes?');
});

describe('alerts and the day', () => {
  test('a customer who asks for a person is told once to every seller, with what she wrote; seen by one is seen', async () => {
    const luis = await helperOf(shop, 'Luis', 'seller');
    await rosa.hear();
    await ana.say('quiero hablar con una persona');
    await ana.say('una persona por favor');
    await rosa.hear();
    await luis.hear();
    expect(rosa.last).toHaveLength(1);
    expect(rosa.lastText).toContain('Un cliente quiere hablar contigo\nel cliente: “quiero hablar con una persona”');
    await rosa.tap('Ya lo vi');
    expect(shop.alerts()).toEqual([]);
    await luis.tap('Ya lo vi');
    expect(luis.lastText).toBe('Eso ya está visto.');
  });

  test('"hoy" says what waits, in the words of the page; a failed channel is for owners', async () => {
    const luis = await helperOf(shop, 'Luis', 'seller');
    await buyTotes(ana, 'yape');
    await sendPicture(ana, 1);
    await rosa.say('hoy');
    expect(rosa.lastText).toContain('• Mandaron el comprobante del pedido 1001');
    expect(rosa.lastText).toContain('Pedidos de hoy: 1 (S/ 58.00)');
    await luis.hear();
    await shop.app.runtime.note({ channel: 'telegram', account: '1', id: 'd1', at: shop.clock.now(), what: 'down', words: 'conflict' });
    await rosa.hear();
    expect(rosa.lastText).toContain('Un canal no está funcionando');
    expect(await luis.hear()).toEqual([]);
  });

  test('at the hour the shop closes the day comes in four lines; a closed day without anything is silent', async () => {
    await capBroughtHome(ana);
    await ana.sayAll('quiero zapatos rojos');
    await shop.wait(10 * HOUR);
    await rosa.hear();
    expect(rosa.lastText).toMatchInlineSnapshot(`
      "Pedido nuevo
      Pedido 1001 · Confirmado · Sin pagar
      1 × Gorra de algodón (Negro)
      Total S/ 43.00 · Efectivo al recibir
      A Santiago de Surco: Av. Caminos del Inca 1234
      Para el jue 26 nov, entre 10:00 y 19:00
      Bea Rojas · +51 987 654 322
      Próxima acción: Preparar

      1. Empezar a preparar
      2. Marcar como listo
      3. Enviar
      4. Pedir lo que falta pagar
      5. Cancelar el pedido
      6. Escribir al cliente
      ---
      Cierre del mié 25 nov
      Vendido: 1 · S/ 43.00
      Cobrado: S/ 0.00
      Por hacer: 1 por preparar, 0 por entregar, 0 por cobrar
      Falló o frenó ventas: buscaron lo que no tienes (1)"
    `);
    await shop.wait(3 * 24 * HOUR);
    const closings = (await rosa.hear()).map(({ text }) => text.split('\n')[0]);
    expect(closings).toEqual(['Cierre del jue 26 nov', 'Cierre del vie 27 nov', 'Cierre del sáb 28 nov']);
    await shop.wait(24 * HOUR);
    expect(await rosa.hear()).toEqual([]);
  });
});

test('two of the team who speak with each other from the telephone of the shop are left alone', async () => {
  const chat = { channel: 'web', account: 'main', chat: rosa.chat, at: shop.clock.now() };
  const said = { ...chat, id: 't1', what: 'typed-by-seller', body: { kind: 'text', text: 'Rosa, ¿compras cinta?' } } as const;
  await shop.app.runtime.note(said);
  expect(await rosa.say('ya, la llevo mañana')).toEqual([]);
  await rosa.say('pedidos');
  expect(rosa.lastText).toBe('No hay ningún pedido en marcha.');
  await shop.wait(31 * MINUTE);
  await rosa.say('ya, la llevo mañana');
  expect(rosa.lastText).toContain('No entendí');
});

test('nonsense is answered with examples; so is a picture; another language is one word away', async () => {
  await rosa.say('xyz');
  expect(rosa.lastText).toContain('No entendí «xyz». Ejemplos: «pedidos», «pedido 1001»');
  await sendPicture(rosa, 3);
  expect(rosa.lastText).toContain('Aquí entiendo texto y botones');
  await rosa.say('idioma inglés');
  await rosa.say('orders');
  expect(rosa.lastText).toBe('No order is under way.');
});

test('a customer who is forgotten is forgotten in the chats of the team too', async () => {
  await capBroughtHome(ana);
  await rosa.say('escribir 1001');
  await rosa.say('Bea, ya sale');
  await rosa.say('pedidos');
  await rosa.sayAll('1001 enviado', '1001 entregado');
  await rosa.tap('Entregado, cobré S/ 43.00');
  await ana.say('bot');
  await ana.say('borra mis datos');
  await ana.tap('Sí');
  await shop.wait(MINUTE);
  const said = (await rosa.history()).map(({ text }) => text).join('\n');
  expect(said).not.toMatch(/Bea|987 654 322|Caminos/);
  expect(shop.alerts()).not.toContain('not-erased');
});
