/** What customers send is known by what is in it, whatever its name says. */
import { describe, expect, test } from 'vitest';
import { folderOf, mediaOf, sentTypeOf } from './sent-files.ts';

/** The beginnings of real files. */
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))));
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const BOX = [0, 0, 0, 0x1c];

describe('a voice note', () => {
  test.each([
    ['of Telegram and Android', bytes('OggS', [0, 2], 'OpusHead'), 'ogg'],
    ['recorded by Chrome or Firefox', bytes(EBML, 'webm', 'A_OPUS'), 'webm'],
    ['recorded by Safari', bytes(BOX, 'ftypiso5', 'hdlr', [0, 0, 0, 0, 0, 0, 0, 0], 'soun'), 'm4a'],
    ['of the recorder of an iPhone', bytes(BOX, 'ftypM4A ', 'hdlr', [0, 0, 0, 0, 0, 0, 0, 0], 'soun'), 'm4a'],
    ['with its title in front', bytes('ID3', [4, 0]), 'mp3'],
    ['as plain MPEG frames', bytes([0xff, 0xfb, 0x90]), 'mp3'],
  ])('%s', (_what, file, type) => {
    expect(sentTypeOf(file)).toBe(type);
    expect(mediaOf(sentTypeOf(file) ?? 'png')).toBe('voice');
  });
});

test('a picture is a picture', () => {
  expect(sentTypeOf(bytes([0xff, 0xd8, 0xff, 0xe0]))).toBe('jpg');
  expect(sentTypeOf(bytes('RIFF', [9, 9, 9, 9], 'WEBP'))).toBe('webp');
});

test.each([
  ['a video of a telephone', bytes(BOX, 'ftypmp42', 'hdlr', [0, 0, 0, 0, 0, 0, 0, 0], 'soun', 'hdlr', [0, 0, 0, 0, 0, 0, 0, 0], 'vide')],
  ['a video of a browser', bytes(EBML, 'webm', 'V_VP8', 'A_OPUS')],
  ['a picture of an iPhone that browsers cannot show', bytes(BOX, 'ftypheic')],
  ['a sound of Windows', bytes('RIFF', [9, 9, 9, 9], 'WAVE')],
  ['a program', bytes('MZ')],
  ['nothing', bytes()],
])('%s is neither', (_what, file) => {
  expect(sentTypeOf(file)).toBe(null);
});

test.each([
  ['telegram', '42', 'telegram.42'],
  ['whatsapp-web', '51987654321@c.us', 'whatsapp-web.51987654321@c.us'],
  ['whatsapp-cloud', 'PE.1047385771169864', 'whatsapp-cloud.PE.1047385771169864'],
  ['whatsapp-cloud', '../../secrets', 'whatsapp-cloud..._.._secrets'],
  ['telegram', '..\\windows', 'telegram..._windows'],
])('files of %s %s lie in one folder of their own', (channel, chat, folder) => {
  expect(folderOf(channel, chat)).toBe(folder);
});
