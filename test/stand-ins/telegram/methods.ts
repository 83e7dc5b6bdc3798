/** The methods of the Bot API that a shop uses, one function each; what they answer is what the server answers. */
import { z } from 'zod';
import { type Answer, badRequest, done, forbidden, type Refusal } from './answer.ts';
import type { ChatState, Chats, FileKind } from './chats.ts';
import { imageSize } from './image-size.ts';
import { DOWNLOAD_LIMIT_BYTES } from './limits.ts';
import type { Content, Message, User } from './objects.ts';
import type { UploadedFile } from './request.ts';
import type { Taps } from './taps.ts';

export interface Bot {
  readonly user: User;
  readonly chats: Chats;
  readonly taps: Taps;
  commands: readonly { readonly command: string; readonly description: string }[];
}

type Method = (bot: Bot, params: unknown, files: ReadonlyMap<string, UploadedFile>) => Answer;

const sending = z.object({
  chat_id: z.coerce.number(),
  reply_parameters: z.object({ message_id: z.int(), allow_sending_without_reply: z.boolean().default(false) }).optional(),
  reply_markup: z
    .object({
      inline_keyboard: z
        .array(z.array(z.looseObject({ text: z.string(), callback_data: z.string().optional(), url: z.string().optional() })))
        .optional(),
      keyboard: z.array(z.array(z.looseObject({ text: z.string() }))).optional(),
      remove_keyboard: z.boolean().optional(),
    })
    .optional(),
});
type Sending = z.infer<typeof sending>;

const entities = z.array(z.object({ type: z.string(), offset: z.int(), length: z.int() }));
const text = z.object({ text: z.string(), entities: entities.default([]) });
const captioned = z.object({ caption: z.string().default(''), caption_entities: entities.default([]) });
const editing = sending.extend({ message_id: z.int() });

export const METHODS: Readonly<Record<string, Method>> = {
  getMe: ({ user }) => done({ ...user, can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false }),
  sendMessage: (bot, params) => {
    const said = text.parse(params);
    return send(bot, params, () => ({ text: said.text, ...(said.entities.length > 0 && { entities: said.entities }) }));
  },
  sendPhoto: (bot, params, files) => {
    const { photo } = z.object({ photo: z.string() }).parse(params);
    return sendFile(bot, params, { kind: 'photo', place: photo, files });
  },
  sendDocument: (bot, params, files) => {
    const { document } = z.object({ document: z.string() }).parse(params);
    return sendFile(bot, params, { kind: 'document', place: document, files });
  },
  sendLocation: (bot, params) => {
    const location = z.object({ latitude: z.number(), longitude: z.number() }).parse(params);
    return send(bot, params, () => ({ location }));
  },
  sendChatAction: ({ chats }, params) => {
    const to = recipient(chats, z.object({ chat_id: z.coerce.number() }).parse(params).chat_id);
    return 'chat' in to ? done(true) : to;
  },
  editMessageText: (bot, params) => {
    const said = text.parse(params);
    return edit(bot, params, (old) =>
      old.text === undefined ? 'there is no text in the message to edit' : { text: said.text, entities: said.entities },
    );
  },
  editMessageCaption: (bot, params) => {
    const { caption, caption_entities } = captioned.parse(params);
    return edit(bot, params, (old) =>
      old.photo || old.document ? { caption, caption_entities } : 'there is no caption in the message to edit',
    );
  },
  editMessageReplyMarkup: (bot, params) => edit(bot, params, () => ({})),
  deleteMessage: ({ chats }, params) => {
    const { chat_id, message_id } = z.object({ chat_id: z.coerce.number(), message_id: z.int() }).parse(params);
    const messages = chats.find(chat_id)?.messages ?? [];
    const at = messages.findIndex((message) => message.message_id === message_id);
    if (at < 0) return badRequest('message to delete not found');
    messages.splice(at, 1);
    return done(true);
  },
  answerCallbackQuery: ({ taps }, params) => {
    const answer = z.object({ callback_query_id: z.string(), text: z.string().default('') }).parse(params);
    const isOpen = taps.answer(answer.callback_query_id, answer.text);
    return isOpen ? done(true) : badRequest('query is too old and response timeout expired or query ID is invalid');
  },
  setMyCommands: (bot, params) => {
    bot.commands = z.object({ commands: z.array(z.object({ command: z.string(), description: z.string() })) }).parse(params).commands;
    return done(true);
  },
  getFile: ({ chats }, params) => {
    const file = chats.file(z.object({ file_id: z.string() }).parse(params).file_id);
    if (!file) return badRequest('wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > DOWNLOAD_LIMIT_BYTES) return badRequest('file is too big');
    return done({ ...chats.facts(file.id), file_path: file.path });
  },
  leaveChat: ({ chats }, params) => {
    const to = recipient(chats, z.object({ chat_id: z.coerce.number() }).parse(params).chat_id);
    if (!('chat' in to)) return to;
    if (to.chat.type === 'private') return badRequest("chat member status can't be changed in private chats");
    to.shut = 'kicked';
    return done(true);
  },
};

const SHUT = {
  'never wrote': "bot can't initiate conversation with a user",
  blocked: 'bot was blocked by the user',
  deactivated: 'user is deactivated',
  kicked: 'bot was kicked from the group chat',
} as const satisfies Readonly<Record<NonNullable<ChatState['shut']>, string>>;

function recipient(chats: Chats, id: number): ChatState | Refusal {
  const state = chats.find(id);
  if (!state) return badRequest('chat not found');
  if (state.movedTo !== null) return badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: state.movedTo });
  return state.shut ? forbidden(SHUT[state.shut]) : state;
}

