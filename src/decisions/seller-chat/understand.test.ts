import { describe, expect, test } from 'vitest';
import { commandNamed } from '../../seller/desk/order-commands.ts';
import { understandHelper } from './understand.ts';
import { chatTexts } from './voice.ts';

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
    ['pausaa', null],
    ['mañana te digo', null],
    ['enviado', null],
    ['1001 quizás', null],
    ['', null],
  ])('%s', (text, asked) => {
    expect(understandHelper(text, 'es')).toEqual(asked);
  });

  test('is understood in any of the languages, her own first', () => {
    expect(understandHelper('orders', 'es')).toEqual({ ask: 'orders' });
    expect(understandHelper('1001 entregue', 'en')).toMatchObject({ command: 'markDelivered' });
    expect(understandHelper('estoque polo 3', 'pt')).toEqual({ ask: 'stock', words: 'polo', count: 3 });
  });
});

test.each(['es', 'pt', 'en'] as const)(
  'every command that %s has words for is one of the desk, and every example is understood',
  (language) => {
    const { phrases, examples, examplesCourier } = chatTexts(language);
    expect(Object.keys(phrases.acts).filter((command) => commandNamed(command) === null)).toEqual([]);
    const quoted = `${examples} ${examplesCourier}`.matchAll(/[«“]([^»”]+)[»”]/g);
    for (const [, example = ''] of quoted) expect(understandHelper(example, language), example).not.toBeNull();
  },
);

test('no phrase means two things in one language', () => {
  for (const language of ['es', 'pt', 'en'] as const) {
    const { plain, acts } = chatTexts(language).phrases;
    for (const table of [plain, acts]) {
      const all = Object.values(table).flat();
      expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).toEqual([]);
    }
  }
});
