/**
 * What customers see on Telegram: every word, number and label arrives, and Telegram takes every request. Checked
 * against the local Bot API's own rules, for whatever a shop could say.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beyondLimits } from '../../../test/stand-ins/telegram/limits.ts';
import type { UploadedFile } from '../../../test/stand-ins/telegram/request.ts';
import { wrongShape } from '../../../test/stand-ins/telegram/schema.ts';
import { readToken } from '../../conversation/menu.ts';
import type { MenuOption, OutboundBody, Rich } from '../../conversation/message.ts';
import { cleanLabel } from '../rendering/labels.ts';
import { CALLBACK_DATA_BYTES } from './limits.ts';
import { ONCE, type Part, renderTelegram } from './render.ts';

const WORDS = { shareLocation: '📍 Enviar mi ubicación', shareContact: '📱 Enviar mi número' };
const CHAT = 7_000_000_001;
/** The smallest PNG there is. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const render = (body: OutboundBody): readonly Part[] => renderTelegram(body, WORDS);

/** What Telegram says to a part; null: it takes it. */
function refusal(part: Part): string | null {
  const [field] = part.method === 'sendPhoto' ? ['photo'] : part.method === 'sendDocument' ? ['document'] : [];
  const files = new Map<string, UploadedFile>(field ? [[field, { name: 'file', mime: '', bytes: DOT }]] : []);
  const params = { chat_id: CHAT, ...part.params, ...(field && { [field]: `attach://${field}` }) };
  return wrongShape(part.method, params) ?? beyondLimits(part.method, params, files);
}

interface Seen {
  readonly text: string;
  readonly buttons: readonly { readonly text: string; readonly callback_data?: string; readonly url?: string }[];
  readonly keys: readonly string[];
}

/** All that is on the screen afterwards. */
function seen(parts: readonly Part[]): Seen {
  const params = parts.map(({ params }) => shape(params));
  return {
    text: params.map(({ text, caption }) => text ?? caption ?? '').join('\n'),
    buttons: params.flatMap(({ reply_markup }) => reply_markup?.inline_keyboard?.flat() ?? []),
    keys: params.flatMap(({ reply_markup }) => reply_markup?.keyboard?.flat().map(({ text }) => text) ?? []),
  };
}

interface Shape {
  readonly text?: string;
  readonly caption?: string;
  readonly reply_markup?: {
    readonly inline_keyboard?: readonly (readonly { readonly text: string; readonly callback_data?: string; readonly url?: string }[])[];
    readonly keyboard?: readonly (readonly { readonly text: string }[])[];
  };
}

function shape(params: Part['params']): Shape {
  return JSON.parse(JSON.stringify(params));
}

const dense = (text: string): string => text.replace(/\s+/gu, '');
const plain = (rich: Rich): string => rich.map(({ t }) => t).join('');

const anyText = fc.oneof(
  fc.lorem({ maxCount: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', ' ', '\u200b', '\u2800', '¿Qué talla?', '👩‍👩‍👧‍👦', '*no* <b>es</b> _formato_'),
);
const longText = fc.tuple(anyText, fc.integer({ min: 1, max: 400 })).map(([text, times]) => `${text} `.repeat(times));
const span = fc.record(
  {
    t: fc.oneof({ weight: 5, arbitrary: anyText }, { weight: 1, arbitrary: longText }),
    b: fc.constant(true as const),
    i: fc.constant(true as const),
    code: fc.constant(true as const),
  },
  { requiredKeys: ['t'] },
);
const rich = fc.array(span, { maxLength: 6 });
const option = fc.record(
  { label: anyText, description: anyText, means: fc.constantFrom('yes' as const, 'no' as const) },
  { requiredKeys: ['label'] },
);
const picture = fc.record({ name: fc.constantFrom('polo.jpg', 'polo.webp', 'polo.svg'), alt: anyText });
const attachment = fc.record({
  folder: fc.constant('outgoing' as const),
  ref: fc.constant('a/b.csv'),
  name: fc.constant('b.csv'),
  mime: fc.constant('text/csv'),
});
const menu = fc.array(option, { minLength: 1, maxLength: 10 }).map((options) => ({
  id: 'abcdefghij',
  options: options.map(
    (one, index): MenuOption => ({ ...one, number: index === 9 ? 0 : index + 1, token: `zz.abcdefghij.${index}`, commands: [] }),
  ),
}));
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('http://127.0.0.1:3000/pagar/1', 'http://localhost/x', 'https://pagos.example/pref?id=1&b=ñ', 'no es nada'),
);

const body: fc.Arbitrary<OutboundBody> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), rich }),
  fc.record({ kind: fc.constant('menu' as const), rich, menu }),
  fc.record({ kind: fc.constant('menu' as const), rich, menu, image: picture }),
  fc.record({ kind: fc.constant('ask' as const), rich, what: fc.constantFrom('location' as const, 'contact' as const, 'text' as const) }),
  fc.record({ kind: fc.constant('link' as const), rich, url, label: anyText }),
  fc.record({ kind: fc.constant('file' as const), rich, file: fc.oneof(picture, attachment) }),
);

