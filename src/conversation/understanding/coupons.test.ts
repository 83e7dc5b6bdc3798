/** What customers write about coupons, and what a code must never be taken for. */
import { describe, expect, test } from 'vitest';
import { aLine, contextOf, type Situation } from '../../../test/understanding/counter.ts';
import { couponKey } from '../../commerce/promotions.ts';
import type { Command } from '../commands.ts';
import { understand } from './understand.ts';

/** The shop has these codes; one of them is an ordinary word, one looks like an order. */
const CODES = ['VERANO', 'PROMO10', 'POLO20', 'DIAMADRE'];

function hears(text: string, situation: Situation = {}): readonly Command[] {
  const context = contextOf(situation);
  return understand(text, { ...context, vocabulary: { ...context.vocabulary, coupons: new Set(CODES.map(couponKey)) } }).commands;
}

const code = (commands: readonly Command[]) =>
  commands.flatMap((command) => (command.do === 'coupon' ? [couponKey(command.code ?? '')] : []));

describe('a code', () => {
  test.each([
    ['tengo un cupón VERANO', 'VERANO'],
    ['tengo un cupon verano', 'VERANO'],
    ['hola, tengo el cupón "verano"', 'VERANO'],
    ['mi cupón es promo10', 'PROMO10'],
    ['aplica PROMO10', 'PROMO10'],
    ['aplica el promo 10 porfa', 'PROMO10'],
    ['quiero usar mi cupón: promo-10', 'PROMO10'],
    ['cupón de descuento DIAMADRE', 'DIAMADRE'],
    ['día madre', 'DIAMADRE'],
    ['PROMO10', 'PROMO10'],
    ['código promocional polo20', 'POLO20'],
    ['tenho um cupom VERANO', 'VERANO'],
    ['quero usar o cupom promo10', 'PROMO10'],
    ['tenho o código de desconto PROMO10', 'PROMO10'],
    ['I have a coupon VERANO', 'VERANO'],
    ['apply promo10 please', 'PROMO10'],
    ['can I use the promo code PROMO10?', 'PROMO10'],
    ['tengo un cupón NAVIDAD25', 'NAVIDAD25'],
    ['cupón otoño', 'OTONO'],
    ['use coupon winter50', 'WINTER50'],
  ])('%s', (text, expected) => {
    expect(code(hears(text))).toEqual([expected]);
  });

  test('beside an order both are meant', () => {
    expect(hears('quiero 2 polos rojos M con el cupón VERANO')).toEqual([
      { do: 'add', line: { productId: 'polo', options: { color: 'rojo', talla: 'm' }, qty: 2 } },
      { do: 'coupon', code: 'VERANO' },
    ]);
    expect(hears('tengo un cupón promo10, dame una gorra negra')).toEqual([
      { do: 'add', line: { productId: 'gorra', options: { color: 'negro' }, qty: 1 } },
      { do: 'coupon', code: 'promo10' },
    ]);
  });

  test.each<Situation['pending']>([
    { slot: 'contact.name' },
    { slot: 'delivery.address' },
    { slot: 'payment.method' },
    { slot: 'delivery.kind' },
    { slot: 'confirm' },
    { slot: 'coupon' },
  ])('is heard whatever was asked: $slot', (pending) => {
    const situation: Situation = { cart: [aLine({ productId: 'polo' })], ...(pending && { pending }) };
    expect(code(hears('tengo un cupón VERANO', situation))).toEqual(['VERANO']);
  });

  test('that was asked for may be any word', () => {
    expect(code(hears('navidad', { pending: { slot: 'coupon' } }))).toEqual(['NAVIDAD']);
    expect(code(hears('polo20', { pending: { slot: 'coupon' } }))).toEqual(['POLO20']);
  });

  test('without the code, the code is asked for', () => {
    for (const text of ['tengo un cupón', 'quiero usar mi cupon', 'tenho um cupom', 'i have a coupon'])
      expect(hears(text)).toEqual([{ do: 'coupon' }]);
  });

  test.each([
    'quita el cupón',
    'saca el cupon',
    'sin el cupón',
    'ya no quiero el cupón',
    'tira o cupom',
    'remove the coupon',
    'quita el cupón VERANO',
  ])('%s: it is taken out', (text) => {
    expect(hears(text, { cart: [aLine({ productId: 'polo' })] })).toEqual([{ do: 'drop-coupon' }]);
  });
});

describe('no code', () => {
  test.each([
    'quiero algo fresco para el verano',
    'quiero 20 polos',
    'polo 20',
    '¿tienen cupones?',
    'hay algún cupón de descuento?',
    'do you have coupons?',
    'me haces un descuento?',
    'el código postal es 15001',
  ])('%s', (text) => {
    expect(hears(text).filter((command) => command.do === 'coupon' || command.do === 'drop-coupon')).toEqual([]);
  });

  test('a name or a street with the word of a code is a name or a street', () => {
    expect(code(hears('Rosa Verano', { pending: { slot: 'contact.name' } }))).toEqual([]);
    expect(code(hears('Calle Promo10 345', { pending: { slot: 'delivery.address' } }))).toEqual([]);
  });
});
