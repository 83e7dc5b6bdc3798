/** What a customer wrote while nobody answered is neither lost nor multiplied. */
import { expect, test } from 'vitest';
import { Picture } from '../../test/simulation/ledger.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import { changesOf } from '../runtime/compose.ts';
import { decide } from './decide.ts';
import type { Event } from './event.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const AN_HOUR_AGO = NOW - 60 * 60_000;
const CONVERSATION = 'web:retama:ana';

const written = (number: number, text: string, at: number, name?: string): Event => ({
  kind: 'inbound',
  id: `m${number}`,
  message: {
    channel: 'web',
    account: 'retama',
    chat: 'ana',
    messageId: `m${number}`,
    sender: name === undefined ? {} : { name },
    at,
    body: { kind: 'text', text },
  },
});

/** The shop after so many messages that each hope for more, or that came while it was away. */
async function shopAfter(texts: readonly string[], at: number, name?: string): Promise<Picture> {
  const files = await readSampleShop();
  const shop = new Picture();
  const world = {
    files,
    now: NOW,
    live: false,
    newId: (length: number) => 'a'.repeat(length),
    digest: (text: string) => text,
    answerWithinMs: 24 * 60 * 60_000,
    publicUrl: null,
    takeoverMs: 4 * 60 * 60_000,
    invites: () => [],
    asOne: () => false,
  };
  for (const [number, text] of texts.entries()) {
    const event = written(number, text, at, name);
    const decision = decide(shop, event, world);
    if ('need' in decision) throw new Error('everything is in memory');
    for (const change of changesOf(shop, event, decision, NOW, () => false)) shop.apply(change);
  }
  return shop;
}

test('a hundred messages that came while the shop was away are held as a hundred, not each with all before it', async () => {
  const shop = await shopAfter(
    Array.from({ length: 100 }, () => 'catálogo'),
    AN_HOUR_AGO,
  );
  expect(shop.get('conversations', CONVERSATION)?.burst).toEqual(Array.from({ length: 100 }, () => 'catálogo'));
});

test('what is said without an end is answered when enough of it has come, and what is kept of it stays small', async () => {
  const many = await shopAfter(
    Array.from({ length: 101 }, () => 'hola'),
    AN_HOUR_AGO,
  );
  expect(many.get('conversations', CONVERSATION)).toMatchObject({ burst: [], lastInboundAt: new Date(NOW).toISOString() });
  const long = await shopAfter([`quiero ${'muy '.repeat(900)}`, 'y de verdad '.repeat(100)], AN_HOUR_AGO);
  expect(long.get('conversations', CONVERSATION)?.burst).toEqual([]);
  const held = await shopAfter([`quiero ${'muy '.repeat(900)}`], AN_HOUR_AGO);
  expect(held.get('conversations', CONVERSATION)?.burst).toHaveLength(1);
});

test('the name of a profile is kept as a line of a name, whatever it does to a screen', async () => {
  const shop = await shopAfter(['hola'], NOW, `  Ana\u202e\n<b>${'ñ'.repeat(90)}`);
  const [customer] = [...shop.all('customers')];
  expect(customer?.name).toBe(`Ana b ${'ñ'.repeat(54)}`);
});
