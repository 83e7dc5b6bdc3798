/** Whatever the shop has to say arrives whole, however little a channel takes at once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rich } from '../../conversation/message.ts';
import { cleanLabel, titlesOf } from './labels.ts';
import { inWords } from './plain.ts';
import { splitRich, textOf } from './split.ts';
import { whatsAppText } from './whatsapp-text.ts';

const spanOf = fc.record({ t: fc.string({ unit: 'grapheme', maxLength: 60 }), b: fc.constant(true as const) }, { requiredKeys: ['t'] });
const withoutSpace = (text: string) => text.replace(/\s/gu, '');

describe('a long text', () => {
  test('in parts has every sign in its order, and no part is too long', () => {
    fc.assert(
      fc.property(fc.array(spanOf, { maxLength: 12 }), fc.integer({ min: 40, max: 200 }), (rich, most) => {
        const parts = splitRich(rich, most);
        expect(withoutSpace(parts.map(textOf).join(''))).toBe(withoutSpace(textOf(rich)));
        for (const part of parts) expect(textOf(part).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('is broken between paragraphs where it can be, and keeps its emphasis', () => {
    const rich: Rich = [{ t: 'Uno dos tres.\n\nCuatro ' }, { t: 'cinco seis', b: true }, { t: ' siete.' }];
    expect(splitRich(rich, 25)).toEqual([[{ t: 'Uno dos tres.' }], [{ t: 'Cuatro ' }, { t: 'cinco seis', b: true }, { t: ' siete.' }]]);
  });

  test('never breaks an emoji of several signs', () => {
    const family = '👩‍👩‍👧‍👦';
    const parts = splitRich([{ t: family.repeat(10) }], 40).map(textOf);
    for (const part of parts) expect(part.length % family.length).toBe(0);
    expect(parts.join('')).toBe(family.repeat(10));
  });
});

describe('labels', () => {
  test('become titles that are short, not empty and all different', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 10 }),
        fc.integer({ min: 12, max: 24 }),
        (labels, most) => {
          const clean = labels.map((label, index) => cleanLabel(label, index + 1));
          const titles = titlesOf(clean, most);
          expect(new Set(titles.map(({ text }) => text.toLowerCase())).size).toBe(labels.length);
          for (const { text } of titles) expect(text.length).toBeLessThanOrEqual(most);
          for (const [index, { text, fits }] of titles.entries()) expect(fits).toBe(text === clean[index]);
        },
      ),
    );
  });

  test('that are too long end with a whole word where there is one', () => {
    const titles = ['4. Hablar con una persona', '3. Transferencia (Yape, BCP soles)', 'Electroencefalogramas de ida'];
    expect(titlesOf(titles, 24).map(({ text }) => text)).toEqual([
      '4. Hablar con una…',
      '3. Transferencia (Yape…',
      'Electroencefalogramas…',
    ]);
    expect(titlesOf(['Desoxirribonucleico'], 10).map(({ text }) => text)).toEqual(['Desoxirri…']);
  });

  test('lose what cannot be seen', () => {
    expect(cleanLabel(' Polo\u202e\n negro\u200b ', 3)).toBe('Polo negro');
    expect(cleanLabel('\u200b', 3)).toBe('3');
  });
});

describe('in words', () => {
  test('a menu has its numbers and descriptions, a link its address', () => {
    const options = [{ number: 1, label: 'S', description: 'quedan 2', token: 'a', commands: [] }];
    expect(textOf(inWords({ kind: 'menu', rich: [{ t: '¿Talla?' }], menu: { id: 'm', options } }))).toBe('¿Talla?\n\n1. S — quedan 2');
    expect(textOf(inWords({ kind: 'link', rich: [{ t: 'Paga' }], label: 'Pagar', url: 'https://x.pe' }))).toBe('Paga\nPagar: https://x.pe');
  });

  test('on WhatsApp emphasis stands at the edges of words, and what somebody wrote makes none', () => {
    expect(whatsAppText([{ t: 'Tu pedido ' }, { t: ' #1001\nlisto ', b: true }])).toBe('Tu pedido  *#1001*\n*listo* ');
    expect(whatsAppText([{ t: 'Ana *la mejor*', b: true }])).toBe('*Ana ∗la mejor∗*');
    expect(whatsAppText([{ t: 'https://x.pe/a_b_c y 2*3' }])).toBe('https://x.pe/a_b_c y 2*3');
  });
});
