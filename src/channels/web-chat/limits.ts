/**
 * Every number that bounds the web chat, in one place. What a seller or an operator may want otherwise is
 * in `WebChatLimits` (settings); the rest are constants with their source.
 */

/** A token bucket: `burst` at once, then `perSecond` on average. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface WebChatLimits {
  /** Messages of one conversation. */
  readonly perConversation: Rate;
  /** Messages of one network address: many customers of a mobile network share one, so it is wide. */
  readonly perAddress: Rate;
  /** Pictures, voice notes and PDFs of one conversation: each takes disk for as long as the conversation is kept. */
  readonly files: Rate;
  /** True only behind a proxy of one's own: then the last entry of X-Forwarded-For is the client. */
  readonly trustProxy: boolean;
  /** Silence after which an open event stream gets a sign of life, in ms; below the 30 s of impatient proxies. */
  readonly heartbeatMs: number;
}

export const DEFAULT_LIMITS: WebChatLimits = {
  perConversation: { burst: 30, perSecond: 5 },
  perAddress: { burst: 1000, perSecond: 200 },
  files: { burst: 10, perSecond: 0.1 },
  trustProxy: false,
  heartbeatMs: 20_000,
};

/** Characters of a text. The shop reads the first 4,096 and says so; what is longer than this is no message. */
export const LONGEST_TEXT_AT_THE_DOOR = 20_000;

/** Bytes of a JSON body: the longest text, escaped, and its envelope. */
export const LARGEST_JSON = 64 * 1024;

/** Bytes of a picture: what a phone's camera app sends after its own shrinking (WhatsApp Cloud API: 5 MB). */
export const LARGEST_PICTURE = 5 * 1024 * 1024;

/** Bytes of a voice note: twenty minutes as the page records them; WhatsApp takes 16 MB of any sound (facts/channels.md). */
export const LARGEST_VOICE = 5 * 1024 * 1024;

/** Bytes of a PDF: a bank's receipt has a tenth of this. */
export const LARGEST_DOCUMENT = 5 * 1024 * 1024;

/** Bytes of a multipart body around its file: field names, id, caption. */
export const MULTIPART_ENVELOPE = 64 * 1024;

/** After this a conversation that could not be read is asked for again, in seconds: a file is put back by hand. */
export const UNREADABLE_RETRY_S = 60;

/** Messages of one answer of `GET messages`; ask again `after` the last one for more. */
export const MESSAGES_PER_PAGE = 200;

/** Event streams of one conversation (tabs, devices); the oldest gives way. */
export const STREAMS_PER_CONVERSATION = 8;

/** Event streams in all: a few kB each. Beyond it the page falls back to asking. */
export const STREAMS_IN_ALL = 5000;

/**
 * The dots stay this long after a message was kept and not yet answered, in ms: the shop waits about a
 * second for the rest of a burst (design.md §3), and then answers or has nothing to say.
 */
export const TYPING_AFTER_ACCEPTED_MS = 2500;
