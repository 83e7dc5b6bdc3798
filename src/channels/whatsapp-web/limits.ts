/**
 * How long things may take and how much is sent. WhatsApp publishes no thresholds for accounts that programs use
 * (facts of practice: few messages, to whoever wrote first, at the pace of a person).
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface Limits {
  /** From the start of the process to a page that knows whether it is linked, ms. */
  readonly startMs: number;
  /** From linked to synchronised; a telephone with years of chats takes minutes, ms. */
  readonly syncMs: number;
  /** From synchronised to ready; after that the page is loaded anew once, then the browser, ms. */
  readonly readyMs: number;
  /** How often the page is asked whether it lives, and how long its answer may take, ms. */
  readonly lookEveryMs: number;
  readonly lookMs: number;
  /** Without a connection: the page is loaded anew, then the browser, ms. */
  readonly offlineReloadMs: number;
  readonly offlineRestartMs: number;
  /** Another page of the same account took over: it is taken back once, after; and how long that may take, ms. */
  readonly takeOverMs: number;
  readonly takingOverMs: number;
  /** One call of the library; one with a file, ms. */
  readonly callMs: number;
  readonly fileCallMs: number;
  /** For the browser to close by itself, ms. */
  readonly closeMs: number;
  /** First wait before it begins anew, doubled each time up to the longest, ms. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** So long without trouble: the next wait is the first again, ms. */
  readonly wellMs: number;
  /** A look through the chats for what no event told of, ms. */
  readonly sweepEveryMs: number;
  /** The same, after the shop could not keep a message, ms. */
  readonly sweepSoonMs: number;
  /** Until WhatsApp's server has a message, ms. */
  readonly ackMs: number;
  /** Typing before a message: at least, at most, and for each character, ms. */
  readonly leastTypingMs: number;
  readonly mostTypingMs: number;
  readonly typingPerCharacterMs: number;
  /** Between two messages of one chat, and between any two, ms. */
  readonly betweenInChatMs: number;
  readonly betweenMs: number;
  /** Messages that leave. */
  readonly perMinute: number;
  readonly perHour: number;
  readonly perDay: number;
  /** MiB of the browser and its process above which it starts anew. */
  readonly memoryMiB: number;
}

export const LIMITS: Limits = {
  startMs: 2 * MINUTE,
  syncMs: 10 * MINUTE,
  readyMs: 90 * SECOND,
  lookEveryMs: 30 * SECOND,
  lookMs: 10 * SECOND,
  offlineReloadMs: 3 * MINUTE,
  offlineRestartMs: 10 * MINUTE,
  takeOverMs: MINUTE,
  takingOverMs: 30 * SECOND,
  callMs: 30 * SECOND,
  fileCallMs: 2 * MINUTE,
  closeMs: 10 * SECOND,
  firstRetryMs: 5 * SECOND,
  longestRetryMs: 10 * MINUTE,
  wellMs: 10 * MINUTE,
  sweepEveryMs: 5 * MINUTE,
  sweepSoonMs: 10 * SECOND,
  ackMs: 10 * SECOND,
  leastTypingMs: 800,
  mostTypingMs: 4 * SECOND,
  typingPerCharacterMs: 30,
  betweenInChatMs: 1500,
  betweenMs: SECOND,
  perMinute: 20,
  perHour: 200,
  perDay: 1000,
  // The stand-in page takes 360 to 385 MiB in Chromium 156; the real one is larger and grows over weeks.
  memoryMiB: 1200,
};

/** A number that is new here may send this part of the caps for so long, ms. */
export const NEW_NUMBER_PART = 0.25;
export const NEW_NUMBER_MS = 14 * 24 * HOUR;

/** Codes shown before the screen is taken to be watched by nobody. */
export const MOST_CODES = 5;
/** WhatsApp's own: the first code of a page lasts longer than the next ones, ms. */
export const FIRST_QR_LASTS_MS = MINUTE;
export const NEXT_QR_LASTS_MS = 20 * SECOND;
/** The library asks for a new pairing code so often (its own default). */
export const CODE_LASTS_MS = 3 * MINUTE;

/** Failed starts on one version of WhatsApp Web after which it is taken to be one the library does not fit. */
export const MOST_FAILED_STARTS = 3;

/** Longest text of one message; WhatsApp takes 65,536, telephones fold what is longer than this. */
export const LONGEST_TEXT = 4000;
/** WhatsApp's limit for the text below a picture. */
export const LONGEST_CAPTION = 1024;

/** Messages of one chat that a look goes through; where they do not reach back to the last look, so many times as many, up to the most. */
export const SWEEP_LIMIT = 50;
export const SWEEP_MORE = 4;
export const SWEEP_MOST = 800;
/** Clocks of telephones differ: a look begins so much before the last message that is known, ms. */
export const SWEEP_SLACK_MS = 2 * MINUTE;
/** What is older than this when a chat is met for the first time was there before the shop, ms. */
export const FIRST_LOOK_MS = 10 * MINUTE;

/** Nobody hears from the shop who has not written for so long, ms. */
export const SILENT_MS = 30 * 24 * HOUR;

/** Local hour of the shop in which the browser starts anew, once a day; and how long it must have been up, ms. */
export const QUIET_HOUR = 4;
export const QUIET_AFTER_UP_MS = 12 * HOUR;
/** Quiet: nothing came or left for so long, ms. */
export const QUIET_FOR_MS = 10 * MINUTE;

/** A fetched browser is old after, ms: Chrome closes its gaps every four weeks or sooner. */
export const BROWSER_OLD_MS = 30 * 24 * HOUR;

/** Refused messages of one kind after which it is not tried again. */
export const MOST_REFUSALS = 3;

export const DAY_MS = 24 * HOUR;
export const HOUR_MS = HOUR;
export const MINUTE_MS = MINUTE;
