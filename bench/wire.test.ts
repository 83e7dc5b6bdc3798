/**
 * The load generator's own lines: a message that nobody will answer any more has to say so, or a whole run
 * stands still without a word.
 */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { linePool } from './line-pool.ts';
import { type Address, openLine } from './wire.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test('a message on a line that the server hung up in the silence before says so, with its name', async () => {
  const server = await startServer(true);
  const line = await openLine(server.address);
  expect(await line.post('/chat/1', 'first')).toBe(202);
  await server.hangUpOnAll();
  expect(line.fresh).toBe(false);
  await expect(line.post('/chat/1', 'second')).rejects.toThrow('POST /chat/1 second: the server had hung up before');
});

test('a pool does not write on a line that the server hung up: the message goes over a new one', async () => {
  const server = await startServer(true);
  const lines = linePool(server.address);
  closers.push(() => lines.close());
  expect(await lines.post('/chat/1', 'first')).toBe(202);
  await server.hangUpOnAll();
  expect(await lines.post('/chat/1', 'second')).toBe(202);
});

test('a message that is not answered in time says so, with its name', async () => {
  const { address } = await startServer(false);
  const line = await openLine(address, 1);
  await expect(line.post('/chat/1', 'hola')).rejects.toThrow('POST /chat/1 hola: no answer in 1 ms');
});

/** Answers each message, or none. */
async function startServer(answers: boolean) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('data', () => answers && socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    address: { host: address.address, port: address.port } satisfies Address,
    /** Resolves when the other side has noticed. */
    async hangUpOnAll() {
      for (const socket of open) {
        socket.end();
        await once(socket, 'close');
        open.delete(socket);
      }
    },
  };
}
