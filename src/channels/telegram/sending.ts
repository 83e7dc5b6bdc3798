/**
 * Sends one message of the shop, part by part: what left before does not leave again, and where it stops is told. One
 * that takes the place of another changes that one, where Telegram can.
 */
import { z } from 'zod';
import { isAttachment, type LoggedMessage, type OutboundBody } from '../../conversation/message.ts';
import type { Attempt, Recipient, Sent } from '../port.ts';
import { createAttached } from './attached.ts';
import type { Call } from './caller.ts';
import { createDoubt } from './doubt.ts';
import { CallFailed } from './driver.ts';
import { editOf } from './editing.ts';
import { createKeys } from './keys.ts';
import { isDoneAlready, type Outcome, outcomeOf } from './outcome.ts';
import type { Pace } from './pace.ts';
import { createPhotos } from './photos.ts';
import { type AskWords, type Part, renderTelegram, type TextPart } from './render.ts';

export interface SendingDeps {
  readonly call: Call;
  readonly pace: Pace;
  readonly imagesDirectory: string;
  readonly dataDirectory: string;
  readonly words: (conversationId: string) => AskWords;
  /** The chat goes on under another id. */
  readonly moved: (chat: string, to: string) => void;
}

export type Send = (to: Recipient, message: LoggedMessage, attempt: Attempt) => Promise<Sent>;

/** Stands for a part that cannot be shown and says nothing: a picture whose words leave in the next part. */
const LEFT_OUT = '-';

export function createSending(deps: SendingDeps): Send {
  const { call, pace } = deps;
  const photos = createPhotos(call, deps.imagesDirectory);
  const sendAttached = createAttached(call, deps.dataDirectory);
  const keys = createKeys(call);
  const doubt = createDoubt(call);

  /** null: the file cannot be had, or Telegram does not take it. */
  const sendFile = (chat: number, { method, file, params }: Exclude<Part, TextPart>): Promise<string | null> => {
    if (isAttachment(file)) return sendAttached(chat, file, params, method === 'sendPhoto' ? 'photo' : 'document');
    return photos.send(chat, file, params);
  };

  const sendPart = async (chat: number, part: Part): Promise<string> => {
    if (part.method === 'sendMessage') return sendText(call, chat, part);
    const sent = await sendFile(chat, part);
    if (sent !== null) return sent;
    return part.otherwise ? sendText(call, chat, part.otherwise) : LEFT_OUT;
  };

  /** The id of the message that it became; null: it has to be a new one. @throws {CallFailed} where another try may do it */
  const replace = async (chat: number, parts: readonly Part[], { insteadOf }: Attempt, words: AskWords): Promise<string | null> => {
    const [ref, ...others] = insteadOf?.refs ?? [];
    if (!insteadOf || ref === undefined || ref === LEFT_OUT || others.length > 0 || !isOurs(insteadOf.body)) return null;
    const edit = editOf(renderTelegram(insteadOf.body, words), parts);
    if (!edit) return null;
    try {
      await call(edit.method, { chat_id: chat, message_id: Number(ref), ...edit.params });
    } catch (problem) {
      if (!(problem instanceof CallFailed) || problem.status !== 400) throw problem;
      return isDoneAlready(problem) ? ref : null;
    }
    return ref;
  };

  /** What is not Telegram's refusal leaves it open whether the part arrived. */
  const whatNow = (problem: unknown, key: string): Outcome => {
    const outcome = problem instanceof CallFailed ? outcomeOf(problem) : UNREADABLE;
    if (outcome.final) doubt.known(key);
    if (!outcome.uncertain) return outcome;
    const retryAfterMs = doubt.again(key);
    return retryAfterMs === null ? { ...outcome, final: true } : { ...outcome, retryAfterMs };
  };

  return async (to, { body, conversationId }, attempt) => {
    const words = deps.words(conversationId);
    const parts = isOurs(body) ? renderTelegram(body, words) : [];
    const { key, refs } = attempt;
    const chat = Number(to.chat);
    const left = [...refs];
    if (attempt.uncertain && parts.length > refs.length && !(await doubt.isOver())) return { ...NO_ANSWER, refs };
    for (const part of parts.slice(refs.length)) {
      const wait = pace.waitOf(to.chat, `${key}/${left.length}`);
      if (wait > 0) return { ...TOO_FAST, retryAfterMs: wait, refs: left, uncertain: attempt.uncertain && left.length === refs.length };
      try {
        const replaced = left.length === 0 ? await replace(chat, parts, attempt, words) : null;
        if (replaced === null && left.length === 0) await keys.clearFor(chat, parts);
        left.push(replaced ?? (await sendPart(chat, part)));
        keys.shown(chat, part);
        doubt.known(key);
      } catch (problem) {
        const outcome = whatNow(problem, key);
        if (problem instanceof CallFailed && problem.status === TOO_MANY) pace.slower(to.chat, outcome.retryAfterMs ?? 0);
        if (problem instanceof CallFailed && problem.movedTo !== null) deps.moved(to.chat, String(problem.movedTo));
        return { ...outcome, refs: left };
      }
    }
    return { sent: true, refs: left };
  };
}

const TOO_MANY = 429;
const TOO_FAST = { sent: false, final: false, reason: 'it waits for its turn' } as const;
const NO_ANSWER = { sent: false, retryAfterMs: null, final: false, uncertain: true, reason: 'Telegram does not answer' } as const;
const UNREADABLE: Outcome = { sent: false, retryAfterMs: null, final: false, uncertain: true, reason: 'the answer could not be read' };

function isOurs(body: LoggedMessage['body']): body is OutboundBody {
  return 'rich' in body;
}

const sentMessage = z.object({ message_id: z.number() });

async function sendText(call: Call, chat: number, part: TextPart): Promise<string> {
  const answer = await call(part.method, { chat_id: chat, ...part.params });
  return String(sentMessage.parse(answer).message_id);
}
