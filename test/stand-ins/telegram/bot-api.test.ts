/** The stand-in is as strict as Telegram, and two unmodified client libraries agree with it. */
import { Bot, GrammyError, InputFile } from 'grammy';
import { Telegraf } from 'telegraf';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type TelegramStandIn } from './bot-api.ts';

let telegram: TelegramStandIn;
beforeEach(async () => {
  telegram = await startTelegram();
});
afterEach(() => telegram.close());

test('grammY polls: what a customer writes arrives in order, and is confirmed', async () => {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.url } });
  const heard: string[] = [];
  bot.on('message:text', (context) => {
    heard.push(context.message.text);
  });
  const running = bot.start();
  const ana = telegram.user();
  ana.starts('FERIA');
  ana.says('hola');
  await telegram.caughtUp();
  expect(heard).toEqual(['/start FERIA', 'hola']);
  expect(telegram.calls.filter(({ method }) => method === 'getUpdates').length).toBeLessThan(5);
  await bot.stop();
  await running;
});

test('Telegraf polls: a customer taps, is answered, and sees the message change', async () => {
  const bot = new Telegraf(telegram.token, { telegram: { apiRoot: telegram.url } });
  bot.command('start', (context) =>
    context.reply('¿Qué buscas?', { reply_markup: { inline_keyboard: [[{ text: 'Polos', callback_data: 'p' }]] } }),
  );
  bot.on('callback_query', async (context) => {
    await context.answerCbQuery('Un momento');
    await context.editMessageText('Polos');
  });
  const running = bot.launch();
  const ana = telegram.user();
  ana.starts();
  await telegram.until(() => ana.heard.length === 1);
  const tap = ana.taps('Polos');
  await telegram.until(() => ana.heard[0]?.isEdited === true);
  expect(ana.answerTo(tap)).toBe('Un momento');
  expect(ana.heard[0]).toMatchObject({ text: 'Polos', buttons: [] });
  await telegram.caughtUp();
  bot.stop();
  await running;
});

test('a photo is uploaded once and sent again by its id', async () => {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.url } });
  const ana = telegram.user();
  ana.says('hola');
  const sent = await bot.api.sendPhoto(ana.user.id, new InputFile(onePixel(), 'polo.png'), { caption: 'Polo' });
  await bot.api.sendPhoto(ana.user.id, sent.photo[0]?.file_id ?? '');
  expect(ana.heard.map(({ photo }) => photo?.length)).toEqual([onePixel().length, onePixel().length]);
  await expect(bot.api.sendDocument(ana.user.id, sent.photo[0]?.file_id ?? '')).rejects.toThrow(/can't use file/);
  await expect(bot.api.sendPhoto(ana.user.id, new InputFile(Buffer.from('<svg/>'), 'polo.svg'))).rejects.toThrow(/IMAGE_PROCESS_FAILED/);
});

