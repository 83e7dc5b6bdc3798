/**
 * One customer, two addresses.
 */
import { describe, expect, test } from 'vitest';
import { type Chats, changed, chatAt, chatNamed, isPerson, mayBeWritten, met, phoneOf } from './chats.ts';

const NOBODY: Chats = { list: [] };
const DAY = 86_400_000;

describe('the chats that wrote', () => {
  test('who changes from her number to a hidden id stays one chat, and keeps its name', () => {
    const first = met(NOBODY, ['51987654321@c.us']);
    const second = met(first.chats, ['990001@lid', '51987654321@c.us']);
    expect(second.chats.list).toHaveLength(1);
    expect(second.chat).toMatchObject({ id: '51987654321@c.us', addresses: ['51987654321@c.us', '990001@lid'] });
    expect(chatAt(second.chats, '990001@lid')?.id).toBe('51987654321@c.us');
  });

  test('who comes by a hidden id first is named by it, and her number is learnt', () => {
    const first = met(NOBODY, ['990001@lid']);
    expect(phoneOf(first.chat)).toBeNull();
    const { chat } = met(first.chats, ['51987654321@c.us', '990001@lid']);
    expect(chat.id).toBe('990001@lid');
    expect(phoneOf(chat)).toBe('+51987654321');
  });

  test('who was taken for two, because neither address could be looked up, is one where both are known', () => {
    const two = met(met(NOBODY, ['51987654321@c.us']).chats, ['990001@lid']).chats;
    const looked: Chats = { list: two.list.map((one, n) => (n === 0 ? { ...one, wroteAt: 1000, lookedTo: 9 } : one)) };
    const { chats, chat, same } = met(looked, ['990001@lid', '51987654321@c.us']);
    expect(same?.id).toBe('51987654321@c.us');
    expect(chats.list).toEqual([chat]);
    expect(chat).toEqual({
      ...{ id: '990001@lid', addresses: ['990001@lid', '51987654321@c.us'], answerTo: '990001@lid' },
      ...{ wroteAt: 1000, lookedTo: 9, behind: null },
    });
    expect(chatNamed(chats, '51987654321@c.us')).toEqual(chat);
  });

  test('only persons: no groups, no status, no newsletters, not WhatsApp itself', () => {
    expect(['51987654321@c.us', '990001@lid', '51987654321:12@c.us'].every(isPerson)).toBe(true);
    expect(['120363@g.us', 'status@broadcast', '12@broadcast', '120363@newsletter', '0@c.us', ''].some(isPerson)).toBe(false);
  });

  test('nobody is written to before she wrote, nor when she has not for a month', () => {
    const { chats, chat } = met(NOBODY, ['1@c.us']);
    expect(mayBeWritten(null, 0)).toBe(false);
    expect(mayBeWritten(chat, 0)).toBe(false);
    const wrote = chatAt(changed(chats, { ...chat, wroteAt: 1000 }), '1@c.us');
    expect(mayBeWritten(wrote, 1000 + 30 * DAY)).toBe(true);
    expect(mayBeWritten(wrote, 1001 + 30 * DAY)).toBe(false);
  });
});
