/** What is told, supposed, compared or offered changes no cart; what is wanted beside it does. */
import { expect, test } from 'vitest';
import { aLine, hears, type Situation } from '../../../test/understanding/counter.ts';

const WRITES = new Set(['add', 'set', 'change-by', 'remove', 'empty-cart', 'cancel', 'restart', 'order-again', 'clarify-product']);

function writes(text: string, situation: Situation = {}): readonly string[] {
  return hears(text, situation).commands.flatMap((command) => (WRITES.has(command.do) ? [command.do] : []));
}

const withCaps: Situation = { cart: [aLine({ productId: 'gorra', options: { color: 'negro' }, qty: 2 })], pending: { slot: 'confirm' } };

test.each([
  ['a story', 'ayer compré 2 polos y una gorra con ustedes'],
  ['what somebody else did', 'mi hermana les pidió 3 gorras la semana pasada'],
  ['in Portuguese', 'comprei 3 meias no mês passado'],
  ['in English', 'my wife bought 2 caps last week and loved them'],
  ['what somebody says', 'mi mamá dice que mejor 3 gorras'],
  ['a thought', 'estaba pensando en 2 polos rojos pero no sé'],
  ['a condition that asks', 'si llevo 3 gorras me hacen precio?'],
  ['a comparison', '¿el polo negro es más fresco que el blanco?'],
  ['a price elsewhere', 'en otra tienda hay 3 gorras por 20 soles'],
  ['a price offered', 'te doy 50 soles por las dos gorras'],
  ['a message in quotes', 'reenviado: "mándame 20 polos rojos talla M" jaja así me escribió mi jefe'],
  ['a question about several', '¿2 polos caben en una caja de regalo?'],
  ['a joke', 'jajaja me comería 10 gorras'],
  ['a number beside a telephone', 'mi cel es 987 654 321'],
  ['what others wanted, without accents', 'mi esposo queria 6 gorras pero no entran'],
  ['what is left to ask at home', 'andaba viendo unas 10 gorras pero déjeme ver con mi jefe'],
  ['what is wrong with an earlier order', 'the 3 caps from my january order faded already'],
  ['an amount before the thing', 'va 100 soles por dos gorras?'],
  ['a refusal of the price', 'no pienso pagar 65 por una gorra'],
  ['a condition without a question mark', 'e se fossem 3 gorras, quanto ficaria'],
  ['a question that ends in no', '¿la gorra dura 2 años o no?'],
])('%s changes no cart', (_, text) => {
  expect(writes(text)).toEqual([]);
  expect(writes(text, withCaps)).toEqual([]);
});

test.each([
  ['a wish after a story', 'ayer compré 2 polos y quiero 3 gorras negras', 'add'],
  ['a list without a verb', '2 polos rojos M para mi nieto', 'add'],
  ['what the thing is like', '2 gorras negras bien bonitas', 'add'],
  ['a request whose verb nobody listed', 'aviéntame 2 gorras negras', 'add'],
  ['as it was last time', 'quiero 2 gorras negras como la vez pasada', 'add'],
  ['a yes without its accent', 'si quiero 2 gorras negras', 'add'],
])('%s is an order', (_, text, command) => {
  expect(writes(text)).toEqual([command]);
});

test('a yes with a change keeps both: the change is made, and the rest was agreed to', () => {
  const { intent, also } = hears('sí, pero la gorra en beige', withCaps);
  expect([intent, ...also]).toEqual(['order_change', 'confirm']);
});

test('who takes out more than there is, is asked', () => {
  const { commands } = hears('quita 5 gorras', { cart: withCaps.cart ?? [] });
  expect(commands.map((command) => command.do)).toEqual(['clarify-product']);
});

test('a number of hours is no question for opening hours, and the late afternoon is not late', () => {
  expect(hears('in 2.5 hours').intent).toBe('provide_datetime');
  expect(hears('late afternoon please').intent).toBe('provide_datetime');
  expect(hears('late tonight').intent).toBe('provide_datetime');
});

test('who announces a question is invited to ask it', () => {
  for (const text of ['una consulta', 'uma dúvida', 'quick question']) expect(hears(text).commands).toContainEqual({ do: 'tell-help' });
});

test('a plant is no money', () => {
  expect(hears('mi planta llegó seca').intent).toBe('complaint');
});
