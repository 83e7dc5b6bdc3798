import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rich } from '../message.ts';
import type { Texts } from './texts.ts';
import { compile, joinLines, joinParagraphs, plainText, wordingIn } from './wording.ts';

const spanish: Readonly<Record<string, string>> = {
  thanks: 'Gracias a ti.',
  'greeting.first': 'Hola, soy el asistente de *{shop}*. Escribe *persona*.',
  'summary.contact': 'A nombre de {name}, {phone}',
  'cart.corrected': '{now}, no {before}; {now}.',
  'cart.added': 'Agregué *{what}*.',
  'summary.title': '*Tu pedido*',
  'order.link_label': 'Pagar *ya*',
  'welcome.size': '48 * 68 cm en {shop}',
};
const texts: Texts = {
  es: spanish,
  pt: { thanks: 'Eu que agradeço.' },
  en: { thanks: 'Thank you.' },
};
const inSpanish = wordingIn(texts, 'es');

describe('what the shop says', () => {
  it('is written in the language of the customer', () => {
    expect(inSpanish.rich('thanks')).toEqual([{ t: 'Gracias a ti.' }]);
    expect(wordingIn(texts, 'pt').plain('thanks')).toBe('Eu que agradeço.');
    expect(wordingIn(texts, 'en').plain('thanks')).toBe('Thank you.');
    expect(wordingIn(texts, 'en').language).toBe('en');
  });

  it('has in bold what stands between two asterisks, placeholders too', () => {
    expect(inSpanish.rich('greeting.first', { shop: 'Retama' })).toEqual([
      { t: 'Hola, soy el asistente de ' },
      { t: 'Retama', b: true },
      { t: '. Escribe ' },
      { t: 'persona', b: true },
      { t: '.' },
    ]);
  });

  it('is one span where nothing changes, however many placeholders it has', () => {
    expect(inSpanish.rich('cart.corrected', { now: 3, before: '2' })).toEqual([{ t: '3, no 2; 3.' }]);
  });

  it('keeps no asterisk on a label, which cannot be bold', () => {
    expect(inSpanish.plain('order.link_label')).toBe('Pagar ya');
  });

  it('keeps the format of what fills a placeholder', () => {
    const what: Rich = [{ t: '2 × Polo ' }, { t: 'M', i: true }];
    expect(inSpanish.rich('cart.added', { what })).toEqual([
      { t: 'Agregué ' },
      { t: '2 × Polo ', b: true },
      { t: 'M', b: true, i: true },
      { t: '.' },
    ]);
  });

  it('leaves no trace of a placeholder filled with nothing', () => {
    expect(inSpanish.rich('greeting.first', { shop: '' })).toEqual([
      { t: 'Hola, soy el asistente de . Escribe ' },
      { t: 'persona', b: true },
      { t: '.' },
    ]);
  });

  it('keeps an asterisk that has no partner, and nothing after it is bold', () => {
    expect(inSpanish.flowText('welcome.size', 'Retama')).toEqual([{ t: '48 * 68 cm en Retama' }]);
    expect(compile('*a* * {shop}')).toEqual([
      { text: 'a', bold: true },
      { text: ' ', bold: false },
      { text: '*', bold: false },
      { text: ' ', bold: false },
      { placeholder: 'shop', bold: false },
    ]);
  });

  it('stops at a key that does not exist, rather than say nothing', () => {
    expect(() => inSpanish.flowText('welcome.gone', 'Retama')).toThrow('text "welcome.gone" does not exist');
    expect(() => wordingIn(texts, 'pt').rich('summary.title')).toThrow('"summary.title"');
  });

  it('follows a changed file at once', () => {
    expect(inSpanish.plain('thanks')).toBe('Gracias a ti.');
    expect(wordingIn({ ...texts, es: { ...spanish, thanks: 'De nada.' } }, 'es').plain('thanks')).toBe('De nada.');
  });
});

describe('what a customer typed', () => {
  it('is said back letter by letter: "*Ana* {shop}" is a name, not bold and not the shop', () => {
    expect(inSpanish.rich('summary.contact', { name: '*Ana* {shop} {phone}', phone: '987 654 321' })).toEqual([
      { t: 'A nombre de *Ana* {shop} {phone}, 987 654 321' },
    ]);
  });

  it('cannot open a bold that the template closes', () => {
    expect(inSpanish.rich('cart.added', { what: '*' })).toEqual([{ t: 'Agregué ' }, { t: '*', b: true }, { t: '.' }]);
  });

  it('stays what it is, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (name, phone) => {
        expect(inSpanish.plain('summary.contact', { name, phone })).toBe(`A nombre de ${name}, ${phone}`);
        expect(inSpanish.rich('summary.contact', { name, phone }).some((span) => span.b)).toBe(false);
      }),
    );
  });
});

describe('a template', () => {
  const anyTemplate = fc
    .array(fc.oneof(fc.constantFrom('*', '**', '{shop}', '{a_b}', '{', '}', '{Shop}', ' ', '\n'), fc.string({ unit: 'grapheme' })))
    .map((parts) => parts.join(''));

  it('loses no letter but the asterisks that are pairs', () => {
    fc.assert(
      fc.property(anyTemplate, (template) => {
        const whole = compile(template)
          .map((piece) => ('text' in piece ? piece.text : `{${piece.placeholder}}`))
          .join('');
        const asterisks = template.split('*').length - 1;
        expect(whole.replaceAll('*', '')).toBe(template.replaceAll('*', ''));
        expect(whole.split('*').length - 1).toBe(asterisks % 2);
      }),
    );
  });

  it('never ends in the middle of a bold', () => {
    fc.assert(
      fc.property(anyTemplate, (template) => {
        expect(compile(`${template} fin`).at(-1)?.bold).toBe(false);
      }),
    );
  });

  it('reads as placeholders only small letters between braces', () => {
    expect(compile('{Shop} {} { a } {a_b}')).toEqual([
      { text: '{Shop} {} { a } ', bold: false },
      { placeholder: 'a_b', bold: false },
    ]);
  });
});

describe('a bubble', () => {
  const total: Rich = [{ t: 'Total ' }, { t: 'S/ 133.00', b: true }];

  it('has a blank line between its paragraphs and none at its ends', () => {
    expect(joinParagraphs([])).toEqual([]);
    expect(joinParagraphs([total])).toEqual(total);
    expect(joinParagraphs([[{ t: 'Listo.' }], total, [{ t: '¿Lo confirmo?' }]])).toEqual([
      { t: 'Listo.\n\nTotal ' },
      { t: 'S/ 133.00', b: true },
      { t: '\n\n¿Lo confirmo?' },
    ]);
  });

  it('has one line below the other inside a paragraph', () => {
    expect(plainText(joinLines([total, [{ t: 'Llega el jue 26 nov.' }]]))).toBe('Total S/ 133.00\nLlega el jue 26 nov.');
  });

  it('does not change the paragraphs it was made of', () => {
    const first: Rich = Object.freeze([Object.freeze({ t: 'Listo.' })]);
    joinParagraphs([first, first]);
    expect(first).toEqual([{ t: 'Listo.' }]);
  });
});
