/** What a customer wrote while nobody answered is neither lost nor multiplied. */
import { expect, test } from 'vitest';
import { Picture } from '../../test/simulation/ledger.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import { changesOf } from '../runtime/compose.ts';
import { decide } from './decide.ts';
import type { Event } from './decision.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const AN_HOUR_AGO = NOW - 60 * 60_000;
const CONVERSATION = 'web:retama:ana';

const written = (number: number, text: string): Event => ({
  kind: 'inbound',
  id: `m${number}`,
  message: {
    channel: 'web',
    account: 'retama',
    chat: 'ana',
    messageId: `m${number}`,
    sender: {},
    at: AN_HOUR_AGO,
    body: { kind: 'text', text },
  },
});

test('a hundred messages that came while the shop was away are held as a hundred, not each with all before it', async () => {
  const files = await readSampleShop();
  const shop = new Picture();
  const world = { files, now: NOW, live: false, newId: (length: number) => 'a'.repeat(length), answerWithinMs: 24 * 60 * 60_000 };
  for (let number = 0; number < 100; number += 1) {
    const event = written(number, 'catálogo');
    const decision = decide(shop, event, world);
    if ('need' in decision) throw new Error('everything is in memory');
    for (const change of changesOf(shop, event, decision, NOW, () => false)) shop.apply(change);
  }
  expect(shop.get('conversations', CONVERSATION)?.burst).toEqual(Array.from({ length: 100 }, () => 'catálogo'));
});
