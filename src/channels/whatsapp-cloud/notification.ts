/**
 * What a webhook of WhatsApp tells, in the order in which it tells it: entries hold changes, and changes hold messages,
 * echoes of what the shop typed itself, and statuses. One that cannot be read does not spoil the others.
 */
import { z } from 'zod';
import type { ChannelNews } from '../../conversation/channel-news.ts';
import type { ArrivingMessage } from '../../conversation/message.ts';
import { bodyOf, IGNORED, ownBodyOf } from './inbound.ts';
import { type Mark, readMark } from './marks.ts';
import { chatOf, type Ids, lastingIdOf } from './people.ts';
import { meaningOf } from './problems.ts';

export type Told =
  | { readonly tells: 'message'; readonly message: ArrivingMessage }
  | { readonly tells: 'news'; readonly news: Extract<ChannelNews, { readonly chat: string }> }
  | {
      readonly tells: 'status';
      readonly ref: string;
      readonly status: string;
      /** Which message of the shop it is of; null where that is not known. */
      readonly mark: Mark | null;
      readonly failed: Failed | null;
      /** Where the shop has to know that it left. */
      readonly left: Left | null;
    };

type Failed = Extract<ChannelNews, { readonly what: 'failed' }>;
type Left = Extract<ChannelNews, { readonly what: 'left' }>;

export interface Notification {
  readonly told: readonly Told[];
  /** Changes for numbers that are not the shop's. */
  readonly foreign: number;
  /** Parts that could not be read. */
  readonly unread: number;
  /** What WhatsApp itself could not do, by its codes. */
  readonly problems: readonly string[];
  /** WhatsApp changed something about the number or the account. */
  readonly ofTheAccount: boolean;
}

export interface Reader {
  readonly channel: string;
  readonly phoneId: string;
}

const seconds = z.coerce.number().int().positive();
const contact = z.object({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  profile: z.object({ name: z.string().optional(), username: z.string().optional() }).optional(),
});
const message = z.looseObject({
  id: z.string().min(1),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  timestamp: seconds,
  type: z.string(),
  group_id: z.string().optional(),
  // What only adds to a message does not cost the message where it cannot be read.
  context: z.object({ id: z.string() }).optional().catch(undefined),
  referral: z.object({ source_id: z.string() }).optional().catch(undefined),
});
const echo = z.looseObject({
  id: z.string().min(1),
  to: z.string().optional(),
  to_user_id: z.string().optional(),
  timestamp: seconds,
  type: z.string(),
});
const system = z.object({
  type: z.string(),
  wa_id: z.string().optional(),
  /** Before the version 12 of Graph. */
  new_wa_id: z.string().optional(),
  user_id: z.string().optional(),
  previous_user_id: z.string().optional(),
});
const status = z.object({
  id: z.string().min(1),
  status: z.string(),
  timestamp: seconds,
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  biz_opaque_callback_data: z.string().optional().catch(undefined),
  errors: z
    .array(z.object({ code: z.number() }))
    .optional()
    .catch(undefined),
});
const list = z.array(z.unknown()).optional();
const value = z.object({
  metadata: z.object({ phone_number_id: z.string() }).optional(),
  contacts: list,
  messages: list,
  message_echoes: list,
  statuses: list,
  errors: z
    .array(z.object({ code: z.number() }))
    .optional()
    .catch(undefined),
});
const envelope = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
});

/** What this channel asks Meta to tell it of customers. */
const FIELDS_OF_CHATS = new Set(['messages', 'smb_message_echoes']);
/** And of itself. */
const FIELDS_OF_ACCOUNT = new Set(['account_update', 'account_alerts', 'phone_number_quality_update', 'phone_number_name_update']);

/** null where it is no webhook of WhatsApp. */
export function readNotification(json: unknown, reader: Reader): Notification | null {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return null;
  const changes = parsed.data.entry.flatMap((entry) => entry.changes);
  const told: Told[] = [];
  const problems: string[] = [];
  let foreign = 0;
  let unread = 0;
  for (const change of changes) {
    if (!FIELDS_OF_CHATS.has(change.field)) continue;
    const read = value.safeParse(change.value);
    if (!read.success) unread += 1;
    else if (read.data.metadata?.phone_number_id !== reader.phoneId) foreign += 1;
    else {
      const all = readValue(read.data, reader);
      problems.push(...(read.data.errors ?? []).map(({ code }) => meaningOf(code, null).words));
      told.push(...all.flatMap((one) => (one === 'unread' ? [] : one)));
      unread += all.filter((one) => one === 'unread').length;
    }
  }
  return { told, foreign, unread, problems, ofTheAccount: changes.some(({ field }) => FIELDS_OF_ACCOUNT.has(field)) };
}

type One = readonly Told[] | 'unread';

