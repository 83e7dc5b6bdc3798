/**
 * The log: JSON lines in plain words, without personal data. Only the fields named here are written, and
 * what looks like a telephone, a token or a mail address is masked in all of them (OWASP ASVS 5.0, 16.2.5).
 * What a person wrote, her name and her address have no field and so can never be logged.
 */
import pino from 'pino';

export interface Log {
  /** `words`: a sentence of the program, always the same; what varies goes into `facts`. */
  info(words: string, facts?: LogFacts): void;
  warn(words: string, facts?: LogFacts): void;
  error(words: string, facts?: LogFacts): void;
}

export type LogLevel = pino.LevelWithSilent;

/** Every field that may be logged: ours, and no personal data can be in them. */
const PLAIN = [
  'orderId',
  'paymentId',
  'channel',
  'kind',
  'status',
  'code',
  'attempts',
  'count',
  'bytes',
  'ms',
  'port',
  'sequence',
  'line',
] as const;

/** These can carry a telephone (the chat of a WhatsApp conversation is one) or a token (a Telegram address). */
const MASKED = ['eventId', 'conversationId', 'customerId', 'messageId', 'jobId', 'timerId', 'file', 'url', 'reason'] as const;

type Field = (typeof PLAIN)[number] | (typeof MASKED)[number];

export type LogFacts = { readonly [F in Field]?: string | number | boolean | null | undefined } & {
  /** Whatever was thrown: its name, its code, its words without what they quote, and where. */
  readonly error?: unknown;
};

/** `destination` takes whole lines; without one they go to standard error, so that standard output stays data. */
export function createLog(options: { readonly level: LogLevel; readonly destination?: { write(line: string): void } }): Log {
  const lines = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'words',
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (words, facts) => lines.info(allowed(facts), masked(words)),
    warn: (words, facts) => lines.warn(allowed(facts), masked(words)),
    error: (words, facts) => lines.error(allowed(facts), masked(words)),
  };
}

function allowed(facts: LogFacts = {}): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const field of PLAIN) if (facts[field] !== undefined) line[field] = facts[field];
  for (const field of MASKED) {
    const value = facts[field];
    if (value !== undefined) line[field] = typeof value === 'string' ? masked(value) : value;
  }
  if (facts.error !== undefined) line.error = errorFacts(facts.error);
  return line;
}

function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    // Parsers quote what they could not read, and that may be what a customer wrote.
    words: masked(error.message.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"')),
    at: frames.slice(0, STACK_FRAMES).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: errorFacts(error.cause) }),
  };
}

const STACK_FRAMES = 6;

/** Tokens first: a telephone could be found inside of one. */
const MASKS: readonly (readonly [pattern: RegExp, mask: (found: string) => string])[] = [
  // Mercado Pago: `APP_USR-…`, `TEST-…`.
  [/\b(APP_USR|TEST)-[\w-]{4,}/g, (found) => `${found.split('-')[0]}-…`],
  // Telegram: `<bot id>:<35 characters>`, also as `/bot<token>/` in an address.
  [/\d{6,}:[\w-]{20,}/g, () => '…:…'],
  [/\bBearer\s+\S+/gi, () => 'Bearer …'],
  [/[?&](key|token|secret|access_token|hub\.verify_token)=[^&\s]*/gi, (found) => `${found.split('=')[0]}=…`],
  // Any other secret: long, without a blank.
  [/[A-Za-z0-9_-]{32,}/g, () => '…'],
  [/[^\s@<>"':/]+@[^\s@<>"':/]+\.\w+/g, () => '…@…'],
  // Telephones, however they are written: the last two digits are left.
  [/\+?\(?\d(?:[\s().-]{0,2}\d){6,}/g, (found) => (ISO_DATE.test(found) ? found : `…${found.replaceAll(/\D/g, '').slice(-2)}`)],
];

const ISO_DATE = /^(19|20)\d\d-[01]\d-[0-3]\d$/;

function masked(text: string): string {
  let result = text;
  for (const [pattern, mask] of MASKS) result = result.replaceAll(pattern, mask);
  return result;
}
