/**
 * The TLS server that the browser takes for web.whatsapp.com: the page, the network's news to it as a stream that goes
 * on where it broke, and what the page asks and tells.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { selfSigned } from './certificate.ts';
import type { Habits } from './habits.ts';
import type { Network } from './network.ts';

const HOST = 'web.whatsapp.com';
const PAGE = fileURLToPath(new URL('page/', import.meta.url));
/** ms until the page tries its streams again; Chromium's own wait is 3 s. */
const RETRY_MS = 100;

export const sentByPage = z.object({
  id: z.string(),
  chat: z.string(),
  type: z.enum(['chat', 'location', 'image', 'document', 'ptt', 'audio', 'video', 'sticker']),
  body: z.string().optional(),
  caption: z.string().optional(),
  mimetype: z.string().optional(),
  filename: z.string().optional(),
  directPath: z.string().optional(),
  lat: z.number().optional(),
  lng: z.number().optional(),
  loc: z.string().optional(),
  quotes: z.string().optional(),
});
export type SentByPage = z.infer<typeof sentByPage>;

const ofDevice = z.object({ device: z.string() });
const ofChat = z.object({ chat: z.string() });

export interface Answers {
  /** The shop's browser sends; the answer tells whether WhatsApp takes it. */
  sent(message: SentByPage): Promise<{ readonly refused: boolean }>;
}

export interface PageServer {
  /** Chromium's: the page's host is this server, and nothing else can be reached. */
  readonly browserArguments: readonly string[];
  /** Streams of the network's news that are open: pages that are online. */
  readonly online: number;
  readonly pageLoads: number;
  cut(): void;
  back(): void;
  close(): Promise<void>;
}

export async function startPageServer(network: Network, habits: Readonly<Habits>, answers: Answers): Promise<PageServer> {
  const certificate = selfSigned(HOST);
  const sockets = new Set<Socket>();
  let cut = false;
  let online = 0;
  let pageLoads = 0;

  const questions: Readonly<Record<string, (body: unknown) => object | Promise<object>>> = {
    '/hello': (body) => {
      const device = network.hello(z.object({ device: z.string().nullable() }).parse(body).device);
      return { device: device.id, ref: device.ref, me: device.linked ? network.account : null };
    },
    '/ref': (body) => ({ ref: network.newRef(ofDevice.parse(body).device) }),
    '/code': (body) => {
      const { device, number } = ofDevice.extend({ number: z.string() }).parse(body);
      return { code: network.newCode(device, number) };
    },
    '/logout': (body) => {
      network.device(ofDevice.parse(body).device).linked = false;
      return {};
    },
    '/send': (body) => answers.sent(sentByPage.parse(body)),
    '/seen': (body) => {
      network.seen.push(ofChat.parse(body).chat);
      network.changed();
      return {};
    },
    '/typing': (body) => {
      network.typing.push(ofChat.extend({ state: z.string() }).parse(body));
      network.changed();
      return {};
    },
    '/listening': (body) => {
      network.listening = z.object({ times: z.number() }).parse(body).times;
      network.changed();
      return {};
    },
    '/exists': (body) => ({ known: network.addresses.has(z.object({ wid: z.string() }).parse(body).wid) }),
  };

  function streamCommands(device: string, response: ServerResponse): void {
    const tell = (to: string, command: object) => to === device && response.write(`data: ${JSON.stringify(command)}\n\n`);
    beginStream(response);
    network.on('command', tell);
    response.on('close', () => network.off('command', tell));
  }

  function streamNews(after: number, response: ServerResponse): void {
    const tell = (event: object, n: number) => response.write(`id: ${n}\ndata: ${JSON.stringify(event)}\n\n`);
    beginStream(response);
    for (const [index, event] of network.events.entries()) if (index >= after) tell(event, index + 1);
    response.write('event: caught-up\ndata: {}\n\n');
    network.on('event', tell);
    online += 1;
    network.changed();
    response.on('close', () => {
      network.off('event', tell);
      online -= 1;
      network.changed();
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `https://${HOST}`);
    const device = url.searchParams.get('device') ?? '';
    if (request.method === 'POST') {
      const body = await bytesOf(request);
      if (url.pathname === '/media') return sendJson(response, { path: network.keep(body) });
      const question = questions[url.pathname];
      return question ? sendJson(response, await question(JSON.parse(body.toString()))) : end(response, 404);
    }
    if (url.pathname === '/') {
      pageLoads += 1;
      return end(response, 200, 'text/html; charset=utf-8', htmlOf(habits));
    }
    if (url.pathname.startsWith('/page/')) {
      return end(response, 200, 'text/javascript', await readFile(`${PAGE}${url.pathname.slice('/page/'.length)}`));
    }
    if (url.pathname === '/commands') return streamCommands(device, response);
    if (url.pathname === '/news') {
      if (!network.device(device).linked) return end(response, 401);
      return streamNews(Number(request.headers['last-event-id'] ?? 0), response);
    }
    const file = network.files.get(url.pathname);
    return file ? end(response, 200, 'application/octet-stream', file) : end(response, 404);
  }

  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    answer(request, response).catch((error: unknown) => end(response, 500, 'text/plain', String(error)));
  });
  server.on('connection', (socket: Socket) => {
    if (cut) return socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
    });
  });
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    browserArguments: [
      `--host-resolver-rules=MAP ${HOST}:443 127.0.0.1:${port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${certificate.fingerprint}`,
    ],
    get online() {
      return online;
    },
    get pageLoads() {
      return pageLoads;
    },
    cut() {
      cut = true;
      breakAll();
    },
    back() {
      cut = false;
    },
    async close() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function htmlOf(habits: Readonly<Habits>): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>WhatsApp</title><link rel="icon" href="data:,">
<script>window.HABITS = ${JSON.stringify(habits)};</script><script type="module" src="/page/main.js"></script></head><body></body></html>`;
}

function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: ${RETRY_MS}\n\n`);
}

function end(response: ServerResponse, status: number, type = 'text/plain', body: string | Uint8Array = ''): void {
  if (response.headersSent) response.end();
  else response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function sendJson(response: ServerResponse, answer: object): void {
  end(response, 200, 'application/json', JSON.stringify(answer));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