function readValue({ contacts = [], messages = [], message_echoes = [], statuses = [] }: z.output<typeof value>, reader: Reader): One[] {
  const known = contacts.flatMap((one) => contact.safeParse(one).data ?? []);
  return [
    ...messages.map((one): One => {
      const read = message.safeParse(one);
      return read.success ? readMessage(read.data, known, reader) : 'unread';
    }),
    ...message_echoes.map((one): One => {
      const read = echo.safeParse(one);
      return read.success ? readEcho(read.data, known, reader) : 'unread';
    }),
    ...statuses.map((one): One => {
      const read = status.safeParse(one);
      return read.success ? [readStatus(read.data, reader)] : 'unread';
    }),
  ];
}

type Contacts = readonly z.output<typeof contact>[];

function readMessage(raw: z.output<typeof message>, contacts: Contacts, reader: Reader): One {
  // Groups are not customers.
  if (raw.group_id !== undefined) return [];
  if (raw.type === 'system') return readSystem(raw, reader);
  const given = { userId: raw.from_user_id, phone: raw.from };
  const who = contacts.find((one) => isSame(one, given)) ?? (contacts.length === 1 ? contacts[0] : undefined);
  const ids = { userId: given.userId ?? who?.user_id, phone: given.phone ?? who?.wa_id };
  const whose = chatOf(ids);
  if (whose === null) return 'unread';
  const body = bodyOf(raw.type, raw);
  if (body === IGNORED) return [];
  const { phone } = ids;
  const name = who?.profile?.name ?? who?.profile?.username;
  const quotes = raw.context?.id;
  const campaign = raw.referral?.source_id;
  const about = {
    channel: reader.channel,
    account: reader.phoneId,
    messageId: raw.id,
    ...whose,
    sender: { ...(name && { name }), ...(phone && /^\d+$/.test(phone) && { phone: `+${phone}` }) },
    at: raw.timestamp * 1000,
    ...(quotes && { quotes }),
    ...(campaign && CAMPAIGN.test(campaign) && { campaign }),
  };
  // Told apart, because a message and one whose file is elsewhere are two types.
  const message = body.kind === 'file-elsewhere' ? { ...about, body } : { ...about, body };
  return [{ tells: 'message', message }];
}

/** As codes of campaigns are written everywhere; the number of an advertisement is one. */
const CAMPAIGN = /^[A-Za-z0-9_-]{1,64}$/;

function isSame(one: Contacts[number], { userId, phone }: Ids): boolean {
  return (userId !== undefined && one.user_id === userId) || (phone !== undefined && one.wa_id === phone);
}

/** She has another telephone, and so another id. */
function readSystem(raw: z.output<typeof message>, reader: Reader): One {
  const read = system.safeParse(raw.system);
  if (!read.success) return 'unread';
  const { type, wa_id, new_wa_id, user_id, previous_user_id } = read.data;
  if (!type.startsWith('user_changed')) return [];
  const whose = chatOf({ userId: previous_user_id ?? raw.from_user_id, phone: raw.from });
  const to = lastingIdOf({ userId: user_id, phone: wa_id ?? new_wa_id });
  if (whose === null || to === null || whose.chat === to) return [];
  return [{ tells: 'news', news: { ...ofChat(raw, reader), what: 'moved', ...whose, to } }];
}

/** The seller wrote to a customer in the app on her own telephone. */
function readEcho(raw: z.output<typeof echo>, contacts: Contacts, reader: Reader): One {
  const whose = chatOf({ userId: raw.to_user_id ?? contacts.find((one) => one.wa_id === raw.to)?.user_id, phone: raw.to });
  const body = ownBodyOf(raw.type, raw);
  if (whose === null) return 'unread';
  if (body === IGNORED) return [];
  return [{ tells: 'news', news: { ...ofChat(raw, reader), what: 'typed-by-seller', ...whose, body } }];
}

function readStatus(raw: z.output<typeof status>, reader: Reader): Told {
  const whose = chatOf({ userId: raw.recipient_user_id, phone: raw.recipient_id });
  const mark = readMark(raw.biz_opaque_callback_data);
  const hasFailed = raw.status === 'failed';
  const about = (what: string) => ofChat({ id: `${what}:${raw.id}`, timestamp: raw.timestamp }, reader);
  const { fault, words: reason } = meaningOf(raw.errors?.[0]?.code ?? NO_CODE, null);
  const because = fault === 'window' ? ({ because: 'window-closed' } as const) : {};
  const message = mark === null ? {} : { message: mark.key };
  return {
    tells: 'status',
    ref: raw.id,
    status: raw.status,
    mark,
    failed:
      hasFailed && whose !== null ? { ...about('failed'), what: 'failed', ...whose, ref: raw.id, reason, ...message, ...because } : null,
    left: !hasFailed && mark !== null ? { ...about('left'), what: 'left', message: mark.key, part: mark.part, ref: raw.id } : null,
  };
}

/** No code of Meta's. */
const NO_CODE = -1;

function ofChat({ id, timestamp }: { readonly id: string; readonly timestamp: number }, { channel, phoneId }: Reader) {
  return { channel, account: phoneId, id, at: timestamp * 1000 };
}
