/**
 * What WhatsApp shows without buttons: everything, in as few messages as hold it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MenuOption, OutboundBody } from '../../conversation/message.ts';
import { LONGEST_CAPTION, LONGEST_TEXT } from './limits.ts';
import { partsOf, withoutFile } from './render.ts';
import { WORDS } from './words.ts';

const { ask } = WORDS.es;
const PICTURE = { name: 'polo.jpg', alt: 'Polo negro' };
const option = (number: number, label: string): MenuOption => ({ number, label, token: `1.abcdefghij.${number}`, commands: [] });
const menu = (labels: readonly string[], rich = '¿Qué talla?', image?: typeof PICTURE): OutboundBody => ({
  ...{ kind: 'menu', rich: [{ t: rich }], menu: { id: 'abcdefghij', options: labels.map((label, index) => option(index + 1, label)) } },
  ...(image && { image }),
});
const letters = (text: string): string => text.replace(/[\s\p{Cc}\p{Cf}*_~`∗ˍ∼ˋ]/gu, '');

describe('what a customer reads', () => {
  test('a menu is numbered, and says how to answer', () => {
    expect(partsOf(menu(['S', 'M']), ask)).toEqual([{ kind: 'text', text: '¿Qué talla?\n\n1. S\n2. M\n\n_Responde con el número._' }]);
  });

  test('a picture has its menu below it', () => {
    expect(partsOf(menu(['Agregar', 'Volver'], 'Polo', PICTURE), ask)).toEqual([
      { kind: 'image', text: 'Polo\n\n1. Agregar\n2. Volver\n\n_Responde con el número._', file: PICTURE },
    ]);
  });

  test('what is too long for a caption follows it', () => {
    const parts = partsOf(menu(['Agregar', 'Volver'], 'largo '.repeat(300), PICTURE), ask);
    expect(parts.map(({ kind }) => kind)).toEqual(['image', 'text']);
    expect(parts[0]?.text).toBe('');
  });

  test('where there is no button, the words say what to do', () => {
    expect(partsOf({ kind: 'ask', rich: [{ t: '¿A dónde?' }], what: 'location' }, ask)[0]?.text).toContain('Ubicación');
    expect(partsOf({ kind: 'ask', rich: [{ t: '¿Tu nombre?' }], what: 'text' }, ask)).toEqual([{ kind: 'text', text: '¿Tu nombre?' }]);
    expect(partsOf({ kind: 'link', rich: [{ t: 'Paga' }], url: 'https://x.pe/a_b_c', label: 'Pagar' }, ask)[0]?.text).toContain(
      'https://x.pe/a_b_c',
    );
  });

  test('a list for a helper goes as a document, and its name stays where the file is gone', () => {
    const file = { folder: 'outgoing', ref: 'a/pedidos.xlsx', name: 'pedidos.xlsx', mime: 'application/vnd.ms-excel' } as const;
    const [part] = partsOf({ kind: 'file', rich: [], file }, ask);
    expect(part).toMatchObject({ kind: 'document', text: '' });
    expect(part && withoutFile(part)).toEqual({ kind: 'text', text: 'pedidos.xlsx' });
  });

  test('nothing is ever cut, whatever a menu says', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 400 });
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 1, maxLength: 10 }),
        fc.string({ unit: 'grapheme', maxLength: 6000 }),
        fc.boolean(),
        (labels, rich, pictured) => {
          const parts = partsOf(menu(labels, rich, pictured ? PICTURE : undefined), ask);
          const whole = letters(parts.map(({ text }) => text).join(''));
          expect(whole).toContain(letters(rich.toWellFormed()));
          for (const label of labels) expect(whole).toContain(letters(label.toWellFormed()));
          for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(part.kind === 'text' ? LONGEST_TEXT : LONGEST_CAPTION);
        },
      ),
    );
  });
});
