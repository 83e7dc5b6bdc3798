/**
 * WhatsApp's Cloud API on this machine, as strict as the real one: it refuses what it does not know, keeps the 24-hour
 * window by the customer's own clock, takes an id in the place of a telephone and delivers nothing, and tells what
 * became of each message by webhook.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import type { Clock } from '../../../src/clock.ts';
import { CustomerApp, type Person } from './customer-app.ts';
import { Faults, type Kind, type Met } from './faults.ts';
import { MediaStore } from './media.ts';
import { type OutgoingMessage, outgoing, type Receipt, receipt } from './objects.ts';
import { type Change, Webhooks } from './webhooks.ts';

export const TOKEN = 'EAAstandinstandinstandinstandin1';
export const PHONE_ID = '106540352242922';
export const DISPLAY_NUMBER = '15550783881';
export const APP_SECRET = '0123456789abcdef0123456789abcdef';
export const VERIFY_TOKEN = 'the-word-of-this-shop';
const ACCOUNT_ID = '102290129340398';
/** The one template that Meta has approved. */
export const APPROVED = { name: 'novedades_pedido', language: 'es' };
const WINDOW_MS = 24 * 60 * 60_000;
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

type Statuses = 'at once' | 'held';
type Environment = { Bindings: HttpBindings };

/** @param statuses `held`: they are sent when the test says so */
export async function startGraph(options: { readonly clock: Pick<Clock, 'now'>; readonly statuses?: Statuses }): Promise<GraphStandIn> {
  const graph = new GraphStandIn(options.clock, options.statuses ?? 'at once');
  await graph.listen();
  return graph;
}

export class GraphStandIn {
  readonly settings = {
    token: TOKEN,
    phoneId: PHONE_ID,
    appSecret: APP_SECRET,
    verifyToken: VERIFY_TOKEN,
    apiVersion: 'v25.0',
    template: null,
  };
  readonly webhooks = new Webhooks(APP_SECRET, ACCOUNT_ID);
  readonly faults = new Faults();
  readonly media: MediaStore;
  readonly people: CustomerApp[] = [];
  /** Messages that were taken, with what was sent. */
  readonly taken: OutgoingMessage[] = [];
  readonly receipts: Receipt[] = [];
  /** What the shop asked that the real API would refuse: a mistake of the shop's. */
  readonly mistakes: string[] = [];
  /** Statuses that were not sent yet. */
  readonly held: object[] = [];
  quality = 'GREEN';
  tokenIsGood = true;
  url = '';
  readonly #now: () => number;
  readonly #statuses: Statuses;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #server: Server;
  #count = 0;

  constructor(clock: Pick<Clock, 'now'>, statuses: Statuses) {
    this.#now = clock.now;
    this.#statuses = statuses;
    this.media = new MediaStore(clock.now);
    const routes = this.#routes();
    this.#server = createServer(getRequestListener((request, bindings) => routes.fetch(request, bindings)));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
    await this.idle();
  }

