/**
 * Telegram on a customer's telephone: what she does there, and what it shows her. Everything she does goes to the bot
 * as Telegram would send it; nothing here waits for the bot (see `TelegramStandIn.until`).
 */
import type { ChatState, Chats, FileKind } from './chats.ts';
import { START_PAYLOAD } from './limits.ts';
import type { Button, Chat, Content, KeyboardButton, Message, News, User } from './objects.ts';
import type { Taps } from './taps.ts';

/** The world around the app. */
export interface Surroundings {
  readonly bot: User;
  readonly chats: Chats;
  readonly taps: Taps;
  readonly now: () => number;
  readonly push: (chat: number, news: News) => void;
}

export interface Place {
  readonly lat: number;
  readonly lng: number;
}

export interface Attached {
  readonly bytes: Uint8Array;
  readonly caption?: string;
  readonly name?: string;
  readonly mime?: string;
}

/** A message as it stands on the screen now. */
export interface OnScreen {
  readonly id: number;
  readonly isMine: boolean;
  /** Text, or the caption below a picture. */
  readonly text: string;
  readonly bold: readonly string[];
  readonly buttons: readonly (readonly Button[])[];
  readonly photo: Uint8Array | null;
  readonly document: { readonly name: string; readonly bytes: Uint8Array } | null;
  /** The message that it answers. */
  readonly repliesTo: number | null;
  readonly isEdited: boolean;
}

/** Longest age of a message of which a tap still brings the whole. */
const SEEN_BY_BOT_MS = 48 * 3600_000;

export class UserApp {
  readonly user: User;
  /** All that she did, as Telegram told it. */
  readonly did: News[] = [];
  readonly #state: ChatState;
  readonly #around: Surroundings;

