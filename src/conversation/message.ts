/**
 * The neutral message: what goes in and out, the same for every channel. Channels translate it; nothing
 * else knows what a button is. Text is spans, never markup, so that nothing has to be escaped and
 * nothing a person wrote can become formatting.
 */
import type { Command } from './commands.ts';

export interface Span {
  readonly t: string;
  readonly b?: true;
  readonly i?: true;
  readonly code?: true;
}

export type Rich = readonly Span[];

/** What a customer did, as a channel hands it over. `text` bodies are cleaned by `cleanText`. */
export type InboundBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly token: string }
  | { readonly kind: 'location'; readonly lat: number; readonly lng: number }
  | { readonly kind: 'contact'; readonly phone: string; readonly name: string; readonly own: boolean }
  | {
      readonly kind: 'media';
      readonly media: MediaKind;
      readonly ref: string;
      readonly mime: string;
      readonly bytes: number;
      /** Of its bytes, in hexadecimal: the same picture is known again under any name. */
      readonly sha256?: string;
      readonly caption: string;
    }
  | { readonly kind: 'edited'; readonly of: string; readonly text: string }
  /** `what`: the channel's word for it; `lost` for what could not be brought or read, with the words that came with it. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly text?: string };

export type MediaKind = 'image' | 'document' | 'voice' | 'video' | 'sticker';

export interface InboundMessage {
  /** `web`, `telegram`, `whatsapp-web`, `whatsapp-cloud`. */
  readonly channel: string;
  /** Which account of the shop on that channel. */
  readonly account: string;
  /** The channel's id of this message: the same id again is the same message. */
  readonly messageId: string;
  /** The channel's id of the chat. */
  readonly chat: string;
  /** Another id of who writes, by which she may come alone: a telephone gets a new owner one day, this one never does. */
  readonly knownAs?: string;
  readonly sender: { readonly name?: string; readonly phone?: string };
  /** A campaign code in the link that opened the chat; codes in the text are found by the shop. */
  readonly campaign?: string;
  /** The channel's id of the message that the customer quoted. */
  readonly quotes?: string;
  /** Language the customer's device asks for, e.g. from Accept-Language. */
  readonly languageHint?: string;
  /** Instant the channel gives, ms since the epoch. */
  readonly at: number;
  readonly body: InboundBody;
}

/** A file that the channel still has: it is brought before the shop hears of the message. */
export interface FileElsewhere {
  readonly kind: 'file-elsewhere';
  readonly media: MediaKind;
  /** Where the channel finds it again. */
  readonly source: string;
  readonly caption: string;
}

export interface MessageWithFile extends Omit<InboundMessage, 'body'> {
  readonly body: FileElsewhere;
}

/** As it comes in at the door. */
export type ArrivingMessage = InboundMessage | MessageWithFile;

export function hasFileElsewhere(message: ArrivingMessage): message is MessageWithFile {
  return message.body.kind === 'file-elsewhere';
}

/** A file of a customer as the shop has it. */
export type KeptFile = Extract<InboundBody, { readonly kind: 'media' }>;

/** What the shop says. Five kinds cover every need of every channel (facts/channels.md §3). */
export type OutboundBody =
  | { readonly kind: 'text'; readonly rich: Rich }
  | { readonly kind: 'menu'; readonly rich: Rich; readonly menu: Menu; readonly image?: Picture }
  | { readonly kind: 'ask'; readonly rich: Rich; readonly what: 'location' | 'contact' | 'text' }
  | { readonly kind: 'link'; readonly rich: Rich; readonly url: string; readonly label: string }
  | { readonly kind: 'file'; readonly rich: Rich; readonly file: Picture | Attachment };

export interface Picture {
  /** File name in `catalog/images/`. */
  readonly name: string;
  readonly alt: string;
}

/** A file of the data folder, for a helper's own chat: a list made for her, or what a customer sent. */
export interface Attachment {
  /** `outgoing`: made for this message and gone after a day. `media`: of a customer. */
  readonly folder: 'outgoing' | 'media';
  /** `<folder>/<name>` below that folder. */
  readonly ref: string;
  /** As whoever gets it should see it: `pedidos.xlsx`. */
  readonly name: string;
  readonly mime: string;
}

export function isAttachment(file: Picture | Attachment): file is Attachment {
  return 'ref' in file;
}

export interface Menu {
  /** Random: a token cannot be guessed, nor used in another conversation. */
  readonly id: string;
  readonly options: readonly MenuOption[];
}

export interface MenuOption {
  /** What the customer may type: 1, 2, 3… and 0 for the way out or for more. */
  readonly number: number;
  readonly label: string;
  readonly description?: string;
  /** Other words that customers say for the label: "gris" for "Plomo". */
  readonly synonyms?: readonly string[];
  /** A small picture, where the channel can show one. */
  readonly image?: Picture;
  /** `<n of the message in base 36>.<menu id>.<index>`: what a tap sends back. */
  readonly token: string;
  /** What happens when it is chosen: the same commands that words become. */
  readonly commands: readonly Command[];
  /** Cart version this option was made for, where an older cart would make it wrong. */
  readonly cartVersion?: number;
  /** "Sí" and "no" choose this option while its menu is on the table. */
  readonly means?: 'yes' | 'no';
}

/** A message as it is kept: both directions, numbered within its conversation from 1. */
export interface LoggedMessage {
  /** `<conversation id>:<n>`. */
  readonly id: string;
  readonly conversationId: string;
  readonly n: number;
  /** UTC ISO instant. */
  readonly at: string;
  readonly from: 'customer' | 'shop' | 'seller';
  readonly body: OutboundBody | InboundBody;
  /** Readable whole: spans joined, with numbered options and the link where there are any. */
  readonly text: string;
  /** The channel's ids of the parts in which it left, where messages are sent. */
  readonly sentAs?: readonly string[];
  /** Number of the order of which it brings news: it is told whoever is speaking. */
  readonly orderId?: string;
  /** Conversations of the customers that a helper of the shop is told of here, in her own chat. */
  readonly about?: readonly string[];
  /**
   * Number of the message whose button she tapped and that this one takes the place of, where the channel can change
   * what it said: the next page of a list. It was the last thing in the chat.
   */
  readonly insteadOf?: number;
  /** It did not leave, and will not: a person of the shop wrote first, or the customer cannot be reached. */
  readonly unsent?: 'seller-wrote' | 'unreachable' | 'no-helper';
}
