/**
 * Every number that bounds the WhatsApp Cloud API, in one place, with where it comes from. Lengths are in UTF-16
 * units, which are never fewer than the characters that Meta counts. Pages named here are below
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MB = 1024 * 1024;

/** `text.body`: messages/text-messages. */
export const LONGEST_TEXT = 4096;
/** `interactive.body.text`: messages/interactive-reply-buttons-messages; lists are said to take more, and not everywhere. */
export const LONGEST_BODY = 1024;
/** `caption` of a picture or a document: messages/image-messages. */
export const LONGEST_CAPTION = 1024;

/** messages/interactive-reply-buttons-messages. */
export const MOST_BUTTONS = 3;
export const LONGEST_BUTTON = 20;

/** All sections together: messages/interactive-list-messages. */
export const MOST_ROWS = 10;
export const LONGEST_ROW = 24;
export const LONGEST_DESCRIPTION = 72;

/** `display_text`: messages/interactive-cta-url-messages. */
export const LONGEST_LINK_LABEL = 20;

/** `biz_opaque_callback_data`: reference/whatsapp-business-phone-number/message-api. */
export const LONGEST_OWN_DATA = 512;

/** `url` of a link button; what every browser takes. */
export const LONGEST_URL = 2000;

/** The body of a template has 1024 with its own words (templates/components#body): this much is left for what is new. */
export const LONGEST_NEWS_IN_TEMPLATE = 700;

/** Bytes of a file, by the way it is sent: business-phone-numbers/media. */
export const LARGEST_PICTURE = 5 * MB;
export const LARGEST_SOUND = 16 * MB;
export const LARGEST_DOCUMENT = 100 * MB;

/** An uploaded file has its id for 30 days (business-phone-numbers/media); a day is left for clocks and queues. */
export const MEDIA_ID_LIVES_MS = 29 * DAY;

/** Customers may be answered freely this long after they last wrote: messages/send-messages#customer-service-windows. */
export const WINDOW_MS = 24 * HOUR;

/** The log names webhooks that nobody signed at most this often. */
export const UNSIGNED_TOLD_EVERY_MS = MINUTE;

/** Bytes of a webhook: Meta names 3 MB as the most it sends (webhooks/overview). */
export const LARGEST_WEBHOOK = 3 * MB;

/** To one customer, on average: throughput (pair rate). Whoever is refused waits four times longer each time. */
export const PAIR_PAUSE_MS = 6000;
export const PAIR_PAUSE_GROWS = 4;
export const LONGEST_PAIR_PAUSE_MS = 10 * MINUTE;

/** How long a call may take, in ms: of the network's time, whatever the shop's clock says. */
export interface Waits {
  readonly callMs: number;
  /** One that carries a file. */
  readonly fileMs: number;
}

/** Graph answers within a second or two. */
export const WAITS: Waits = { callMs: 20_000, fileMs: MINUTE };

/** The status of a message comes within seconds of it: where no answer came, this long is waited for one. */
export const STATUS_MAY_TAKE_MS = 5000;

/** What the token or the account is refused for is only mended by a person: asked again this often. */
export const REFUSED_RETRY_MS = 5 * MINUTE;

/** How often the number is asked how it is, while all is well and while it is not. */
export const CHECK_EVERY_MS = 30 * MINUTE;
export const CHECK_TROUBLE_EVERY_MS = MINUTE;

/** Somebody is told when the API could not be reached for this long. */
export const DOWN_AFTER_MS = 10 * MINUTE;

/** A message older than this gets no dots: nobody is looking any more. */
export const TYPING_FOR_MS = 2 * MINUTE;

/** Statuses that are remembered, to know a late one; each takes some hundred bytes. */
export const STATUSES_REMEMBERED = 5000;

/** Hosts on which Meta keeps what customers send: business-phone-numbers/media. */
export const MEDIA_HOSTS: readonly string[] = ['lookaside.fbsbx.com'];
/** Hops of a download. */
export const MOST_REDIRECTS = 3;
