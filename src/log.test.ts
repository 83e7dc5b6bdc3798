/** A log is read by people who have no business with the customers: nothing in it may tell who they are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLog, type LogFacts, type LogLevel } from './log.ts';

function logOf(use: (log: ReturnType<typeof createLog>) => void, level: LogLevel = 'info'): string {
  const lines: string[] = [];
  use(createLog({ level, destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

describe('what is written', () => {
  test('one JSON object a line, in plain words, with the facts', () => {
    const line: unknown = JSON.parse(logOf((log) => log.info('order paid', { orderId: '1001', paymentId: '123456789012', ms: 12 })));
    expect(line).toMatchObject({ level: 'info', words: 'order paid', orderId: '1001', paymentId: '123456789012', ms: 12 });
  });

  test('only what is at least as grave as the level', () => {
    const text = logOf((log) => {
      log.info('started');
      log.warn('channel slow', { channel: 'telegram' });
      log.error('disk failed');
    }, 'warn');
    expect(text).not.toContain('started');
    expect(text.trim().split('\n')).toHaveLength(2);
  });

  test('an error with its name, code and place, and its cause', () => {
    const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
    const text = logOf((log) => log.error('link not created', { error: new TypeError('provider unreachable', { cause }) }));
    expect(JSON.parse(text)).toMatchObject({
      error: { name: 'TypeError', words: 'provider unreachable', cause: { code: 'ECONNREFUSED', words: 'connect refused' } },
    });
    expect(text).toContain('log.test.ts');
  });
});

describe('what is not', () => {
  test('a whole order thrown into the facts leaves its number and nothing of the customer', () => {
    const order = {
      orderId: '1001',
      name: 'Rosa Quispe',
      customer: { name: 'Rosa Quispe', phone: '+51 987 654 321' },
      address: 'Av. Larco 123, Miraflores',
      text: 'hola quiero 2 polos',
      note: 'tocar el timbre',
    };
    const text = logOf((log) => log.info('order placed', order));
    expect(text).toContain('1001');
    for (const personal of ['Rosa', '987', 'Larco', 'polos', 'timbre']) expect(text).not.toContain(personal);
  });

  test.each([
    ['the telephone inside a conversation id', { conversationId: 'whatsapp-cloud:1100:5491123456789' }, '23456', '…89'],
    ['a telephone as people write it', { reason: 'number +54 9 (11) 2345-6789 has no WhatsApp' }, '2345', '…89'],
    ['a telephone as a customer id', { customerId: '51987654321' }, '98765', '…21'],
    ['an access token of Mercado Pago', { reason: 'bad token APP_USR-6863184801-110-abc' }, '6863', 'APP_USR-…'],
    ['a test token of Mercado Pago', { reason: 'TEST-1234-5678-aa' }, '5678', 'TEST-…'],
    [
      'the token in the address of a Telegram call',
      { url: 'https://api.telegram.org/bot7012345678:AAHk3v-x_0123456789abcdefghijklmnop/sendMessage' },
      'AAHk3v',
      '/sendMessage',
    ],
    ['the key in the address of the page', { url: 'http://127.0.0.1:3000/seller/enter?key=abc123' }, 'abc123', 'enter?key=…'],
    ['a bearer token', { reason: 'sent Bearer abc.def.ghi' }, 'abc.def', 'Bearer …'],
    ['a mail address', { reason: 'payer rosa.q@example.pe unknown' }, 'rosa', '…@…'],
    ['a long secret', { reason: `secret ${'9f'.repeat(32)}` }, '9f9f', 'secret …'],
  ] satisfies [string, LogFacts, string, string][])('%s', (_case, facts, hidden, left) => {
    const text = logOf((log) => log.warn('refused', facts));
    expect(text).not.toContain(hidden);
    expect(text).toContain(left);
  });

  test('what a customer wrote, when a parser quotes it', () => {
    let error: unknown;
    try {
      JSON.parse('soy Rosa y vivo en Surco');
    } catch (problem) {
      error = problem;
    }
    const text = logOf((log) => log.error('body is not JSON', { error }));
    expect(text).toContain('SyntaxError');
    expect(text).not.toMatch(/Rosa|Surco/);
  });

  test('a telephone slipped into the words themselves', () => {
    expect(logOf((log) => log.info('hello 987654321'))).not.toContain('98765');
  });

  test('dates and counts stay readable', () => {
    const text = logOf((log) => log.info('compacted', { file: 'orders-000001.json', reason: 'since 2026-11-26', count: 1234567 }));
    for (const kept of ['orders-000001.json', '2026-11-26', '1234567']) expect(text).toContain(kept);
  });

  test('any telephone in any masked field, however it is spaced', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 14 });
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '-', '.', ') '), (number, gap) => {
        const text = logOf((log) => log.info('seen', { conversationId: `web:1:+${number.join(gap)}` }));
        expect(text).not.toContain(number.slice(0, 6).join(gap));
      }),
    );
  });
});
