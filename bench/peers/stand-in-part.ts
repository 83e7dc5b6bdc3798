/** Stands in for the Bot API on loopback, in a process of its own: takes every call and answers at once. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerWith } from '../parts.ts';

const SENT = JSON.stringify({
  ok: true,
  result: { message_id: 1, date: 1763769600, chat: { id: 1, type: 'private', first_name: 'Luis' }, text: '' },
});

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': SENT.length }).end(SENT);
  });
});
server.keepAliveTimeout = 60_000;

answerWith({
  async open() {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('it listens nowhere');
    return { url: `http://127.0.0.1:${address.port}` };
  },
  async close() {
    server.close();
    server.closeAllConnections();
  },
});
