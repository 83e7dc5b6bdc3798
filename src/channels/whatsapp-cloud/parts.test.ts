/** Whatever the shop has to say reaches WhatsApp in a form that it takes, and nothing of it is missing there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outgoing } from '../../../test/stand-ins/whatsapp-cloud/objects.ts';
import { type OnScreen, onScreen } from '../../../test/stand-ins/whatsapp-cloud/screen.ts';
import type { MenuOption, OutboundBody, Rich } from '../../conversation/message.ts';
import { cleanLabel } from '../rendering/labels.ts';
import { LONGEST_OWN_DATA } from './limits.ts';
import { type MediaForm, partsOf, payloadWith } from './parts.ts';

const OPEN = 'Ver opciones';

/** What the customer sees of it, each part checked as the API checks it. */
function seen(body: OutboundBody, media: MediaForm | null = null): readonly OnScreen[] {
  return partsOf(body, media, OPEN).map((part, index) => {
    const payload = part.media ? payloadWith(part, '1000') : part.payload;
    return onScreen(
      `m${index}`,
      outgoing.parse({ messaging_product: 'whatsapp', recipient_type: 'individual', to: '51987654321', ...payload }),
    );
  });
}

function menuOf(rich: Rich, options: readonly Partial<MenuOption>[], image = false): OutboundBody {
  const numbered = options.map((option, index) => ({
    number: index + 1,
    label: '',
    token: `1.abcdefghij.${index}`,
    commands: [],
    ...option,
  }));
  return { kind: 'menu', rich, menu: { id: 'abcdefghij', options: numbered }, ...(image && { image: { name: 'polo.jpg', alt: 'Polo' } }) };
}

const textUnit = fc.string({
  unit: fc.oneof(
    fc.constantFrom('*', '_', '~', '`', ' ', '\n', 'a', 'ñ', '1', '.'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 80,
});
const span = fc.oneof(
  fc.record({ t: textUnit }),
  fc.record({ t: textUnit, b: fc.constant(true as const) }),
  fc.record({ t: textUnit, i: fc.constant(true as const) }),
  fc.record({ t: textUnit, code: fc.constant(true as const) }),
  fc.record({ t: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '*'), minLength: 500, maxLength: 5000 }) }),
);
const rich = fc.array(span, { maxLength: 6 });
const option = fc.record(
  { label: fc.string({ unit: 'grapheme', maxLength: 90 }), description: fc.string({ unit: 'grapheme', maxLength: 120 }) },
  { requiredKeys: ['label'] },
);
const menu = fc.record({ rich, options: fc.array(option, { maxLength: 13 }), media: fc.constantFrom<MediaForm | null>('image', null) });

