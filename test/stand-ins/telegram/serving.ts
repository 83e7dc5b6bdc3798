/** The server of the Bot API: who asks with the right token is answered, as the method says or as what goes wrong says. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, badRequest, done, NOT_FOUND, type Refusal, UNAUTHORIZED, WEBHOOK_IS_SET } from './answer.ts';
import type { Fault, Faults } from './faults.ts';
import { beyondLimits } from './limits.ts';
import { type Bot, METHODS } from './methods.ts';
import type { Polling } from './polling.ts';
import { readRequest, type UploadedFile } from './request.ts';
import { paramsOf, wrongShape } from './schema.ts';
import type { Updates } from './updates.ts';
import type { Webhook } from './webhook.ts';

export interface Call {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Names of the files that came with it. */
  readonly files: readonly string[];
  /** What the server answered, or what went wrong on the way; null: not over yet. */
  outcome: 'done' | Refusal | Fault | null;
}

export interface ServingParts {
  readonly bot: Bot;
  readonly token: () => string;
  readonly faults: Faults;
  readonly updates: Updates;
  readonly polling: Polling;
  readonly webhook: Webhook;
  /** Something happened. */
  readonly onChange: () => void;
}

export class Serving {
  readonly calls: Call[] = [];
  readonly answered: Call[] = [];
  readonly mistakes: string[] = [];
  readonly #parts: ServingParts;
  readonly #server: Server;
  #underWay = 0;

  constructor(parts: ServingParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Answers where. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** A call is under way; whoever waits for updates is not. */
  get isBusy(): boolean {
    return this.#underWay > (this.#parts.polling.isWaiting ? 1 : 0);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#underWay += 1;
    await this.#answer(request, response).finally(() => {
      this.#underWay -= 1;
    });
    this.#parts.onChange();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://telegram');
    const [, file, token = '', rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    if (decodeURIComponent(token) !== this.#parts.token()) return write(response, token === '' ? NOT_FOUND : UNAUTHORIZED);
    if (file) return this.#download(rest, response);
    const read = await readRequest(request, url, rest).catch(() => null);
    if (!read) return write(response, badRequest("can't parse the request"));
    const call: Call = { method: rest, params: read.params, files: [...read.files.keys()], outcome: null };
    this.calls.push(call);
    this.#parts.onChange();
    const fault = this.#parts.faults.of(rest);
    const isLost = fault !== null && !('carriedOut' in fault && fault.carriedOut);
    const answer = isLost ? null : await this.#carryOut(call, read.files, (gone) => response.on('close', gone));
    call.outcome = fault ?? (answer?.ok ? 'done' : answer);
    if (fault?.fault === 'no-answer') request.socket.destroy();
    else if (fault) write(response, refusalOf(fault));
    else if (answer) write(response, answer);
    this.answered.push(call);
  }

  async #carryOut(
    { method, params }: Call,
    files: ReadonlyMap<string, UploadedFile>,
    onGone: (gone: () => void) => void,
  ): Promise<Answer | null> {
    if (!paramsOf(method)) return this.#mistake(method, NOT_FOUND);
    const wrong = wrongShape(method, params) ?? beyondLimits(method, params, files);
    if (wrong !== null) return this.#mistake(method, badRequest(wrong));
    const { bot, updates, webhook } = this.#parts;
    switch (method) {
      case 'getUpdates':
        return this.#getUpdates(params, onGone);
      case 'setWebhook':
        updates.allow(params.allowed_updates);
        if (params.drop_pending_updates === true) updates.forgetAll();
        this.#parts.polling.end(WEBHOOK_IS_SET);
        webhook.set(params);
        return done(true);
      case 'deleteWebhook':
        if (params.drop_pending_updates === true) updates.forgetAll();
        webhook.remove();
        return done(true);
      case 'getWebhookInfo':
        return done(webhook.info());
      default:
        return METHODS[method]?.(bot, params, files) ?? NOT_FOUND;
    }
  }

  #getUpdates(params: Call['params'], onGone: (gone: () => void) => void): Answer | Promise<Answer | null> {
    const { polling, updates, webhook, onChange } = this.#parts;
    if (webhook.isSet) return WEBHOOK_IS_SET;
    updates.allow(params.allowed_updates);
    const answer = polling.poll(params, onGone);
    // Its offset has confirmed what came before.
    onChange();
    return answer;
  }

  #mistake(method: string, refusal: Refusal): Refusal {
    this.mistakes.push(`${method}: ${refusal.description}`);
    return refusal;
  }

  #download(path: string, response: ServerResponse): void {
    const file = this.#parts.bot.chats.fileAt(path);
    if (!file) return write(response, NOT_FOUND);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length }).end(file.bytes);
  }
}

function refusalOf(fault: Exclude<Fault, { readonly fault: 'no-answer' }>): Refusal {
  switch (fault.fault) {
    case 'too-many-requests':
      return {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${fault.retryAfter}`,
        parameters: { retry_after: fault.retryAfter },
      };
    case 'server-error':
      return { ok: false, error_code: fault.status, description: 'Bad Gateway' };
    case 'refused':
      return { ok: false, error_code: fault.status, description: fault.description };
  }
}

function write(response: ServerResponse, answer: Answer): void {
  const headers: Record<string, string | number> = { 'content-type': 'application/json' };
  if (!answer.ok && answer.parameters?.retry_after !== undefined) headers['retry-after'] = answer.parameters.retry_after;
  response.writeHead(answer.ok ? 200 : answer.error_code, headers).end(JSON.stringify(answer));
}
