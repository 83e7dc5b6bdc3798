/** What stays of a person who was forgotten: numbers, and nothing that names her. */

import { expect, test } from 'vitest';
import { order } from '../../test/contracts/store/documents.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import type { Order } from '../commerce/order.ts';
import { decideAlone } from '../runtime/alone.ts';
import { newMemory, openMemoryStore } from '../store/memory.ts';
import type { Alert } from './alert.ts';
import type { Change } from './collections.ts';
import { isErased } from './erased.ts';
import type { Erasure } from './event.ts';
import type { Fact } from './records.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const files = await readSampleShop();

const HER: Erasure = {
  customers: ['ana'],
  conversations: ['web:shop:ana'],
  orders: [],
  facts: [],
  alerts: [],
  complaints: [],
  phones: [],
  others: [],
  mentions: [],
  knownBy: ['filomena', '51987654321'],
};

/** A shop with these documents, from which she is erased; closed and opened before, so that old documents lie on disk. */
async function erasedFrom(changes: readonly Change[], erasure: Partial<Erasure>) {
  const memory = newMemory();
  const before = openMemoryStore(memory);
  await before.commit(before.openHot(), changes);
  await before.close();
  const store = openMemoryStore(memory);
  const world = {
    files,
    now: NOW,
    live: false,
    newId: (length: number) => 'x'.repeat(length),
    digest: (text: string) => text,
    answerWithinMs: 0,
    publicUrl: null,
    takeoverMs: 4 * 60 * 60_000,
    invites: () => [],
    asOne: () => false,
  };
  await decideAlone(store, { kind: 'seller', id: 'erase', action: { do: 'erase', erasure: { ...HER, ...erasure } } }, world);
  return store;
}

const fact = (what: Fact['what'], words?: string): Change => ({
  append: 'facts',
  doc: {
    what,
    at: '2026-11-25T14:00:00.000Z',
    customerId: 'ana',
    conversationId: 'web:shop:ana',
    campaign: 'FERIA',
    ...(words !== undefined && { words }),
  },
});

test('what she asked for in vain stays for the seller to know; what may name her does not', async () => {
  const said = [fact('not-found', 'chompitas'), fact('not-found', 'Filomena'), fact('not-understood', 'vivo en el 301'), fact('arrived')];
  const store = await erasedFrom(said, { facts: ['1', '2', '3', '4'] });
  const facts = await Array.fromAsync(store.query.each('facts'));
  expect(facts.map(({ what, words, campaign }) => [what, words, campaign])).toEqual([
    ['not-found', 'chompitas', 'FERIA'],
    ['not-found', undefined, 'FERIA'],
    ['not-understood', undefined, 'FERIA'],
    ['arrived', undefined, 'FERIA'],
  ]);
  expect(facts.every(({ customerId, conversationId }) => isErased(customerId) && conversationId === customerId)).toBe(true);
});

test('sixty orders keep what was sold and lose the person; all of them are still of one customer', async () => {
  const placed = Array.from(
    { length: 60 },
    (_, index): Order => ({
      ...order(1001 + index, 'Filomena Choquehuanca'),
      status: 'confirmed',
      note: 'tocar el timbre de Filomena',
      delivery: {
        kind: 'home',
        district: 'Surco',
        zoneId: 'lima',
        zoneName: 'Lima',
        address: 'Av. Caminos 1',
        reference: 'frente',
        pin: { lat: 1, lng: 2 },
      },
    }),
  );
  const store = await erasedFrom(
    placed.map((one) => ({ put: 'orders', id: one.id, doc: one })),
    { orders: placed.map(({ id }) => id) },
  );
  const orders = await Array.fromAsync(store.query.each('orders'));
  expect(orders).toHaveLength(60);
  expect(JSON.stringify(orders)).not.toMatch(/Filomena|999888777|Caminos|timbre|frente|"ana"/);
  expect(orders[0]).toMatchObject({
    number: 1001,
    totals: { total: 4500 },
    status: 'confirmed',
    delivery: { district: 'Surco', zoneName: 'Lima' },
  });
  expect(new Set(orders.map(({ customerId }) => customerId)).size).toBe(1);
});

test('what the seller still has to do stays on her list, without the person; what was only about her goes', async () => {
  const alert = (id: string, rest: Partial<Alert>): Change => ({
    put: 'alerts',
    id,
    doc: { id, kind: 'person-wanted', at: '', conversationId: 'web:shop:ana', data: {}, ...rest },
  });
  const changes = [alert('order-to-deliver:1001', { kind: 'order-to-deliver', orderId: '1001' }), alert('person-wanted:web:shop:ana', {})];
  const store = await erasedFrom(changes, { alerts: ['order-to-deliver:1001', 'person-wanted:web:shop:ana'] });
  expect([...store.query.all('alerts')].map(({ id, conversationId }) => [id, conversationId])).toEqual([
    ['order-to-deliver:1001', undefined],
  ]);
});
