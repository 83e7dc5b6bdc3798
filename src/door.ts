/**
 * The one HTTP door of the shop. It opens before the parts behind it are ready, because some of them have
 * to know its address; until then it says that the shop is opening.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';

export interface Door {
  /** Opens on this machine. */
  readonly url: string;
  /** Opens on other devices of the network; null where nobody but this machine is let in, or it is in no network. */
  readonly networkUrl: string | null;
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
  const urlOf = (name: string) => `http://${isIPv6(name) ? `[${name}]` : name}:${actual}`;
  const here = EVERYWHERE[host];
  const inNetwork = here === undefined ? null : networkAddress();
  return {
    url: urlOf(here ?? host),
    networkUrl: inNetwork === null ? null : urlOf(inNetwork),
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

/** No address at all, but "whichever way they come": no browser opens them. By which this machine comes. */
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Networks that are inside of this machine: of containers and of other systems that run on it. */
const INSIDE = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet)/i;

/** Of this machine in the first network that others are in too; null where it is in none. */
function networkAddress(): string | null {
  const shared = Object.entries(networkInterfaces()).filter(([name]) => !INSIDE.test(name));
  const addresses = shared.flatMap(([, one]) => one ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null;
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
