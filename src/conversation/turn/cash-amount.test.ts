import { expect, test } from 'vitest';
import { amountSaid } from './cash-amount.ts';
import { operationIn } from './receipts.ts';

test.each([
  ['100', 'PEN', 10000],
  ['con 100 soles', 'PEN', 10000],
  ['S/ 50.50', 'PEN', 5050],
  ['pago con 50,5', 'PEN', 5050],
  ['1.200,00', 'ARS', 120000],
  ['$ 20.000', 'COP', 20000],
  ['con 20 mil', 'COP', 20000],
  ['20k', 'CLP', 20000],
  ['no sé', 'PEN', null],
] as const)('"%s" in %s is %s', (text, currency, amount) => expect(amountSaid(text, currency)).toBe(amount));

test.each([
  ['operación 00123456', '00123456'],
  ['op. 00-123456 por 58 soles', '00-123456'],
  ['ya te pagué 58', undefined],
] as const)('the operation in "%s" is %s', (text, operation) => expect(operationIn(text)).toBe(operation));
