/**
 * The key below the field that gives a place or a number. It goes with the next message of the shop: a text takes it
 * away itself; one with buttons cannot, because a message has either, so one that is gone at once does it before.
 * Known by this process only: after a restart the key stays until the next text.
 */
import { z } from 'zod';
import type { Call } from './caller.ts';
import { type Part, REMOVE_KEYS } from './render.ts';

export interface Keys {
  /** Before these leave. */
  clearFor(chat: number, parts: readonly Part[]): Promise<void>;
  /** It left. */
  shown(chat: number, part: Part): void;
}

const withKeys = z.object({ keyboard: z.array(z.unknown()) });
const withoutKeys = z.object({ remove_keyboard: z.literal(true) });
const sentMessage = z.object({ message_id: z.number() });

/** What stands in the chat if Telegram takes the message and then does not take it back. */
const SEEN = '✓';

export function createKeys(call: Call): Keys {
  const up = new Set<number>();
  const dealsWithKeys = ({ params }: Part): boolean =>
    withKeys.safeParse(params.reply_markup).success || withoutKeys.safeParse(params.reply_markup).success;

  return {
    async clearFor(chat, parts) {
      if (!up.has(chat) || parts.length === 0 || parts.some(dealsWithKeys)) return;
      up.delete(chat);
      try {
        const sent = await call('sendMessage', { chat_id: chat, text: SEEN, disable_notification: true, reply_markup: REMOVE_KEYS });
        await call('deleteMessage', { chat_id: chat, message_id: sentMessage.parse(sent).message_id });
      } catch {
        // The message that follows meets the same trouble, and tells of it.
      }
    },
    shown(chat, { params }) {
      if (withKeys.safeParse(params.reply_markup).success) up.add(chat);
      else if (withoutKeys.safeParse(params.reply_markup).success) up.delete(chat);
    },
  };
}
