/**
 * The settings of the channels that customers have: what each needs is either there whole, or asked for.
 */
import { isIP } from 'node:net';
import type { z } from 'zod';
import { fromText, oneOf, wordOf } from './fields.ts';

export const TELEGRAM_LIBRARIES = ['grammy', 'telegraf'] as const;

export interface ChannelSettings {
  /** null: the shop is not on Telegram. `webhookSecret` null: it asks for its messages and needs no address. */
  readonly telegram: {
    readonly token: string;
    readonly library: (typeof TELEGRAM_LIBRARIES)[number];
    /** Origin of the Bot API. */
    readonly apiUrl: string;
    readonly webhookSecret: string | null;
  } | null;
  /** null: the shop does not use WhatsApp on a linked device. */
  readonly whatsAppWeb: {
    /** Path of a Chromium; null: one is looked for. */
    readonly browser: string | null;
    readonly browserArguments: readonly string[];
    /** Version of WhatsApp Web to stay with; null: the latest. */
    readonly version: string | null;
  } | null;
  readonly whatsAppCloud: {
    readonly token: string;
    readonly phoneId: string;
    readonly appSecret: string;
    readonly verifyToken: string;
    /** Origin of the Graph API. */
    readonly apiUrl: string;
    /** `v25.0` */
    readonly apiVersion: string;
    /** A template of Meta's by which news of orders are told after the 24 hours; null: they are not. */
    readonly template: { readonly name: string; readonly language: string } | null;
  } | null;
  /** Hours after which the program speaks again in a conversation that the seller took over. */
  readonly takeoverHours: number;
}

/** For a shop that customers reach on the web only. */
export const NO_CHANNELS: ChannelSettings = { telegram: null, whatsAppWeb: null, whatsAppCloud: null, takeoverHours: 4 };

const TELEGRAM_API_URL = 'https://api.telegram.org';
const WHATSAPP_API_URL = 'https://graph.facebook.com';
/** The newest that was seen in use (November 2026); Meta keeps each for two years: developers.facebook.com/docs/graph-api/guides/versioning. */
export const GRAPH_VERSION = 'v25.0';

/** Shorter ones can be guessed by trying. */
const SHORTEST_SECRET = 16;

export const CHANNEL_SCHEMAS = {
  TELEGRAM_BOT_TOKEN: shaped(/^\d{6,}:[A-Za-z0-9_-]{30,}$/, 'setting-telegram-token'),
  TELEGRAM_LIBRARY: wordOf(TELEGRAM_LIBRARIES),
  // What Telegram takes as a secret: core.telegram.org/bots/api#setwebhook.
  TELEGRAM_WEBHOOK_SECRET: shaped(new RegExp(`^[A-Za-z0-9_-]{${SHORTEST_SECRET},256}$`), 'setting-channel-secret'),
  TELEGRAM_API_URL: fromText<string>(readApiUrl),
  WHATSAPP_WEB: oneOf({ no: false, yes: true, sí: true, true: true, false: false }),
  WHATSAPP_WEB_BROWSER: fromText<string>((text) => ({ value: text })),
  WHATSAPP_WEB_BROWSER_ARGS: fromText<readonly string[]>((text) => ({ value: text.split(/\s+/) })),
  WHATSAPP_WEB_VERSION: shaped(/^\d+(\.\d+)+(-[a-z]+)?$/, 'setting-whatsapp-version'),
  WHATSAPP_CLOUD_TOKEN: shaped(/^\S{20,}$/, 'setting-whatsapp-token'),
  WHATSAPP_CLOUD_PHONE_ID: shaped(/^\d{5,20}$/, 'setting-whatsapp-phone-id'),
  WHATSAPP_CLOUD_APP_SECRET: shaped(/^[0-9a-f]{32}$/, 'setting-whatsapp-app-secret'),
  WHATSAPP_CLOUD_VERIFY_TOKEN: shaped(new RegExp(`^[A-Za-z0-9_-]{${SHORTEST_SECRET},128}$`), 'setting-channel-secret'),
  WHATSAPP_CLOUD_API_URL: fromText<string>(readApiUrl),
  WHATSAPP_CLOUD_API_VERSION: shaped(/^v\d{1,3}\.\d$/, 'setting-graph-version'),
  WHATSAPP_CLOUD_TEMPLATE: fromText<{ readonly name: string; readonly language: string }>((text) => {
    const [, name, language] = /^([a-z0-9_]{1,512})\/([a-z]{2,3}(?:_[A-Z]{2})?)$/.exec(text) ?? [];
    return name && language ? { value: { name, language } } : { what: 'setting-template', facts: { value: text } };
  }),
  TAKEOVER_HOURS: fromText<number>((text) => {
    const hours = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
    return hours >= 1 && hours <= MOST_HOURS
      ? { value: hours }
      : { what: 'setting-number', facts: { value: text, least: 1, most: MOST_HOURS } };
  }),
};

