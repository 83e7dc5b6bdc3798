/** What customers do on Telegram, as the shop hears of it; and what is none of its business. */
import { expect, test } from 'vitest';
import { type Happened, readUpdate } from './update.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const SECONDS = NOW / 1000;
const HELLO = { es: 'hola', pt: 'oi', en: 'hello' } as const;
const ANA = { id: 42, is_bot: false, first_name: 'Ana', last_name: 'Quispe', language_code: 'pt-br' };
const PRIVATE = { id: 42, type: 'private', first_name: 'Ana' };

const read = (update: object): Happened | null =>
  readUpdate({ update_id: 900, ...update }, { now: NOW, hello: (code) => (code?.startsWith('pt') ? HELLO.pt : HELLO.es) });
const wrote = (content: object, envelope: object = {}): Happened | null =>
  read({ message: { message_id: 7, date: SECONDS, chat: PRIVATE, from: ANA, ...content, ...envelope } });
const bodyOf = (content: object): unknown => {
  const happened = wrote(content);
  return happened?.what === 'message' ? happened.message.body : happened;
};
const file = (more: object = {}) => ({ file_id: 'F1', file_unique_id: 'u1', ...more });

test('a message says who wrote it, when, in which language, and what it answers', () => {
  expect(wrote({ text: 'quiero 2 polos', reply_to_message: { message_id: 5 } })).toEqual({
    what: 'message',
    chat: 42,
    message: {
      chat: '42',
      messageId: '7',
      at: NOW,
      sender: { name: 'Ana Quispe' },
      languageHint: 'pt-br',
      quotes: '5',
      body: { kind: 'text', text: 'quiero 2 polos' },
    },
  });
});

test.each([
  ['text', { text: 'hola' }, { kind: 'text', text: 'hola' }],
  ['a command of the list', { text: '/mi_pedido' }, { kind: 'text', text: 'mi pedido' }],
  ['a command with the name of the bot', { text: '/carrito@retama_bot' }, { kind: 'text', text: 'carrito' }],
  ['words after a command', { text: '/quiero 2 polos' }, { kind: 'text', text: 'quiero 2 polos' }],
  ['"Start"', { text: '/start' }, { kind: 'text', text: 'oi' }],
  ['"Start" and words', { text: '/start quiero un polo' }, { kind: 'text', text: 'quiero un polo' }],
  ['a place', { location: { latitude: -12.1, longitude: -77 } }, { kind: 'location', lat: -12.1, lng: -77 }],
  ['a place with a name', { venue: { title: 'Parque' }, location: { latitude: 1, longitude: 2 } }, { kind: 'location', lat: 1, lng: 2 }],
  [
    'her own number',
    { contact: { phone_number: '51987654321', first_name: 'Ana', user_id: 42 } },
    { kind: 'contact', phone: '51987654321', name: 'Ana', own: true },
  ],
  [
    'somebody’s number',
    { contact: { phone_number: '51987654321', first_name: 'Luis', last_name: 'Paz', user_id: 43 } },
    { kind: 'contact', phone: '51987654321', name: 'Luis Paz', own: false },
  ],
  [
    'a photo, in the best size that the shop keeps',
    {
      photo: [
        { ...file(), file_id: 'small', file_size: 900 },
        { ...file(), file_id: 'good', file_size: 90_000 },
        { ...file(), file_id: 'huge', file_size: 9_000_000 },
      ],
      caption: 'mi comprobante',
    },
    { kind: 'file-elsewhere', media: 'image', source: 'good', caption: 'mi comprobante' },
  ],
  ['a voice note', { voice: file({ mime_type: 'audio/ogg' }) }, { kind: 'file-elsewhere', media: 'voice', source: 'F1', caption: '' }],
  ['a song', { audio: file() }, { kind: 'file-elsewhere', media: 'voice', source: 'F1', caption: '' }],
  [
    'a document',
    { document: file({ file_size: 1000 }), caption: 'aquí' },
    { kind: 'file-elsewhere', media: 'document', source: 'F1', caption: 'aquí' },
  ],
  [
    'a video',
    { video: file({ mime_type: 'video/mp4' }) },
    { kind: 'media', media: 'video', ref: '', mime: 'video/mp4', bytes: 0, caption: '' },
  ],
  [
    'a moving picture',
    { animation: file(), document: file() },
    { kind: 'media', media: 'video', ref: '', mime: '', bytes: 0, caption: '' },
  ],
  ['a sticker', { sticker: file() }, { kind: 'media', media: 'sticker', ref: '', mime: '', bytes: 0, caption: '' }],
  ['a poll', { poll: { id: '1' } }, { kind: 'unsupported', what: 'poll' }],
  ['something of next year', { hologram: { id: '1' }, has_protected_content: true }, { kind: 'unsupported', what: 'hologram' }],
  ['a place that is none', { location: { latitude: 'x' } }, { kind: 'unsupported', what: 'location' }],
])('%s', (_what, content, body) => {
  expect(bodyOf(content)).toEqual(body);
});