  /** Until every status that was under way has its answer. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  now(): number {
    return this.#now();
  }

  newId(): string {
    this.#count += 1;
    return `wamid.${Buffer.from(`standin-${String(this.#count).padStart(6, '0')}`).toString('base64')}`;
  }

  customer(person: Person): CustomerApp {
    const app = new CustomerApp(this, person);
    this.people.push(app);
    return app;
  }

  /** A change of `messages` with the shop's number in it. */
  change(value: object, field = 'messages'): Change {
    const metadata = { display_phone_number: DISPLAY_NUMBER, phone_number_id: PHONE_ID };
    return { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  }

  /** Sends the statuses that were held, in the order given. */
  async tell(statuses: readonly object[] = this.held.splice(0)): Promise<number> {
    return this.webhooks.send([statuses.map((status) => this.change({ statuses: [status] }))]);
  }

  /** A status of a message. */
  status(id: string, app: CustomerApp, status: string, more: object = {}): object {
    const { phone, userId } = app.person;
    const recipient = { ...(phone && { recipient_id: phone }), ...(userId && { recipient_user_id: userId }) };
    return { id, status, timestamp: String(Math.floor(this.#now() / 1000)), ...recipient, ...more };
  }

  #routes(): Hono<Environment> {
    const routes = new Hono<Environment>();
    routes.use('/bytes/:key', async (context, next) => (this.#mayPass(context) ? next() : refuse(context, 401, 190, 'no token')));
    routes.get('/bytes/:key', (context) => this.#bytes(context));
    routes.use('/:version/*', async (context, next) => (this.#mayPass(context) ? next() : refuse(context, 401, 190, 'no token')));
    routes.post('/:version/:phone/messages', (context) => this.#messages(context));
    routes.post('/:version/:phone/media', (context) => this.#upload(context));
    routes.get('/:version/:id', (context) => this.#get(context));
    return routes;
  }

  #mayPass(context: Context): boolean {
    return this.tokenIsGood && context.req.header('authorization') === `Bearer ${TOKEN}`;
  }

  /** Whether a fault answers in the place of Graph; `done` runs where it is done nevertheless. */
  async #faulty(context: Context<Environment>, kind: Kind, done: (told: boolean) => void): Promise<Response | null> {
    const fault = this.faults.take(kind);
    return fault ? meet(context, fault, done) : null;
  }

  async #messages(context: Context<Environment>): Promise<Response> {
    const json: unknown = await context.req.json().catch(() => null);
    if (context.req.param('phone') !== PHONE_ID) return refuse(context, 400, 33, 'no such phone number');
    const isReceipt = typeof json === 'object' && json !== null && 'status' in json;
    if (isReceipt) return this.#receipt(context, json);
    const read = outgoing.safeParse(json);
    if (!read.success) return this.#mistake(context, read.error);
    const message = read.data;
    const faulty = await this.#faulty(context, 'message', (told) => this.#take(message, told));
    if (faulty) return faulty;
    const problem = this.#refusalOf(message);
    if (problem) return refuse(context, 400, problem, 'refused');
    const { id, input } = this.#take(message, true);
    return context.json({ messaging_product: 'whatsapp', contacts: [{ input, wa_id: input }], messages: [{ id }] });
  }

  #mistake(context: Context, error: z.ZodError): Response {
    const details = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    this.mistakes.push(details);
    return refuse(context, 400, 131009, details);
  }

  #refusalOf(message: OutgoingMessage): number | null {
    const app = this.#addressed(message);
    const media = mediaIn(message);
    if (media && !this.media.file(media)) return 131053;
    if (!app) return null;
    if (message.type === 'template')
      return message.template.name === APPROVED.name && message.template.language.code === APPROVED.language ? null : 132001;
    return app.lastWroteAt !== null && this.#now() - app.lastWroteAt < WINDOW_MS ? null : 131047;
  }

  /** With both, the telephone counts; an id in its place reaches nobody. */
  #addressed({ to, recipient }: OutgoingMessage): CustomerApp | undefined {
    if (to !== undefined) return USER_ID.test(to) ? undefined : this.people.find(({ person }) => person.phone === to);
    return this.people.find(({ person }) => person.userId === recipient);
  }

  #take(message: OutgoingMessage, told: boolean): { readonly id: string; readonly input: string } {
    const id = this.newId();
    const input = message.to ?? message.recipient ?? '';
    this.taken.push(message);
    const addressed = this.#addressed(message);
    // Who has blocked the shop is somebody to whom it cannot be delivered: nothing says why.
    const app = addressed?.hasBlocked ? undefined : addressed;
    if (USER_ID.test(message.to ?? '')) return { id, input };
    app?.shows(id, message);
    const mark = message.biz_opaque_callback_data;
    const more = { ...(mark !== undefined && { biz_opaque_callback_data: mark }) };
    const fate = app
      ? ['sent', 'delivered'].map((status) => this.status(id, app, status, more))
      : [
          {
            id,
            status: 'failed',
            timestamp: String(Math.floor(this.#now() / 1000)),
            recipient_id: input,
            errors: [{ code: 131026 }],
            ...more,
          },
        ];
    if (told) this.#hold(fate);
    return { id, input };
  }

  #hold(statuses: readonly object[]): void {
    this.held.push(...statuses);
    if (this.#statuses === 'held' || this.webhooks.url === null) return;
    const telling = this.tell();
    this.#underWay.add(telling);
    void telling.finally(() => this.#underWay.delete(telling));
  }

  async #receipt(context: Context<Environment>, json: unknown): Promise<Response> {
    const read = receipt.safeParse(json);
    if (!read.success) return this.#mistake(context, read.error);
    const faulty = await this.#faulty(context, 'receipt', () => {});
    if (faulty) return faulty;
    if (!this.people.some((app) => app.wrote.has(read.data.message_id))) return refuse(context, 400, 131009, 'no such message');
    this.receipts.push(read.data);
    return context.json({ success: true });
  }

  async #upload(context: Context<Environment>): Promise<Response> {
    const form = await context.req.formData().catch(() => null);
    const file = form?.get('file');
    if (form?.get('messaging_product') !== 'whatsapp' || !(file instanceof File) || form.get('type') !== file.type) {
      this.mistakes.push('an upload lacks a field');
      return refuse(context, 400, 100, 'a field is missing');
    }
    const faulty = await this.#faulty(context, 'upload', () => {});
    if (faulty) return faulty;
    return context.json({ id: this.media.upload(new Uint8Array(await file.arrayBuffer()), file.type, file.name) });
  }

  async #get(context: Context<Environment>): Promise<Response> {
    const id = context.req.param('id') ?? '';
    if (id === PHONE_ID) {
      const faulty = await this.#faulty(context, 'number', () => {});
      return faulty ?? context.json({ id, display_phone_number: '+1 555-078-3881', quality_rating: this.quality });
    }
    const faulty = await this.#faulty(context, 'media', () => {});
    if (faulty) return faulty;
    const described = this.media.describe(id, this.url);
    return described ? context.json(described) : refuse(context, 400, 100, 'Unsupported get request');
  }

  async #bytes(context: Context<Environment>): Promise<Response> {
    const faulty = await this.#faulty(context, 'bytes', () => {});
    if (faulty) return faulty;
    const file = this.media.behind(context.req.param('key') ?? '');
    return file ? context.body(file.bytes, 200, { 'content-type': file.mime }) : context.body(null, 404);
  }
}

function mediaIn(message: OutgoingMessage): string | undefined {
  if (message.type === 'image') return message.image.id;
  if (message.type === 'document') return message.document.id;
  if (message.type === 'audio') return message.audio.id;
  const header = message.type === 'interactive' && 'header' in message.interactive ? message.interactive.header : undefined;
  return header?.type === 'image' && 'id' in header.image ? header.image.id : undefined;
}

function refuse(context: Context, status: 400 | 401 | 403 | 429 | 500 | 503, code: number, details: string): Response {
  const message = `(#${code}) ${details}`;
  return context.json({ error: { message, type: 'OAuthException', code, error_data: { messaging_product: 'whatsapp', details } } }, status);
}

async function meet(context: Context<Environment>, fault: Met, done: (told: boolean) => void): Promise<Response> {
  switch (fault.is) {
    case 'refused': {
      const headers = { 'content-type': 'application/json', ...(fault.retryAfterS && { 'retry-after': String(fault.retryAfterS) }) };
      return new Response(JSON.stringify({ error: { message: 'refused', code: fault.code } }), { status: fault.status ?? 400, headers });
    }
    case 'gateway':
      return new Response('<html>Bad gateway</html>', { status: fault.status, headers: { 'content-type': 'text/html' } });
    case 'redirect':
      return context.redirect(fault.to);
    case 'lost-answer':
      done(fault.told);
      context.env.incoming.socket.destroy();
      return new Response(null);
    case 'broken-line':
      context.env.incoming.socket.destroy();
      return new Response(null);
    case 'taken-in-silence':
      done(true);
      return new Promise(() => {});
    case 'silence':
      return new Promise(() => {});
  }
}
