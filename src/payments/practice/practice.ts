/**
 * Practice payments: an HTTP server on this machine that speaks Mercado Pago's protocol, so that the shop
 * runs the code of production without an account, a network or money. Three faces: the API, the pay page —
 * which a shop that others reach shows at its own door, because they do not reach this one — and the sender
 * of signed notifications. What can go wrong is started through `control`, which only the process that
 * started the server holds.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Currency } from '../../commerce/money.ts';
import { apiRoutes } from './api.ts';
import { checkoutRoutes } from './checkout.ts';
import { createControl, type PracticeControl } from './control.ts';
import { createFaults } from './faults.ts';
import { createLedger } from './ledger.ts';
import { RETRY_PAUSES_MS, startNotifier } from './notifier.ts';
import { openShelf } from './shelf.ts';

export interface PracticeOptions {
  readonly host: '127.0.0.1';
  /** 0: any free one. Links hold the port, so a shop that restarts should ask for the same one. */
  readonly port: number;
  /** Where preferences, payments and unanswered notifications are kept; null: nowhere. */
  readonly file: string | null;
  readonly accessToken: string;
  readonly webhookSecret: string;
  /** Origin at which customers open the pay page, where it is not this server's own. */
  readonly pageAt?: string;
  /** The only currency the practice account takes. */
  readonly currency: Currency;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** Delivers notifications; the global one where it is left out. */
  readonly fetch?: typeof fetch;
  /** Pauses between tries to deliver a notification, in ms; the last one repeats. */
  readonly retryPausesMs?: readonly number[];
}

export interface Practice {
  /** `http://127.0.0.1:<port>`: the base URL for `createMercadoPago`. */
  readonly url: string;
  /** The pay page, for `pageAt`. */
  readonly pages: Hono<{ Bindings: HttpBindings }>;
  readonly control: PracticeControl;
  /** Hangs up, stops delivering; what is kept is in the file. */
  close(): Promise<void>;
}

/** @throws {Error} where the port is taken or the file cannot be read, saying what to do. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const { host, port, file, accessToken, webhookSecret, currency, now, newId, retryPausesMs = RETRY_PAUSES_MS } = options;
  const shelf = await openShelf(file, now());
  const faults = createFaults();
  const ledger = createLedger({ shelf, currency, now, newId });
  const deliver = options.fetch ?? fetch;
  const notifier = startNotifier({ shelf, faults, webhookSecret, now, newId, fetch: deliver, retryPausesMs });
  const parts = { shelf, currency, now, newId, ledger, faults, announce: () => void notifier.flush() };

  let url = '';
  const app = new Hono<{ Bindings: HttpBindings }>();
  const pages = checkoutRoutes(parts);
  app.route('/', pages);
  app.route('/', apiRoutes({ ...parts, accessToken, baseUrl: () => options.pageAt ?? url }));

  const server = await listen(app, host, port);
  url = `http://${host}:${server.port}`;
  return {
    url,
    pages,
    control: createControl({ ledger, shelf, faults, notifier }),
    async close() {
      await notifier.stop();
      await server.close();
      await shelf.save();
    },
  };
}

async function listen(app: Hono<{ Bindings: HttpBindings }>, host: string, port: number) {
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`Practice payments cannot start on ${host}:${port}: is another program using it? Set another port.`, { cause: error });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The practice server has no port');
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
