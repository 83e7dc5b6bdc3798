import { describe, expect, test } from 'vitest';
import type { Language } from '../../commerce/catalog.ts';
import type { PlainAsk } from '../../conversation/staff-command.ts';
import { commandNamed } from '../../seller/desk/order-commands.ts';
import { LANGUAGES, PHRASES } from './grammar.ts';
import { understandHelper } from './understand.ts';
import { chatTexts } from './voice.ts';

const GOODS = new Set(['polo', 'polos', 'rojo', 'm', 'tote', 'totes', 'gorra']);
const isGoods = (words: string) => words.split(' ').every((word) => GOODS.has(word));
const asked = (text: string, language: Language) => understandHelper(text, language, isGoods)?.asked ?? null;

describe('what a helper writes', () => {
  test.each([
    ['pedidos', { ask: 'orders' }],
    ['¡Hola!', { ask: 'help' }],
    ['1001', { ask: 'order', number: 1001 }],
    ['Pedido 1001', { ask: 'order', number: 1001 }],
    ['pedido #1001', { ask: 'order', number: 1001 }],
    ['1001 enviado', { ask: 'act', number: 1001, command: 'dispatch', written: {} }],
    ['enviado 1001', { ask: 'act', number: 1001, command: 'dispatch', written: {} }],
    ['Pedido 1001 entregado', { ask: 'act', number: 1001, command: 'markDelivered', written: {} }],
    ['cancelar pedido 1001', { ask: 'act', number: 1001, command: 'cancel', written: {} }],
    ['confirmar pago 1001', { ask: 'act', number: 1001, command: 'acceptReceipt', written: {} }],
    ['escribir al cliente 1001', { ask: 'write', conversationId: '', number: 1001 }],
    ['stock', { ask: 'stock', words: '', count: null }],
    ['Stock polo', { ask: 'stock', words: 'polo', count: null }],
    ['stock polo 3', { ask: 'stock', words: 'polo', count: 3 }],
    ['stock polo rojo M 12', { ask: 'stock', words: 'polo rojo m', count: 12 }],
    ['stock 3', { ask: 'stock', words: '3', count: null }],
    ['invitar repartidora Ana María', { ask: 'invite', role: 'courier', name: 'Ana María' }],
    ['quitar Ana María', { ask: 'unlink', name: 'Ana María' }],
    ['idioma inglés', { ask: 'speak', language: 'en' }],
    ['peddidos', { ask: 'orders' }],
    ['mañana te digo', null],
    ['enviado', { ask: 'whose', who: '', wants: 'dispatch' }],
    ['', null],
  ])('%s', (text, meant) => {
    expect(asked(text, 'es')).toEqual(meant);
  });

  test.each([
    'pausaa',
    '1001 quizás',
    '1001 enviadoo',
    'el 1001 ya pagó',
    'no canceles el 1001',
    'tote 5',
    'dile al 1001 que ya sale',
    '+5 totes',
  ])('is asked back where it may mean something else: %s', (text) => {
    expect(understandHelper(text, 'es', isGoods)?.clear).toBe(false);
  });

  test.each(['¿ya salió el 1001?', '1001 enviado?', 'ya pagó el 1001?'])('is not done where it is only asked: %s', (text) => {
    expect(asked(text, 'es')).toEqual({ ask: 'order', number: 1001 });
  });

  test.each(['¿quedan 3 polos?', 'no hay tote?', 'quedan totes?'])('counts nothing where it only asks: %s', (text) => {
    expect(asked(text, 'es')).toMatchObject({ count: null });
  });

  test('is understood in any of the languages, her own first', () => {
    expect(asked('orders', 'es')).toEqual({ ask: 'orders' });
    expect(asked('1001 entregue', 'en')).toMatchObject({ command: 'markDelivered' });
    expect(asked('estoque polo 3', 'pt')).toEqual({ ask: 'stock', words: 'polo', count: 3 });
  });
});

test.each(LANGUAGES)('every command that %s has words for is one of the desk, and every example is understood', (language) => {
  const { examples, examplesCourier, help, helpLines, helpCourier } = chatTexts(language);
  expect(Object.keys(PHRASES[language].acts).filter((command) => commandNamed(command) === null)).toEqual([]);
  const told = [examples, examplesCourier, help, ...Object.values(helpLines), ...Object.values(helpCourier)].join(' ');
  for (const [, example = ''] of told.matchAll(/[«“]([^»”]+)[»”]/g)) {
    expect(understandHelper(example, language, isGoods)?.clear, example).toBe(true);
  }
});

/** Every way to say a phrase, its sets spelled out. */
function* saidWays(phrase: string, sets: Readonly<Record<string, string>>): Generator<string> {
  const group = /\(([^)]*)\)/.exec(phrase);
  if (!group) return yield phrase.replaceAll(/ +/g, ' ').trim();
  const choices = (group[1] ?? '').split('|').flatMap((choice) => {
    const [, set] = /^<(\w+)>$/.exec(choice) ?? [];
    return set === undefined ? [choice] : (sets[set] ?? '').split('|');
  });
  for (const choice of choices) yield* saidWays(phrase.replace(group[0], choice), sets);
}

test.each(LANGUAGES)('what %s has a phrase for is understood as that and nothing else', (language) => {
  const { asks, sets } = PHRASES[language];
  const wrong: string[] = [];
  for (const [ask, phrases] of Object.entries(asks) as [PlainAsk, readonly string[]][]) {
    for (const phrase of phrases.filter((one) => !/\{|\.\.\./.test(one))) {
      for (const way of saidWays(phrase, sets)) {
        const heard = understandHelper(way, language, isGoods);
        if (heard?.asked.ask !== ask || !heard.clear) wrong.push(`${way}: ${heard?.asked.ask} instead of ${ask}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
