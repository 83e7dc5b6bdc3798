/**
 * The limits of the Bot API beyond the shape of a request, each with where it is stated: `td` and `bot-api` are the
 * sources of TDLib and of the official server, `spec` is core.telegram.org/bots/api. A request that breaks one is
 * refused with the words of the server as far as they are known.
 */
import { z } from 'zod';
import { imageSize } from './image-size.ts';
import type { UploadedFile } from './request.ts';

/** Code points after entities (td MessageContent.cpp). */
export const TEXT_LIMIT = 4096;
/** Code points (td MessageContent.cpp). */
export const CAPTION_LIMIT = 1024;
/** Before entities are looked at (bot-api Client.cpp). */
const TEXT_LIMIT_BYTES = 32_768;
/** spec: answerCallbackQuery. */
export const CALLBACK_ANSWER_LIMIT = 200;
/** spec: InlineKeyboardButton. */
export const CALLBACK_DATA_BYTES = 64;
/** What clients show; the server drops silently what is beyond 12 and 300 (td ReplyMarkup.cpp). */
const BUTTONS_PER_ROW = 8;
const BUTTONS_IN_ALL = 100;
/** spec: ReplyKeyboardMarkup. */
export const PLACEHOLDER_LIMIT = 64;
/** spec: BotCommand and setMyCommands. */
export const COMMANDS_LIMIT = 100;
const COMMAND_NAME = /^[a-z0-9_]{1,32}$/;
export const COMMAND_DESCRIPTION_LIMIT = 256;
/** spec: setWebhook. */
const SECRET_TOKEN = /^[A-Za-z0-9_-]{1,256}$/;
const WEBHOOK_PORTS = ['', '80', '88', '443', '8443'];
/** spec: sendPhoto and sendDocument. */
export const PHOTO_LIMIT_BYTES = 10 * 1024 * 1024;
export const PHOTO_SIDES_LIMIT = 10_000;
export const PHOTO_RATIO_LIMIT = 20;
export const DOCUMENT_LIMIT_BYTES = 50 * 1024 * 1024;
/** spec: getFile. */
export const DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024;
/** td LinkManager.cpp. */
export const START_PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

const entity = z.object({ offset: z.int(), length: z.int() });
const inlineButton = z.looseObject({ text: z.string(), callback_data: z.string().optional(), url: z.string().optional() });
const keyboardButton = z.object({ text: z.string(), request_location: z.boolean().optional(), request_contact: z.boolean().optional() });
const markup = z.object({
  inline_keyboard: z.array(z.array(inlineButton)).optional(),
  keyboard: z.array(z.array(keyboardButton)).optional(),
  input_field_placeholder: z.string().optional(),
});
const limited = z.object({
  chat_id: z.union([z.number(), z.string()]).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  parse_mode: z.string().optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  reply_markup: markup.optional(),
  commands: z.array(z.object({ command: z.string(), description: z.string() })).optional(),
  url: z.string().optional(),
  secret_token: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
});
type Limited = z.infer<typeof limited>;
type Markup = z.infer<typeof markup>;

/** What is wrong with a request of the right shape, in the words of the server; null: nothing. */
export function beyondLimits(method: string, params: unknown, files: ReadonlyMap<string, UploadedFile>): string | null {
  const asked = limited.parse(params);
  if (asked.parse_mode !== undefined) return "can't parse entities: this stand-in is for those who send entities";
  return (
    wrongText(method, asked) ??
    wrongMarkup(asked.reply_markup, Number(asked.chat_id)) ??
    (method === 'setMyCommands' ? wrongCommands(asked.commands ?? []) : null) ??
    (method === 'setWebhook' ? wrongWebhook(asked) : null) ??
    (method === 'sendLocation' ? wrongPlace(asked) : null) ??
    wrongFiles(method, files)
  );
}

function wrongText(method: string, { text, caption, entities, caption_entities }: Limited): string | null {
  if (method === 'answerCallbackQuery') return codePoints(text ?? '') > CALLBACK_ANSWER_LIMIT ? 'MESSAGE_TOO_LONG' : null;
  if (text !== undefined) {
    if (Buffer.byteLength(text) > TEXT_LIMIT_BYTES) return 'Text is too long';
    if (text.trim() === '') return 'message text is empty';
    if (codePoints(text) > TEXT_LIMIT) return 'message is too long';
  }
  if (codePoints(caption ?? '') > CAPTION_LIMIT) return 'message caption is too long';
  return wrongEntities(text ?? '', entities) ?? wrongEntities(caption ?? '', caption_entities);
}

