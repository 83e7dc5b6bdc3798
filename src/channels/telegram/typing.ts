/** "Typing…": shown where an answer takes longer than a moment, so that nobody thinks that nobody is there. */
import type { Clock } from '../../clock.ts';
import type { Call } from './caller.ts';
import { TYPING_AFTER_MS } from './limits.ts';

export interface Typing {
  /** The shop has a new message of this chat. `at`: when it was written, in ms: what is old is perhaps not answered. */
  thinks(chat: string, at: number): void;
  /** An answer leaves. */
  answers(chat: string): void;
  close(): void;
}

/** Nobody waits in front of the screen for the answer to an older message, in ms. */
const STILL_WAITS_MS = 60_000;

export function createTyping(call: Call, clock: Clock): Typing {
  const waiting = new Map<string, () => void>();
  const answers = (chat: string): void => {
    waiting.get(chat)?.();
    waiting.delete(chat);
  };
  return {
    thinks(chat, at) {
      if (clock.now() - at > STILL_WAITS_MS) return;
      answers(chat);
      const show = (): void => {
        waiting.delete(chat);
        call('sendChatAction', { chat_id: Number(chat), action: 'typing' }).catch(() => {});
      };
      waiting.set(chat, clock.after(TYPING_AFTER_MS, show));
    },
    answers,
    close() {
      for (const chat of [...waiting.keys()]) answers(chat);
    },
  };
}
