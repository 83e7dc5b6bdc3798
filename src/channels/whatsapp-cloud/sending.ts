/**
 * One message of the shop on its way: in its parts, each once. What is refused for its form goes in a plainer one; what
 * is refused for the moment waits; and where no answer came, the statuses are asked before it is sent again.
 */
import { z } from 'zod';
import type { Language } from '../../commerce/catalog.ts';
import type { Attachment, LoggedMessage, OutboundBody, Picture } from '../../conversation/message.ts';
import type { Log } from '../../log.ts';
import type { Attempt, Recipient, Sent } from '../port.ts';
import type { Sendable, ShopFilesOut } from './files.ts';
import type { Answered, Failed, Graph } from './graph.ts';
import {
  LONGEST_OWN_DATA,
  LONGEST_PAIR_PAUSE_MS,
  PAIR_PAUSE_GROWS,
  PAIR_PAUSE_MS,
  REFUSED_RETRY_MS,
  STATUS_MAY_TAKE_MS,
  WINDOW_MS,
} from './limits.ts';
import { type Part, partsOf, payloadWith, texts } from './parts.ts';
import { addressOf } from './people.ts';
import type { Sightings } from './sightings.ts';
import words from './texts.json' with { type: 'json' };

export interface SendingDeps {
  readonly graph: Graph;
  readonly files: ShopFilesOut;
  readonly sightings: Sightings;
  readonly phoneId: string;
  /** ms since the epoch. */
  readonly now: () => number;
  /** When this channel began: what was under way before may still be told of. ms since the epoch. */
  readonly startedAt: () => number;
  readonly lastInboundAt: (conversationId: string) => number | null;
  readonly language: (conversationId: string) => Language;
  readonly log: Pick<Log, 'warn'>;
}

type Failure = Extract<Sent, { readonly sent: false }>;

const sentAnswer = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

export function createSending(deps: SendingDeps): (to: Recipient, message: LoggedMessage, attempt: Attempt) => Promise<Sent> {
  const { graph, files, sightings, phoneId, now, log } = deps;
  /** By chat: how long whoever was sent too much waited last. */
  const pauses = new Map<string, number>();

  const post = async (chat: string, payload: Readonly<Record<string, unknown>>, mark: string): Promise<Answered<string>> => {
    const answered = await graph.call({
      method: 'POST',
      path: `${phoneId}/messages`,
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        ...addressOf(chat),
        ...payload,
        ...(mark.length <= LONGEST_OWN_DATA && { biz_opaque_callback_data: mark }),
      },
      answer: sentAnswer,
      isMessage: true,
    });
    return answered.ok ? { ok: true, value: answered.value.messages[0]?.id ?? '' } : answered;
  };

  /** With its file; once more with a new upload, where it is the file that WhatsApp does not want. */
  const sendWithFile = async (chat: string, part: Part, file: Sendable, mark: string): Promise<Answered<string>> => {
    const id = await files.idOf(file);
    if (!id.ok) return id;
    const answered = await post(chat, payloadWith(part, id.value), mark);
    if (answered.ok || !isOfTheMessage(answered)) return answered;
    files.forget(file);
    const again = await files.idOf(file);
    return again.ok ? post(chat, payloadWith(part, again.value), mark) : again;
  };

  const sendPart = async (chat: string, part: Part, file: Sendable | null, mark: string): Promise<Answered<string>> => {
    const answered = part.media && file ? await sendWithFile(chat, part, file, mark) : await post(chat, part.payload, mark);
    if (answered.ok || !isOfTheMessage(answered) || part.plain === undefined) return answered;
    const [plain, ...more] = texts(part.plain);
    if (plain === undefined || more.length > 0) return answered;
    log.warn('WhatsApp did not take a message in its form, and it was sent in plain words', { reason: answered.words });
    return post(chat, plain.payload, mark);
  };

  const pauseFor = (chat: string): number => {
    const pause = Math.min((pauses.get(chat) ?? PAIR_PAUSE_MS / PAIR_PAUSE_GROWS) * PAIR_PAUSE_GROWS, LONGEST_PAIR_PAUSE_MS);
    pauses.set(chat, pause);
    return pause;
  };

  return async (to, message, { key, refs: before, uncertain }) => {
    const lastInbound = deps.lastInboundAt(message.conversationId);
    if (to.account !== phoneId) return final(before, 'it belongs to another number of the shop', 'no-such-chat');
    if (lastInbound !== null && now() - lastInbound >= WINDOW_MS) return final(before, WINDOW_WORDS, 'window-closed');
    const body = outbound(message);
    const named = fileOf(body);
    const file = named && (await files.find(named));
    if (named && !file) log.warn('a picture or file of the shop cannot be sent by WhatsApp', { kind: body.kind });
    const parts = partsOf(body, file?.form ?? null, words[deps.language(message.conversationId)].open);
    const refs = [...before];
    for (const [index, part] of parts.entries()) {
      if (index < before.length) continue;
      const mark = `${key}#${index}`;
      if (uncertain && index === before.length) {
        const seen = sightings.refOf(mark);
        const wait = deps.startedAt() + STATUS_MAY_TAKE_MS - now();
        if (seen === undefined && wait > 0) return { ...later(refs, 'it may have left: its status is waited for', wait), uncertain: true };
        if (seen !== undefined) {
          refs.push(seen);
          continue;
        }
      }
      const answered = await sendPart(to.chat, part, file ?? null, mark);
      if (!answered.ok) return failure(refs, answered, () => pauseFor(to.chat));
      pauses.delete(to.chat);
      refs.push(answered.value);
    }
    return { sent: true, refs };
  };
}

const WINDOW_WORDS = 'the customer wrote more than 24 hours ago';

function isOfTheMessage({ fault }: Failed): boolean {
  return fault === 'message' || fault === 'file';
}

function failure(refs: readonly string[], { fault, words, uncertain, retryAfterMs }: Failed, pause: () => number): Failure {
  switch (fault) {
    case 'token':
    case 'account':
      return later(refs, words, REFUSED_RETRY_MS);
    case 'pair':
      return later(refs, words, Math.max(retryAfterMs ?? 0, pause()));
    case 'window':
      return final(refs, words, 'window-closed');
    case 'nobody':
      return final(refs, words, 'no-such-chat');
    case 'file':
    case 'message':
      return final(refs, words);
    case 'moment':
    case 'unreachable':
      // Whether it left is told by its status, if it did.
      return { ...later(refs, words, uncertain ? STATUS_MAY_TAKE_MS : retryAfterMs), uncertain };
  }
}

function later(refs: readonly string[], reason: string, retryAfterMs: number | null): Failure {
  return { sent: false, refs, retryAfterMs, final: false, uncertain: false, reason };
}

function final(refs: readonly string[], reason: string, because?: Failure['because']): Failure {
  return { sent: false, refs, retryAfterMs: null, final: true, uncertain: false, reason, ...(because && { because }) };
}

function outbound({ body, text }: LoggedMessage): OutboundBody {
  return 'rich' in body ? body : { kind: 'text', rich: [{ t: text }] };
}

function fileOf(body: OutboundBody): Picture | Attachment | null {
  if (body.kind === 'menu') return body.image ?? null;
  return body.kind === 'file' ? body.file : null;
}