function wrongEntities(text: string, entities: Limited['entities'] = []): string | null {
  const splits = (at: number) =>
    at > 0 && at < text.length && /^[\udc00-\udfff]/.test(text.slice(at)) && /[\ud800-\udbff]$/.test(text.slice(0, at));
  for (const { offset, length } of entities) {
    const end = offset + length;
    if (offset < 0 || length < 1 || end > text.length || splits(offset) || splits(end)) return 'ENTITY_BOUNDS_INVALID';
  }
  return null;
}

function wrongMarkup(markup: Markup | undefined, chat: number): string | null {
  if (!markup) return null;
  const { inline_keyboard: inline = [], keyboard = [], input_field_placeholder: placeholder = '' } = markup;
  for (const rows of [inline, keyboard]) {
    if (rows.some((row) => row.length > BUTTONS_PER_ROW)) return 'reply markup row is too long';
    if (rows.flat().length > BUTTONS_IN_ALL) return 'reply markup is too long';
  }
  if (codePoints(placeholder) > PLACEHOLDER_LIMIT) return 'input field placeholder is too long';
  for (const button of inline.flat()) {
    const wrong = wrongButton(button);
    if (wrong) return wrong;
  }
  for (const button of keyboard.flat()) {
    if (button.text.trim() === '') return 'keyboard button text must be non-empty';
    if (chat < 0 && button.request_contact) return 'phone number can be requested in private chats only';
    if (chat < 0 && button.request_location) return 'location can be requested in private chats only';
  }
  return null;
}

/** Fields of a button that say how it looks, not what it does. */
const LOOKS = ['text', 'style', 'icon_custom_emoji_id'];

function wrongButton(button: z.infer<typeof inlineButton>): string | null {
  if (button.text.trim() === '') return 'inline keyboard button text must be non-empty';
  const actions = Object.keys(button).filter((key) => !LOOKS.includes(key));
  if (actions.length !== 1) return 'text buttons are unallowed in the inline keyboard';
  const bytes = Buffer.byteLength(button.callback_data ?? 'x');
  if (bytes < 1 || bytes > CALLBACK_DATA_BYTES) return 'BUTTON_DATA_INVALID';
  if (button.url !== undefined && !isPublicUrl(button.url)) return `inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`;
  return null;
}

/** A server that only this machine knows is no address for Telegram, neither as a button nor as a webhook. */
export function isPublicUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'tg:') return true;
  return url !== null && /^https?:$/.test(url.protocol) && /\.[a-z]{2,}$/i.test(url.hostname);
}

function wrongCommands(commands: NonNullable<Limited['commands']>): string | null {
  if (commands.length > COMMANDS_LIMIT) return 'BOT_COMMANDS_TOO_MUCH';
  for (const { command, description } of commands) {
    if (!COMMAND_NAME.test(command)) return 'BOT_COMMAND_INVALID';
    const length = codePoints(description);
    if (length < 1 || length > COMMAND_DESCRIPTION_LIMIT) return 'BOT_COMMAND_DESCRIPTION_INVALID';
  }
  return null;
}

function wrongWebhook({ url = '', secret_token }: Limited): string | null {
  if (secret_token !== undefined && !SECRET_TOKEN.test(secret_token)) return 'secret token contains unallowed characters';
  if (url === '') return null;
  if (!isPublicUrl(url)) return 'bad webhook: Failed to resolve host';
  const { protocol, port } = new URL(url);
  if (protocol !== 'https:') return 'bad webhook: An HTTPS URL must be provided for webhook';
  return WEBHOOK_PORTS.includes(port) ? null : 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443';
}

function wrongPlace({ latitude = 0, longitude = 0 }: Limited): string | null {
  return Math.abs(latitude) > 90 || Math.abs(longitude) > 180 ? 'invalid location specified' : null;
}

function wrongFiles(method: string, files: ReadonlyMap<string, UploadedFile>): string | null {
  for (const { bytes } of files.values()) {
    if (bytes.length === 0) return 'file must be non-empty';
    if (bytes.length > DOCUMENT_LIMIT_BYTES) return 'Request Entity Too Large';
    if (method !== 'sendPhoto') continue;
    if (bytes.length > PHOTO_LIMIT_BYTES) return 'file of size is too big for a photo';
    const size = imageSize(bytes);
    if (!size) return 'IMAGE_PROCESS_FAILED';
    const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
    if (size.width + size.height > PHOTO_SIDES_LIMIT || long / short > PHOTO_RATIO_LIMIT) return 'PHOTO_INVALID_DIMENSIONS';
  }
  return null;
}

function codePoints(text: string): number {
  return [...text].length;
}
