/** How a thing is wanted, from the customer's words to what the seller prepares. */
import { expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../../test/stand-ins/chat-story.ts';

const files = await sampleShop();

function story(): ChatStory {
  return new ChatStory(files);
}

test('what is left out is read back, stands in the summary and reaches the order', () => {
  const ana = story().say('quiero una tote sin cierre');
  expect(ana.text).toContain('(sin cierre)');
  ana.say('cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'efectivo');
  expect(ana.text).toContain('(sin cierre)');
  ana.say('sí');
  expect(ana.orders[0]?.lines[0]?.wishes).toEqual(['sin cierre']);
});

test('one without and one as it comes are two lines; two alike are one', () => {
  const ana = story().say('quiero una tote sin cierre', 'agrega una tote');
  expect(ana.lines).toHaveLength(2);
  ana.say('agrega una tote sin cierre');
  expect(ana.cart.lines.map(({ qty, wishes }) => [qty, wishes])).toEqual([
    [2, ['sin cierre']],
    [1, undefined],
  ]);
});

test('the last word about one thing counts', () => {
  const ana = story().say('quiero una tote sin bolsillo', 'con extra bolsillo');
  expect(ana.cart.lines[0]?.wishes).toEqual(['con extra bolsillo']);
});

test('it is said in the language of the customer', () => {
  expect(story().say('I want a tote without zipper').cart.lines[0]?.wishes).toEqual(['no zipper']);
});

test('more than a cook can read at a glance is refused in words, and the line stays as it was', () => {
  const wishes = Array.from({ length: 12 }, (_, i) => `sin cosarara${'abcdefghijkl'[i]}`).join(' y ');
  const ana = story().say('quiero una tote', `la tote ${wishes}`);
  expect(ana.text).toContain('puedo anotar hasta 120');
  expect(ana.cart.lines[0]?.wishes).toBeUndefined();
});

test('a thing of the cart without a word of what to do with it is asked about, and goes with one tap', () => {
  const ana = story().say('quiero una tote', 'desháganme la tote');
  expect(ana.text).toContain('¿Qué hago con eso?');
  ana.tap('Quitarlo');
  expect(ana.lines).toEqual([]);
});

test('what does not fit into one message is said, not dropped', () => {
  const many = Array.from({ length: 31 }, (_, i) => `una tote sin cosarara${String.fromCharCode(97 + (i % 26))}${i > 25 ? 'x' : ''}`);
  expect(story().say(many.join(', ')).text).toContain('Lo que sigue no lo anoté');
});
