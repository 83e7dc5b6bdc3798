/** Bringing a file of a customer: measured while it comes, whatever its size was said to be, and told without the address. */
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StillClock } from '../../../test/stand-ins/still-clock.ts';
import { LARGEST_SENT } from '../sent-files.ts';
import { fetchTelegramFile } from './files.ts';

const TOKEN = '7100000123:AAsecret-secret-secret-secret-secret';
const CHUNK = Buffer.alloc(256 * 1024);

let server: Server;
let apiUrl: string;
let asked: string[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** `said`: the size that Telegram tells, in bytes. */
const bring = (said?: number) =>
  fetchTelegramFile(
    { token: TOKEN, apiUrl, clock: new StillClock(0), call: async () => ({ file_path: 'photos/file_7.jpg', file_size: said }) },
    'the-file',
  );

test('what is there comes, from the address with the token', async () => {
  answer = (response) => response.end('a picture');
  expect(Buffer.from((await bring(9)) ?? []).toString()).toBe('a picture');
  expect(asked).toEqual([`/file/bot${TOKEN}/photos/file_7.jpg`]);
});

test('what is said to be too large is not asked for', async () => {
  answer = (response) => response.end('a picture');
  expect(await bring(LARGEST_SENT + 1)).toBeNull();
  expect(asked).toEqual([]);
});

test('what does not end although it was said to be small is given up', async () => {
  let sent = 0;
  answer = (response) => {
    const more = (): void => {
      if (response.destroyed || sent > 4 * LARGEST_SENT) return void response.end();
      sent += CHUNK.length;
      response.write(CHUNK, more);
    };
    more();
  };
  expect(await bring(9)).toBeNull();
});

test.each<[what: string, answer: (response: ServerResponse) => void]>([
  ['a refusal', (response) => response.writeHead(500).end()],
  ['a way to somewhere else', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['an end in the middle', (response) => response.writeHead(200, { 'content-length': '9' }).write('a', () => response.destroy())],
])('%s is worth another try, and the address stays here', async (_what, answers) => {
  answer = answers;
  const problem: unknown = await bring(9).catch((thrown: unknown) => thrown);
  expect(problem).toBeInstanceOf(Error);
  const everything = inspect(problem, { depth: 20, showHidden: true });
  for (const hidden of ['secret', apiUrl]) expect(everything).not.toContain(hidden);
  expect(asked).toHaveLength(1);
});
