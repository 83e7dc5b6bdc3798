/**
 * What persons send, and what is nobody's message.
 */
import { describe, expect, test } from 'vitest';
import { bodyOf, isBetweenTwo, typedBody } from './inbound.ts';
import type { RawMessage } from './protocol.ts';

const raw = (more: Partial<RawMessage>): RawMessage => ({
  ...{ id: '3A01', serialized: 'false_51987654321@c.us_3A01', chat: '51987654321@c.us', fromMe: false, inGroup: false, isStatus: false },
  ...{ type: 'chat', t: 1_795_000_000, text: '', name: 'Ana', quotes: null, place: null, cards: [], mime: null, bytes: null, ack: 1 },
  ...more,
});
const card = (...lines: readonly string[]): RawMessage =>
  raw({ type: 'vcard', cards: [['BEGIN:VCARD', 'VERSION:3.0', 'FN:Ana Quispe', ...lines, 'END:VCARD'].join('\n')] });

describe('what a customer sends', () => {
  test('words and places', () => {
    expect(bodyOf(raw({ text: 'hola' }), null)).toEqual({ kind: 'text', text: 'hola' });
    expect(bodyOf(raw({ type: 'location', place: { lat: -12, lng: -77 } }), null)).toEqual({ kind: 'location', lat: -12, lng: -77 });
    expect(bodyOf(raw({ type: 'live_location' }), null)).toEqual({ kind: 'unsupported', what: 'live-location' });
  });

  test('pictures, voice notes and documents are brought later; stickers and videos are only named', () => {
    const file = { serialized: 'false_x_1', text: 'mi pago', mime: 'image/webp' };
    expect(bodyOf(raw({ ...file, type: 'image' }), null)).toEqual({
      kind: 'file-elsewhere',
      media: 'image',
      source: 'false_x_1',
      caption: 'mi pago',
    });
    expect(bodyOf(raw({ ...file, type: 'ptt' }), null)).toMatchObject({ kind: 'file-elsewhere', media: 'voice' });
    expect(bodyOf(raw({ ...file, type: 'document' }), null)).toMatchObject({ kind: 'file-elsewhere', media: 'document' });
    expect(bodyOf(raw({ ...file, type: 'sticker' }), null)).toMatchObject({ kind: 'media', media: 'sticker', ref: '', bytes: 0 });
  });

  test('somebody’s number; only her own is surely hers', () => {
    const waid = card('item1.TEL;type=CELL;waid=51987654321:+51 987 654 321');
    expect(bodyOf(waid, '+51987654321')).toEqual({ kind: 'contact', phone: '+51987654321', name: 'Ana Quispe', own: true });
    expect(bodyOf(waid, '+51911111111')).toMatchObject({ own: false });
    expect(bodyOf(waid, null)).toMatchObject({ own: false });
    expect(bodyOf(card('TEL;type=CELL:+51 911-111-111'), null)).toMatchObject({ phone: '+51911111111' });
    expect(bodyOf(card(), null)).toEqual({ kind: 'unsupported', what: 'contacts' });
  });

  test('the page’s own lines are nobody’s message', () => {
    for (const type of [
      'e2e_notification',
      'notification_template',
      'call_log',
      'protocol',
      'gp2',
      'revoked',
      'ciphertext',
      'reaction',
      'new kind',
    ]) {
      expect(bodyOf(raw({ type, text: 'x' }), null), type).toBeNull();
    }
  });

  test('only the chat of one person with the shop counts', () => {
    expect(isBetweenTwo(raw({}), '51900000000@c.us')).toBe(true);
    expect(isBetweenTwo(raw({ chat: '990001@lid' }), '51900000000@c.us')).toBe(true);
    for (const other of [
      raw({ chat: '120363@g.us' }),
      raw({ chat: '120363@newsletter' }),
      raw({ chat: 'status@broadcast', isStatus: true }),
      raw({ isStatus: true }),
      raw({ inGroup: true }),
      raw({ chat: '51900000000@c.us' }),
    ]) {
      expect(isBetweenTwo(other, '51900000000@c.us')).toBe(false);
    }
  });

  test('what the seller typed is known by its words; her files stay where they are', () => {
    expect(typedBody(raw({ fromMe: true, text: 'soy Rosa' }))).toEqual({ kind: 'text', text: 'soy Rosa' });
    expect(typedBody(raw({ fromMe: true, type: 'image', mime: 'image/png', text: '' }))).toMatchObject({
      kind: 'media',
      media: 'image',
      ref: '',
    });
  });
});