function send({ chats, user }: Bot, params: unknown, content: () => Content | Refusal): Answer {
  const asked = sending.parse(params);
  const to = recipient(chats, asked.chat_id);
  if (!('chat' in to)) return to;
  const replied = asked.reply_parameters && chats.message(to.chat.id, asked.reply_parameters.message_id);
  if (asked.reply_parameters && !replied && !asked.reply_parameters.allow_sending_without_reply)
    return badRequest('message to be replied not found');
  const said = content();
  if ('ok' in said) return said;
  const { keyboard, remove_keyboard } = asked.reply_markup ?? {};
  if (keyboard) to.keyboard = keyboard;
  if (remove_keyboard) to.keyboard = null;
  const posted = chats.post(to, user, { ...said, ...(replied && { reply_to_message: replied }), ...inline(asked) });
  if (keyboard || remove_keyboard) to.fixed.add(posted.message_id);
  return done(posted);
}

function inline({ reply_markup: markup }: Sending): Pick<Content, 'reply_markup'> {
  return markup?.inline_keyboard ? { reply_markup: { inline_keyboard: markup.inline_keyboard } } : {};
}

interface Sent {
  readonly kind: FileKind & ('photo' | 'document');
  /** `attach://<field>`, or the id of a file that was sent before. */
  readonly place: string;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

function sendFile(bot: Bot, params: unknown, { kind, place, files }: Sent): Answer {
  const { caption, caption_entities } = captioned.parse(params);
  return send(bot, params, () => {
    const id = fileId(bot.chats, { kind, place, files });
    if (typeof id !== 'string') return id;
    const file = bot.chats.file(id);
    if (!file) return badRequest('wrong remote file identifier specified: Wrong string length');
    const facts = bot.chats.facts(id);
    const words = { ...(caption !== '' && { caption }), ...(caption_entities.length > 0 && { caption_entities }) };
    if (kind === 'document') return { ...words, document: { ...facts, file_name: file.name, mime_type: file.mime } };
    return { ...words, photo: [{ ...facts, ...(imageSize(file.bytes) ?? { width: 1, height: 1 }) }] };
  });
}

function fileId(chats: Chats, { kind, place, files }: Sent): string | Refusal {
  if (/^https?:/.test(place)) return badRequest('wrong type of the web page content');
  const field = /^attach:\/\/(.+)$/.exec(place)?.[1];
  if (field === undefined) {
    const known = chats.file(place);
    return known && known.kind !== kind ? badRequest(`can't use file of type ${known.kind} as ${kind}`) : place;
  }
  const file = files.get(field);
  return file ? chats.keep(file, kind).file_id : badRequest(`there is no ${kind} in the request`);
}

function edit({ chats, user }: Bot, params: unknown, change: (old: Message) => Partial<Content> | string): Answer {
  const asked = editing.parse(params);
  const to = recipient(chats, asked.chat_id);
  if (!('chat' in to)) return to;
  const old = chats.message(to.chat.id, asked.message_id);
  if (!old) return badRequest('message to edit not found');
  if (old.from.id !== user.id || to.fixed.has(old.message_id)) return badRequest("message can't be edited");
  const wanted = change(old);
  if (typeof wanted === 'string') return badRequest(wanted);
  const next = { ...wanted, reply_markup: inline(asked).reply_markup ?? { inline_keyboard: [] } };
  const same = Object.entries(next).every(([key, value]) => JSON.stringify(value) === JSON.stringify(shownAs(old, key)));
  if (same)
    return badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  return done(chats.change(to, asked.message_id, next));
}

const NOTHING: Readonly<Record<string, unknown>> = {
  reply_markup: { inline_keyboard: [] },
  entities: [],
  caption_entities: [],
  caption: '',
};

/** How a field of the message would have been asked for. */
function shownAs(message: Message, key: string): unknown {
  return new Map<string, unknown>(Object.entries(message)).get(key) ?? NOTHING[key];
}
