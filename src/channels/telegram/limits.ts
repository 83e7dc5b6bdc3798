/**
 * Every number that bounds the Telegram channel, with its source. `spec` is core.telegram.org/bots/api; `td` and
 * `bot-api` are the sources of TDLib and of Telegram's own server.
 */

/** Characters of a message after its entities (td MessageContent.cpp); counted here in UTF-16 units, which are never fewer. */
export const LONGEST_TEXT = 4096;
/** Characters of a caption (td MessageContent.cpp). */
export const LONGEST_CAPTION = 1024;
/** Entities of one message; the server drops those beyond (td MessageEntity.cpp). */
export const MOST_ENTITIES = 100;

/** Units of a button's label that a small phone shows whole in a row of its own, and where two share a row. */
export const WIDEST_BUTTON = 40;
export const WIDEST_HALF_BUTTON = 14;
/** Bytes of what a button sends back (spec: InlineKeyboardButton). */
export const CALLBACK_DATA_BYTES = 64;
/** Characters of the address of a button; Telegram's apps refuse longer ones. */
export const LONGEST_URL = 2048;

/** What follows `t.me/<bot>?start=` (td LinkManager.cpp). */
export const START_PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

/** Kinds of news that are asked for; groups, channels, payments inside Telegram and the rest never come. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
/** Updates of one answer of getUpdates, and how long it waits for the first, in s (bot-api Client.cpp caps it at 50). */
export const UPDATES_AT_ONCE = 100;
export const POLL_WAIT_S = 50;
/** Parallel deliveries to the webhook, over all chats (spec: setWebhook, its default). */
export const WEBHOOK_CONNECTIONS = 40;
/** Bytes of an update over the webhook: the longest message in JSON is far below it. */
export const LARGEST_UPDATE = 1024 * 1024;
/** Seconds after which Telegram delivers again what the shop could not keep (it honours Retry-After, bot-api WebhookActor.cpp). */
export const WEBHOOK_RETRY_S = 5;
/** How often the address that Telegram delivers to is looked at, in ms. */
export const WEBHOOK_CHECK_MS = 5 * 60_000;

/** How long an answer is waited for, in ms: a message; a file on its way to Telegram or from it; a long poll beyond its own wait. */
export const CALL_TIMEOUT_MS = 30_000;
export const FILE_TIMEOUT_MS = 120_000;
export const POLL_GRACE_MS = 15_000;
/** How long the opening of the shop waits for Telegram before it goes on without it, in ms. */
export const START_PATIENCE_MS = 5_000;

/** ms before what failed is tried again: doubling from the first to the longest. */
export const FIRST_RETRY_MS = 1_000;
export const LONGEST_RETRY_MS = 60_000;
/** While the token is refused: nothing but a new token helps, but Telegram has been wrong before. */
export const REFUSED_RETRY_MS = 10 * 60_000;
/**
 * A message of which nobody knows whether it arrived leaves again after each of these, in ms: the first while a customer
 * may look at her screen, the others for trouble of Telegram's own, which takes minutes. Then the seller is told.
 */
export const DOUBT_WAITS_MS = [2_000, 30_000, 5 * 60_000, 30 * 60_000] as const;
/** Two programs that ask for the same messages interrupt each other with every question: as long as this is recent, it goes on. */
export const CONFLICT_MEMORY_MS = 2 * 60_000;

/**
 * How fast messages leave that answer nobody: about one a second to a chat after a short burst, and 25 a second to all
 * (core.telegram.org/bots/faq: 1 and 30). Whoever writes is answered at once: answers are no bulk (grammy.dev/advanced/flood).
 */
export const CHAT_BURST = 5;
export const CHAT_PER_SECOND = 1;
export const ALL_BURST = 25;
export const ALL_PER_SECOND = 25;

/** Bytes of a catalog picture that is sent as a photo (spec: sendPhoto). */
export const LARGEST_PHOTO = 10 * 1024 * 1024;

/** "Typing…" is shown where an answer takes longer than this, in ms, and Telegram takes it away after 5 s by itself (spec). */
export const TYPING_AFTER_MS = 400;