test('a link brings its campaign, and a code of the shop as if she had typed it', () => {
  expect(wrote({ text: '/start FERIA-2026' })).toMatchObject({ message: { campaign: 'FERIA-2026', body: { kind: 'text', text: 'oi' } } });
  const code = wrote({ text: '/start BCDFGHJK' });
  expect(code).toMatchObject({ message: { body: { kind: 'text', text: 'BCDFGHJK' } } });
  expect(code).not.toHaveProperty('message.campaign');
  expect(wrote({ text: '/start FERIA', forward_origin: { type: 'user' } })).not.toHaveProperty('message.campaign');
});

test('an edit is an edit, with an id of its own; a place that moves is none', () => {
  const edited = (content: object) =>
    read({ edited_message: { message_id: 7, date: SECONDS, edit_date: SECONDS + 60, chat: PRIVATE, from: ANA, ...content } });
  expect(edited({ text: 'mejor 3' })).toMatchObject({
    message: { messageId: '7e900', at: NOW + 60_000, body: { kind: 'edited', of: '7', text: 'mejor 3' } },
  });
  expect(edited({ photo: [file()], caption: 'otro' })).toMatchObject({ message: { body: { kind: 'edited', of: '7', text: 'otro' } } });
  expect(edited({ location: { latitude: 1, longitude: 2 } })).toEqual({ what: 'nothing' });
});

const tap = (more: object = {}) =>
  read({
    callback_query: { id: '4001', from: ANA, message: { message_id: 9, date: SECONDS, chat: PRIVATE }, data: '2.abcdefghij.0', ...more },
  });

test('a tap brings the token of its option, whatever mark the button has', () => {
  expect(tap()).toMatchObject({ what: 'tap', chat: 42, queryId: '4001', leaves: null });
  expect(tap()).toMatchObject({ message: { messageId: 't4001', at: NOW, body: { kind: 'choice', token: '2.abcdefghij.0' } } });
  for (const data of ['!2.abcdefghij.0', '+2.abcdefghij.0'])
    expect(tap({ data })).toMatchObject({ message: { body: { kind: 'choice', token: '2.abcdefghij.0' } } });
  expect(tap({ message: undefined, inline_message_id: 'x' })).toEqual({ what: 'stray-tap', queryId: '4001' });
});

test('a tap leaves its mark on the message it was on, unless that is too old to be seen', () => {
  const reply_markup = { inline_keyboard: [[{ text: '1. Sí', callback_data: '!2.abcdefghij.0' }]] };
  const message = { message_id: 9, date: SECONDS, chat: PRIVATE, text: '¿Confirmas?', reply_markup };
  expect(tap({ data: '!2.abcdefghij.0', message })).toMatchObject({ leaves: { messageId: 9, edit: { method: 'editMessageText' } } });
  expect(tap({ data: '!2.abcdefghij.0', message: { message_id: 9, date: 0, chat: PRIVATE } })).toMatchObject({ leaves: null });
});

test('whoever closes the door, and opens it again', () => {
  const member = (before: string, after: string, chat: object = PRIVATE) =>
    read({ my_chat_member: { chat, from: ANA, date: SECONDS, old_chat_member: { status: before }, new_chat_member: { status: after } } });
  expect(member('member', 'kicked')).toEqual({ what: 'blocked', chat: 42, id: '42m900', at: NOW });
  expect(member('kicked', 'member')).toMatchObject({ what: 'unblocked' });
  expect(member('left', 'member', { id: -5, type: 'group' })).toEqual({ what: 'in-group', chat: -5 });
  expect(member('member', 'left', { id: -5, type: 'group' })).toEqual({ what: 'nothing' });
});

test.each([
  ['a group', { text: 'hola' }, { chat: { id: -5, type: 'supergroup' } }, 'in-group'],
  ['another bot', { text: 'hola' }, { from: { ...ANA, is_bot: true } }, 'nothing'],
  ['an inline bot', { text: 'hola' }, { via_bot: { id: 1 } }, 'nothing'],
  ['a channel', { text: 'hola' }, { sender_chat: { id: -1 } }, 'nothing'],
  ['Telegram itself', { pinned_message: { message_id: 3 } }, {}, 'nothing'],
])('%s is not answered', (_who, content, envelope, what) => {
  expect(wrote(content, envelope)).toMatchObject({ what });
});

test('what nobody foresaw is told apart from what is nothing to us', () => {
  expect(read({ message: 'hola' })).toBeNull();
  expect(readUpdate('hola', { now: NOW, hello: () => '' })).toBeNull();
  expect(read({ poll: { id: '1' } })).toEqual({ what: 'nothing' });
});
