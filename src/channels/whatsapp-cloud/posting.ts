/**
 * One part of a message to Meta, by the form that it takes: with its file, and with a new upload of it where the old one
 * is not known any more; in plain words where the form is refused.
 */
import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { Sendable, ShopFilesOut } from './files.ts';
import type { Answered, Failed, Graph } from './graph.ts';
import { LONGEST_OWN_DATA } from './limits.ts';
import { type Part, payloadWith, texts } from './parts.ts';
import { addressOf } from './people.ts';

export interface PostingDeps {
  readonly graph: Graph;
  readonly files: ShopFilesOut;
  readonly phoneId: string;
  readonly log: Pick<Log, 'warn'>;
}

/** Answers WhatsApp's id of it. `mark`: comes back with every status of it. */
export type Post = (chat: string, part: Part, file: Sendable | null, mark: string) => Promise<Answered<string>>;

const posted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

export function createPosting({ graph, files, phoneId, log }: PostingDeps): Post {
  const post = async (chat: string, payload: Part['payload'], mark: string): Promise<Answered<string>> => {
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
      answer: posted,
      isMessage: true,
    });
    return answered.ok ? { ok: true, value: answered.value.messages[0]?.id ?? '' } : answered;
  };

  const postWithFile = async (chat: string, part: Part, file: Sendable, mark: string): Promise<Answered<string>> => {
    const id = await files.idOf(file);
    if (!id.ok) return id;
    const answered = await post(chat, payloadWith(part, id.value), mark);
    if (answered.ok || !isOfTheMessage(answered)) return answered;
    files.forget(file);
    const again = await files.idOf(file);
    return again.ok ? post(chat, payloadWith(part, again.value), mark) : again;
  };

  return async (chat, part, file, mark) => {
    const answered = part.media && file ? await postWithFile(chat, part, file, mark) : await post(chat, part.payload, mark);
    if (answered.ok || !isOfTheMessage(answered) || part.plain === undefined) return answered;
    const [plain, ...more] = texts(part.plain);
    if (plain === undefined || more.length > 0) return answered;
    log.warn('WhatsApp did not take a message in its form, and it was sent in plain words', { reason: answered.words });
    return post(chat, plain.payload, mark);
  };
}

/** What is at fault is what was to be sent, and not when, by whom or to whom. */
export function isOfTheMessage({ fault }: Failed): boolean {
  return fault === 'message' || fault === 'file';
}
