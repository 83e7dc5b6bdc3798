/** Either client library makes the same calls, and what goes wrong is told without the token and without what was sent. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CallFailed, type TelegramDriver } from './driver.ts';
import { loadDriver } from './load-driver.ts';

const TOKEN = '7100000123:AAsecret-secret-secret-secret-secret';
const SAID = 'quiero 2 polos rojos';

describe.each(['grammy', 'telegraf'] as const)('calls by %s', (library) => {
  let server: Server;
  let driver: TelegramDriver;
  let url: string;
  let asked: { readonly path: string; readonly body: string }[];
  let answer: { readonly status: number; readonly text: string } | 'nothing';

  beforeEach(async () => {
    asked = [];
    answer = { status: 200, text: '{"ok":true,"result":{"message_id":7}}' };
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      asked.push({ path: request.url ?? '', body: Buffer.concat(chunks).toString('latin1') });
      if (answer === 'nothing') hangUp(request.socket);
      else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    driver = await loadDriver(library, { token: TOKEN, apiUrl: url });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const failure = async (params: object = { chat_id: 1, text: SAID }): Promise<CallFailed> => {
    const problem: unknown = await driver.call('sendMessage', { ...params }).catch((thrown: unknown) => thrown);
    if (!(problem instanceof CallFailed)) throw new Error('it was no CallFailed');
    return problem;
  };

  test('a call and its result', async () => {
    expect(await driver.call('sendMessage', { chat_id: 1, text: SAID })).toEqual({ message_id: 7 });
    expect(await driver.call('getMe', {})).toEqual({ message_id: 7 });
    expect(asked.map(({ path }) => path)).toEqual([`/bot${TOKEN}/sendMessage`, `/bot${TOKEN}/getMe`]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ chat_id: 1, text: SAID });
  });

  test('a file, with everything that stands beside it', async () => {
    const params = { chat_id: 1, caption_entities: [{ type: 'bold', offset: 0, length: 2 }], reply_markup: { inline_keyboard: [] } };
    await driver.call('sendPhoto', params, { file: { field: 'photo', bytes: Buffer.from('the picture'), name: 'polo.png' } });
    for (const part of ['the picture', 'polo.png', '[{"type":"bold","offset":0,"length":2}]', '{"inline_keyboard":[]}'])
      expect(asked[0]?.body).toContain(part);
  });

  test('a refusal in Telegram’s words, without what it quotes', async () => {
    answer = {
      status: 429,
      text: JSON.stringify({ ok: false, error_code: 429, description: `Too Many Requests: '${SAID}'`, parameters: { retry_after: 9 } }),
    };
    expect(await failure()).toMatchObject({ status: 429, description: 'Too Many Requests: …', retryAfterS: 9, uncertain: false });
    answer = {
      status: 400,
      text: JSON.stringify({ ok: false, error_code: 400, description: 'Bad Request', parameters: { migrate_to_chat_id: -5 } }),
    };
    expect(await failure()).toMatchObject({ status: 400, movedTo: -5, retryAfterS: null, uncertain: false });
  });

  test('trouble of Telegram’s own, and of what stands before it, leaves it open whether it was done', async () => {
    answer = { status: 502, text: JSON.stringify({ ok: false, error_code: 502, description: 'Bad Gateway' }) };
    expect(await failure()).toMatchObject({ uncertain: true });
    answer = { status: 502, text: '<html>Bad Gateway</html>' };
    expect(await failure()).toMatchObject({ uncertain: true });
    answer = 'nothing';
    expect(await failure()).toMatchObject({ status: 0, uncertain: true });
  });

  test('who was never reached has done nothing', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await failure()).toMatchObject({ status: 0, description: 'ECONNREFUSED', uncertain: false });
  });

  test('a call ends when it is given up', async () => {
    const giveUp = new AbortController();
    giveUp.abort();
    const problem: unknown = await driver.call('getUpdates', { timeout: 50 }, { signal: giveUp.signal }).catch((thrown: unknown) => thrown);
    expect(problem).toMatchObject({ status: 0, uncertain: true });
  });

  test.each(['refused', 'nothing', 'broken'] as const)('neither token, address nor words are in what is thrown (%s)', async (how) => {
    answer =
      how === 'refused'
        ? { status: 400, text: '{"ok":false,"error_code":400,"description":"Bad Request"}' }
        : how === 'nothing'
          ? 'nothing'
          : { status: 200, text: 'nonsense' };
    const everything = inspect(await failure(), { depth: 20, showHidden: true });
    for (const hidden of ['secret', url, SAID]) expect(everything).not.toContain(hidden);
  });
});

function hangUp(socket: Socket): void {
  socket.destroy();
}
