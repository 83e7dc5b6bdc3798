/**
 * The settings of the program: environment variables, and the file `.env` for those that are not set
 * there. Everything has a default that suits a shop on one's own machine; what opens the shop to others
 * (an address, real payments) asks for what keeps it safe.
 */
import { isIP } from 'node:net';
import type { z } from 'zod';
import { CHANNEL_SCHEMAS, type ChannelSettings, readChannels, TELEGRAM_LIBRARIES } from './channel-settings.ts';
import { type CopyTarget, copyTargetOf } from './copy-target.ts';
import { readDotEnv } from './dot-env.ts';
import { exampleFor } from './examples.ts';
import { fromText, oneOf, refusalOf, wordOf } from './fields.ts';
import { type Facts, type Problem, type ProblemCode, sortProblems } from './problem.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Settings {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  /** Origin under which customers and Mercado Pago reach the shop (`https://retama.pe`); null on one's own machine. */
  readonly publicUrl: string | null;
  /** null: practice payments. */
  readonly mercadoPago: { readonly accessToken: string; readonly webhookSecrets: readonly string[] } | null;
  /** What the seller types to open her pages; null where only this machine can reach them. */
  readonly sellerKey: string | null;
  readonly chat: { readonly perConversation: Rate; readonly perAddress: Rate };
  /** True only behind a proxy of one's own. */
  readonly trustProxy: boolean;
  /** A message that was written longer ago is kept for the seller, and not answered by itself. */
  readonly answerWithinHours: number;
  readonly logLevel: LogLevel;
  readonly channels: ChannelSettings;
  /** Every night a copy goes off this machine; left out: none does. */
  readonly nightlyCopy?: NightlyCopy;
}

export interface NightlyCopy {
  readonly to: CopyTarget;
  /** 0..23, of the shop's day. */
  readonly hour: number;
}

/** Messages at once, and messages a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export type SettingsResult =
  | { readonly ok: true; readonly settings: Settings; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Shorter ones can be guessed by trying. */
const SHORTEST_SELLER_KEY = 16;
/** Mercado Pago's webhook secrets have 64 hexadecimal digits; a shorter one was copied in part. */
const SHORTEST_WEBHOOK_SECRET = 32;
const MOST_PER_SECOND = 100_000;
/** Of the night: nobody buys then. */
const QUIET_HOUR = 3;

const rate = number(1, MOST_PER_SECOND);

const SCHEMAS = {
  PORT: number(0, 65_535),
  HOST: fromText<string>((text) =>
    isIP(text) || /^[a-z0-9.-]+$/i.test(text) ? { value: text } : { what: 'setting-host', facts: { value: text } },
  ),
  DATA_DIR: fromText<string>((text) => ({ value: text })),
  PUBLIC_URL: fromText<string>(readOrigin),
  MERCADOPAGO_ACCESS_TOKEN: fromText<string>((text) =>
    /^(APP_USR|TEST)-[A-Za-z0-9-]{20,}$/.test(text) ? { value: text } : { what: 'setting-token' },
  ),
  MERCADOPAGO_WEBHOOK_SECRET: fromText<readonly string[]>(readSecrets),
  SELLER_KEY: fromText<string>((text) =>
    text.length >= SHORTEST_SELLER_KEY && !/\s/.test(text)
      ? { value: text }
      : { what: 'setting-short-key', facts: { length: text.length, least: SHORTEST_SELLER_KEY } },
  ),
  ANSWER_WITHIN_HOURS: number(1, 720),
  BACKUP_TO: fromText<CopyTarget>((text) => {
    const target = copyTargetOf(text);
    return target ? { value: target } : { what: 'setting-copy-to', facts: { value: text } };
  }),
  BACKUP_HOUR: number(0, 23),
  CHAT_RATE: rate,
  CHAT_BURST: rate,
  CHAT_ADDRESS_RATE: rate,
  CHAT_ADDRESS_BURST: rate,
  TRUST_PROXY: oneOf({ no: false, yes: true, sí: true, true: true, false: false }),
  LOG_LEVEL: wordOf(LOG_LEVELS),
  ...CHANNEL_SCHEMAS,
};

export type SettingName = keyof typeof SCHEMAS;
export const SETTING_NAMES = Object.keys(SCHEMAS) as readonly SettingName[];

/** Where a problem is told when the value does not come from `.env`. */
const ENVIRONMENT = 'env';

