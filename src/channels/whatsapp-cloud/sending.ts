/**
 * One message of the shop on its way: in its parts, each once. What is refused for its form goes in a plainer one; what
 * is refused for the moment waits; and where no answer came, the statuses are asked before it is sent again.
 */
import type { Language } from '../../commerce/catalog.ts';
import type { Attachment, LoggedMessage, OutboundBody, Picture } from '../../conversation/message.ts';
import type { Attempt, Recipient, Sent } from '../port.ts';
import type { Sendable } from './files.ts';
import type { Answered, Failed } from './graph.ts';
import { LONGEST_PAIR_PAUSE_MS, PAIR_PAUSE_GROWS, PAIR_PAUSE_MS, REFUSED_RETRY_MS, STATUS_MAY_TAKE_MS, WINDOW_MS } from './limits.ts';
import { markOf } from './marks.ts';
import { type Part, partsOf } from './parts.ts';
import { createPosting, isOfTheMessage, type PostingDeps } from './posting.ts';
import { inTemplate, type OrderTemplate } from './template.ts';
import words from './texts.json' with { type: 'json' };

export interface SendingDeps extends PostingDeps {
  /** ms since the epoch. */
  readonly now: () => number;
  /** When this channel began: what was under way before may still be told of. ms since the epoch. */
  readonly startedAt: () => number;
  readonly wroteAt: (conversationId: string) => number | null;
  readonly language: (conversationId: string) => Language;
  /** By which news of orders are told after the 24 hours; null: they are not. */
  readonly template: OrderTemplate | null;
}

type Failure = Extract<Sent, { readonly sent: false }>;

export function createSending(deps: SendingDeps): (to: Recipient, message: LoggedMessage, attempt: Attempt) => Promise<Sent> {
  const { files, phoneId, now, log } = deps;
  const post = createPosting(deps);
  const pauseFor = createPauses();

  /** Why it is not even tried; null where it is. */
  const refusal = ({ account }: Recipient, conversationId: string, refs: readonly string[]): Failure | null => {
    if (account !== phoneId) return final(refs, 'it belongs to another number of the shop', 'no-such-chat');
    const wroteAt = deps.wroteAt(conversationId);
    const isOpen = wroteAt === null || now() - wroteAt < WINDOW_MS;
    return isOpen ? null : final(refs, 'the customer wrote more than 24 hours ago', 'window-closed');
  };

  /** Its picture or file, uploaded; null where it has none that WhatsApp takes: the message leaves without it. */
  const fileFor = async (body: OutboundBody): Promise<Answered<Sendable | null>> => {
    const named = fileOf(body);
    const file = named && (await files.find(named));
    const id = file && (await files.idOf(file));
    if (id && !id.ok && !isOfTheMessage(id)) return id;
    if (named && !id?.ok) log.warn('a picture or file of the shop cannot be sent by WhatsApp', { kind: body.kind });
    return { ok: true, value: id?.ok ? file : null };
  };

  /** How long a status is still waited for, in ms, where a message may have left before this channel began. */
  const waitForStatus = (): number => Math.max(0, deps.startedAt() + STATUS_MAY_TAKE_MS - now());

  return async (to, message, attempt) => {
    const refused = refusal(to, message.conversationId, attempt.refs);
    const isTooLate = refused?.because === 'window-closed';
    // What left in time, as its status told, may be all of it: only what is missing is too late.
    if (refused && !(isTooLate && attempt.seen)) {
      // A template tells the whole: it does not finish what has begun to leave.
      const part = isTooLate && deps.template && attempt.refs.length === 0 ? inTemplate(deps.template, message) : null;
      return part ? late(await sendParts(to, [part], null, attempt)) : refused;
    }
    const body = outbound(message);
    const file = await fileFor(body);
    if (!file.ok) return failure(attempt.refs, file, () => pauseFor(to.chat, 'refused'));
    const parts = partsOf(body, file.value?.form ?? null, words[deps.language(message.conversationId)].open);
    return sendParts(to, parts, file.value, attempt);
  };

  async function sendParts(
    to: Recipient,
    parts: readonly Part[],
    file: Sendable | null,
    { key, refs: before, uncertain, seen = {} }: Attempt,
  ): Promise<Sent> {
    const refs = [...before];
    for (const [index, part] of parts.entries()) {
      if (index < before.length) continue;
      const left = seen[index];
      if (left !== undefined) {
        refs.push(left);
        continue;
      }
      const wait = uncertain ? waitForStatus() : 0;
      if (wait > 0) return { ...later(refs, 'it may have left: its status is waited for', wait), uncertain: true };
      const answered = await post(to.chat, part, file, markOf({ key, part: index }));
      if (!answered.ok) return failure(refs, answered, () => pauseFor(to.chat, 'refused'));
      pauseFor(to.chat, 'taken');
      refs.push(answered.value);
    }
    return { sent: true, refs };
  }
}

/** What a template could not say either came too late, whatever it was refused for. */
function late(sent: Sent): Sent {
  return sent.sent || !sent.final || sent.because ? sent : { ...sent, because: 'window-closed' };
}

/** How long whoever was sent too much waits, in ms: longer each time, until something was taken. */
function createPauses(): (chat: string, outcome: 'refused' | 'taken') => number {
  const pauses = new Map<string, number>();
  return (chat, outcome) => {
    const last = pauses.get(chat);
    pauses.delete(chat);
    if (outcome === 'taken') return 0;
    const pause = Math.min(last === undefined ? PAIR_PAUSE_MS : last * PAIR_PAUSE_GROWS, LONGEST_PAIR_PAUSE_MS);
    pauses.set(chat, pause);
    return pause;
  };
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
