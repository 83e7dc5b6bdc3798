/** The chats of the bot: who is in them, what was said, and the files that were sent. */
import type { Chat, Content, FileFacts, KeyboardButton, Message, User } from './objects.ts';
import type { UploadedFile } from './request.ts';

/** What a file was sent as: it cannot be sent again as anything else. */
export type FileKind = 'photo' | 'document' | 'voice' | 'video' | 'sticker';

export interface StoredFile extends UploadedFile {
  readonly id: string;
  readonly kind: FileKind;
  /** Of the download. */
  readonly path: string;
}

export interface ChatState {
  readonly chat: Chat;
  readonly messages: Message[];
  /** The bot may not write here, and why. */
  shut: 'never wrote' | 'blocked' | 'deactivated' | 'kicked' | null;
  /** The supergroup that this group became. */
  movedTo: number | null;
  /** The keyboard below the field to write in, until it is taken away. */
  keyboard: readonly (readonly KeyboardButton[])[] | null;
  /** Messages that brought or took away a keyboard: they cannot be edited (spec: Updating messages). */
  readonly fixed: Set<number>;
}

export class Chats {
  readonly #now: () => number;
  readonly #chats = new Map<number, ChatState>();
  readonly #files = new Map<string, StoredFile>();
  #nextMessage = 100;

  constructor(now: () => number) {
    this.#now = now;
  }

  open(chat: Chat): ChatState {
    const state: ChatState = { chat, messages: [], shut: null, movedTo: null, keyboard: null, fixed: new Set() };
    this.#chats.set(chat.id, state);
    return state;
  }

  find(id: number): ChatState | undefined {
    return this.#chats.get(id);
  }

  post({ chat, messages }: ChatState, from: User, content: Content): Message {
    const message: Message = { message_id: this.#nextMessage, date: this.#seconds(), chat, from, ...content };
    this.#nextMessage += 1;
    messages.push(message);
    return message;
  }

  message(chat: number, id: number): Message | undefined {
    return this.#chats.get(chat)?.messages.find(({ message_id }) => message_id === id);
  }

  /** @throws where there is no such message. */
  change({ messages }: ChatState, id: number, change: Partial<Content>): Message {
    const at = messages.findIndex(({ message_id }) => message_id === id);
    const before = messages[at];
    if (!before) throw new Error(`there is no message ${id}`);
    const after: Message = { ...before, ...change, edit_date: this.#seconds() };
    messages[at] = after;
    return after;
  }

  keep(file: UploadedFile, kind: FileKind): FileFacts {
    const id = `${kind}-${this.#files.size + 1}`;
    this.#files.set(id, { ...file, id, kind, path: `${kind}s/file_${this.#files.size + 1}` });
    return this.facts(id);
  }

  file(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  facts(id: string): FileFacts {
    return { file_id: id, file_unique_id: `unique-${id}`, file_size: this.#files.get(id)?.bytes.length ?? 0 };
  }

  fileAt(path: string): StoredFile | undefined {
    return [...this.#files.values()].find((file) => file.path === path);
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}
