/** An address on the internet is good when it leads to this shop, whole. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, openWay, type Way } from '../../../test/stand-ins/address/way.ts';
import { StillClock } from '../../../test/stand-ins/still-clock.ts';
import { newId } from '../../chance.ts';
import { reachRoutes } from '../../reach.ts';
import { type AddressAnswer, checkAddress, STREAM_PATIENCE_MS } from './address-check.ts';

let clock: StillClock;
let shop: Door;
const open: { close(): Promise<void> }[] = [];

interface Door {
  readonly url: string;
  close(): Promise<void>;
}

async function openDoor(): Promise<Door> {
  const routes = reachRoutes({ newId, clock });
  const server: Server = createServer(getRequestListener(routes.fetch));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
  const door = {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  open.push(door);
  return door;
}

async function wayTo(to: string, fault?: Fault): Promise<Way> {
  const way = await openWay(to, fault);
  open.push(way);
  return way;
}

beforeEach(async () => {
  clock = new StillClock(0);
  shop = await openDoor();
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const check = (address: string, door = shop.url): Promise<AddressAnswer> => checkAddress({ fetched: fetch, clock, newId }, address, door);

describe('the address of the shop', () => {
  test('leads here, bodies arrive as they were sent, and what the shop writes is there at once', async () => {
    const way = await wayTo(shop.url);
    expect(await check(way.url)).toEqual({ ok: true, bodies: true, streams: true });
  });

  test('leads to the shop of somebody else', async () => {
    const other = await openDoor();
    expect(await check((await wayTo(other.url)).url)).toEqual({ ok: false, why: 'other-shop', status: 200 });
  });

  test.each<[story: string, fault: Fault, expected: object]>([
    [
      'sends whoever comes elsewhere',
      { answers: 308, location: 'https://www.retama.pe/' },
      { why: 'redirect', to: 'https://www.retama.pe/' },
    ],
    ['is a tunnel that finds the shop closed', { answers: 502 }, { why: 'behind-closed', status: 502 }],
    ['is a tunnel that is not running itself', { answers: 530 }, { why: 'behind-closed', status: 530 }],
    ['asks for a password first', { answers: 401 }, { why: 'not-let-in', status: 401 }],
    ['is another site', { answers: 404 }, { why: 'not-found', status: 404 }],
    ['shows a page of its own first', { answers: 200, body: '<h1>You are about to visit</h1>' }, { why: 'something-else', status: 200 }],
  ])('%s', async (_story, fault, expected) => {
    expect(await check((await wayTo(shop.url, fault)).url)).toEqual({ ok: false, ...expected });
  });

  test('has nobody behind it', async () => {
    const way = await openWay(shop.url);
    await way.close();
    expect(await check(way.url)).toEqual({ ok: false, why: 'no-answer', cause: 'refused' });
  });

  test('changes what is sent, so that no signature would fit any more', async () => {
    const way = await wayTo(shop.url, 'rewrites');
    expect(await check(way.url)).toEqual({ ok: true, bodies: false, streams: true });
  });

  test('holds back what the shop writes, so that customers would wait for answers', async () => {
    const way = await wayTo(shop.url, 'holds-back');
    const answer = check(way.url);
    await way.held;
    await clock.advance(STREAM_PATIENCE_MS, async () => {});
    expect(await answer).toEqual({ ok: true, bodies: true, streams: false });
  });

  test('cannot be judged while the shop is closed', async () => {
    const way = await wayTo(shop.url);
    const closed = await openDoor();
    await closed.close();
    open.pop();
    expect(await check(way.url, closed.url)).toEqual({ ok: false, why: 'shop-closed' });
  });
});
