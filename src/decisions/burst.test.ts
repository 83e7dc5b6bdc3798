/** What she wrote and nobody has answered yet she may still correct or take back. */
import { beforeEach, expect, test } from 'vitest';
import { Picture } from '../../test/simulation/ledger.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import type { InboundBody } from '../conversation/message.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import { changesOf } from '../runtime/compose.ts';
import { decide } from './decide.ts';
import type { Event } from './event.ts';
import type { Timer } from './records.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const AN_HOUR_AGO = NOW - 60 * 60_000;
const CONVERSATION = 'whatsapp-web:main:ana';
const chat = { channel: 'whatsapp-web', account: 'main', chat: 'ana' };

let files: ShopFiles;
let shop: Picture;
let made: number;

beforeEach(async () => {
  files = await readSampleShop();
  shop = new Picture();
  made = 0;
});

function happens(event: Event): void {
  const newId = (length: number): string => {
    made += 1;
    return String(made).padStart(length, '0');
  };
  const world = {
    ...{ files, now: NOW, live: false, newId, digest: (text: string) => text, answerWithinMs: 24 * 60 * 60_000 },
    ...{ publicUrl: null, takeoverMs: 4 * 60 * 60_000, invites: () => [], asOne: () => false },
  };
  const decision = decide(shop, event, world);
  if ('need' in decision) throw new Error('everything is in memory');
  for (const change of changesOf(shop, event, decision, NOW, () => false)) shop.apply(change);
}

/** While the shop was away: it waits for whatever else came then. */
const writes = (id: string, body: InboundBody): void =>
  happens({ kind: 'inbound', id, message: { ...chat, messageId: id, sender: {}, at: AN_HOUR_AGO, body } });
const says = (id: string, text: string): void => writes(id, { kind: 'text', text });
const deletes = (of: string): void => {
  const id = `deleted:${of}`;
  happens({ kind: 'channel-news', id, news: { ...chat, what: 'taken-back', id, at: NOW, of } });
};
const waits = () => shop.get('conversations', CONVERSATION)?.burst;
const told = () => [...shop.all('messages')].filter(({ from }) => from === 'shop');

test('a part that she corrects while it waits is read as she means it, and nobody remarks on it', () => {
  says('1', 'quiero 2 polos');
  says('2', 'y una gorra');
  writes('3', { kind: 'edited', of: '1', text: 'quiero *3* polos' });
  expect(waits()).toEqual(['quiero *3* polos', 'y una gorra']);
  expect(told()).toEqual([]);
});

test('what she deletes while it waits is not answered', () => {
  says('1', 'quiero 2 polos');
  says('2', 'no, perdón');
  deletes('1');
  expect(waits()).toEqual(['no, perdón']);
  deletes('2');
  expect(waits()).toEqual([]);
  expect(shop.get('conversations', CONVERSATION)?.late).toBeUndefined();
  expect([...shop.all('timers')].map(({ kind }) => kind)).not.toContain('burst');
});

test('what is answered already stays answered, and a correction of it is remarked on', () => {
  says('1', 'hola');
  happens({ kind: 'timer', id: 'burst', timer: burstTimer() });
  const before = told().length;
  deletes('1');
  expect(told()).toHaveLength(before);
  writes('2', { kind: 'edited', of: '1', text: 'buenas' });
  expect(told().length).toBeGreaterThan(before);
});

function burstTimer(): Timer {
  const timer = [...shop.all('timers')].find(({ kind }) => kind === 'burst');
  if (!timer) throw new Error('nothing waits');
  return timer;
}