  constructor(user: User, around: Surroundings) {
    this.user = user;
    this.#around = {
      ...around,
      push: (id, news) => {
        this.did.push(news);
        around.push(id, news);
      },
    };
    const chat: Chat = { id: user.id, type: 'private', first_name: user.first_name };
    this.#state = around.chats.open(chat);
    this.#state.shut = 'never wrote';
  }

  /** Opens the bot, through `https://t.me/<bot>?start=<payload>` or by its name. */
  starts(payload?: string): number {
    if (payload !== undefined && !START_PAYLOAD.test(payload)) throw new Error(`Telegram opens no link with start=${payload}`);
    if (this.#state.shut === 'blocked') this.unblocks();
    return this.says(payload === undefined ? '/start' : `/start ${payload}`);
  }

  /** Answers the id of her message. `quoting`: the message that she answers. */
  says(text: string, { quoting }: { readonly quoting?: number } = {}): number {
    const command = /^\/\w+/.exec(text)?.[0];
    const entities = command === undefined ? {} : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
    return this.#sends({ text, ...entities, ...this.#quote(quoting) });
  }

  edits(id: number, text: string): void {
    const edited = this.#around.chats.change(this.#state, id, { text });
    this.#around.push(this.#state.chat.id, { edited_message: edited });
  }

  /** Taps the newest button whose label begins so; answers the id of the tap. */
  taps(label: string): string {
    const message = this.#state.messages.findLast((candidate) => buttonsOf(candidate).some(({ text }) => text.startsWith(label)));
    const button = message && buttonsOf(message).find(({ text }) => text.startsWith(label));
    if (!message || button?.callback_data === undefined) throw new Error(`there is no button "${label}" to tap:\n${this.asText()}`);
    return this.tapsData(message.message_id, button.callback_data);
  }

  /** A tap on any message, also an old one or one that never had this button. */
  tapsData(messageId: number, data: string): string {
    const { chats, taps, now } = this.#around;
    const found = chats.message(this.#state.chat.id, messageId);
    const isSeen = found && now() - found.date * 1000 < SEEN_BY_BOT_MS;
    const message = isSeen ? found : ({ chat: this.#state.chat, message_id: messageId, date: 0 } as const);
    const id = taps.begin();
    this.#around.push(this.#state.chat.id, {
      callback_query: { id, from: this.user, chat_instance: String(this.#state.chat.id), message, data },
    });
    return id;
  }

  /** What the bot said to a tap; null: the button is still loading. */
  answerTo(tap: string): string | null {
    return this.#around.taps.answerTo(tap);
  }

  /** Presses a key of the keyboard below the field: it is said, or asks for what it asks for. */
  presses(label: string, asked: { readonly at?: Place; readonly phone?: string } = {}): number {
    const key = this.keyboard.flat().find(({ text }) => text.startsWith(label));
    if (!key) throw new Error(`there is no key "${label}":\n${this.asText()}`);
    if (key.request_location) return this.sendsLocation(asked.at ?? { lat: 0, lng: 0 });
    if (key.request_contact) return this.sendsContact({ phone: asked.phone ?? '', own: true });
    return this.says(key.text);
  }

  sendsLocation({ lat, lng }: Place): number {
    return this.#sends({ location: { latitude: lat, longitude: lng } });
  }

  sendsContact({
    phone,
    own,
    name = this.user.first_name,
  }: {
    readonly phone: string;
    readonly own: boolean;
    readonly name?: string;
  }): number {
    return this.#sends({ contact: { phone_number: phone, first_name: name, ...(own && { user_id: this.user.id }) } });
  }

  sendsPhoto({ bytes, caption }: Attached): number {
    const small = this.#keeps('photo', { bytes: bytes.subarray(0, 100) });
    const large = this.#keeps('photo', { bytes });
    return this.#sends({
      photo: [
        { ...small, width: 90, height: 120 },
        { ...large, width: 960, height: 1280 },
      ],
      ...captioned(caption),
    });
  }

  sendsDocument({ bytes, caption, name = 'archivo.pdf', mime = 'application/pdf' }: Attached): number {
    return this.#sends({
      document: { ...this.#keeps('document', { bytes, name, mime }), file_name: name, mime_type: mime },
      ...captioned(caption),
    });
  }

  sendsVoice({ bytes }: Attached): number {
    return this.#sends({ voice: { ...this.#keeps('voice', { bytes }), duration: 3, mime_type: 'audio/ogg' } });
  }

  sendsVideo({ bytes, caption }: Attached): number {
    const facts = this.#keeps('video', { bytes });
    return this.#sends({ video: { ...facts, width: 640, height: 480, duration: 5, mime_type: 'video/mp4' }, ...captioned(caption) });
  }

  sendsSticker(): number {
    const facts = this.#keeps('sticker', { bytes: new Uint8Array(10) });
    return this.#sends({
      sticker: { ...facts, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '👍' },
    });
  }

  blocks(): void {
    this.#state.shut = 'blocked';
    this.#tellsMembership('member', 'kicked');
  }

  unblocks(): void {
    this.#state.shut = null;
    this.#tellsMembership('kicked', 'member');
  }

  /** Telegram says nothing; the bot learns it when it writes. */
  deletesAccount(): void {
    this.#state.shut = 'deactivated';
  }

  /** Everything in the chat, oldest first, as it is now. */
  get screen(): readonly OnScreen[] {
    return this.#state.messages.map((message) => this.#shown(message));
  }

  /** What the bot said, oldest first. */
  get heard(): readonly OnScreen[] {
    return this.screen.filter(({ isMine }) => !isMine);
  }

  /** The keys below the field to write in, by row. */
  get keyboard(): readonly (readonly KeyboardButton[])[] {
    return this.#state.keyboard ?? [];
  }

  /** The screen as one text, for the message of a test that fails. */
  asText(): string {
    return this.screen
      .map(({ isMine, text, buttons }) =>
        [`${isMine ? '>' : '<'} ${text}`, ...buttons.map((row) => row.map(({ text }) => `[${text}]`).join(' '))].join('\n'),
      )
      .join('\n');
  }

  #sends(content: Content): number {
    if (this.#state.shut === 'deactivated') throw new Error('this account is no more');
    if (this.#state.shut === 'blocked') throw new Error('she has blocked the bot: `unblocks` or `starts` first');
    this.#state.shut = null;
    const message = this.#around.chats.post(this.#state, this.user, content);
    this.#around.push(this.#state.chat.id, { message });
    return message.message_id;
  }

  #keeps(kind: FileKind, { bytes, name = 'file', mime = 'application/octet-stream' }: Attached) {
    return this.#around.chats.keep({ bytes, name, mime }, kind);
  }

  #quote(quoting: number | undefined): Partial<Content> {
    const quoted = quoting === undefined ? undefined : this.#around.chats.message(this.#state.chat.id, quoting);
    if (!quoted) return {};
    // Telegram shows the message that is answered, not what that one answered.
    const { reply_to_message: _, ...shallow } = quoted;
    return { reply_to_message: shallow };
  }

  #tellsMembership(before: 'member' | 'kicked', after: 'member' | 'kicked'): void {
    const { bot, now } = this.#around;
    const member = (status: 'member' | 'kicked') => (status === 'kicked' ? { user: bot, status, until_date: 0 } : { user: bot, status });
    this.#around.push(this.#state.chat.id, {
      my_chat_member: {
        chat: this.#state.chat,
        from: this.user,
        date: Math.floor(now() / 1000),
        old_chat_member: member(before),
        new_chat_member: member(after),
      },
    });
  }

  #shown(message: Message): OnScreen {
    const { message_id: id, text = message.caption ?? '', entities = message.caption_entities ?? [], photo, document } = message;
    const file = (fileId: string | undefined) => (fileId === undefined ? undefined : this.#around.chats.file(fileId));
    const documentFile = file(document?.file_id);
    return {
      id,
      isMine: message.from.id === this.user.id,
      text,
      bold: entities.filter(({ type }) => type === 'bold').map(({ offset, length }) => text.slice(offset, offset + length)),
      buttons: message.reply_markup?.inline_keyboard ?? [],
      photo: file(photo?.at(-1)?.file_id)?.bytes ?? null,
      document: documentFile ? { name: documentFile.name, bytes: documentFile.bytes } : null,
      repliesTo: message.reply_to_message?.message_id ?? null,
      isEdited: message.edit_date !== undefined,
    };
  }
}

function buttonsOf(message: Message): readonly Button[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat();
}

function captioned(caption: string | undefined): Partial<Content> {
  return caption === undefined ? {} : { caption };
}
