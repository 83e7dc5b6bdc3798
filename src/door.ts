/**
 * The one HTTP door of the shop. It opens before the parts behind it are ready, because some of them have
 * to know its address; until then it says that the shop is opening.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';

export interface Door {
  readonly url: string;
  readonly port: number;
  /** From now on requests go to these routes. */
  open(routes: Hono): void;
  /** Hangs up: open streams are cut, nothing new is let in. */
  close(): Promise<void>;
}

/** Milliseconds a client may take to send its request (slow clients must not hold the door). */
const REQUEST_TIMEOUT_MS = 60_000;

/** @throws {DoorTaken} where the port is in use. `port` 0: any free one. */
export async function makeDoor(host: string, port: number): Promise<Door> {
  let routes: Hono<{ Bindings: HttpBindings }> = notYet();
  const server = createServer(getRequestListener((request, bindings) => routes.fetch(request, bindings)));
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await listen(server, host, port);
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    port: actual,
    open(opened) {
      const outer = new Hono<{ Bindings: HttpBindings }>();
      outer.route('/', opened);
      routes = outer;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}

export class DoorTaken extends Error {
  readonly port: number;
  constructor(port: number) {
    super(`port ${port} is in use`);
    this.port = port;
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host);
  const failed = once(server, 'error').then(([problem]) => Promise.reject(problem));
  try {
    await Promise.race([once(server, 'listening'), failed]);
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE') throw new DoorTaken(port);
    throw problem;
  }
  failed.catch(() => undefined);
}

function notYet(): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.all('*', (context) => context.json({ status: 'opening' }, 503, { 'Retry-After': '1' }));
  return routes;
}
