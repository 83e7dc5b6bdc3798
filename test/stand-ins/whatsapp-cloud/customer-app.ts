/**
 * WhatsApp on a customer's telephone: what she does there, and what it shows her. What she does reaches the shop as a
 * webhook; each act answers the status the shop gave it.
 */
import type { GraphStandIn } from './graph-api.ts';
import { sumOf } from './media.ts';
import type { OutgoingMessage } from './objects.ts';
import { type OnScreen, onScreen, type Tappable } from './screen.ts';

/** One of the two ids at least. */
export interface Person {
  readonly name: string;
  /** Digits with the country; none where she took a user name. */
  readonly phone?: string;
  /** `PE.1047385771169864` */
  readonly userId?: string;
}

/** How she writes a message. */
export interface Manner {
  readonly id?: string;
  /** ms since the epoch; now where it is missing. */
  readonly at?: number;
  /** WhatsApp's id of the message that she quotes. */
  readonly quotes?: string;
  /** The advertisement that opened the chat. */
  readonly ad?: string;
}

type Raw = Readonly<Record<string, unknown>>;

export class CustomerApp {
  readonly person: Person;
  /** Everything the shop sent, oldest first. */
  readonly screen: OnScreen[] = [];
  /** With which marks of its own the shop sent it. */
  readonly marks: string[] = [];
  /** WhatsApp's ids of what she sent. */
  readonly wrote = new Set<string>();
  /** ms since the epoch. */
  lastWroteAt: number | null = null;
  /** She wants no more of the shop: nothing reaches her. */
  hasBlocked = false;
  readonly #graph: GraphStandIn;
  readonly #waiting: ((seen: OnScreen) => void)[] = [];

  constructor(graph: GraphStandIn, person: Person) {
    this.#graph = graph;
    this.person = person;
  }

  /** Where the shop finds her. */
  get chat(): string {
    return this.person.phone ?? this.person.userId ?? '';
  }

  shows(id: string, message: OutgoingMessage): void {
    const seen = onScreen(id, message);
    this.screen.push(seen);
    this.marks.push(message.biz_opaque_callback_data ?? '');
    this.#waiting.shift()?.(seen);
  }

  /** What comes next, by its place among all that came. */
  nextShown(place: number): Promise<OnScreen> {
    const seen = this.screen[place];
    return seen ? Promise.resolve(seen) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  says(text: string, manner: Manner = {}): Promise<number> {
    return this.sends(this.text(text, manner));
  }

  text(body: string, manner: Manner = {}): Raw {
    return this.message('text', { body }, manner);
  }

  /** A button, or a row of a list that she opened. `of`: the message that has it. */
  taps(option: Tappable, of: string, manner: Manner = {}): Promise<number> {
    const { id, title, description } = option;
    const reply =
      option.kind === 'button'
        ? { type: 'button_reply', button_reply: { id, title } }
        : { type: 'list_reply', list_reply: { id, title, ...(description && { description }) } };
    return this.sends(this.message('interactive', reply, { quotes: of, ...manner }));
  }

  shares(lat: number, lng: number, manner: Manner = {}): Promise<number> {
    return this.sends(this.message('location', { latitude: lat, longitude: lng, name: 'Casa', address: 'Av. Perú 1' }, manner));
  }

  /** @param own whether it is what she was asked for: her own number */
  sharesContact(phone: string, name: string, own: boolean, manner: Manner = {}): Promise<number> {
    const card = {
      name: { formatted_name: name },
      phones: [{ phone: `+${phone}`, wa_id: phone, type: 'CELL' }],
      ...(own && { origin: 'contact_request' }),
    };
    return this.sends(this.message('contacts', [card], manner));
  }

  /** A picture, a voice note, a document, a video or a sticker. */
  attaches(
    type: 'image' | 'audio' | 'document' | 'video' | 'sticker',
    file: { readonly bytes: Uint8Array; readonly mime: string; readonly caption?: string },
    manner: Manner = {},
  ): Promise<number> {
    return this.sends(this.attachment(type, file, manner));
  }

  attachment(
    type: string,
    file: { readonly bytes: Uint8Array; readonly mime: string; readonly caption?: string },
    manner: Manner = {},
  ): Raw {
    const id = this.#graph.media.receive(file.bytes, file.mime);
    const { caption, mime, bytes } = file;
    return this.message(type, { id, mime_type: mime, sha256: sumOf(bytes), ...(caption && { caption }) }, manner);
  }

  /** A message of any type, not sent yet. */
  message(type: string, content: unknown, manner: Manner = {}): Raw {
    const { name, phone, userId } = this.person;
    const at = manner.at ?? this.#graph.now();
    const id = manner.id ?? this.#graph.newId();
    this.wrote.add(id);
    this.lastWroteAt = Math.max(this.lastWroteAt ?? 0, at);
    const from = { ...(phone && { from: phone }), ...(userId && { from_user_id: userId }) };
    const who = {
      profile: { name, ...(phone ? {} : { username: name.toLowerCase() }) },
      ...(phone && { wa_id: phone }),
      ...(userId && { user_id: userId }),
    };
    const context = manner.quotes === undefined ? {} : { context: { from: '15550783881', id: manner.quotes } };
    const referral =
      manner.ad === undefined ? {} : { referral: { source_id: manner.ad, source_type: 'ad', source_url: 'https://fb.me/x' } };
    const message = { ...from, id, timestamp: String(Math.floor(at / 1000)), type, [type]: content, ...context, ...referral };
    return { contacts: [who], messages: [message] };
  }

  /** As one webhook with one change. */
  sends(value: Raw): Promise<number> {
    return this.#graph.webhooks.send([[this.#graph.change(value)]]);
  }

  /** What the shop's people typed to her in the app on their own telephone. */
  isWritten(text: string, manner: Manner = {}): Promise<number> {
    const { phone, userId } = this.person;
    const at = manner.at ?? this.#graph.now();
    const to = { ...(phone && { to: phone }), ...(userId && { to_user_id: userId }) };
    const echo = {
      from: '15550783881',
      ...to,
      id: manner.id ?? this.#graph.newId(),
      timestamp: String(Math.floor(at / 1000)),
      type: 'text',
      text: { body: text },
    };
    return this.#graph.webhooks.send([[this.#graph.change({ message_echoes: [echo] }, 'smb_message_echoes')]]);
  }
}