/** Signs that are there to be seen: neither white space nor control, format or filling. */
const visible = (text: string): string => dense(text.toWellFormed()).replace(/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu, '');

test('Telegram takes every request that any message becomes', () => {
  fc.assert(
    fc.property(body, (message) => {
      for (const part of render(message)) {
        expect(refusal(part)).toBeNull();
        if (part.method !== 'sendMessage' && part.otherwise) expect(refusal(part.otherwise)).toBeNull();
      }
    }),
  );
});

test('no word, number, label or address is lost, whatever a message says', () => {
  fc.assert(
    fc.property(body, (message) => {
      const { text, buttons, keys } = seen(render(message));
      const everything = visible([text, ...buttons.map((button) => button.text), ...keys].join('\n'));
      expect(visible(text)).toContain(visible(plain(message.rich)));
      if (message.kind === 'menu') {
        expect(buttons).toHaveLength(message.menu.options.length);
        for (const { number, label, description = '' } of message.menu.options) {
          expect(everything).toContain(visible(`${number}. ${cleanLabel(label, number)}`));
          if (description !== '') expect(everything).toContain(visible(cleanLabel(description, number)));
        }
      }
      if (message.kind === 'link') {
        expect(buttons.some((button) => button.url === message.url) || text.includes(message.url.trim())).toBe(true);
        expect(everything).toContain(visible(message.label));
      }
      if (message.kind === 'ask' && message.what !== 'text') expect(keys).toHaveLength(1);
    }),
  );
});

test('what a button sends back is the token of its option', () => {
  fc.assert(
    fc.property(menu, rich, (options, said) => {
      const { buttons } = seen(render({ kind: 'menu', rich: said, menu: options }));
      const tokens = buttons.map(({ callback_data = '' }) => callback_data.replace(ONCE, ''));
      expect(tokens).toEqual(options.options.map(({ token }) => token));
      expect(tokens.map(readToken)).not.toContain(null);
      for (const { callback_data = '' } of buttons) expect(Buffer.byteLength(callback_data)).toBeLessThanOrEqual(CALLBACK_DATA_BYTES);
    }),
  );
});

const options = (...labels: readonly string[]): MenuOption[] =>
  labels.map((label, index) => ({ number: index + 1, label, token: `2.abcdefghij.${index}`, commands: [] }));
const sizes = { id: 'abcdefghij', options: options('S', 'M', 'L') };

test('formatting leaves as entities, and what a customer wrote stays what it is', () => {
  const [part] = render({ kind: 'text', rich: [{ t: 'Tu pedido ' }, { t: '#1001', b: true }, { t: ' es <b>*tuyo*</b>' }] });
  expect(part?.params).toMatchObject({ text: 'Tu pedido #1001 es <b>*tuyo*</b>', entities: [{ type: 'bold', offset: 10, length: 5 }] });
  expect(part?.params).not.toHaveProperty('parse_mode');
});

