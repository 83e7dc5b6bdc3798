/** The door that Telegram knocks at: who may, and what it is told. */
import { expect, test } from 'vitest';
import { LARGEST_UPDATE } from './limits.ts';
import { webhookPath, webhookRoutes } from './webhook.ts';

const SECRET = 'a-secret-of-the-webhook';
const HEADER = 'X-Telegram-Bot-Api-Secret-Token';

function door(kept = true, secret: string | null = SECRET) {
  const taken: unknown[] = [];
  const routes = webhookRoutes({
    secret,
    take: async (update) => {
      taken.push(update);
      return kept;
    },
  });
  const knock = (body: string, path = webhookPath(SECRET), headers: Record<string, string> = { [HEADER]: SECRET }) =>
    routes.request(path, { method: 'POST', body, headers });
  return { taken, knock };
}

test('an update is answered once the shop has it', async () => {
  const { taken, knock } = door();
  expect((await knock('{"update_id":1}')).status).toBe(200);
  expect(taken).toEqual([{ update_id: 1 }]);
});

test('what the shop cannot keep is asked for again in a moment', async () => {
  const answer = await door(false).knock('{"update_id":1}');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('Retry-After')).toBe('5');
});

test.each([
  ['no secret', webhookPath(SECRET), {}],
  ['another secret', webhookPath(SECRET), { [HEADER]: 'another' }],
  ['another path', '/webhooks/telegram/another', { [HEADER]: SECRET }],
  ['the secret as the path', `/webhooks/telegram/${SECRET}`, { [HEADER]: SECRET }],
])('%s is no Telegram', async (_what, path, headers) => {
  const { taken, knock } = door();
  const answer = await knock('{"update_id":1}', path, { ...headers });
  expect(answer.status).toBe(401);
  expect(await answer.text()).toBe('');
  expect(taken).toEqual([]);
});

test('what is no update is refused before anybody looks at it', async () => {
  const { taken, knock } = door();
  expect((await knock('hola')).status).toBe(400);
  expect((await knock(`"${'x'.repeat(LARGEST_UPDATE)}"`)).status).toBe(413);
  expect(taken).toEqual([]);
});

test('a shop that asks for its updates has no such door', async () => {
  expect((await door(true, null).knock('{"update_id":1}')).status).toBe(404);
});

test('the path tells nothing of the secret', () => {
  expect(webhookPath(SECRET)).toMatch(/^\/webhooks\/telegram\/[0-9a-f]{32}$/);
  expect(webhookPath(SECRET)).not.toBe(webhookPath('another-secret-of-the-webhook'));
});
