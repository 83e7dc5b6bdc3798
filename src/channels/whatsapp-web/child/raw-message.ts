/**
 * A message of the library as the shop reads it: what WhatsApp Web has of it is parsed here, once.
 */
import type { Message } from 'whatsapp-web.js';
import { z } from 'zod';
import type { RawMessage } from '../protocol.ts';

const wid = z.union([z.string(), z.object({ _serialized: z.string() })]).transform((id) => (typeof id === 'string' ? id : id._serialized));
const number = z.number().nullish().catch(null);
const words = z.string().nullish().catch(null);

const data = z.object({
  id: z.object({ id: z.string(), _serialized: z.string(), fromMe: z.boolean(), remote: wid, participant: z.unknown().optional() }),
  type: z.string(),
  t: z.number(),
  body: words,
  caption: words,
  notifyName: words,
  quotedStanzaID: words,
  lat: number,
  lng: number,
  vcardList: z
    .array(z.object({ vcard: z.string() }))
    .nullish()
    .catch(null),
  mimetype: words,
  size: number,
  isStatusV3: z.unknown().optional(),
  ack: number,
});

/** Of these the body is a small picture, and the words are the caption. */
const WITH_FILE: readonly string[] = ['image', 'video', 'document', 'ptt', 'audio', 'sticker'];

const revoked = z.object({ protocolMessageKey: z.object({ id: z.string() }) });

/** Id of the message that is deleted: the page tells it of the message itself, or of a line that says so. */
export function deletedBy(message: Message): string {
  const read = revoked.safeParse(message.rawData);
  return read.success ? read.data.protocolMessageKey.id : message.id.id;
}

/** null: it has not the shape of a message. */
export function rawOf(message: Message): RawMessage | null {
  const read = data.safeParse(message.rawData);
  if (!read.success) return null;
  const { id, type, lat, lng, vcardList, ...rest } = read.data;
  const isCard = type === 'vcard';
  return {
    id: id.id,
    serialized: id._serialized,
    chat: id.remote,
    fromMe: id.fromMe,
    inGroup: id.participant !== undefined && id.participant !== null,
    isStatus: rest.isStatusV3 === true || id.remote === 'status@broadcast',
    type,
    t: rest.t,
    text: (WITH_FILE.includes(type) ? rest.caption : isCard ? null : rest.body) ?? '',
    name: rest.notifyName ?? null,
    quotes: rest.quotedStanzaID ?? null,
    place: typeof lat === 'number' && typeof lng === 'number' ? { lat, lng } : null,
    cards: isCard ? [rest.body ?? ''] : (vcardList ?? []).map(({ vcard }) => vcard),
    mime: rest.mimetype ?? null,
    bytes: rest.size ?? null,
    ack: rest.ack ?? 0,
  };
}
