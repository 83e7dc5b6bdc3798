/**
 * The doors of the web chat over real HTTP, against a shop of lists.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startWebChatServer, type WebChatServer } from '../../../test/stand-ins/web-chat-server.ts';
import type { OutboundBody } from '../../conversation/message.ts';

const ROSA = 'rosa-0123456789abcdef';
const JULIA = 'julia-0123456789abcdef';

/** The smallest PNG there is: one transparent dot. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const MENU: OutboundBody = {
  kind: 'menu',
  rich: [{ t: 'Polo', b: true }, { t: ' ¿Qué talla?' }],
  image: { name: 'polo.png', alt: 'Polo rojo' },
  menu: {
    id: 'abcdefghij',
    options: [
      { number: 1, label: 'S', description: 'S/ 45.00', token: '2.abcdefghij.0', commands: [] },
      { number: 0, label: 'Volver', token: '2.abcdefghij.1', commands: [] },
    ],
  },
};

const servers: WebChatServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function open(wishes: Parameters<typeof startWebChatServer>[0] = {}): Promise<WebChatServer> {
  const server = await startWebChatServer(wishes);
  servers.push(server);
  return server;
}

function post(server: WebChatServer, chat: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/chat/${chat}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function postPicture(server: WebChatServer, chat: string, id: string, bytes: Uint8Array<ArrayBuffer>, caption = ''): Promise<Response> {
  const form = new FormData();
  form.set('id', id);
  form.set('file', new Blob([bytes], { type: 'image/png' }), '../../photo.png');
  form.set('caption', caption);
  return fetch(`${server.url}/chat/${chat}/messages`, { method: 'POST', body: form });
}

const Shown = z.looseObject({
  n: z.number(),
  image: z.object({ url: z.string(), alt: z.string() }).optional(),
  audio: z.object({ url: z.string() }).optional(),
  document: z.object({ url: z.string() }).optional(),
});

async function messages(server: WebChatServer, chat: string, after = 0): Promise<z.infer<typeof Shown>[]> {
  const response = await fetch(`${server.url}/chat/${chat}/messages?after=${after}`);
  expect(response.status).toBe(200);
  return z.strictObject({ messages: z.array(Shown) }).parse(await response.json()).messages;
}

const Refused = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  return Refused.parse(await response.json()).error;
}

async function isDuplicate(response: Response): Promise<boolean> {
  return z.strictObject({ accepted: z.literal(true), duplicate: z.boolean() }).parse(await response.json()).duplicate;
}

describe('a customer writes', () => {
  test('a message is confirmed once it was kept, and its repeat is known', async () => {
    const server = await open();
    const first = await post(server, ROSA, { id: 'm1', text: 'hola' });
    expect([first.status, await first.json()]).toEqual([202, { accepted: true, duplicate: false }]);
    const again = await post(server, ROSA, { id: 'm1', text: 'hola' });
    expect([again.status, await again.json()]).toEqual([202, { accepted: true, duplicate: true }]);
    expect(server.shop.received).toHaveLength(1);
  });

  test('five copies at the same moment are one message', async () => {
    const server = await open();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(server, ROSA, { id: 'm1', text: 'hola' })));
    const duplicates = await Promise.all(answers.map(isDuplicate));
    expect(duplicates.filter((duplicate) => !duplicate)).toHaveLength(1);
  });

  test('two customers may use the same message id', async () => {
    const server = await open();
    await post(server, ROSA, { id: '1', text: 'hola' });
    expect(await (await post(server, JULIA, { id: '1', text: 'hola' })).json()).toEqual({ accepted: true, duplicate: false });
  });

  test('what the shop receives says who, in which language and from which campaign', async () => {
    const server = await open({ now: () => 1_790_000_000_000 });
    await post(server, ROSA, { id: 'm1', text: 'oi', campaign: 'FERIA-1' }, { 'accept-language': 'de, pt-BR;q=0.9, es;q=0.4' });
    expect(server.shop.received[0]).toEqual({
      channel: 'web',
      account: 'main',
      messageId: `${ROSA}:m1`,
      chat: ROSA,
      sender: {},
      at: 1_790_000_000_000,
      body: { kind: 'text', text: 'oi' },
      campaign: 'FERIA-1',
      languageHint: 'pt',
    });
  });

  test('a tap and a place arrive as what they are', async () => {
    const server = await open();
    await post(server, ROSA, { id: 'm1', choice: '2.abcdefghij.0' });
    await post(server, ROSA, { id: 'm2', location: { lat: -12.12, lng: -77.03 } });
    expect(server.shop.received.map((message) => message.body)).toEqual([
      { kind: 'choice', token: '2.abcdefghij.0' },
      { kind: 'location', lat: -12.12, lng: -77.03 },
    ]);
  });

  test('control and direction-changing characters are no reason to refuse', async () => {
    const server = await open();
    expect((await post(server, ROSA, { id: 'm1', text: 'hola\u0000\u202e\u200b 👩‍👩‍👧' })).status).toBe(202);
  });

  test('a shop that cannot keep it says so, and the customer may try again', async () => {
    const server = await open();
    server.shop.keeps(false);
    const refused = await post(server, ROSA, { id: 'm1', text: 'hola' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    server.shop.keeps(true);
    expect((await post(server, ROSA, { id: 'm1', text: 'hola' })).status).toBe(202);
  });

  test('nothing is taken before the shop is open, nor after it closed', async () => {
    const server = await open({ started: false });
    expect((await post(server, ROSA, { id: 'm1', text: 'hola' })).status).toBe(503);
    await server.channel.start(server.shop);
    await server.channel.stop();
    expect((await post(server, ROSA, { id: 'm1', text: 'hola' })).status).toBe(503);
  });
});

describe('what the doors refuse, in words', () => {
  const long = 'a'.repeat(20_001);
  test.each([
    ['malformed JSON', '{"id":', 400, 'bad-json'],
    ['a list', '[1]', 400, 'bad-json'],
    ['no id', { text: 'hola' }, 400, 'bad-id'],
    ['an id with a space', { id: 'a b', text: 'hola' }, 400, 'bad-id'],
    ['an id that is a number', { id: 7, text: 'hola' }, 400, 'bad-id'],
    ['nothing said', { id: 'm1' }, 400, 'bad-message'],
    ['two things at once', { id: 'm1', text: 'hola', choice: 'x' }, 400, 'bad-message'],
    ['an empty text', { id: 'm1', text: ' \n ' }, 400, 'bad-text'],
    ['a text that is none', { id: 'm1', text: { a: 1 } }, 400, 'bad-text'],
    ['a choice that is none', { id: 'm1', choice: 3 }, 400, 'bad-choice'],
    ['a place off the earth', { id: 'm1', location: { lat: 91, lng: 0 } }, 400, 'bad-location'],
    ['a campaign with markup', { id: 'm1', text: 'hola', campaign: '<b>' }, 400, 'bad-campaign'],
    ['a language that is none', { id: 'm1', text: 'hola', language: '../es' }, 400, 'bad-language'],
    ['20,001 characters', { id: 'm1', text: long }, 413, 'too-long'],
    ['100,000 characters', { id: 'm1', text: long.repeat(5) }, 413, 'too-long'],
  ])('%s', async (_name, body, status, code) => {
    const server = await open();
    const answer = await post(server, ROSA, body, { 'accept-language': 'en' });
    const error = await errorOf(answer);
    expect([answer.status, error.code]).toEqual([status, code]);
    expect(error.message.length).toBeGreaterThan(10);
    expect(server.shop.received).toEqual([]);
  });

  test.each(['short', 'has%20space-has%20space', 'a'.repeat(65), 'ñandú-ñandú-ñandú'])('the conversation %s', async (chat) => {
    const server = await open();
    const answer = await post(server, chat, { id: 'm1', text: 'hola' });
    expect([answer.status, (await errorOf(answer)).code]).toEqual([400, 'bad-conversation']);
  });

  test('the words follow the language that is asked for, and the shop’s where none is', async () => {
    const server = await open();
    const said = async (language: string): Promise<string> =>
      (await errorOf(await post(server, ROSA, '{', { 'accept-language': language }))).message;
    expect(await said('pt-BR')).toContain('Não foi possível');
    expect(await said('en-US,en')).toContain('could not be read');
    expect(await said('ja')).toContain('No se pudo leer');
  });

  test('a number of messages that is none', async () => {
    const server = await open();
    const answer = await fetch(`${server.url}/chat/${ROSA}/messages?after=-1`);
    expect([answer.status, (await errorOf(answer)).code]).toEqual([400, 'bad-after']);
  });
});

describe('too fast', () => {
  test('a thousand messages in a second: the first thirty are kept, the rest are asked to wait, then all is well', async () => {
    let now = 1_790_000_000_000;
    const server = await open({ now: () => now });
    const statuses: number[] = [];
    for (let start = 0; start < 1000; start += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => post(server, ROSA, { id: `m${start + i}`, text: 'hola' })));
      statuses.push(...answers.map((answer) => answer.status));
    }
    expect(statuses.filter((status) => status === 202)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(970);

    expect((await post(server, JULIA, { id: 'm1', text: 'hola' })).status, 'another customer is not held up').toBe(202);
    const refused = await post(server, ROSA, { id: 'next', text: 'hola' });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    now += seconds * 1000;
    expect((await post(server, ROSA, { id: 'next', text: 'hola' })).status).toBe(202);
  });

  test('one address with many conversations has a limit of its own', async () => {
    const server = await open({ now: () => 0, limits: { perAddress: { burst: 3, perSecond: 1 } } });
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await post(server, `conversation-number-${i}`, { id: 'm', text: 'hola' })).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  test('behind a proxy of one’s own, the address is the one the proxy saw', async () => {
    const server = await open({ now: () => 0, limits: { perAddress: { burst: 1, perSecond: 1 }, trustProxy: true } });
    const from = async (address: string): Promise<number> =>
      (await post(server, ROSA, { id: address, text: 'hola' }, { 'x-forwarded-for': `9.9.9.9, ${address}` })).status;
    expect([await from('10.0.0.1'), await from('10.0.0.2'), await from('10.0.0.1')]).toEqual([202, 202, 429]);
  });
});

describe('pictures', () => {
  test('a picture is kept for its conversation only, and served without a chance to run', async () => {
    const server = await open();
    expect((await postPicture(server, ROSA, 'p1', DOT, 'mi comprobante')).status).toBe(202);
    const [message] = await messages(server, ROSA);
    expect(message).toMatchObject({ n: 1, from: 'customer', kind: 'media', text: 'mi comprobante' });
    const url = message?.image?.url ?? '';

    const served = await fetch(server.url + url);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(DOT);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(served.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(server.url + url.replace(ROSA, JULIA))).status).toBe(404);
    expect((await fetch(`${server.url}/chat/${ROSA}/media/..%2F..%2Fpackage.json`)).status).toBe(404);
  });

  test('it lies under a random name that only the shop can read', async () => {
    const server = await open();
    await postPicture(server, ROSA, 'p1', DOT);
    const [name = ''] = await readdir(join(server.mediaDirectory, ROSA));
    expect(name).toMatch(/^[a-z0-9]{32}\.png$/);
    expect((await stat(join(server.mediaDirectory, ROSA, name))).mode & 0o777).toBe(0o600);
  });

  test('the same picture again leaves one file', async () => {
    const server = await open();
    await postPicture(server, ROSA, 'p1', DOT);
    expect(await (await postPicture(server, ROSA, 'p1', DOT)).json()).toEqual({ accepted: true, duplicate: true });
    expect(await readdir(join(server.mediaDirectory, ROSA))).toHaveLength(1);
  });

  test('a picture that is not a picture', async () => {
    const server = await open();
    for (const bytes of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ\x90', '']) {
      const answer = await postPicture(server, ROSA, 'p1', new Uint8Array(Buffer.from(bytes)));
      expect([answer.status, (await errorOf(answer)).code]).toEqual([400, 'unknown-file']);
    }
    expect(server.shop.received).toEqual([]);
  });

  test('a voice note is kept as one, and played from where the player wants', async () => {
    const server = await open();
    const sound = new Uint8Array([...Buffer.from('OggS'), ...new Array(996).keys()].map((n) => n & 255));
    expect((await postPicture(server, ROSA, 'v1', sound)).status).toBe(202);
    expect(server.shop.received).toMatchObject([{ body: { kind: 'media', media: 'voice', mime: 'audio/ogg', bytes: 1000 } }]);
    const [message] = await messages(server, ROSA);
    expect(message).toMatchObject({ kind: 'media', text: '' });
    expect(message).not.toHaveProperty('image');
    const url = `${server.url}${message?.audio?.url}`;
    const whole = await fetch(url);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([200, 'audio/ogg', 'bytes']);
    const part = async (range: string) => {
      const answer = await fetch(url, { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), (await answer.arrayBuffer()).byteLength];
    };
    expect(await part('bytes=0-1')).toEqual([206, 'bytes 0-1/1000', 2]);
    expect(await part('bytes=900-')).toEqual([206, 'bytes 900-999/1000', 100]);
    expect(await part('bytes=900-5000')).toEqual([206, 'bytes 900-999/1000', 100]);
    expect(await part('bytes=1000-')).toEqual([200, null, 1000]);
    expect(await part('bytes=5-1,7-9')).toEqual([200, null, 1000]);
  });

  test('the PDF of a bank is kept as a document, and opens outside of this page', async () => {
    const server = await open();
    const receipt = new Uint8Array(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF'));
    expect((await postPicture(server, ROSA, 'd1', receipt, 'mi transferencia')).status).toBe(202);
    expect(server.shop.received).toMatchObject([{ body: { kind: 'media', media: 'document', mime: 'application/pdf' } }]);
    const [message] = await messages(server, ROSA);
    expect(message).toMatchObject({ kind: 'media', text: 'mi transferencia' });
    expect(message).not.toHaveProperty('image');
    const kept = await fetch(`${server.url}${message?.document?.url}`);
    expect([kept.status, kept.headers.get('content-type'), kept.headers.get('content-disposition')]).toEqual([
      200,
      'application/pdf',
      'attachment',
    ]);
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(Buffer.from(receipt));
  });

  test('a PDF of more than five megabytes is refused, and so is what only calls itself a PDF', async () => {
    const server = await open();
    const huge = new Uint8Array(5 * 1024 * 1024 + 1);
    huge.set(Buffer.from('%PDF-1.7'));
    const large = await postPicture(server, ROSA, 'd1', huge);
    expect([large.status, (await errorOf(large)).code]).toEqual([413, 'file-too-large']);
    const other = await postPicture(server, ROSA, 'd2', new Uint8Array(Buffer.from('PK recibo.pdf')));
    const { code, message } = await errorOf(other);
    expect([other.status, code]).toEqual([400, 'unknown-file']);
    expect(message).toContain('PDF');
    expect(server.shop.received).toEqual([]);
  });

  test('a form without a file, a form cut in the middle', async () => {
    const server = await open();
    const form = new FormData();
    form.set('id', 'p1');
    const without = await fetch(`${server.url}/chat/${ROSA}/messages`, { method: 'POST', body: form });
    expect((await errorOf(without)).code).toBe('no-file');
    const cut = await post(server, ROSA, '--x\r\nContent-Disposition', { 'content-type': 'multipart/form-data; boundary=x' });
    expect([cut.status, (await errorOf(cut)).code]).toEqual([400, 'bad-json']);
  });

  test('more than five megabytes are refused, announced or not', async () => {
    const server = await open();
    const huge = new Uint8Array(6 * 1024 * 1024);
    huge.set(DOT);
    const announced = await postPicture(server, ROSA, 'p1', huge);
    expect([announced.status, (await errorOf(announced)).code]).toEqual([413, 'file-too-large']);
    const streamed = await fetch(`${server.url}/chat/${ROSA}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: new Blob([huge]).stream(),
      duplex: 'half',
    });
    expect(streamed.status).toBe(413);
  });
});

test('every answer of the doors is for this site only and is kept by nobody on the way', async () => {
  const server = await open();
  const answers = [
    await post(server, ROSA, { id: 'm1', text: 'hola' }),
    await post(server, ROSA, '{'),
    await fetch(`${server.url}/chat/${ROSA}/messages`),
    await fetch(`${server.url}/chat/short/messages`),
  ];
  for (const { headers } of answers) {
    expect(headers.get('content-type')).toContain('application/json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  }
});

describe('what was said', () => {
  test('a conversation that never wrote has no messages', async () => {
    expect(await messages(await open(), ROSA)).toEqual([]);
  });

  test('messages in order, from any number on, in the shape of the contract', async () => {
    const server = await open({ answer: (_message, n) => (n === 1 ? [MENU] : []), now: () => 1_790_000_000_000 });
    await post(server, ROSA, { id: 'm1', text: 'un polo' });
    await post(server, ROSA, { id: 'm2', choice: '2.abcdefghij.0' });
    const at = '2026-09-21T14:13:20.000Z';
    expect(await messages(server, ROSA)).toEqual([
      { n: 1, at, from: 'customer', kind: 'text', text: 'un polo' },
      {
        n: 2,
        at,
        from: 'shop',
        kind: 'menu',
        text: 'Polo ¿Qué talla?\n\n1. S — S/ 45.00\n0. Volver',
        spans: [{ t: 'Polo', b: true }, { t: ' ¿Qué talla?' }],
        image: { url: '/images/polo.png', alt: 'Polo rojo' },
        options: [
          { number: 1, label: 'S', description: 'S/ 45.00', token: '2.abcdefghij.0' },
          { number: 0, label: 'Volver', token: '2.abcdefghij.1' },
        ],
      },
      { n: 3, at, from: 'customer', kind: 'choice', text: 'S' },
    ]);
    expect((await messages(server, ROSA, 2)).map((message) => message.n)).toEqual([3]);
  });

  test('two hundred at a time', async () => {
    const server = await open();
    await post(server, ROSA, { id: 'm1', text: 'hola' });
    await server.shop.say(
      `web:main:${ROSA}`,
      Array.from({ length: 250 }, (): OutboundBody => ({ kind: 'text', rich: [{ t: 'hola' }] })),
    );
    expect(await messages(server, ROSA)).toHaveLength(200);
    expect(await messages(server, ROSA, 200)).toHaveLength(51);
  });
});
