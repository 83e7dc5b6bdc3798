/**
 * What stands between the internet and a shop — a proxy, a tunnel, a page of somebody else — with the faults that such
 * things have. Real sockets on this machine.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export type Fault =
  | 'none'
  /** Gives what the shop writes only when the shop is done. */
  | 'holds-back'
  /** Reads the JSON that passes and writes it anew. */
  | 'rewrites'
  | { readonly answers: number; readonly body?: string; readonly location?: string };

export interface Way {
  readonly url: string;
  /** Something to read has been held back. */
  readonly held: Promise<void>;
  close(): Promise<void>;
}

/** `to`: origin of the shop's door. */
export async function openWay(to: string, fault: Fault = 'none'): Promise<Way> {
  const held = Promise.withResolvers<void>();
  const server = createServer((asked, answer) => {
    if (typeof fault === 'object') {
      answer.writeHead(fault.answers, { 'content-type': 'text/html', ...(fault.location !== undefined && { location: fault.location }) });
      answer.end(fault.body ?? '<h1>hola</h1>');
    } else pass(asked, answer, to, fault, held.resolve);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on a port has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    held: held.promise,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(
  asked: IncomingMessage,
  answer: ServerResponse,
  to: string,
  fault: 'none' | 'holds-back' | 'rewrites',
  held: () => void,
): void {
  const chunks: Buffer[] = [];
  asked.on('data', (chunk: Buffer) => chunks.push(chunk));
  asked.on('end', () => {
    const body = Buffer.concat(chunks);
    const sent = fault === 'rewrites' && body.length > 0 ? Buffer.from(JSON.stringify(JSON.parse(body.toString()))) : body;
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = asked.headers;
    const onward = request(
      `${to}${asked.url}`,
      { method: asked.method, headers: { ...headers, 'content-length': sent.length } },
      (came) => {
        if (fault === 'holds-back') {
          const kept: Buffer[] = [];
          came.on('data', (chunk: Buffer) => {
            kept.push(chunk);
            if (came.headers['content-type']?.includes('event-stream')) held();
          });
          came.on('end', () => {
            answer.writeHead(came.statusCode ?? 500, came.headers);
            answer.end(Buffer.concat(kept));
          });
        } else {
          answer.writeHead(came.statusCode ?? 500, came.headers);
          came.pipe(answer);
        }
      },
    );
    onward.on('error', () => answer.writeHead(502).end());
    answer.on('close', () => onward.destroy());
    onward.end(sent);
  });
}