const BUTTON = { text: 'x', callback_data: 'y' };
test.each([
  ['an unknown field', { text: 'x', bogus: 1 }, /additional properties/],
  ['no text', {}, /required property 'text'/],
  ['a text of another kind', { text: 5 }, /must be string/],
  ['4097 letters', { text: 'é'.repeat(4097) }, /too long/],
  ['only spaces', { text: '  ' }, /empty/],
  ['an entity beyond the text', { text: 'hola', entities: [{ type: 'bold', offset: 2, length: 3 }] }, /ENTITY_BOUNDS/],
  ['half a letter in bold', { text: '👍 sí', entities: [{ type: 'bold', offset: 1, length: 2 }] }, /ENTITY_BOUNDS/],
  [
    '66 bytes behind a button',
    { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'é'.repeat(33) }]] } },
    /BUTTON_DATA/,
  ],
  ['nine buttons in a row', { text: 'x', reply_markup: { inline_keyboard: [Array(9).fill(BUTTON)] } }, /row is too long/],
  ['101 buttons', { text: 'x', reply_markup: { inline_keyboard: Array(101).fill([BUTTON]) } }, /too long/],
  ['a button that does nothing', { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x' }]] } }, /unallowed/],
  ['an empty button', { text: 'x', reply_markup: { inline_keyboard: [[{ ...BUTTON, text: ' ' }]] } }, /non-empty/],
  [
    'a link into this machine',
    { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x', url: 'http://127.0.0.1/pay' }]] } },
    /Wrong HTTP URL/,
  ],
  ['an answer to nothing', { text: 'x', reply_parameters: { message_id: 5 } }, /replied not found/],
])('%s is refused', async (_what, params, words) => {
  const ana = telegram.user();
  ana.says('hola');
  const answer = await post('sendMessage', { chat_id: ana.user.id, ...params });
  expect(answer).toMatchObject({ ok: false, error_code: 400 });
  expect(String(answer.description)).toMatch(words);
  expect(ana.heard).toEqual([]);
});

test('what brought a keyboard cannot be edited', async () => {
  const ana = telegram.user();
  ana.says('hola');
  await post('sendMessage', { chat_id: ana.user.id, text: '¿A dónde?', reply_markup: { remove_keyboard: true } });
  const edit = { chat_id: ana.user.id, message_id: ana.heard[0]?.id, text: 'Polos' };
  expect(await post('editMessageText', edit)).toMatchObject({ error_code: 400, description: expect.stringContaining("can't be edited") });
});

test('what is not confirmed comes again; what nobody fetches for too long does not', async () => {
  let now = Date.parse('2026-11-25T15:00:00Z');
  await telegram.close();
  telegram = await startTelegram({ clock: { now: () => now, after: () => () => {} } });
  const ana = telegram.user();
  ana.says('hola');
  ana.tapsData(1, 'forged');
  const first = await post('getUpdates', {});
  expect(await post('getUpdates', {})).toEqual(first);
  now += 150_000;
  expect(updateIds(await post('getUpdates', {}))).toHaveLength(1);
  const [id = 0] = updateIds(first);
  expect(updateIds(await post('getUpdates', { offset: id + 1 }))).toEqual([]);
  ana.says('¿hay alguien?');
  now += 24 * 3600_000;
  expect(updateIds(await post('getUpdates', { offset: id + 1 }))).toEqual([]);
});

test('the second who polls ends the first; whoever has a webhook cannot poll', async () => {
  const first = post('getUpdates', { timeout: 30 });
  await telegram.until(() => telegram.calls.length === 1);
  const second = post('getUpdates', { timeout: 30 });
  expect(await first).toMatchObject({ error_code: 409, description: expect.stringContaining('terminated by other getUpdates') });
  await post('setWebhook', { url: 'https://tienda.example/webhooks/telegram' });
  expect(await second).toMatchObject({ error_code: 409, description: expect.stringContaining('webhook is active') });
});

test('who blocked the bot, never wrote to it or is gone is not written to', async () => {
  const send = (id: number) => post('sendMessage', { chat_id: id, text: 'hola' });
  const ana = telegram.user();
  expect(await send(ana.user.id)).toMatchObject({ error_code: 403, description: expect.stringContaining('initiate') });
  ana.starts();
  ana.blocks();
  expect(await send(ana.user.id)).toMatchObject({ error_code: 403, description: expect.stringContaining('blocked') });
  ana.deletesAccount();
  expect(await send(ana.user.id)).toMatchObject({ error_code: 403, description: expect.stringContaining('deactivated') });
  const group = telegram.group('Feria');
  const { chat } = telegram.upgrade(group);
  expect(await send(group.chat.id)).toMatchObject({ error_code: 400, parameters: { migrate_to_chat_id: chat.id } });
  expect(telegram.mistakes).toEqual([]);
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.url } });
  telegram.revokeToken();
  await expect(bot.api.getMe()).rejects.toThrow(/401/);
});

test('grammY reads what goes wrong on purpose', async () => {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.url } });
  const ana = telegram.user();
  ana.says('hola');
  telegram.faults.next('sendMessage', { fault: 'too-many-requests', retryAfter: 7 });
  const error: unknown = await bot.api.sendMessage(ana.user.id, 'uno').catch((thrown: unknown) => thrown);
  expect(error instanceof GrammyError && error.parameters.retry_after).toBe(7);
  telegram.faults.next('sendMessage', { fault: 'no-answer', carriedOut: true });
  await expect(bot.api.sendMessage(ana.user.id, 'dos')).rejects.toThrow(/Network request/);
  telegram.faults.next('sendMessage', { fault: 'server-error', status: 502, carriedOut: false });
  await expect(bot.api.sendMessage(ana.user.id, 'tres')).rejects.toThrow(/502/);
  expect(ana.heard.map(({ text }) => text)).toEqual(['dos']);
});

interface Answered {
  readonly ok?: boolean;
  readonly error_code?: number;
  readonly description?: string;
  readonly result?: unknown;
}

async function post(method: string, params: unknown): Promise<Answered> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, { method: 'POST', headers, body: JSON.stringify(params) });
  const body: unknown = await answer.json();
  if (typeof body !== 'object' || body === null) throw new Error('no answer of the Bot API');
  return body;
}

function updateIds({ result }: Answered): readonly number[] {
  return Array.isArray(result) ? result.map(({ update_id }) => Number(update_id)) : [];
}

function onePixel(): Buffer {
  return Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
}
