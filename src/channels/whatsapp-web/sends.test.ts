/**
 * What the shop sent is known again: by WhatsApp's id of it, or by its words while nobody knows one.
 */
import { describe, expect, test } from 'vitest';
import {
  digestOf,
  type Handed,
  handedBefore,
  type Sends,
  sentAs,
  unknownLike,
  volumeOf,
  withHanded,
  withoutHanded,
  withRef,
} from './sends.ts';

const DAY = 86_400_000;
const one = (key: string, more: Partial<Handed> = {}): Handed => ({
  ...{ key, part: 0, chat: '1@c.us', digest: digestOf('chat', 'hola'), at: 0, ref: null, unasked: false },
  ...more,
});

describe('what the shop sent', () => {
  test('is known by its words until its id is known, and by its id from then on', () => {
    const sends = withHanded([], one('a'));
    expect(unknownLike(sends, { addresses: ['1@c.us'] }, digestOf('chat', ' hola\n'))?.key).toBe('a');
    expect(unknownLike(sends, { addresses: ['2@c.us'] }, digestOf('chat', 'hola'))).toBeNull();
    expect(unknownLike(sends, { addresses: ['1@c.us'] }, digestOf('image', 'hola'))).toBeNull();
    const known = withRef(sends, one('a'), '3EB0');
    expect(unknownLike(known, { addresses: ['1@c.us'] }, digestOf('chat', 'hola'))).toBeNull();
    expect(sentAs(known, '3EB0')?.key).toBe('a');
  });

  test('a part that is handed over again is one part', () => {
    const sends = withHanded(withHanded([], one('a')), one('a', { at: 5 }));
    expect(sends).toHaveLength(1);
    expect(handedBefore(sends, 'a', 0)?.at).toBe(5);
    expect(handedBefore(sends, 'a', 1)).toBeNull();
    expect(withoutHanded(sends, one('a'))).toEqual([]);
  });

  test('counts what left in an hour and a day, to whom unasked, and how much of it alike', () => {
    const sends: Sends = [
      one('old', { at: 0 }),
      one('a', { at: DAY, unasked: true }),
      one('b', { at: 2 * DAY - 3_700_000, unasked: true }),
      one('c', { at: 2 * DAY - 1000, digest: digestOf('chat', 'otro'), chat: '2@c.us' }),
    ];
    expect(volumeOf(sends, 2 * DAY - 1)).toEqual({ lastHour: 1, lastDay: 3, unasked: 1, alike: 2 });
  });

  test('its words are not kept', () => {
    expect(JSON.stringify(withHanded([], one('a')))).not.toContain('hola');
  });
});