/** `env`: the environment, which wins; `dotEnvText`: the text of `.env`, empty where there is none. */
export function readSettings(env: Readonly<Record<string, string | undefined>>, dotEnvText: string): SettingsResult {
  const written = readDotEnv(dotEnvText, SETTING_NAMES);
  const problems: Problem[] = [...written.problems];
  const placeOf = (key: SettingName) => {
    const line = given(env[key]) === undefined ? written.lines.get(key) : undefined;
    return line === undefined ? { file: ENVIRONMENT, line: 0 } : { file: '.env', line };
  };
  const refuse = (key: SettingName, what: ProblemCode, facts: Facts = {}) =>
    problems.push({ ...placeOf(key), what, facts: { ...facts, key }, example: exampleFor('settings', what, [key]) });

  const read = <K extends SettingName>(key: K): z.output<(typeof SCHEMAS)[K]> | undefined => {
    const text = given(env[key]) ?? given(written.values[key]);
    if (text === undefined) return undefined;
    const parsed = SCHEMAS[key].safeParse(text);
    if (parsed.success) return parsed.data as z.output<(typeof SCHEMAS)[K]>;
    for (const issue of parsed.error.issues) {
      const { what, facts } = refusalOf(issue);
      if (what.startsWith('not-one-of')) refuse(key, 'setting-choice', { value: text, known: knownOf(key) });
      else refuse(key, what, facts);
    }
    return undefined;
  };

  const isGiven = (key: SettingName) => (given(env[key]) ?? given(written.values[key])) !== undefined;

  const host = read('HOST') ?? '127.0.0.1';
  const publicUrl = read('PUBLIC_URL') ?? null;
  const accessToken = read('MERCADOPAGO_ACCESS_TOKEN');
  const webhookSecrets = read('MERCADOPAGO_WEBHOOK_SECRET');
  const sellerKey = read('SELLER_KEY') ?? null;
  const copyTo = read('BACKUP_TO');
  const copyHour = read('BACKUP_HOUR') ?? QUIET_HOUR;
  const settings: Settings = {
    port: read('PORT') ?? 3000,
    host,
    dataDirectory: read('DATA_DIR') ?? 'data',
    publicUrl,
    mercadoPago: accessToken === undefined ? null : { accessToken, webhookSecrets: webhookSecrets ?? [] },
    sellerKey,
    chat: {
      perConversation: { burst: read('CHAT_BURST') ?? 30, perSecond: read('CHAT_RATE') ?? 5 },
      perAddress: { burst: read('CHAT_ADDRESS_BURST') ?? 1000, perSecond: read('CHAT_ADDRESS_RATE') ?? 200 },
    },
    trustProxy: read('TRUST_PROXY') ?? false,
    answerWithinHours: read('ANSWER_WITHIN_HOURS') ?? 24,
    logLevel: read('LOG_LEVEL') ?? 'info',
    channels: readChannels({ read, isGiven, refuse }),
    ...(copyTo !== undefined && { nightlyCopy: { to: copyTo, hour: copyHour } }),
  };

  if (isGiven('MERCADOPAGO_ACCESS_TOKEN') && isGiven('PUBLIC_URL') && !isGiven('MERCADOPAGO_WEBHOOK_SECRET')) {
    refuse('MERCADOPAGO_WEBHOOK_SECRET', 'setting-secret-needed');
  }
  if (isGiven('MERCADOPAGO_WEBHOOK_SECRET') && !isGiven('MERCADOPAGO_ACCESS_TOKEN')) {
    refuse('MERCADOPAGO_ACCESS_TOKEN', 'setting-secret-alone');
  }
  if (!isLoopback(host) && !isGiven('SELLER_KEY')) refuse('SELLER_KEY', 'setting-seller-key-needed', { value: host });
  const warnings = sortProblems(written.warnings);
  return problems.length > 0 ? { ok: false, problems: sortProblems(problems), warnings } : { ok: true, settings, warnings };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** An empty value is a setting that was left out. */
function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function knownOf(key: SettingName): string {
  if (key === 'TELEGRAM_LIBRARY') return TELEGRAM_LIBRARIES.join(', ');
  return key === 'LOG_LEVEL' ? LOG_LEVELS.join(', ') : 'yes, no';
}

function number(least: number, most: number) {
  return fromText<number>((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? { value } : { what: 'setting-number', facts: { value: text, least, most } };
  });
}

function readOrigin(text: string) {
  const refused = { what: 'setting-url', facts: { value: text } } as const;
  if (!URL.canParse(text)) return refused;
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return safe && bare ? { value: url.origin } : refused;
}

function readSecrets(text: string) {
  const secrets = text.split(',').map((secret) => secret.trim());
  const short = secrets.some((secret) => secret.length < SHORTEST_WEBHOOK_SECRET || /\s/.test(secret));
  return short ? ({ what: 'setting-secret-short', facts: { least: SHORTEST_WEBHOOK_SECRET } } as const) : { value: secrets };
}
