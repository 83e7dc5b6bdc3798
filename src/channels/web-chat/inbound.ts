/**
 * From an HTTP request to what the customer did. The outside world is parsed here, once: sizes while
 * reading, JSON and multipart by schema, files by what is in them. Control and direction-changing
 * characters are no reason to refuse: the shop cleans what it reads.
 */
import { z } from 'zod';
import { mediaOf, type SentType, sentTypeOf } from '../sent-files.ts';
import { LARGEST_DOCUMENT, LARGEST_JSON, LARGEST_PICTURE, LARGEST_VOICE, LONGEST_TEXT_AT_THE_DOOR, MULTIPART_ENVELOPE } from './limits.ts';
import type { RefusalCode } from './refusals.ts';

export interface Knock {
  /** The client's id of the message, unique within its conversation. */
  readonly id: string;
  readonly body:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'choice'; readonly token: string }
    | { readonly kind: 'location'; readonly lat: number; readonly lng: number }
    | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly type: SentType; readonly caption: string };
  readonly campaign?: string;
  /** Language tag the client gives. */
  readonly language?: string;
}

export type ReadKnock = { readonly ok: true; readonly knock: Knock } | { readonly ok: false; readonly code: RefusalCode };

export const CAMPAIGN = /^[A-Za-z0-9_-]{1,64}$/;
const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/;

const idField = z.string().regex(/^[\x21-\x7e]{1,128}$/);
const campaignField = z.string().regex(CAMPAIGN).optional();
const languageField = z.string().regex(LANGUAGE_TAG).optional();

const bodies = {
  text: z.string().refine((text) => text.trim() !== ''),
  choice: z.string().min(1).max(64),
  location: z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
};

export async function readKnock(request: Request): Promise<ReadKnock> {
  const type = request.headers.get('content-type') ?? '';
  return /^multipart\/form-data\b/i.test(type) ? readFileKnock(request, type) : readJsonKnock(request);
}

async function readJsonKnock(request: Request): Promise<ReadKnock> {
  const bytes = await readUpTo(request, LARGEST_JSON);
  if (bytes === null) return no('too-long');
  const json = parseJson(bytes);
  if (json === null) return no('bad-json');
  const envelope = readEnvelope(json);
  if (!envelope.ok) return envelope;

  const given = (['text', 'choice', 'location'] as const).filter((name) => json[name] !== undefined);
  const [kind, ...more] = given;
  if (kind === undefined || more.length > 0) return no('bad-message');
  switch (kind) {
    case 'text': {
      const text = bodies.text.safeParse(json.text);
      if (!text.success) return no('bad-text');
      if (text.data.length > LONGEST_TEXT_AT_THE_DOOR) return no('too-long');
      return { ok: true, knock: { ...envelope.fields, body: { kind, text: text.data } } };
    }
    case 'choice': {
      const token = bodies.choice.safeParse(json.choice);
      return token.success ? { ok: true, knock: { ...envelope.fields, body: { kind, token: token.data } } } : no('bad-choice');
    }
    case 'location': {
      const place = bodies.location.safeParse(json.location);
      return place.success ? { ok: true, knock: { ...envelope.fields, body: { kind, ...place.data } } } : no('bad-location');
    }
  }
}

/** Bytes of the largest file of each kind, and of any. */
const LARGEST = { image: LARGEST_PICTURE, voice: LARGEST_VOICE, document: LARGEST_DOCUMENT } as const;
const LARGEST_FILE = Math.max(...Object.values(LARGEST));

async function readFileKnock(request: Request, type: string): Promise<ReadKnock> {
  const bytes = await readUpTo(request, LARGEST_FILE + MULTIPART_ENVELOPE);
  if (bytes === null) return no('file-too-large');
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null);
  if (form === null) return no('bad-json');
  const envelope = readEnvelope({
    id: form.get('id'),
    campaign: form.get('campaign') ?? undefined,
    language: form.get('language') ?? undefined,
  });
  if (!envelope.ok) return envelope;

  const file = form.get('file');
  const caption = form.get('caption') ?? '';
  if (!(file instanceof Blob)) return no('no-file');
  if (typeof caption !== 'string') return no('bad-text');
  if (caption.length > LONGEST_TEXT_AT_THE_DOOR) return no('too-long');
  if (file.size > LARGEST_FILE) return no('file-too-large');
  const sent = new Uint8Array(await file.arrayBuffer());
  const sentType = sentTypeOf(sent);
  if (sentType === null) return no('unknown-file');
  if (sent.length > LARGEST[mediaOf(sentType)]) return no('file-too-large');
  return { ok: true, knock: { ...envelope.fields, body: { kind: 'file', bytes: sent, type: sentType, caption } } };
}

/** What a message may say of itself, before any of it is checked. */
interface Fields {
  readonly id?: unknown;
  readonly campaign?: unknown;
  readonly language?: unknown;
  readonly text?: unknown;
  readonly choice?: unknown;
  readonly location?: unknown;
}

type Envelope =
  | { readonly ok: true; readonly fields: Pick<Knock, 'id' | 'campaign' | 'language'> }
  | { readonly ok: false; readonly code: RefusalCode };

function readEnvelope(fields: Pick<Fields, 'id' | 'campaign' | 'language'>): Envelope {
  const id = idField.safeParse(fields.id);
  const campaign = campaignField.safeParse(fields.campaign);
  const language = languageField.safeParse(fields.language);
  if (!id.success) return no('bad-id');
  if (!campaign.success) return no('bad-campaign');
  if (!language.success) return no('bad-language');
  return {
    ok: true,
    fields: {
      id: id.data,
      ...(campaign.data !== undefined && { campaign: campaign.data }),
      ...(language.data !== undefined && { language: language.data }),
    },
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The fields that a message may have, as they came; null where the bytes are no JSON object. */
function parseJson(bytes: Uint8Array): Fields | null {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(bytes));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** The body, or null as soon as it is longer than `most` bytes. A length that was announced is a promise that the server keeps. */
async function readUpTo(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = request.headers.get('content-length');
  if (announced !== null) return Number(announced) <= most ? new Uint8Array(await request.arrayBuffer()) : null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}

function no(code: RefusalCode): { readonly ok: false; readonly code: RefusalCode } {
  return { ok: false, code };
}
