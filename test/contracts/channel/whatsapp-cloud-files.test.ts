/** Files of customers: brought from Meta and from nowhere else, whole, measured, and with the token for nobody but Meta. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LARGEST_SENT } from '../../../src/channels/sent-files.ts';
import { type CloudChannel, openCloudChannel } from '../../stand-ins/whatsapp-cloud/cloud-channel.ts';
import { PHONE_ID } from '../../stand-ins/whatsapp-cloud/graph-api.ts';

const BYTES = Buffer.from('what a customer sent');

let at: CloudChannel;
/** Somebody else’s machine: what it was asked for, and with which token. */
let stranger: { readonly server: Server; readonly url: string; readonly asked: (string | undefined)[] };

beforeEach(async () => {
  at = await openCloudChannel();
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.end('something else');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  stranger = { server, asked, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/file` };
});
afterEach(async () => {
  await at.close();
  stranger.server.close();
});

const bring = async (id: string): Promise<string | null> => {
  const bytes = await at.channel.fetchFile?.(PHONE_ID, id);
  return bytes ? Buffer.from(bytes).toString() : null;
};

test('a file is brought as it was sent', async () => {
  expect(await bring(at.graph.media.receive(BYTES, 'image/jpeg'))).toBe('what a customer sent');
});

test('a file that Meta does not have any more is gone for good', async () => {
  expect(await bring('12345')).toBeNull();
});

test.each([
  ['media', { is: 'refused', code: 131000, status: 500 }],
  ['media', { is: 'refused', code: 190, status: 401 }],
  ['media', { is: 'broken-line' }],
  ['bytes', { is: 'broken-line' }],
  ['bytes', { is: 'gateway', status: 502 }],
] as const)('a fault on the way (%s, %j) is worth another try', async (kind, fault) => {
  const id = at.graph.media.receive(BYTES, 'image/jpeg');
  at.graph.faults.add(kind, fault);
  await expect(bring(id)).rejects.toThrow();
  expect(await bring(id)).toBe('what a customer sent');
});

test('an address that lived its five minutes is asked for anew', async () => {
  const id = at.graph.media.receive(BYTES, 'image/jpeg');
  const old = `${at.graph.url}/bytes/old`;
  at.graph.media.lies.set(id, { url: old });
  await expect(bring(id)).rejects.toThrow('404');
  at.graph.media.lies.delete(id);
  expect(await bring(id)).toBe('what a customer sent');
});

test('what is not what it was said to be is not kept', async () => {
  const id = at.graph.media.receive(BYTES, 'image/jpeg');
  at.graph.media.lies.set(id, { sha256: '0'.repeat(64) });
  expect(await bring(id)).toBeNull();
});

test('what is too large is not fetched, nor what turns out to be while it comes', async () => {
  const honest = at.graph.media.receive(new Uint8Array(LARGEST_SENT + 1), 'image/jpeg');
  const lying = at.graph.media.receive(new Uint8Array(LARGEST_SENT + 1), 'image/jpeg');
  at.graph.media.lies.set(lying, { size: 20 });
  expect(await bring(honest)).toBeNull();
  expect(await bring(lying)).toBeNull();
  expect(await bring(at.graph.media.receive(new Uint8Array(LARGEST_SENT), 'image/jpeg'))).toHaveLength(LARGEST_SENT);
});

test('an address on another machine is never asked, whatever Graph says', async () => {
  const id = at.graph.media.receive(BYTES, 'image/jpeg');
  for (const url of [
    stranger.url,
    'https://lookaside.fbsbx.com.example.org/x',
    'https://lookaside.fbsbx.com:8443/x',
    'file:///etc/hostname',
  ]) {
    at.graph.media.lies.set(id, { url });
    expect(await bring(id)).toBeNull();
  }
  expect(stranger.asked).toEqual([]);
});

test('a redirect is followed to Meta, and nowhere else', async () => {
  const id = at.graph.media.receive(BYTES, 'image/jpeg');
  at.graph.faults.add('bytes', { is: 'redirect', to: '/bytes/elsewhere' });
  await expect(bring(id)).rejects.toThrow('404');
  at.graph.faults.add('bytes', { is: 'redirect', to: stranger.url });
  expect(await bring(id)).toBeNull();
  expect(stranger.asked).toEqual([]);
});

test('redirects that never end are not followed for ever', async () => {
  const id = at.graph.media.receive(BYTES, 'image/jpeg');
  at.graph.faults.add('bytes', ...Array(9).fill({ is: 'redirect', to: '/bytes/again' }));
  expect(await bring(id)).toBeNull();
  expect(at.graph.faults.left('bytes')).toBe(5);
});
