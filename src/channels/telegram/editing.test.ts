/** What changes in the chat without a new message, and what cannot. */
import { expect, test } from 'vitest';
import type { MenuOption, OutboundBody } from '../../conversation/message.ts';
import { answered, editOf } from './editing.ts';
import { LONGEST_CAPTION, LONGEST_TEXT } from './limits.ts';
import { renderTelegram } from './render.ts';

const WORDS = { shareLocation: 'Enviar mi ubicación', shareContact: 'Enviar mi número' };
const render = (body: OutboundBody) => renderTelegram(body, WORDS);
const options: readonly MenuOption[] = [{ number: 1, label: 'Polo', token: '2.abcdefghij.0', commands: [] }];
const menu = { id: 'abcdefghij', options };
const list = (t: string, image?: string): OutboundBody => ({
  kind: 'menu',
  rich: [{ t }],
  menu,
  ...(image !== undefined && { image: { name: image, alt: '' } }),
});

test('a list becomes another list, and a caption another caption below the same picture', () => {
  const [next] = render(list('Medias'));
  expect(editOf(render(list('Polos')), render(list('Medias')))).toEqual({ method: 'editMessageText', params: next?.params });
  expect(editOf(render(list('Polos', 'polo.png')), render(list('Quedan 2', 'polo.png')))).toMatchObject({
    method: 'editMessageCaption',
    params: { caption: 'Quedan 2' },
  });
});

test.each<[string, OutboundBody, OutboundBody]>([
  ['a text is no picture', list('Polos'), list('Polos', 'polo.png')],
  ['a picture is no other picture', list('Polos', 'polo.png'), list('Polos', 'gorra.png')],
  ['what brought a key below the field stays', { kind: 'ask', rich: [{ t: '¿A dónde?' }], what: 'location' }, list('Polos')],
  ['what takes the key away has to be new', list('Polos'), { kind: 'text', rich: [{ t: 'Gracias' }] }],
  ['several parts are no single one', list('polo '.repeat(1000)), list('Polos')],
  ['nor one of them several', list('Polos'), list('polo '.repeat(1000))],
])('%s', (_why, before, after) => {
  expect(editOf(render(before), render(after))).toBeNull();
});

const button = (text: string, callback_data: string) => ({ text, callback_data });
const asked = (mark: string, more: object = { text: '¿Confirmas?', entities: [{ type: 'bold', offset: 0, length: 3 }] }) => ({
  message_id: 9,
  reply_markup: { inline_keyboard: [[button('1. Sí', `${mark}2.abcdefghij.0`), button('2. No', `${mark}2.abcdefghij.1`)]] },
  ...more,
});

test('a question that is over says what was chosen, keeps its formatting, and has no buttons', () => {
  expect(answered(asked('!'), '!2.abcdefghij.1')).toEqual({
    method: 'editMessageText',
    params: {
      text: '¿Confirmas?\n\n✓ No',
      entities: [{ type: 'bold', offset: 0, length: 3 }],
      link_preview_options: { is_disabled: true },
    },
  });
  expect(answered(asked('!', { caption: 'Polo' }), '!2.abcdefghij.0')).toMatchObject({
    method: 'editMessageCaption',
    params: { caption: 'Polo\n\n✓ Sí' },
  });
});

test('where there is no room for it, the buttons go alone', () => {
  const gone = { method: 'editMessageReplyMarkup', params: { reply_markup: { inline_keyboard: [] } } };
  expect(answered(asked('!', { text: 'x'.repeat(LONGEST_TEXT) }), '!2.abcdefghij.0')).toEqual(gone);
  expect(answered(asked('!', { caption: 'x'.repeat(LONGEST_CAPTION) }), '!2.abcdefghij.0')).toEqual(gone);
});

test('a list is left as it is, and so is a message without this button', () => {
  expect(answered(asked(''), '2.abcdefghij.0')).toBeNull();
  expect(answered(asked('!'), '!2.forged.0')).toBeNull();
  expect(answered({ message_id: 9, text: '¿Confirmas?\n\n✓ Sí' }, '!2.abcdefghij.0')).toBeNull();
});
