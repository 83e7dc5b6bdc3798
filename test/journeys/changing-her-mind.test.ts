/**
 * Changing one's mind: at every step a customer may correct, go back, ask something else, leave and
 * return; the shop answers and comes back to what was open, and the cart is never lost.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Customer, TestShop } from './shop.ts';

let shop: TestShop;
let ana: Customer;
beforeEach(async () => {
  shop = await TestShop.open();
  ana = shop.customer('ana');
});
afterEach(() => shop.close());

const TO_ADDRESS = ['quiero 2 polos rojos talla M', 'cerrar pedido', 'envío', 'Surco'] as const;
const ASKS_ADDRESS = '¿Cuál es la dirección?';

test('"no, mejor 3" in the middle of the checkout is said back, and the open question is asked again', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('no, mejor 3');
  expect(ana.lastText).toContain('3 × Polo de algodón pima (Rojo, M) en vez de 2 ×');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
});

test('"quita la gorra" takes it out and keeps the rest', async () => {
  await ana.sayAll('quiero 2 polos rojos talla M y una gorra negra', 'quita la gorra');
  expect(ana.lastText).toContain('Quité 1 × Gorra de algodón (Negro)');
  expect(ana.lastText).toContain('S/ 90.00');
});

test('a question in the middle is answered, and then it goes on', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('¿a qué hora atienden?');
  expect(ana.lastText).toContain('Nuestro horario');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
  await ana.say('Av. Caminos del Inca 1234');
  expect(ana.lastText).toContain('¿A nombre de quién?');
});

test('"cuánto sale el envío a Surco" is answered with fee and day', async () => {
  await ana.say('cuánto sale el envío a Surco');
  expect(ana.lastText).toContain('El envío a Santiago de Surco cuesta S/ 8.00');
  expect(ana.lastText).toMatch(/llega el (jue|vie|lun)/);
});

test('a district that is not served is said, with another way, and recorded as demand', async () => {
  await ana.sayAll('quiero una tote', 'cerrar pedido', 'envío', 'Huancayo');
  expect(ana.lastText).toContain('todavía no llegamos');
  expect(ana.lastText).toContain('Recojo');
  expect((await shop.facts()).at(-1)).toMatchObject({ what: 'zone-not-served', words: 'Huancayo' });
  await ana.say('Miraflores');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
});

test('"volver" walks back one answer at a time and out of the checkout, and the cart stays', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('volver');
  expect(ana.lastText).toContain('¿A qué distrito');
  await ana.say('volver');
  expect(ana.lastText).toContain('¿Cómo lo recibes?');
  await ana.say('volver');
  expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
});

test('"cancelar" asks before anything is thrown away', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('cancelar');
  expect(ana.lastText).toContain('¿Vacío tu pedido?');
  await ana.tap('Seguir');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
  await ana.say('cancelar');
  await ana.tap('Sí, vaciarlo');
  await ana.say('mi pedido');
  expect(ana.lastText).not.toContain('Polo');
});

test('a person can be asked for at any step; the seller is told, and the sale can go on', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('quiero hablar con una persona');
  expect(ana.lastText).toContain('Ya le avisé al equipo');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
  expect(shop.alerts()).toEqual(['person-wanted']);
});

test('nonsense is answered with help, then with a simpler question, then with a person', async () => {
  await ana.sayAll(...TO_ADDRESS);
  const chica = shop.customer('chica');
  await chica.say('asdf qwer zxcv');
  expect(chica.lastText).toContain('Puedes escribir');
  await chica.say('poiu mnbv');
  expect(chica.lastText).toContain('¿Qué necesitas?');
  await chica.say('zxcv zxcv lkjh');
  expect(chica.lastText).toContain('Ya le avisé al equipo');
  expect(shop.alerts()).toEqual(['customer-in-trouble']);
});

test('"repite" says the open question again', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('repite por favor');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
});

test('"saltar" is refused where the answer is needed and taken where it is not', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('saltar');
  expect(ana.lastText).toContain('Eso no lo puedo saltar');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
  const rosa = shop.customer('rosa');
  await rosa.say('quiero una casaca talla M');
  expect(rosa.lastText).toMatch(/bord/i);
  await rosa.say('saltar');
  expect(rosa.lastText).toContain('¿Cerramos tu pedido?');
});

test('an old button that would confirm another total does not confirm it', async () => {
  await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
  const old = ana.last.flatMap((message) => message.options ?? []).find((option) => option.label === 'Confirmar');
  await ana.say('mejor 2');
  expect(ana.lastText).toContain('S/ 58.00');
  await ana.choose(old?.token ?? '');
  expect(ana.lastText).toContain('ya no vale');
  expect(await shop.orders()).toEqual([]);
});

test('a button pressed twice places one order', async () => {
  await ana.sayAll('quiero una tote', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
  const confirm = ana.last.flatMap((message) => message.options ?? []).find((option) => option.label === 'Confirmar');
  await ana.choose(confirm?.token ?? '');
  await ana.choose(confirm?.token ?? '');
  expect(ana.lastText).toContain('Pedido #1001');
  expect(await shop.orders()).toHaveLength(1);
});

test('a customer who comes back the next day finds her cart and the question that was open', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await shop.wait(20 * 60 * 60 * 1000);
  await ana.say('hola');
  expect(ana.lastText).toContain('Guardé lo que habías elegido');
  expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
});

test('three short messages are one turn', async () => {
  await ana.post({ id: 'b1', text: 'hola' });
  await ana.post({ id: 'b2', text: 'quiero' });
  await ana.post({ id: 'b3', text: '2 polos rojos M' });
  const said = await ana.hear();
  expect(said).toHaveLength(1);
  expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
});

test('more than there is is not promised: what is left is offered', async () => {
  await ana.say('quiero 40 totes');
  expect(ana.lastText).toMatch(/solo tengo \d+/);
  await ana.tap('Llevar');
  expect(ana.lastText).toContain('Agregué');
});

test('what is not in the catalog is said to be unknown and recorded as unmet demand', async () => {
  await ana.say('tienen zapatillas?');
  expect(ana.lastText).toContain('No tenemos «zapatillas»');
  expect((await shop.facts()).map((fact) => fact.what)).toContain('not-found');
});

test('"empezar de nuevo" asks before it throws anything away; "no" goes on where she was', async () => {
  await ana.sayAll(...TO_ADDRESS, 'empezar de nuevo');
  expect(ana.lastText).toContain('¿Vacío tu pedido?');
  await ana.say('no');
  expect(ana.lastText).toContain(ASKS_ADDRESS);
  await ana.sayAll('empezar de nuevo', 'sí');
  expect(ana.lastText).toContain('tu pedido quedó vacío');
});

test('who changes language in the middle is asked the same thing in the other one, and her order stays', async () => {
  await ana.sayAll(...TO_ADDRESS);
  await ana.say('english please');
  expect(ana.lastText).toContain("What's the address?");
  await ana.say('pode falar em português?');
  expect(ana.lastText).toContain('Qual é o endereço?');
  await ana.say('Av. Primavera 123');
  expect(ana.lastText).toContain('Em nome de quem?');
  await ana.say('mi pedido');
  expect(ana.lastText).toContain('2 × Polo de algodón pima (Rojo, M)');
});

test('what is said in pieces that never become whole is read as one', async () => {
  const bia = shop.customer('bia', 'pt-BR');
  await bia.post({ id: 'b1', text: 'oi' });
  await bia.post({ id: 'b2', text: 'quero' });
  await bia.post({ id: 'b3', text: '2' });
  const said = await bia.hear();
  expect(said).toHaveLength(1);
  expect(bia.lastText).not.toContain('Não entendi');
});
