/**
 * One message of a webhook as the shop hears it, by its type. What WhatsApp adds tomorrow is a message the shop cannot
 * read, never one that is lost.
 */
import { z } from 'zod';
import type { FileElsewhere, InboundBody, MediaKind } from '../../conversation/message.ts';

export type Body = InboundBody | FileElsewhere;

/** Nothing to say to the shop: a thumb on a message is no message. */
export const IGNORED = 'ignored';

type Read = (content: unknown) => Body | null;

const text = z.object({ body: z.string() });
const tapped = z.object({ id: z.string() });
const interactive = z.object({ button_reply: tapped.optional(), list_reply: tapped.optional() });
const quickReply = z.object({ text: z.string() });
const place = z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() });
const file = z.object({ id: z.string(), caption: z.string().optional(), mime_type: z.string().optional() });
const people = z
  .array(
    z.object({
      name: z.object({ formatted_name: z.string().optional() }).optional(),
      phones: z.array(z.object({ phone: z.string().optional(), wa_id: z.string().optional() })).optional(),
      /** `contact_request`: she was asked for her own number, and WhatsApp vouches for it. */
      origin: z.string().optional(),
    }),
  )
  .min(1);
const order = z.object({
  text: z.string().optional(),
  product_items: z.array(z.object({ product_retailer_id: z.string(), quantity: z.coerce.number() })).min(1),
});
const edit = z.object({
  original_message_id: z.string(),
  message: z.object({ text: text.optional(), image: file.optional(), document: file.optional() }),
});

const READERS: Readonly<Record<string, Read>> = {
  text: (content) => one(text, content, ({ body }) => ({ kind: 'text', text: body })),
  interactive: (content) =>
    one(interactive, content, ({ button_reply, list_reply }) => {
      const token = (button_reply ?? list_reply)?.id;
      return token === undefined ? null : { kind: 'choice', token };
    }),
  /** The button of a template, which says what it says. */
  button: (content) => one(quickReply, content, ({ text }) => ({ kind: 'text', text })),
  location: (content) => one(place, content, ({ latitude, longitude }) => ({ kind: 'location', lat: latitude, lng: longitude })),
  contacts: (content) =>
    one(people, content, ([person]) => {
      const [{ phone, wa_id } = {}] = person?.phones ?? [];
      const number = wa_id ? `+${wa_id}` : phone;
      return number === undefined
        ? null
        : { kind: 'contact', phone: number, name: person?.name?.formatted_name ?? '', own: person?.origin === 'contact_request' };
    }),
  image: kept('image'),
  document: kept('document'),
  audio: kept('voice'),
  video: told('video'),
  sticker: told('sticker'),
  /** What she put into a cart of WhatsApp's own catalog, in words. */
  order: (content) =>
    one(order, content, ({ text, product_items }) => {
      const lines = product_items.map(({ product_retailer_id, quantity }) => `${quantity} ${product_retailer_id}`);
      return { kind: 'text', text: [...lines, ...(text ? [text] : [])].join('\n') };
    }),
  edit: (content) =>
    one(edit, content, ({ original_message_id, message }) => {
      const said = message.text?.body ?? message.image?.caption ?? message.document?.caption;
      return said === undefined ? null : { kind: 'edited', of: original_message_id, text: said };
    }),
};

const WITHOUT_WORDS = new Set(['reaction', 'revoke', 'request_welcome']);

/** @param raw the message as it came */
export function bodyOf(type: string, raw: Readonly<Record<string, unknown>>): Body | typeof IGNORED {
  if (WITHOUT_WORDS.has(type)) return IGNORED;
  return READERS[type]?.(raw[type]) ?? { kind: 'unsupported', what: type.slice(0, LONGEST_KIND) };
}

/** Characters of the name of a kind. */
const LONGEST_KIND = 40;

/** The same of what the shop itself typed: its files are not brought. */
export function ownBodyOf(type: string, raw: Readonly<Record<string, unknown>>): InboundBody | typeof IGNORED {
  const body = bodyOf(type, raw);
  if (body === IGNORED || body.kind !== 'file-elsewhere') return body;
  return { kind: 'media', media: body.media, ref: '', mime: '', bytes: 0, caption: body.caption };
}

function one<S extends z.ZodType>(schema: S, content: unknown, say: (value: z.output<S>) => Body | null): Body | null {
  const parsed = schema.safeParse(content);
  return parsed.success ? say(parsed.data) : null;
}

/** A file the shop can keep: brought after the message was confirmed. */
function kept(media: MediaKind): Read {
  return (content) => one(file, content, ({ id, caption = '' }) => ({ kind: 'file-elsewhere', media, source: id, caption }));
}

/** One that it only has to know of. */
function told(media: MediaKind): Read {
  return (content) =>
    one(file, content, ({ caption = '', mime_type: mime = '' }) => ({ kind: 'media', media, ref: '', mime, bytes: 0, caption }));
}
