/** Updates told to an address: of each chat in order and one at a time, again until they are taken, and whatever else may happen on the way. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { randomFrom } from '../../contracts/store/random.ts';
import { StillClock } from '../still-clock.ts';
import { startTelegram, type TelegramStandIn } from './bot-api.ts';

const ORIGIN = 'https://tienda.example';
const told = z.object({ update_id: z.number(), message: z.object({ text: z.string() }) });

interface Delivery {
  readonly text: string;
  readonly id: number;
  readonly headers: IncomingHttpHeaders;
  readonly answer: (status: number, headers?: Readonly<Record<string, string>>) => void;
}

const HOUR_MS = 3600_000;

let clock: StillClock;
let telegram: TelegramStandIn;
let address: string;
let deliveries: Delivery[];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { update_id: id, message } = told.parse(JSON.parse(Buffer.concat(chunks).toString()));
  const answer: Delivery['answer'] = (status, headers = {}) => response.writeHead(status, headers).end();
  deliveries.push({ text: message.text, id, headers: request.headers, answer });
  came.resolve();
  came = Promise.withResolvers();
});
let came = Promise.withResolvers<void>();

beforeEach(async () => {
  deliveries = [];
  clock = new StillClock(Date.parse('2026-11-25T15:00:00Z'));
  telegram = await startTelegram({ clock });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  address = typeof listening === 'object' && listening ? `http://127.0.0.1:${listening.port}` : '';
  telegram.route(ORIGIN, address);
  await call('setWebhook', { url: `${ORIGIN}/hook`, secret_token: 'known-to-both' });
});
afterEach(async () => {
  await telegram.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('of each chat one update at a time, chats beside each other, with the secret in the header', async () => {
  const [ana, luis] = [telegram.user(), telegram.user()];
  ana.says('uno');
  ana.says('dos');
  luis.says('tres');
  await delivered(2);
  expect(deliveries.map(({ text }) => text).toSorted()).toEqual(['tres', 'uno']);
  expect(deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('known-to-both');
  take('uno');
  await delivered(3);
  expect(deliveries[2]?.text).toBe('dos');
  take('dos');
  take('tres');
  await telegram.caughtUp();
  expect(telegram.webhookInfo()).toMatchObject({ pending_update_count: 0 });
});

test('what is not taken comes again, later and later; the shop may say when', async () => {
  telegram.user().says('hola');
  await delivered(1);
  refuse(503);
  await failed(1);
  await clock.advance(999, settled);
  expect(deliveries).toHaveLength(1);
  await clock.advance(1, settled);
  await delivered(2);
  expect(deliveries[1]?.id).toBe(deliveries[0]?.id);
  refuse(503, { 'retry-after': '30' });
  await failed(2);
  await clock.advance(29_999, settled);
  expect(deliveries).toHaveLength(2);
  await clock.advance(1, settled);
  await delivered(3);
  take('hola');
  await telegram.caughtUp();
});

test('an address that says for a day that it is gone is left alone', async () => {
  telegram.user().says('hola');
  for (let hours = 0; hours < 23; hours += 1) {
    await delivered(hours + 1);
    refuse(410, { 'retry-after': '3600' });
    await failed(hours + 1);
    expect(telegram.webhookInfo().url).not.toBe('');
    await clock.advance(HOUR_MS, settled);
  }
  await delivered(24);
  refuse(410);
  await telegram.until(() => telegram.webhookInfo().url === '');
});

test('whoever has dice gets some updates twice, and those of different chats out of order', async () => {
  await call('deleteWebhook', {});
  telegram.faults.dice(randomFrom(7), { again: 0.5, overtakes: 0.5 });
  const people = Array.from({ length: 5 }, () => telegram.user());
  for (const n of [1, 2, 3, 4]) for (const [index, person] of people.entries()) person.says(`${index} ${n}`);
  const seen: { readonly id: number; readonly text: string }[] = [];
  for (let offset = 0; ; ) {
    const updates = z.object({ result: z.array(told) }).parse(await call('getUpdates', { offset, limit: 3 })).result;
    seen.push(...updates.map(({ update_id: id, message }) => ({ id, text: message.text })));
    const next = Math.max(offset, ...updates.map(({ update_id }) => update_id + 1));
    if (next === offset) break;
    offset = next;
  }
  expect(seen.length).toBeGreaterThan(20);
  const known = [...new Map(seen.map((update) => [update.id, update.text])).values()];
  expect(known).toHaveLength(20);
  expect(known, 'chats overtake each other').not.toEqual([1, 2, 3, 4].flatMap((n) => people.map((_, index) => `${index} ${n}`)));
  for (const index of people.keys())
    expect(known.filter((text) => text.startsWith(`${index} `))).toEqual([1, 2, 3, 4].map((n) => `${index} ${n}`));
});

async function delivered(count: number): Promise<void> {
  while (deliveries.length < count) await came.promise;
}

function take(text: string): void {
  deliveries.findLast((delivery) => delivery.text === text)?.answer(200);
}

function refuse(status: number, headers: Readonly<Record<string, string>> = {}): void {
  deliveries.at(-1)?.answer(status, headers);
}

/** Until Telegram has noted so many refusals. */
function failed(count: number): Promise<void> {
  return telegram.until(() => telegram.refusedDeliveries === count);
}

async function settled(): Promise<void> {}

async function call(method: string, params: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, { method: 'POST', headers, body: JSON.stringify(params) });
  expect(answer.status).toBe(200);
  return answer.json();
}