/** Without what cannot be seen, and with the signs that look alike as one. */
function bare(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u2217\u02cd\u223c\u02cb*_~`]/g, '')
    .replace(/[\p{Cc}\s\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '');
}

function bareWhole(screens: readonly OnScreen[]): string {
  return screens.map(({ whole }) => bare(whole)).join('');
}

describe('every renderer, whatever comes', () => {
  test('a text is taken, and every sign of it is there in its order', () => {
    fc.assert(
      fc.property(rich, (spans) => {
        const whole = bare(spans.map(({ t }) => t).join(''));
        expect(bareWhole(seen({ kind: 'text', rich: spans }))).toBe(whole);
      }),
    );
  });

  test('a menu is taken, with every number, label and description, and a tap for each option up to ten', () => {
    fc.assert(
      fc.property(menu, ({ rich: spans, options, media }) => {
        const screens = seen(menuOf(spans, options, media !== null), media);
        const whole = bareWhole(screens);
        for (const part of spans) for (const word of part.t.split(/\s+/)) expect(whole).toContain(bare(word));
        for (const [index, { label, description = '' }] of options.entries()) {
          expect(whole).toContain(`${index + 1}.`);
          expect(whole).toContain(bare(cleanLabel(label, index + 1)));
          expect(whole).toContain(bare(cleanLabel(description, index + 1)).slice(description.trim() === '' ? Number.POSITIVE_INFINITY : 0));
        }
        const taps = screens.flatMap((screen) => screen.options.map(({ id }) => id));
        expect(taps).toEqual(options.length <= 10 ? options.map((_, index) => `1.abcdefghij.${index}`) : []);
        expect(screens.filter(({ file }) => file !== undefined)).toHaveLength(media === null ? 0 : 1);
      }),
    );
  });

  test('a question and a link are taken whole', () => {
    fc.assert(
      fc.property(rich, fc.string({ unit: 'grapheme', maxLength: 40 }), (spans, label) => {
        const whole = bare(spans.map(({ t }) => t).join(''));
        expect(bareWhole(seen({ kind: 'ask', rich: spans, what: 'location' }))).toContain(whole);
        expect(bareWhole(seen({ kind: 'ask', rich: spans, what: 'contact' }))).toContain(whole);
        const link = bareWhole(seen({ kind: 'link', rich: spans, label, url: 'https://retama.pe/pagar?x=1' }));
        expect(link).toContain(whole);
        expect(link).toContain(bare(cleanLabel(label, 1)));
        expect(link).toContain('https://retama.pe/pagar?x=1');
      }),
    );
  });
});

describe('the best form', () => {
  const sizes: readonly Partial<MenuOption>[] = [{ label: 'S' }, { label: 'M', description: 'quedan 2' }, { number: 0, label: 'Volver' }];

  test('up to three short options are buttons, in one message, with the picture above them', () => {
    const [screen, ...more] = seen(menuOf([{ t: '¿Qué talla?' }], sizes, true), 'image');
    expect(more).toEqual([]);
    expect(screen).toMatchObject({ type: 'button', file: '1000', text: '¿Qué talla?\n\n1. S\n2. M — quedan 2\n0. Volver' });
    expect(screen?.options.map(({ title }) => title)).toEqual(['1. S', '2. M', '0. Volver']);
  });

  test('more options, or longer ones, are a list; a label that is too long for its title stands whole below it', () => {
    const [screen] = seen(menuOf([{ t: '¿Cuál?' }], [{ label: 'Polo de algodón pima cuello redondo', description: 'S/ 45.00' }, ...sizes]));
    expect(screen).toMatchObject({ type: 'list', text: '¿Cuál?', label: OPEN });
    expect(screen?.options[0]).toMatchObject({
      title: '1. Polo de algodón pima…',
      description: 'Polo de algodón pima cuello redondo — S/ 45.00',
    });
  });

  test('what fits neither title nor description is said above, and can still be tapped', () => {
    const long = 'Polo de algodón pima peruano de manga larga con cuello redondo y puños reforzados';
    const [screen, ...more] = seen(menuOf([{ t: '¿Cuál?' }], [{ label: long }, ...sizes]));
    expect(more).toEqual([]);
    expect(screen?.text).toContain(`1. ${long}`);
    expect(screen?.options).toHaveLength(4);
  });

  test('more than ten options are numbers to type', () => {
    const [screen] = seen(
      menuOf(
        [{ t: '¿Cuál?' }],
        Array.from({ length: 11 }, (_, index) => ({ label: `Polo ${index}` })),
      ),
    );
    expect(screen).toMatchObject({ type: 'text', options: [] });
    expect(screen?.text).toContain('11. Polo 10');
  });

  test('what is too long for a text with buttons goes before it', () => {
    const paragraph = 'Este polo es de algodón. '.repeat(30).trim();
    const screens = seen(menuOf([{ t: `${paragraph}\n\n${paragraph}` }], sizes.slice(0, 1)));
    expect(screens.map(({ type }) => type)).toEqual(['text', 'button']);
    expect(screens.map(({ text }) => text)).toEqual([paragraph, paragraph]);
  });

  test('a link is a button, and written out where WhatsApp would not open it', () => {
    expect(seen({ kind: 'link', rich: [{ t: 'Paga aquí' }], label: 'Pagar S/ 45.00', url: 'https://mpago.la/x_y_' })).toMatchObject([
      { type: 'cta_url', text: 'Paga aquí', label: 'Pagar S/ 45.00', url: 'https://mpago.la/x_y_' },
    ]);
    expect(seen({ kind: 'link', rich: [{ t: 'Paga aquí' }], label: 'Pagar', url: 'http://127.0.0.1:3000/_pagar_' })).toMatchObject([
      { type: 'text', text: 'Paga aquí\nPagar: http://127.0.0.1:3000/_pagar_' },
    ]);
  });

  test('a file has its text below it', () => {
    const file = { name: 'guia.pdf', alt: 'Guía de tallas' };
    expect(seen({ kind: 'file', rich: [{ t: 'La guía' }], file }, 'document')).toMatchObject([
      { type: 'document', text: 'guia.pdf\nLa guía' },
    ]);
    expect(seen({ kind: 'file', rich: [{ t: 'La guía' }], file }, 'audio').map(({ type }) => type)).toEqual(['audio', 'text']);
    expect(seen({ kind: 'file', rich: [], file })).toMatchObject([{ type: 'text', text: 'Guía de tallas' }]);
  });
});

describe('emphasis', () => {
  const shown = (spans: Rich) => seen({ kind: 'text', rich: spans })[0];

  test('is what the shop meant, and nothing that somebody wrote', () => {
    expect(shown([{ t: 'Tu pedido ' }, { t: '#1001', b: true }, { t: ' de *Ana* _la_ ~mejor~ `x`' }])).toMatchObject({
      text: 'Tu pedido #1001 de *Ana* _la_ ~mejor~ `x`',
      bold: ['#1001'],
    });
    expect(shown([{ t: 'Para ' }, { t: '*Ana* y *Luis*', b: true }])).toMatchObject({
      text: 'Para *Ana* y *Luis*',
      bold: ['*Ana* y *Luis*'],
    });
  });

  test('never changes an address, nor a word that it stands in', () => {
    expect(shown([{ t: 'Mira https://x.pe/_a_*b* ', b: true }])).toMatchObject({ text: 'Mira https://x.pe/_a_*b*' });
    expect(shown([{ t: '2' }, { t: 'x', b: true }, { t: '1 de ana_maria_@x.pe' }])).toMatchObject({
      text: '2x1 de ana_maria_@x.pe',
      bold: [],
    });
  });
});

test('our own data of a message fits, however long the ids are', () => {
  expect(`whatsapp-cloud:${'1'.repeat(20)}:PE.ENT.${'x'.repeat(128)}:1000000#99`.length).toBeLessThanOrEqual(LONGEST_OWN_DATA);
});