/** A week. */
const MOST_HOURS = 168;

export type ChannelSettingName = keyof typeof CHANNEL_SCHEMAS;

/** What a setting that is missing, or that means nothing alone, is told as. */
export interface Reading {
  readonly read: <K extends ChannelSettingName>(key: K) => ValueOf<K> | undefined;
  readonly isGiven: (key: ChannelSettingName | 'PUBLIC_URL') => boolean;
  readonly refuse: (
    key: ChannelSettingName | 'PUBLIC_URL',
    what: 'setting-goes-with' | 'setting-address-needed',
    facts: { readonly for: string },
  ) => void;
}

export type ValueOf<K extends ChannelSettingName> = z.output<(typeof CHANNEL_SCHEMAS)[K]>;

export function readChannels(reading: Reading): ChannelSettings {
  return {
    telegram: readTelegram(reading),
    whatsAppWeb: readWhatsAppWeb(reading),
    whatsAppCloud: readWhatsAppCloud(reading),
    takeoverHours: reading.read('TAKEOVER_HOURS') ?? NO_CHANNELS.takeoverHours,
  };
}

function readTelegram({ read, isGiven, refuse }: Reading): ChannelSettings['telegram'] {
  const token = read('TELEGRAM_BOT_TOKEN');
  const library = read('TELEGRAM_LIBRARY') ?? 'grammy';
  const apiUrl = read('TELEGRAM_API_URL') ?? TELEGRAM_API_URL;
  const webhookSecret = read('TELEGRAM_WEBHOOK_SECRET') ?? null;
  if (isGiven('TELEGRAM_WEBHOOK_SECRET')) {
    if (!isGiven('TELEGRAM_BOT_TOKEN')) refuse('TELEGRAM_BOT_TOKEN', 'setting-goes-with', { for: 'TELEGRAM_WEBHOOK_SECRET' });
    if (!isGiven('PUBLIC_URL')) refuse('PUBLIC_URL', 'setting-address-needed', { for: 'TELEGRAM_WEBHOOK_SECRET' });
  }
  return token === undefined ? null : { token, library, apiUrl, webhookSecret };
}

function readWhatsAppWeb({ read }: Reading): ChannelSettings['whatsAppWeb'] {
  const on = read('WHATSAPP_WEB') ?? false;
  const browser = read('WHATSAPP_WEB_BROWSER') ?? null;
  const browserArguments = read('WHATSAPP_WEB_BROWSER_ARGS') ?? [];
  const version = read('WHATSAPP_WEB_VERSION') ?? null;
  return on ? { browser, browserArguments, version } : null;
}

const CLOUD = ['WHATSAPP_CLOUD_TOKEN', 'WHATSAPP_CLOUD_PHONE_ID', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'] as const;

function readWhatsAppCloud({ read, isGiven, refuse }: Reading): ChannelSettings['whatsAppCloud'] {
  const [token, phoneId, appSecret, verifyToken] = CLOUD.map((key) => read(key));
  const apiUrl = read('WHATSAPP_CLOUD_API_URL') ?? WHATSAPP_API_URL;
  const apiVersion = read('WHATSAPP_CLOUD_API_VERSION') ?? GRAPH_VERSION;
  const template = read('WHATSAPP_CLOUD_TEMPLATE') ?? null;
  const given = CLOUD.find(isGiven);
  if (given === undefined) return null;
  for (const key of CLOUD) if (!isGiven(key)) refuse(key, 'setting-goes-with', { for: given });
  if (!isGiven('PUBLIC_URL')) refuse('PUBLIC_URL', 'setting-address-needed', { for: given });
  return token && phoneId && appSecret && verifyToken ? { token, phoneId, appSecret, verifyToken, apiUrl, apiVersion, template } : null;
}

function shaped(
  shape: RegExp,
  what:
    | 'setting-telegram-token'
    | 'setting-channel-secret'
    | 'setting-whatsapp-version'
    | 'setting-graph-version'
    | 'setting-whatsapp-token'
    | 'setting-whatsapp-phone-id'
    | 'setting-whatsapp-app-secret',
) {
  return fromText<string>((text) => (shape.test(text) ? { value: text } : { what, facts: { least: SHORTEST_SECRET } }));
}

/** Secrets go there: encrypted, or not off this machine. */
function readApiUrl(text: string) {
  const refused = { what: 'setting-api-url', facts: { value: text } } as const;
  if (!URL.canParse(text)) return refused;
  const { protocol, hostname, origin } = new URL(text);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  return protocol === 'https:' || (protocol === 'http:' && isHere) ? { value: origin } : refused;
}
