/**
 * Listening to a conversation over real HTTP.
 */
import { afterEach, describe, expect, test } from 'vitest';
import { type EventStream, openEventStream } from '../../../test/stand-ins/event-stream.ts';
import { startWebChatServer, type WebChatServer } from '../../../test/stand-ins/web-chat-server.ts';
import type { OutboundBody } from '../../conversation/message.ts';

const ROSA = 'rosa-0123456789abcdef';
const JULIA = 'julia-0123456789abcdef';

const servers: WebChatServer[] = [];
const streams: EventStream[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function open(wishes: Parameters<typeof startWebChatServer>[0] = {}): Promise<WebChatServer> {
  const server = await startWebChatServer(wishes);
  servers.push(server);
  return server;
}

async function listen(server: WebChatServer, chat: string, query = '', headers: Record<string, string> = {}): Promise<EventStream> {
  const stream = await openEventStream(`${server.url}/chat/${chat}/events${query}`, headers);
  streams.push(stream);
  return stream;
}

function write(server: WebChatServer, chat: string, id: string): Promise<Response> {
  return fetch(`${server.url}/chat/${chat}/messages`, { method: 'POST', body: JSON.stringify({ id, text: id }) });
}

const says = (...texts: string[]): OutboundBody[] => texts.map((t) => ({ kind: 'text', rich: [{ t }] }));

async function numbers(stream: EventStream, count: number): Promise<(string | null)[]> {
  const seen = [];
  for (let i = 0; i < count; i += 1) seen.push((await stream.next('message')).id);
  return seen;
}

describe('listening', () => {
  test('a page that listens from the start hears both sides, in order, each with its number', async () => {
    const server = await open({ answer: () => says('¡hola!', '¿qué buscas?') });
    const stream = await listen(server, ROSA);
    await write(server, ROSA, 'hola');
    const heard = [];
    for (let i = 0; i < 3; i += 1) heard.push(JSON.parse((await stream.next('message')).data));
    expect(heard.map(({ n, from, kind, text }) => ({ n, from, kind, text }))).toEqual([
      { n: 1, from: 'customer', kind: 'text', text: 'hola' },
      { n: 2, from: 'shop', kind: 'text', text: '¡hola!' },
      { n: 3, from: 'shop', kind: 'text', text: '¿qué buscas?' },
    ]);
  });

  test('a page that comes back says what it heard last and hears the rest once', async () => {
    const server = await open({ answer: () => says('uno', 'dos') });
    await write(server, ROSA, 'a');
    await write(server, ROSA, 'b');
    expect(await numbers(await listen(server, ROSA, '', { 'last-event-id': '2' }), 4)).toEqual(['3', '4', '5', '6']);
    expect(await numbers(await listen(server, ROSA, '?after=5'), 1)).toEqual(['6']);
  });

  test('a page that shows a conversation that was forgotten is told, once she writes again, that it begins anew', async () => {
    const server = await open();
    for (const id of ['a', 'b', 'c']) await write(server, ROSA, id);
    const stream = await listen(server, ROSA, '?after=3');
    server.shop.forget(`web:main:${ROSA}`);
    await write(server, ROSA, 'd');
    expect((await stream.next('anew')).data).toBe('{}');
    expect(await numbers(await listen(server, ROSA), 1)).toEqual(['1']);
  });

  test('nobody hears another conversation', async () => {
    const server = await open();
    const rosa = await listen(server, ROSA);
    await write(server, JULIA, 'from-julia');
    await write(server, ROSA, 'from-rosa');
    expect(JSON.parse((await rosa.next('message')).data).text).toBe('from-rosa');
  });

  test('the page learns in which language the shop speaks', async () => {
    const server = await open();
    const stream = await listen(server, ROSA);
    server.speaks('pt');
    await write(server, ROSA, 'oi');
    expect(JSON.parse((await stream.next('language')).data)).toEqual({ language: 'pt' });
  });

  test('a silent stream gives signs of life', async () => {
    const server = await open({ limits: { heartbeatMs: 5 } });
    const stream = await listen(server, ROSA);
    expect((await stream.next('comment')).data).not.toBe('');
    await stream.next('comment');
  });

  test('the ninth tab of a conversation closes the first', async () => {
    const server = await open();
    const first = await listen(server, ROSA);
    for (let i = 0; i < 8; i += 1) await listen(server, ROSA);
    await first.ended();
    expect(server.channel.health().words).toContain('8');
  });

  test('closing the shop closes the streams, and no new one opens', async () => {
    const server = await open();
    const stream = await listen(server, ROSA);
    await server.channel.stop();
    await stream.ended();
    expect((await fetch(`${server.url}/chat/${ROSA}/events`)).status).toBe(503);
  });

  test('a number heard last that is none is refused', async () => {
    const server = await open();
    expect((await fetch(`${server.url}/chat/${ROSA}/events`, { headers: { 'last-event-id': 'x' } })).status).toBe(400);
  });
});

describe('the dots', () => {
  test('they show while a message is in work and go with the answer', async () => {
    const server = await open({ answer: () => says('¡hola!') });
    const stream = await listen(server, ROSA);
    const release = server.shop.hold();
    const written = write(server, ROSA, 'hola');
    expect(JSON.parse((await stream.next('typing')).data)).toEqual({ on: true });
    release();
    await written;
    expect((await stream.next('message')).id).toBe('1');
    expect(JSON.parse((await stream.next('typing')).data)).toEqual({ on: false });
  });

  test('they go at once when nothing could be kept', async () => {
    const server = await open();
    const stream = await listen(server, ROSA);
    const release = server.shop.hold();
    const written = write(server, ROSA, 'hola');
    await stream.next('typing');
    server.shop.keeps(false);
    release();
    expect((await written).status).toBe(503);
    expect(JSON.parse((await stream.next('typing')).data)).toEqual({ on: false });
  });
});
