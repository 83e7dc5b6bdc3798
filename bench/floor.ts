/**
 * The floor: the least that a server can do which answers 202 only for what is on disk. It reads the
 * body, parses it, appends it as a line, and answers after an fdatasync that everything which arrived
 * meanwhile shares. No shop, no framework, no memory of anything: nothing durable is faster on this
 * machine with node:http, so our numbers are read as parts of these.
 */
import { close, fdatasync, openSync, write } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';

const writeTo = promisify(write);
const syncOf = promisify(fdatasync);
const closeOf = promisify(close);

export interface Floor {
  readonly url: string;
  /** Lines on disk. */
  readonly kept: () => number;
  readonly stop: () => Promise<void>;
}

export async function openFloor(file: string): Promise<Floor> {
  const journal = openJournal(file);
  const server = createServer((request, response) => receive(request, response, journal.append));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    kept: journal.kept,
    async stop() {
      server.close();
      server.closeAllConnections();
      await journal.close();
    },
  };
}

function receive(request: IncomingMessage, response: ServerResponse, append: (line: string) => Promise<void>): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    await append(`${JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()))}\n`);
    const body = '{"accepted":true,"duplicate":false}';
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
}

function openJournal(file: string) {
  const descriptor = openSync(file, 'a');
  let waiting: { readonly lines: string[]; readonly done: PromiseWithResolvers<void> } | null = null;
  let running: Promise<void> | null = null;
  let kept = 0;

  const run = async () => {
    while (waiting) {
      const { lines, done } = waiting;
      waiting = null;
      await writeTo(descriptor, Buffer.from(lines.join('')));
      await syncOf(descriptor);
      kept += lines.length;
      done.resolve();
    }
    running = null;
  };

  return {
    kept: () => kept,
    append(line: string): Promise<void> {
      waiting ??= { lines: [], done: Promise.withResolvers() };
      waiting.lines.push(line);
      const { promise } = waiting.done;
      running ??= new Promise((resolve) => setImmediate(() => resolve(run())));
      return promise;
    },
    async close() {
      await running;
      await closeOf(descriptor);
    },
  };
}
