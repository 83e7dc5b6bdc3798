/**
 * A client that the shop does not use (`node-telegram-bot-api`, written by others, without dependencies) talks to the
 * stand-in: what it sends is taken, what it is answered it understands. So the stand-in is not only what two libraries
 * and their channel happen to agree with.
 */
import { Api, Bot, InputFile, TelegramApiError } from 'node-telegram-bot-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type TelegramStandIn } from './bot-api.ts';

let telegram: TelegramStandIn;
beforeEach(async () => {
  telegram = await startTelegram();
});
afterEach(() => telegram.close());

test('it hears what people write, tap, send and share, and answers', async () => {
  const bot = new Bot(telegram.token, { apiRoot: telegram.url });
  const heard: string[] = [];
  bot.command('start', async (context) => {
    await context.reply('¿Qué buscas?', { reply_markup: { inline_keyboard: [[{ text: 'Polos', callback_data: 'p' }]] } });
  });
  bot.on('message', (context) => {
    const { text, photo, location, contact, voice, document, sticker } = context.message ?? {};
    const kinds = { text, photo, location, contact, voice, document, sticker };
    heard.push(...Object.entries(kinds).flatMap(([kind, value]) => (value === undefined ? [] : [kind])));
  });
  bot.on('callback_query', async (context) => {
    await context.answerCallbackQuery({ text: `${context.callbackQuery?.data}` });
  });
  const running = bot.startPolling();
  const ana = telegram.user();
  ana.starts('FERIA');
  await telegram.until(() => ana.heard.length === 1);
  const tap = ana.taps('Polos');
  await telegram.until(() => ana.answerTo(tap) === 'p');
  const bytes = new Uint8Array([1, 2, 3]);
  ana.says('hola');
  ana.sendsPhoto({ bytes, caption: 'así' });
  ana.sendsLocation({ lat: -12.1, lng: -77 });
  ana.sendsContact({ phone: '+51987654321', own: true });
  ana.sendsVoice({ bytes });
  ana.sendsDocument({ bytes });
  ana.sendsSticker();
  await telegram.caughtUp();
  expect(heard).toEqual(['text', 'photo', 'location', 'contact', 'voice', 'document', 'sticker']);
  expect(telegram.mistakes).toEqual([]);
  await bot.stop();
  await running;
});

test('it sends pictures and documents, edits, takes commands and files, and reads what is refused', async () => {
  const api = new Api(telegram.token, { apiRoot: telegram.url });
  const ana = telegram.user();
  const chat_id = ana.user.id;
  ana.says('hola');
  const sent = await api.sendPhoto({ chat_id, photo: new InputFile(onePixel(), { filename: 'polo.png' }), caption: 'Polo' });
  await api.sendPhoto({ chat_id, photo: sent.photo?.at(-1)?.file_id ?? '' });
  await api.sendDocument({ chat_id, document: new InputFile(Buffer.from('a,b'), { filename: 'pedidos.csv' }) });
  const text = await api.sendMessage({ chat_id, text: 'Total: S/ 45', entities: [{ type: 'bold', offset: 7, length: 5 }] });
  await api.editMessageText({ chat_id, message_id: text.message_id, text: 'Total: S/ 50' });
  await api.setMyCommands({ commands: [{ command: 'catalogo', description: 'Ver lo que hay' }] });
  expect(ana.heard.map(({ text, document }) => document?.name ?? text)).toEqual(['Polo', '', 'pedidos.csv', 'Total: S/ 50']);
  expect(telegram.commands).toHaveLength(1);
  const fileId = sent.photo?.at(-1)?.file_id ?? '';
  const { file_path } = await api.getFile({ file_id: fileId });
  const download = await fetch(`${telegram.url}/file/bot${telegram.token}/${file_path}`);
  expect(Buffer.from(await download.arrayBuffer())).toEqual(onePixel());
  telegram.faults.next('sendMessage', { fault: 'refused', status: 403, description: 'Forbidden: bot was blocked by the user' });
  const refused: unknown = await api.sendMessage({ chat_id, text: 'hola' }).catch((problem: unknown) => problem);
  expect(refused instanceof TelegramApiError && refused.errorCode).toBe(403);
  expect(telegram.mistakes).toEqual([]);
});

function onePixel(): Buffer {
  return Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
}