test('short labels stand two in a row, long ones alone, and the way out below', () => {
  const rows = (labels: readonly string[]) => {
    const menu = {
      id: 'abcdefghij',
      options: [...options(...labels), { number: 0, label: 'Volver', token: '2.abcdefghij.9', commands: [] }],
    };
    return shape(render({ kind: 'menu', rich: [{ t: '¿Cuál?' }], menu })[0]?.params ?? {}).reply_markup?.inline_keyboard?.map((row) =>
      row.map(({ text }) => text),
    );
  };
  expect(rows(['S', 'M', 'L'])).toEqual([['1. S', '2. M'], ['3. L'], ['0. Volver']]);
  expect(rows(['Polo básico de algodón', 'Gorra'])).toEqual([['1. Polo básico de algodón'], ['2. Gorra'], ['0. Volver']]);
});

test('a description stands on the button where all of them have room for theirs, else in the text beside the number', () => {
  const asked = (description: string) => {
    const menu = { id: 'abcdefghij', options: [{ number: 1, label: 'M', description, token: '2.abcdefghij.0', commands: [] }] };
    const { text, buttons } = seen(render({ kind: 'menu', rich: [{ t: '¿Qué talla?' }], menu }));
    return [text, buttons[0]?.text];
  };
  expect(asked('quedan 2')).toEqual(['¿Qué talla?', '1. M — quedan 2']);
  const long = 'quedan 2, y llegan más la próxima semana';
  expect(asked(long)).toEqual([`¿Qué talla?\n\n1. M — ${long}`, '1. M']);
});

test('a picture brings its question with it, unless the question is too long for that', () => {
  const image = { name: 'polo.jpg', alt: 'Un polo' };
  const short = render({ kind: 'menu', rich: [{ t: '¿Qué talla?' }], menu: sizes, image });
  expect(short.map(({ method }) => method)).toEqual(['sendPhoto']);
  expect(short[0]?.params).toMatchObject({ caption: '¿Qué talla?' });
  const long = render({ kind: 'menu', rich: [{ t: 'polo '.repeat(300) }], menu: sizes, image });
  expect(long.map(({ method }) => method)).toEqual(['sendPhoto', 'sendMessage']);
  expect(long[0]?.params).not.toHaveProperty('reply_markup');
  expect(long[1]?.params).toHaveProperty('reply_markup');
});

test('a drawing is no photo: its question comes alone', () => {
  const parts = render({ kind: 'menu', rich: [{ t: '¿Qué talla?' }], menu: sizes, image: { name: 'polo.svg', alt: 'Un polo' } });
  expect(parts.map(({ method }) => method)).toEqual(['sendMessage']);
});

test('a link is a button, or written out where Telegram does not take its address', () => {
  const link = (url: string) => seen(render({ kind: 'link', rich: [{ t: 'Paga aquí' }], url, label: 'Pagar S/ 45.00' }));
  expect(link('https://pagos.example/1').buttons).toEqual([{ text: 'Pagar S/ 45.00', url: 'https://pagos.example/1' }]);
  expect(link('http://localhost:3000/pay/1')).toMatchObject({
    text: 'Paga aquí\nPagar S/ 45.00: http://localhost:3000/pay/1',
    buttons: [],
  });
});

test('the keyboard that asks for a place is gone with the next words', () => {
  const asked = render({ kind: 'ask', rich: [{ t: '¿A dónde?' }], what: 'location' });
  expect(asked[0]?.params).toMatchObject({ reply_markup: { keyboard: [[{ text: WORDS.shareLocation, request_location: true }]] } });
  expect(render({ kind: 'text', rich: [{ t: 'Gracias' }] })[0]?.params).toMatchObject({ reply_markup: { remove_keyboard: true } });
});

test('the buttons of a yes or no serve once, those of a list as often as she likes', () => {
  const yesOrNo = {
    id: 'abcdefghij',
    options: [...options('Sí', 'No')].map((one, index) => ({ ...one, means: index === 0 ? ('yes' as const) : ('no' as const) })),
  };
  const data = (menu: typeof sizes) =>
    seen(render({ kind: 'menu', rich: [{ t: '?' }], menu })).buttons.map(({ callback_data }) => callback_data);
  expect(data(yesOrNo)).toEqual(['!2.abcdefghij.0', '!2.abcdefghij.1']);
  expect(data(sizes)).toEqual(['2.abcdefghij.0', '2.abcdefghij.1', '2.abcdefghij.2']);
});
