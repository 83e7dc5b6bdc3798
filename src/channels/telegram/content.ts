/**
 * What a message of Telegram holds, kind by kind. Files are only named here: the shop brings them once it has kept
 * the message.
 */
import { z } from 'zod';
import { codeIn } from '../../conversation/code.ts';
import type { FileElsewhere, InboundBody } from '../../conversation/message.ts';
import { LARGEST_SENT } from '../sent-files.ts';
import type { MessageEnvelope } from './envelope.ts';
import { START_PAYLOAD } from './limits.ts';

type Body = InboundBody | FileElsewhere;
type Media = FileElsewhere['media'];

const file = z.object({
  file_id: z.string(),
  file_size: z.number().optional().catch(undefined),
  mime_type: z.string().optional().catch(undefined),
});
type File = z.infer<typeof file>;
const photo = z.array(file).min(1);
const place = z.object({ latitude: z.number(), longitude: z.number() });
const contact = z.object({
  phone_number: z.string(),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  user_id: z.number().optional().catch(undefined),
});

export interface Circumstances {
  /** Id of whoever wrote it. */
  readonly from: number;
  /** What tapping "Start" says, in her language. */
  readonly hello: string;
}

type Reader = (value: unknown, message: MessageEnvelope, around: Circumstances) => Body | null;

/** In this order: an animation is also sent as a document, and a venue as a location. */
const READERS: Readonly<Record<string, Reader>> = {
  text: (value, _message, { hello }) => (typeof value === 'string' ? { kind: 'text', text: wordsOf(value, hello) } : null),
  location: (value) => {
    const { data } = place.safeParse(value);
    return data ? { kind: 'location', lat: data.latitude, lng: data.longitude } : null;
  },
  contact: (value, _message, { from }) => {
    const { data } = contact.safeParse(value);
    if (!data) return null;
    const name = [data.first_name, data.last_name ?? ''].join(' ').trim();
    // Anybody's number can be sent; only Telegram's own word makes it hers.
    return { kind: 'contact', phone: data.phone_number, name, own: data.user_id === from };
  },
  photo: (value, message) => {
    const { data } = photo.safeParse(value);
    const best = data?.filter(isSmallEnough).toSorted((a, b) => (b.file_size ?? 0) - (a.file_size ?? 0))[0] ?? data?.[0];
    return best ? brought('image', best, message) : null;
  },
  voice: files('voice'),
  audio: files('voice'),
  animation: seen('video'),
  video: seen('video'),
  video_note: seen('video'),
  sticker: seen('sticker'),
  document: files('document'),
};

/** Telegram tells these by itself: nobody wrote them. */
const SERVICE = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'write_access_allowed',
  'connected_website',
  'users_shared',
  'chat_shared',
  'passport_data',
  'proximity_alert_triggered',
  'boost_added',
  'gift',
  'unique_gift',
];

/** What every message has beside what is in it: not the name of something that cannot be read. */
const AROUND =
  /^(?:message_|date$|edit_date$|chat$|from$|forward_|reply_|is_|has_|media_group_id$|author_signature$|show_caption|effect_id$)/;

/** null: nobody wrote it. */
export function bodyOf(message: MessageEnvelope, around: Circumstances): Body | null {
  for (const [kind, read] of Object.entries(READERS)) {
    if (message[kind] === undefined) continue;
    return read(message[kind], message, around) ?? { kind: 'unsupported', what: kind };
  }
  const kinds = Object.keys(message).filter((key) => message[key] !== undefined && !AROUND.test(key));
  if (kinds.some((kind) => SERVICE.includes(kind))) return null;
  return { kind: 'unsupported', what: kinds[0] ?? 'empty' };
}

/**
 * What came with a link to the bot (`t.me/<bot>?start=…`): a campaign, or a code that the shop gave out, which is
 * what the customer would have typed. null: she did not come by a link.
 */
export function startOf(message: MessageEnvelope, { hello }: Circumstances): { readonly body: Body; readonly campaign?: string } | null {
  if (typeof message.text !== 'string' || message.forward_origin !== undefined) return null;
  const payload = /^\/start(?:@\w+)? (\S+)$/.exec(message.text)?.[1];
  if (payload === undefined || !START_PAYLOAD.test(payload)) return null;
  if (codeIn(payload) === payload) return { body: { kind: 'text', text: payload } };
  return { body: { kind: 'text', text: hello }, campaign: payload };
}

/** `/mi_pedido` of the list of commands is what it says: "mi pedido". */
function wordsOf(text: string, hello: string): string {
  const [, name, rest = ''] = /^\/([A-Za-z0-9_]{1,32})(?:@\w+)?(\s[\s\S]*)?$/.exec(text) ?? [];
  if (name === undefined) return text;
  if (name === 'start') return rest.trim() === '' ? hello : rest.trim();
  return `${name.replaceAll('_', ' ')}${rest}`;
}

function isSmallEnough({ file_size }: File): boolean {
  return file_size === undefined || file_size <= LARGEST_SENT;
}

function captionOf(message: MessageEnvelope): string {
  return typeof message.caption === 'string' ? message.caption : '';
}

/** A file that the shop brings. */
function files(media: Media): Reader {
  return (value, message) => {
    const { data } = file.safeParse(value);
    return data ? brought(media, data, message) : null;
  };
}

/** One that is larger than the shop keeps is found out when it is to be brought. */
function brought(media: Media, { file_id }: File, message: MessageEnvelope): Body {
  return { kind: 'file-elsewhere', media, source: file_id, caption: captionOf(message) };
}

/** A file that nobody could look at here: the shop only knows of it. */
function seen(media: Media): Reader {
  return (value, message) => {
    const { data } = file.safeParse(value);
    return data ? { kind: 'media', media, ref: '', mime: data.mime_type ?? '', bytes: 0, caption: captionOf(message) } : null;
  };
}
