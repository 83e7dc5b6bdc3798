/**
 * From an update of the Bot API to what happened, parsed here and nowhere else. Only private chats with people are
 * read: groups are left, and what other bots, channels or inline bots say is nothing to us. What Telegram adds to a
 * message in later versions does not break reading the rest of it.
 */

import { z } from 'zod';
import type { FileElsewhere, InboundBody, InboundMessage } from '../../conversation/message.ts';
import { bodyOf, startOf } from './content.ts';
import { answered, type Edit } from './editing.ts';
import { chat, type MessageEnvelope, messageEnvelope, person } from './envelope.ts';
import { ANSWER, ONCE } from './render.ts';

export type Happened =
  | { readonly what: 'message'; readonly chat: number; readonly message: Arrival }
  | {
      readonly what: 'tap';
      readonly chat: number;
      readonly queryId: string;
      readonly message: Arrival;
      /** What it leaves on the message whose button it was. */
      readonly leaves: { readonly messageId: number; readonly edit: Edit } | null;
    }
  /** A tap that means nothing here still has to be answered, or the button keeps turning. */
  | { readonly what: 'stray-tap'; readonly queryId: string }
  | { readonly what: 'blocked' | 'unblocked'; readonly chat: number; readonly id: string; readonly at: number }
  | { readonly what: 'in-group'; readonly chat: number }
  | { readonly what: 'nothing' };

/** A message but for what is the same for all: the channel and its account. */
export interface Arrival extends Omit<InboundMessage, 'channel' | 'account' | 'body'> {
  readonly body: InboundBody | FileElsewhere;
}

const update = z.object({
  update_id: z.number(),
  message: messageEnvelope.optional(),
  edited_message: messageEnvelope.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: person,
      message: z.looseObject({ message_id: z.number(), date: z.number(), chat }).optional(),
      data: z.string().optional(),
    })
    .optional(),
  my_chat_member: z
    .object({
      chat,
      date: z.number(),
      old_chat_member: z.object({ status: z.string() }),
      new_chat_member: z.object({ status: z.string() }),
    })
    .optional(),
});
export type Update = z.infer<typeof update>;

/** Enough to confirm an update, whatever else is in it. */
const numbered = z.object({ update_id: z.number() });

/** null: not an update at all. */
export function updateIdOf(raw: unknown): number | null {
  return numbered.safeParse(raw).data?.update_id ?? null;
}

/** The chat in whose order it stands; null: no chat's. */
export function chatOf(happened: Happened): number | null {
  return 'chat' in happened ? happened.chat : null;
}

export interface Reading {
  /** ms since the epoch, for taps, which carry no time of their own. */
  readonly now: number;
  /** What tapping "Start" says, in the language of her app. */
  readonly hello: (languageCode: string | undefined) => string;
}

/** null: of a shape that nobody foresaw. */
export function readUpdate(raw: unknown, { now, hello }: Reading): Happened | null {
  const parsed = update.safeParse(raw);
  if (!parsed.success) return null;
  const { update_id, message, edited_message, callback_query, my_chat_member } = parsed.data;
  if (message) return readMessage(message, hello);
  if (edited_message) return readEdit(edited_message, update_id, hello);
  if (callback_query) return readTap(callback_query, now);
  if (my_chat_member) return readMembership(my_chat_member, update_id);
  return { what: 'nothing' };
}

type Writer = z.infer<typeof person>;

/** Who wrote it, where a person did, to us alone. */
function writerOf({ chat, from, sender_chat, via_bot }: MessageEnvelope): Writer | null {
  if (chat.type !== 'private' || !from || from.is_bot) return null;
  return sender_chat === undefined && via_bot === undefined ? from : null;
}

function readMessage(message: MessageEnvelope, hello: Reading['hello']): Happened {
  if (isGroup(message.chat)) return { what: 'in-group', chat: message.chat.id };
  const from = writerOf(message);
  if (!from) return { what: 'nothing' };
  const around = { from: from.id, hello: hello(from.language_code) };
  const start = startOf(message, around);
  const body = start?.body ?? bodyOf(message, around);
  if (!body) return { what: 'nothing' };
  return {
    what: 'message',
    chat: message.chat.id,
    message: {
      ...whoAndWhere(from, message.chat.id),
      messageId: String(message.message_id),
      at: message.date * 1000,
      ...(start?.campaign !== undefined && { campaign: start.campaign }),
      ...(message.reply_to_message && { quotes: String(message.reply_to_message.message_id) }),
      body,
    },
  };
}

/** An edit has an id of its own: the message it changes was handled long ago. A live location that moves is no edit. */
function readEdit(message: MessageEnvelope, updateId: number, hello: Reading['hello']): Happened {
  const from = writerOf(message);
  const body = from && bodyOf(message, { from: from.id, hello: hello(from.language_code) });
  const text = body?.kind === 'text' ? body.text : body && 'caption' in body ? body.caption : '';
  if (!from || text === '') return { what: 'nothing' };
  return {
    what: 'message',
    chat: message.chat.id,
    message: {
      ...whoAndWhere(from, message.chat.id),
      messageId: `${message.message_id}e${updateId}`,
      at: (message.edit_date ?? message.date) * 1000,
      body: { kind: 'edited', of: String(message.message_id), text },
    },
  };
}

function readTap({ id, from, message, data }: NonNullable<Update['callback_query']>, now: number): Happened {
  if (message?.chat.type !== 'private' || from.is_bot || data === undefined) return { what: 'stray-tap', queryId: id };
  const edit = answered(message, data);
  return {
    what: 'tap',
    chat: message.chat.id,
    queryId: id,
    message: {
      ...whoAndWhere(from, message.chat.id),
      messageId: `t${id}`,
      at: now,
      body: { kind: 'choice', token: withoutMark(data) },
    },
    leaves: edit && { messageId: message.message_id, edit },
  };
}

function withoutMark(data: string): string {
  const mark = [ONCE, ANSWER].find((one) => data.startsWith(one)) ?? '';
  return data.slice(mark.length);
}

function readMembership(change: NonNullable<Update['my_chat_member']>, updateId: number): Happened {
  const { chat, date, old_chat_member: before, new_chat_member: after } = change;
  if (isGroup(chat)) return isInside(after.status) ? { what: 'in-group', chat: chat.id } : { what: 'nothing' };
  if (chat.type !== 'private' || before.status === after.status) return { what: 'nothing' };
  return { what: isInside(after.status) ? 'unblocked' : 'blocked', chat: chat.id, id: `${chat.id}m${updateId}`, at: date * 1000 };
}

function isGroup({ type }: z.infer<typeof chat>): boolean {
  return type === 'group' || type === 'supergroup' || type === 'channel';
}

function isInside(status: string): boolean {
  return status !== 'left' && status !== 'kicked';
}

function whoAndWhere(from: Writer, chat: number): Pick<Arrival, 'chat' | 'sender' | 'languageHint'> {
  const name = [from.first_name, from.last_name ?? ''].join(' ').trim();
  return {
    chat: String(chat),
    sender: name === '' ? {} : { name },
    ...(from.language_code !== undefined && { languageHint: from.language_code }),
  };
}
