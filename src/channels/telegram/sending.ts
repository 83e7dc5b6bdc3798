/**
 * Sends one message of the shop, part by part: what left before does not leave again, and where it stops is told.
 */
import { z } from 'zod';
import type { LoggedMessage, OutboundBody } from '../../conversation/message.ts';
import { readAttachment } from '../attachments.ts';
import type { Attempt, Recipient, Sent } from '../port.ts';
import type { Call } from './caller.ts';
import { CallFailed } from './driver.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Pace } from './pace.ts';
import { createPhotos } from './photos.ts';
import { type AskWords, type DocumentPart, type Part, renderTelegram, type TextPart } from './render.ts';

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
  const { call, pace, dataDirectory } = deps;
  const photos = createPhotos(call, deps.imagesDirectory);

  /** null: the file cannot be had, or Telegram does not take it. */
  const sendFile = (chat: number, part: Exclude<Part, TextPart>): Promise<string | null> =>
    part.method === 'sendPhoto' ? photos.send(chat, part) : sendDocument(call, dataDirectory, chat, part);

  const sendPart = async (chat: number, part: Part): Promise<string> => {
    if (part.method === 'sendMessage') return sendText(call, chat, part);
    const sent = await sendFile(chat, part);
    if (sent !== null) return sent;
    return part.otherwise ? sendText(call, chat, part.otherwise) : LEFT_OUT;
  };

  // Telegram cannot be asked what a chat holds: where it is uncertain whether a part arrived, it leaves again.
  return async ({ chat }, { body, conversationId }, { key, refs }) => {
    const parts = isOurs(body) ? renderTelegram(body, deps.words(conversationId)) : [];
    const left = [...refs];
    for (const part of parts.slice(refs.length)) {
      const wait = pace.waitOf(chat, `${key}/${left.length}`);
      if (wait > 0) return { ...TOO_FAST, retryAfterMs: wait, refs: left };
      try {
        left.push(await sendPart(Number(chat), part));
      } catch (problem) {
        const outcome = whatNow(problem);
        if (outcome.retryAfterMs !== null) pace.slower(chat, outcome.retryAfterMs);
        if (problem instanceof CallFailed && problem.movedTo !== null) deps.moved(chat, String(problem.movedTo));
        return { ...outcome, refs: left };
      }
    }
    return { sent: true, refs: left };
  };
}

const TOO_FAST = { sent: false, final: false, uncertain: false, reason: 'it waits for its turn' } as const;

/** What is not Telegram's refusal leaves it open whether the part arrived. */
function whatNow(problem: unknown): Outcome {
  if (problem instanceof CallFailed) return outcomeOf(problem);
  return { sent: false, retryAfterMs: null, final: false, uncertain: true, reason: 'the answer could not be read' };
}

function isOurs(body: LoggedMessage['body']): body is OutboundBody {
  return 'rich' in body;
}

const sentMessage = z.object({ message_id: z.number() });

async function sendText(call: Call, chat: number, part: TextPart): Promise<string> {
  const answer = await call(part.method, { chat_id: chat, ...part.params });
  return String(sentMessage.parse(answer).message_id);
}

async function sendDocument(call: Call, dataDirectory: string, chat: number, { attachment, params }: DocumentPart): Promise<string | null> {
  const bytes = await readAttachment(dataDirectory, attachment);
  if (!bytes || bytes.length === 0) return null;
  const answer = await call('sendDocument', { chat_id: chat, ...params }, { file: { field: 'document', bytes, name: attachment.name } });
  return String(sentMessage.parse(answer).message_id);
}
