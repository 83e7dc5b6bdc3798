/**
 * From a message of WhatsApp to what the customer did: by a list of kinds, because every line of the page's own —
 * encryption notices, calls, group news — comes as a message, too.
 */
import type { ArrivingMessage, InboundBody, MediaKind } from '../../conversation/message.ts';
import { isPerson } from './chats.ts';
import type { RawMessage } from './protocol.ts';

type Body = ArrivingMessage['body'];
type Reader = (raw: RawMessage, phone: string | null) => Body | null;

const fetched =
  (media: MediaKind): Reader =>
  ({ serialized, text }) => ({ kind: 'file-elsewhere', media, source: serialized, caption: text });
const seen =
  (media: MediaKind): Reader =>
  ({ mime, text }) => ({ kind: 'media', media, ref: '', mime: mime ?? '', bytes: 0, caption: text });
const notRead =
  (what: string): Reader =>
  () => ({ kind: 'unsupported', what });

/** What persons send (whatsapp-web.js 1.34.7, MessageTypes). Everything else is the page's own, and nobody's words. */
const KINDS: Readonly<Record<string, Reader>> = {
  chat: ({ text }) => (text === '' ? null : { kind: 'text', text }),
  location: ({ place }) => (place ? { kind: 'location', ...place } : null),
  image: fetched('image'),
  ptt: fetched('voice'),
  audio: fetched('voice'),
  document: fetched('document'),
  sticker: seen('sticker'),
  video: seen('video'),
  vcard: contactOf,
  multi_vcard: notRead('contacts'),
  live_location: notRead('live-location'),
  order: notRead('order'),
  product: notRead('product'),
  payment: notRead('payment'),
  poll_creation: notRead('poll'),
  event_creation: notRead('event'),
  groups_v4_invite: notRead('invitation'),
  list_response: notRead('list'),
  buttons_response: notRead('buttons'),
  template_button_reply: notRead('buttons'),
  interactive: notRead('interactive'),
};

/** null: nothing that a person said, or not to the shop. `phone` of the chat, where it is known. */
export function bodyOf(raw: RawMessage, phone: string | null): Body | null {
  return KINDS[raw.type]?.(raw, phone) ?? null;
}

/** In the chat of one person with the shop. `own`: addresses of the shop's account. */
export function isBetweenTwo(raw: RawMessage, own: string | null): boolean {
  return isPerson(raw.chat) && raw.chat !== own && !raw.inGroup && !raw.isStatus;
}

/** What a person of the shop wrote: its files stay where they are. */
export function typedBody(raw: RawMessage): InboundBody | null {
  const body = bodyOf(raw, null);
  return body?.kind === 'file-elsewhere'
    ? { kind: 'media', media: body.media, ref: '', mime: raw.mime ?? '', bytes: 0, caption: raw.text }
    : body;
}

/** `waid` is the number WhatsApp knows the person by. Only the sender's own is surely hers. */
function contactOf({ cards }: RawMessage, phone: string | null): Body | null {
  const card = cards[0]?.replace(/\r?\n[ \t]/g, '') ?? '';
  const name = /^FN[^:\r\n]*:(.*)$/m.exec(card)?.[1]?.trim() ?? '';
  const digits = /waid=([0-9]{5,20})/.exec(card)?.[1] ?? /^(?:[\w.-]+\.)?TEL[^:\r\n]*:(.*)$/m.exec(card)?.[1]?.replace(/\D/g, '') ?? '';
  if (digits === '') return { kind: 'unsupported', what: 'contacts' };
  return { kind: 'contact', phone: `+${digits}`, name, own: phone === `+${digits}` };
}
