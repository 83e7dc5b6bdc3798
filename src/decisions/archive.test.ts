/** Long conversations move to transcripts, but nothing that still has to be sent. */

import { expect, test } from 'vitest';
import { Picture } from '../../test/simulation/ledger.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import { changesOf } from '../runtime/compose.ts';
import { decide } from './decide.ts';
import type { World } from './decision.ts';
import type { Event } from './event.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const CONVERSATION = 'web:retama:ana';

const written = (number: number): Event => ({
  kind: 'inbound',
  id: `m${number}`,
  message: {
    channel: 'web',
    account: 'retama',
    chat: 'ana',
    messageId: `m${number}`,
    sender: {},
    at: NOW,
    body: { kind: 'text', text: 'catálogo' },
  },
});

function write(shop: Picture, world: World, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const event = written(shop.size('inbox'));
    const decision = decide(shop, event, world);
    if ('need' in decision) throw new Error('everything is in memory');
    for (const change of changesOf(shop, event, decision, NOW, () => false)) shop.apply(change);
  }
}

test('a message that waits to be sent stays in the live log, however long the conversation gets meanwhile', async () => {
  const files = await readSampleShop();
  const shop = new Picture();
  const world: World = {
    files,
    now: NOW,
    live: false,
    newId: (length) => 'a'.repeat(length),
    digest: (text: string) => text,
    answerWithinMs: 24 * 60 * 60_000,
    publicUrl: null,
    takeoverMs: 4 * 60 * 60_000,
    invites: () => [],
    asOne: () => false,
  };
  write(shop, world, 150);
  for (const { id } of shop.all('outbox')) expect(shop.get('messages', id)?.id).toBe(id);
  expect(shop.size('transcripts')).toBe(0);

  for (const { id } of shop.all('outbox')) shop.apply({ delete: 'outbox', id });
  write(shop, world, 1);
  expect(shop.size('transcripts')).toBe(1);
  expect(shop.get('conversations', CONVERSATION)?.firstN).toBe(101);
});
